/** What the commands about state ask for, and what they get: facts, which the command line puts into words or JSON. */
import type { Speech } from '../text/speech.ts'

export type StateAction =
  | { readonly kind: 'organisation-add'; readonly name: string; readonly role: 'controller' | 'processor' }
  | { readonly kind: 'organisation-list' }
  | {
      readonly kind: 'audit-verify'
      readonly organisation?: string
      readonly checkpointPaths: readonly string[]
    }
  | { readonly kind: 'audit-checkpoint'; readonly organisation?: string; readonly outPath: string }
  | { readonly kind: 'keys-list' }
  | { readonly kind: 'keys-rotate'; readonly purpose: string }
  | { readonly kind: 'keys-revoke'; readonly id: string }
  | { readonly kind: 'verify'; readonly path: string; readonly rootFingerprint?: string }

export interface StateCall {
  readonly action: StateAction
  readonly statePath?: string
  readonly output: 'json' | 'report'
}

/** One line of the answer. `kind` chooses the sentence; every value may be printed. */
export type StateFact = Readonly<Record<string, string | number | boolean>> & { readonly kind: string }

export interface StateAnswer {
  /** 1 if something that was to be proven is not so. */
  readonly exit: 0 | 1
  readonly facts: readonly StateFact[]
}

export type RunState = (call: StateCall, speech: Speech) => Promise<StateAnswer>
