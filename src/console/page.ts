/** What every page of staff has in common in the browser: asking the interface, telling what went wrong, finding elements. */

export function element<T extends Element>(id: string, kind: new () => T): T {
  const found = find(id, kind)
  if (!found) throw new Error(`the page has no ${id}`)
  return found
}

export function find<T extends Element>(id: string, kind: new () => T): T | undefined {
  const found = document.getElementById(id)
  return found instanceof kind ? found : undefined
}

/** The interface has said no; its words are for the person. */
export class Refused extends Error {
  readonly status: number
  constructor(words: string, status: number) {
    super(words)
    this.status = status
  }
}

/** @param path below `/api/v1/` */
export async function ask(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Record<string, unknown>> {
  const answer = await fetch(`/api/v1/${path}`, {
    method,
    headers: {
      accept: 'application/json',
      'accept-language': document.documentElement.lang,
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const told = fieldsOf(await answer.json())
  if (!answer.ok)
    throw new Refused(
      [told.title, told.detail].filter((one) => typeof one === 'string').join(' '),
      answer.status,
    )
  return told
}

/** Runs one step; whatever goes wrong is said in the line for it, and nothing else changes. */
export async function attempt(step: () => Promise<void>, errorId = 'error'): Promise<void> {
  const line = element(errorId, HTMLElement)
  line.hidden = true
  document.body.setAttribute('aria-busy', 'true')
  try {
    await step()
  } catch (error) {
    line.textContent = error instanceof Refused ? error.message : (line.dataset.unknown ?? '')
    line.hidden = false
    line.focus()
  } finally {
    document.body.removeAttribute('aria-busy')
  }
}

export function onForm(id: string, step: (values: FormData) => Promise<void>, errorId?: string): void {
  const form = find(id, HTMLFormElement)
  form?.addEventListener('submit', (event) => {
    event.preventDefault()
    // A second press while the first is on its way would be a second answer.
    if (document.body.hasAttribute('aria-busy')) return
    void attempt(() => step(new FormData(form)), errorId)
  })
}

export function onButton(id: string, step: () => Promise<void>): void {
  find(id, HTMLButtonElement)?.addEventListener('click', () => void attempt(step))
}

export const text = (values: FormData, name: string): string => String(values.get(name) ?? '')

export const moment = (iso: unknown): string =>
  typeof iso === 'string'
    ? new Intl.DateTimeFormat(document.documentElement.lang, {
        dateStyle: 'medium',
        timeStyle: 'short',
      }).format(new Date(iso))
    : ''

export const listed = (value: unknown): readonly Record<string, unknown>[] =>
  Array.isArray(value) ? value.map(fieldsOf) : []

export function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

/** The browser asks the person for the passkey. */
export async function assertionFor(question: unknown): Promise<unknown> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(question as never)
  const credential = await navigator.credentials.get({ publicKey })
  if (!(credential instanceof PublicKeyCredential)) throw new Error('no passkey')
  return credential.toJSON()
}
