/** Runs in the browser on the pages of staff: sends each form to the interface and shows what comes next. */

import {
  ask,
  assertionFor,
  attempt,
  element,
  find,
  listed,
  moment,
  onButton,
  onForm,
  Refused,
  text,
} from './page.ts'

function show(id: string): void {
  for (const section of document.querySelectorAll('main > section')) {
    if (section instanceof HTMLElement && section.dataset.step !== undefined)
      section.hidden = section.id !== id
  }
  const shown = document.getElementById(id)
  const field = shown?.querySelector('input')
  if (field) field.focus()
}

function goOn(next: unknown): void {
  if (next === 'second-step') show('code')
  else if (next === 'set-up-second-factor') show('set-up')
  else location.assign('/staff')
}

let invited: { readonly code: string; readonly word: string } | undefined

onForm('password-form', async (values) => {
  const body = { email: text(values, 'email'), password: text(values, 'password') }
  goOn((await ask('POST', 'auth/password', body)).next)
})

onForm('code-form', async (values) => {
  const given = text(values, 'code').replaceAll(/\s/g, '')
  const kind = /^\d{6}$/.test(given) ? 'totp' : 'recovery'
  goOn((await ask('POST', 'auth/code', { kind, code: given })).next)
})

onButton('passkey-button', async () => {
  const question = await ask('POST', 'auth/passkey/question', {})
  goOn((await ask('POST', 'auth/passkey', { assertion: await assertionFor(question) })).next)
})

onForm('invitation-form', async (values) => {
  invited = { code: location.hash.slice(1), word: text(values, 'word') }
  const { name, email } = await ask('POST', 'auth/invitation/question', invited)
  element('invited-name', HTMLElement).textContent = `${name} (${email})`
  element('invited-email', HTMLInputElement).value = String(email)
  show('choose')
})

onForm('choose-form', async (values) => {
  const repeated = element('choose-again', HTMLInputElement)
  const isSame = text(values, 'password') === repeated.value
  repeated.setCustomValidity(isSame ? '' : (repeated.dataset.different ?? ''))
  if (!repeated.reportValidity()) return
  goOn((await ask('POST', 'auth/invitation', { ...invited, password: text(values, 'password') })).next)
})
find('choose-again', HTMLInputElement)?.addEventListener('input', ({ target }) => {
  if (target instanceof HTMLInputElement) target.setCustomValidity('')
})

onForm('set-up-form', async (values) => {
  const { secret, picture, recoveryCodes } = await ask('POST', 'auth/second-factor', {
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
    (await ask('POST', 'auth/second-factor/confirm', { code: text(values, 'code').replaceAll(/\s/g, '') }))
      .next,
  )
})

onButton('sign-out-button', async () => {
  await ask('POST', 'auth/sign-out')
  location.assign('/staff/sign-in')
})

onForm('passkey-form', async (values) => {
  const question = await ask('POST', 'auth/passkeys/question', {})
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(question as never)
  const credential = await navigator.credentials.create({ publicKey })
  if (!(credential instanceof PublicKeyCredential)) throw new Error('no passkey')
  await ask('POST', 'auth/passkeys', { name: text(values, 'name'), attestation: credential.toJSON() })
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

async function showAccount(): Promise<void> {
  const who = await ask('GET', 'auth/session')
  element('who', HTMLElement).textContent = `${who.name} (${who.email})`
  const { sessions } = await ask('GET', 'auth/sessions')
  element('sessions', HTMLTableSectionElement).replaceChildren(
    ...listed(sessions).map(({ id, since, usedAt, client, isThis }) =>
      row(
        [moment(since), moment(usedAt), String(client)],
        isThis === true ? undefined : () => ask('DELETE', `auth/sessions/${id}`),
      ),
    ),
  )
  const { passkeys } = await ask('GET', 'auth/passkeys')
  element('passkeys', HTMLTableSectionElement).replaceChildren(
    ...listed(passkeys).map(({ id, name, since }) =>
      row(
        [String(name), moment(since)],
        () => ask('DELETE', `auth/passkeys/${id}`),
        document.body.dataset.remove,
      ),
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
