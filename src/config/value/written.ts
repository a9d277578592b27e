/** What every value of the settings has in common: it is written as text, and its form is known to messages and pages. */
import { z } from 'zod'
import type { FaultCode } from '../../std/fault.ts'

/** The form a value must have; `kind` chooses the sentence, `params` fill it. */
export interface Form {
  readonly kind:
    | 'address'
    | 'choice'
    | 'connection'
    | 'duration'
    | 'listen'
    | 'name'
    | 'network'
    | 'number'
    | 'path'
    | 'secret'
    | 'size'
    | 'text'
    | 'url'
    | 'yes-no'
  readonly params?: Readonly<Record<string, string | number>>
  /** What the file that is named must hold; looked at by `schleuse config check`. */
  readonly holds?: 'anything' | 'certificate' | 'private-key'
}

/** The form of each schema of a single value; what a schema does cannot be read off it. */
export const forms = z.registry<{ readonly form: Form }>()

/** How a value is wrong, as the issue of a schema carries it. */
export interface WrongValue {
  readonly form: Form
  readonly wrong: 'form' | 'missing' | 'clear'
}

/** What a check over several values carries: settings that are right each by itself and wrong together. */
export interface Conflict {
  readonly code: FaultCode
  readonly params?: Readonly<Record<string, string | number>>
}

/**
 * A value that is written as one text.
 *
 * @param read undefined if the text has not the form
 */
export function written<Value>(form: Form, read: (text: string) => Value | undefined) {
  return z
    .unknown()
    .transform((raw, context): Value => {
      const value = typeof raw === 'string' && raw !== '' ? read(raw) : undefined
      if (value !== undefined) return value
      const params: WrongValue = { form, wrong: raw === undefined ? 'missing' : 'form' }
      context.addIssue({ code: 'custom', params: { ...params } })
      return z.NEVER
    })
    .register(forms, { form })
}
