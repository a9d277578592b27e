/** Values that nobody may read in the settings: a reference to where they are. */
import { z } from 'zod'
import { pathOf, type SettingsPlace } from './path.ts'
import { type Form, forms, type WrongValue } from './written.ts'

export type Secret =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'environment'; readonly name: string }

/** Where a server is reached and as whom: in clear if there is no password in it, else a secret. */
export type Connection = Secret | { readonly kind: 'clear'; readonly url: string }

/** `{ file: PATH }` or `{ environment: NAME }`; a text in clear is refused. */
export function secret(place: SettingsPlace) {
  const form: Form = { kind: 'secret' }
  return z
    .unknown()
    .transform((raw, context): Secret => {
      const reference = referenceOf(raw, place)
      if (reference !== undefined) return reference
      context.addIssue({ code: 'custom', params: { ...wrongSecret(form, raw) } })
      return z.NEVER
    })
    .register(forms, { form })
}

/** @param schemes such as `postgres` */
export function connection(place: SettingsPlace, ...schemes: readonly string[]) {
  const form: Form = { kind: 'connection', params: { schemes: schemes.join(', ') } }
  return z
    .unknown()
    .transform((raw, context): Connection => {
      const clear = typeof raw === 'string' && isOpen(raw, schemes)
      const reference = clear ? { kind: 'clear' as const, url: raw } : referenceOf(raw, place)
      if (reference !== undefined) return reference
      const holdsPassword = typeof raw === 'string' && URL.canParse(raw) && mayHoldPassword(new URL(raw))
      const params: WrongValue = holdsPassword ? { form, wrong: 'clear' } : { form, wrong: wrongHow(raw) }
      context.addIssue({ code: 'custom', params: { ...params } })
      return z.NEVER
    })
    .register(forms, { form })
}

function wrongSecret(form: Form, raw: unknown): WrongValue {
  return { form, wrong: typeof raw === 'string' && raw !== '' ? 'clear' : wrongHow(raw) }
}

function wrongHow(raw: unknown): WrongValue['wrong'] {
  return raw === undefined ? 'missing' : 'form'
}

const fileReference = z.strictObject({ file: z.string().min(1) })
/** @source POSIX.1-2017, Base Definitions 8.1: names of environment variables */
const environmentReference = z.strictObject({ environment: z.string().regex(/^[A-Za-z_]\w{0,99}$/) })

/** @returns undefined if it is no reference to a secret */
export function referenceOf(raw: unknown, { folder }: SettingsPlace): Secret | undefined {
  const inFile = fileReference.safeParse(raw)
  if (inFile.success) {
    const path = pathOf(inFile.data.file, folder)
    return path === undefined ? undefined : { kind: 'file', path }
  }
  const inEnvironment = environmentReference.safeParse(raw)
  return inEnvironment.success ? { kind: 'environment', name: inEnvironment.data.environment } : undefined
}

function isOpen(text: string, schemes: readonly string[]): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  return schemes.some((scheme) => url.protocol === `${scheme}:`) && !mayHoldPassword(url)
}

function mayHoldPassword({ password, searchParams }: URL): boolean {
  return password !== '' || [...searchParams.keys()].some((key) => /pass|pwd|secret|token/i.test(key))
}
