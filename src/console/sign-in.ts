/** Runs in the browser on the pages of staff: sends each form to the interface and shows what comes next. */

/** The pages know their sentences; the script knows none. */
const errorLine = element('error', HTMLElement)

function element<T extends Element>(id: string, kind: new () => T): T {
  const found = document.getElementById(id)
  if (!(found instanceof kind)) throw new Error(`the page has no ${id}`)
  return found
}

function find<T extends Element>(id: string, kind: new () => T): T | undefined {
  const found = document.getElementById(id)
  return found instanceof kind ? found : undefined
}

class Refused extends Error {}

async function ask(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Record<string, unknown>> {
  const answer = await fetch(`/api/v1/auth/${path}`, {
    method,
    headers: {
      accept: 'application/json',
      'accept-language': document.documentElement.lang,
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const read: unknown = await answer.json()
  const told = typeof read === 'object' && read !== null ? { ...read } : {}
  if (!answer.ok)
    throw new Refused(['title' in told ? told.title : '', 'detail' in told ? told.detail : ''].join(' '))
  return told
}

/** Runs one step; whatever goes wrong is said in the line for it, and nothing else changes. */
async function attempt(step: () => Promise<void>): Promise<void> {
  errorLine.hidden = true
  document.body.setAttribute('aria-busy', 'true')
  try {
    await step()
  } catch (error) {
    errorLine.textContent = error instanceof Refused ? error.message : (errorLine.dataset.unknown ?? '')
    errorLine.hidden = false
    errorLine.focus()
  } finally {
    document.body.removeAttribute('aria-busy')
  }
}

function show(id: string): void {
  for (const section of document.querySelectorAll('main > section')) {
    if (section instanceof HTMLElement && section.dataset.step !== undefined)
      section.hidden = section.id !== id
  }
  const shown = document.getElementById(id)
  const field = shown?.querySelector('input')
  if (field) field.focus()
}

function onForm(id: string, step: (values: FormData) => Promise<void>): void {
  const form = find(id, HTMLFormElement)
  form?.addEventListener('submit', (event) => {
    event.preventDefault()
    void attempt(() => step(new FormData(form)))
  })
}

function onButton(id: string, step: () => Promise<void>): void {
  find(id, HTMLButtonElement)?.addEventListener('click', () => void attempt(step))
}

const text = (values: FormData, name: string): string => String(values.get(name) ?? '')

function goOn(next: unknown): void {
  if (next === 'second-step') show('code')
  else if (next === 'set-up-second-factor') show('set-up')
  else location.assign('/staff')
}

let invited: { readonly code: string; readonly word: string } | undefined

onForm('password-form', async (values) => {
  const body = { email: text(values, 'email'), password: text(values, 'password') }
  goOn((await ask('POST', 'password', body)).next)
})

onForm('code-form', async (values) => {
  const given = text(values, 'code').replaceAll(/\s/g, '')
  const kind = /^\d{6}$/.test(given) ? 'totp' : 'recovery'
  goOn((await ask('POST', 'code', { kind, code: given })).next)
})

onButton('passkey-button', async () => {
  const question = await ask('POST', 'passkey/question', {})
  goOn((await ask('POST', 'passkey', { assertion: await assertionFor(question) })).next)
})

async function assertionFor(question: Record<string, unknown>): Promise<unknown> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(question as never)
  const credential = await navigator.credentials.get({ publicKey })
  if (!(credential instanceof PublicKeyCredential)) throw new Error('no passkey')
  return credential.toJSON()
}

onForm('invitation-form', async (values) => {
  invited = { code: location.hash.slice(1), word: text(values, 'word') }
  const { name, email } = await ask('POST', 'invitation/question', invited)
  element('invited-name', HTMLElement).textContent = `${name} (${email})`
  element('invited-email', HTMLInputElement).value = String(email)
  show('choose')
})

onForm('choose-form', async (values) => {
  const repeated = element('choose-again', HTMLInputElement)
  const isSame = text(values, 'password') === repeated.value
  repeated.setCustomValidity(isSame ? '' : (repeated.dataset.different ?? ''))
  if (!repeated.reportValidity()) return
  goOn((await ask('POST', 'invitation', { ...invited, password: text(values, 'password') })).next)
})
find('choose-again', HTMLInputElement)?.addEventListener('input', ({ target }) => {
  if (target instanceof HTMLInputElement) target.setCustomValidity('')
})

onForm('set-up-form', async (values) => {
  const { secret, picture, recoveryCodes } = await ask('POST', 'second-factor', {
    password: text(values, 'password'),
  })
  // As nodes of the page: a picture from anywhere, even from memory, is forbidden here.
  const drawing = new DOMParser().parseFromString(String(picture), 'image/svg+xml').documentElement
  element('picture', HTMLElement).replaceChildren(drawing)
  element('secret', HTMLElement).textContent = String(secret)
    .replaceAll(/(.{4})/g, '$1 ')
    .trim()
  const codes = Array.isArray(recoveryCodes) ? recoveryCodes.map(String) : []
  element('recovery', HTMLElement).replaceChildren(...codes.map((one) => item(one)))
  show('confirm')
})

onForm('confirm-form', async (values) => {
  goOn(
    (await ask('POST', 'second-factor/confirm', { code: text(values, 'code').replaceAll(/\s/g, '') })).next,
  )
})

onButton('sign-out-button', async () => {
  await ask('POST', 'sign-out')
  location.assign('/staff/sign-in')
})

onForm('passkey-form', async (values) => {
  const question = await ask('POST', 'passkeys/question', {})
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(question as never)
  const credential = await navigator.credentials.create({ publicKey })
  if (!(credential instanceof PublicKeyCredential)) throw new Error('no passkey')
  await ask('POST', 'passkeys', { name: text(values, 'name'), attestation: credential.toJSON() })
  element('passkey-form', HTMLFormElement).reset()
  await showAccount()
})

function item(words: string): HTMLLIElement {
  const line = document.createElement('li')
  line.textContent = words
  return line
}

/** A row with a button that takes it away. */
function row(
  words: readonly string[],
  end: (() => Promise<unknown>) | undefined,
  endWord = document.body.dataset.end,
): HTMLTableRowElement {
  const line = document.createElement('tr')
  for (const word of words) {
    const cell = document.createElement('td')
    cell.textContent = word
    if (word.length > 40) cell.className = 'long'
    line.append(cell)
  }
  const cell = document.createElement('td')
  if (end) {
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = endWord ?? ''
    button.addEventListener(
      'click',
      () =>
        void attempt(async () => {
          await end()
          await showAccount()
        }),
    )
    cell.append(button)
  } else {
    cell.textContent = document.body.dataset.this ?? ''
  }
  line.append(cell)
  return line
}

const moment = (iso: unknown): string =>
  typeof iso === 'string'
    ? new Intl.DateTimeFormat(document.documentElement.lang, {
        dateStyle: 'medium',
        timeStyle: 'short',
      }).format(new Date(iso))
    : ''

const listed = (value: unknown): readonly Record<string, unknown>[] => (Array.isArray(value) ? value : [])

async function showAccount(): Promise<void> {
  const who = await ask('GET', 'session')
  element('who', HTMLElement).textContent = `${who.name} (${who.email})`
  const { sessions } = await ask('GET', 'sessions')
  element('sessions', HTMLTableSectionElement).replaceChildren(
    ...listed(sessions).map(({ id, since, usedAt, client, isThis }) =>
      row(
        [moment(since), moment(usedAt), String(client)],
        isThis === true ? undefined : () => ask('DELETE', `sessions/${id}`),
      ),
    ),
  )
  const { passkeys } = await ask('GET', 'passkeys')
  element('passkeys', HTMLTableSectionElement).replaceChildren(
    ...listed(passkeys).map(({ id, name, since }) =>
      row([String(name), moment(since)], () => ask('DELETE', `passkeys/${id}`), document.body.dataset.remove),
    ),
  )
}

if (find('sessions', HTMLTableSectionElement)) {
  void attempt(async () => {
    try {
      await showAccount()
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      location.assign('/staff/sign-in')
    }
  })
}
