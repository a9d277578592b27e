/** Runs in the browser on the page of requests: what waits for a second person, and that person's answer with a fresh proof. */
import {
  ask,
  assertionFor,
  attempt,
  element,
  fieldsOf,
  find,
  listed,
  moment,
  onForm,
  Refused,
  text,
} from './page.ts'

type Answer = 'confirmed' | 'refused'

/** Answered ones that are still shown: enough to see what became of what was asked lately. */
const answeredMax = 20

const dialog = element('answer', HTMLDialogElement)
let asked: { readonly request: Record<string, unknown>; readonly answer: Answer } | undefined

/** The page knows the sentences: `{name}` and the like are filled in here. */
function word(key: string, values: Readonly<Record<string, string>> = {}): string {
  const words = element('words', HTMLTemplateElement).content
  const sentence = words.querySelector(`[data-word="${key}"]`)?.textContent ?? ''
  return sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
}

function nameOf(somebody: unknown, request: Record<string, unknown>): string {
  const { actor, name } = fieldsOf(somebody)
  if (typeof name === 'string') return name
  const [kind = '', id = ''] = String(actor).split(':')
  const outside = outsideOf(request)
  if (kind === 'outside' && outside !== '') return outside
  return word(`actor.${kind}`, { id })
}

function outsideOf(request: Record<string, unknown>): string {
  const { name, body } = fieldsOf(request.outside)
  return typeof name === 'string' ? word('outside', { name, body: String(body) }) : ''
}

function wordsOf(request: Record<string, unknown>): { readonly title: string; readonly effect: string } {
  const account = fieldsOf(request.account)
  const roles = Array.isArray(request.roles) ? request.roles.map((role) => word(`role.${String(role)}`)) : []
  const values = { name: String(account.name), email: String(account.email), roles: roles.join(', ') }
  const kind = String(request.kind)
  return { title: word(`title.${kind}`, values), effect: word(`effect.${kind}`, values) }
}

function copyOf(id: string): DocumentFragment {
  return document.importNode(element(id, HTMLTemplateElement).content, true)
}

function fill(card: DocumentFragment, texts: Readonly<Record<string, string>>): void {
  for (const [name, words] of Object.entries(texts)) {
    const place = card.querySelector(`.${name}`)
    if (place) place.textContent = words
  }
}

function openCard(request: Record<string, unknown>): DocumentFragment {
  const card = copyOf('open-card')
  const standing = String(request.standing)
  const mayAnswer = standing === 'may-answer'
  const outside = outsideOf(request)
  fill(card, {
    ...wordsOf(request),
    by: nameOf(request.requestedBy, request),
    at: moment(request.requestedAt),
    until: moment(request.expiresAt),
    outside,
    standing: mayAnswer ? '' : word(`standing.${standing}`),
  })
  for (const name of ['standing', 'outside', 'outside-name']) {
    const place = card.querySelector(`.${name}`)
    if (place instanceof HTMLElement) place.hidden = name === 'standing' ? mayAnswer : outside === ''
  }
  const buttons = card.querySelector('.buttons')
  if (!mayAnswer) buttons?.remove()
  for (const button of buttons?.querySelectorAll('button') ?? []) {
    // Read aloud alone, each says what it is about.
    button.setAttribute('aria-label', `${button.textContent}: ${wordsOf(request).title}`)
    const answer = button.classList.contains('main') ? 'confirmed' : 'refused'
    button.addEventListener('click', () => void attempt(() => openAnswer(request, answer)))
  }
  return card
}

function closedCard(request: Record<string, unknown>): DocumentFragment {
  const card = copyOf('closed-card')
  const answered = fieldsOf(request.answered)
  const state = String(request.state)
  fill(card, {
    title: wordsOf(request).title,
    outcome: word(`outcome.${state}`, {
      by: nameOf(answered.by, request),
      at: moment(state === 'expired' ? request.expiresAt : answered.at),
    }),
    reason: String(answered.reason ?? ''),
  })
  return card
}

async function showRequests(): Promise<void> {
  const all = listed((await ask('GET', 'staff/requests')).requests)
  const open = all.filter(({ state }) => state === 'open')
  const closed = all.filter(({ state }) => state !== 'open').slice(0, answeredMax)
  element('open', HTMLUListElement).replaceChildren(...open.map(openCard))
  element('closed', HTMLUListElement).replaceChildren(...closed.map(closedCard))
  element('none', HTMLElement).hidden = open.length > 0
  element('closed-section', HTMLElement).hidden = closed.length === 0
}

async function openAnswer(request: Record<string, unknown>, answer: Answer): Promise<void> {
  const hasPasskey = listed((await ask('GET', 'auth/passkeys')).passkeys).length > 0
  asked = { request, answer }
  element('answer-form', HTMLFormElement).reset()
  element('answer-error', HTMLElement).hidden = true
  const { title, effect } = wordsOf(request)
  element('answer-title', HTMLElement).textContent = word(`asking.${answer}`, { title })
  element('answer-effect', HTMLElement).textContent = answer === 'confirmed' ? effect : word('no-effect')
  element('by-passkey', HTMLElement).hidden = !hasPasskey
  setUsed('why', answer === 'refused')
  setUsed('by-password', !hasPasskey)
  element('answer-button', HTMLButtonElement).textContent = word(`button.${answer}`)
  dialog.showModal()
}

/** What is not asked for is neither shown nor demanded. */
function setUsed(id: string, isUsed: boolean): void {
  const part = element(id, HTMLFieldSetElement)
  part.hidden = !isUsed
  part.disabled = !isUsed
}

onForm(
  'answer-form',
  async (values) => {
    if (!asked) return
    const { request, answer } = asked
    const path = `staff/requests/${String(request.id)}`
    const wish = answer === 'refused' ? { answer, reason: text(values, 'reason') } : { answer }
    const { over } = await ask('POST', `${path}/digest`, wish)
    const { id, passkey } = await ask('POST', 'auth/proof', { over })
    const proof = passkey
      ? { kind: 'passkey', assertion: await assertionFor(passkey) }
      : {
          kind: 'password-totp',
          password: text(values, 'password'),
          code: text(values, 'code').replaceAll(/\s/g, ''),
        }
    await ask('POST', `auth/proof/${String(id)}`, proof)
    await ask('POST', `${path}/answer`, { ...wish, proof: id })
    dialog.close()
    const told = element('told', HTMLElement)
    told.textContent = word(`told.${answer}`, { title: wordsOf(request).title })
    told.focus()
    await showRequests()
  },
  'answer-error',
)

find('answer-cancel', HTMLButtonElement)?.addEventListener('click', () => dialog.close())
// Whatever was typed is not kept; what somebody else has answered meanwhile is shown.
dialog.addEventListener('close', () => {
  element('answer-form', HTMLFormElement).reset()
  asked = undefined
  void attempt(showRequests)
})

void attempt(async () => {
  try {
    await showRequests()
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 401) throw error
    location.assign('/staff/sign-in')
  }
})
