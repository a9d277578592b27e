/** What the commands about state ask for, and what they get: facts, which the command line puts into words or JSON. */
import type { Speech } from '../text/speech.ts'
import type { AlertAction } from './actions/alert.ts'
import type { ApprovalAction } from './actions/approval.ts'
import type { AuditAction } from './actions/audit.ts'
import type { BackupAction } from './actions/backup.ts'
import type { CheckAction } from './actions/check.ts'
import type { ConfigAction } from './actions/config.ts'
import type { DirectoryAction } from './actions/directory.ts'
import type { KeyAction } from './actions/keys.ts'
import type { HandOverAction, OrganisationAction } from './actions/organisation.ts'
import type { RetentionAction } from './actions/retention.ts'
import type { ServeAction } from './actions/serve.ts'
import type { StaffAction } from './actions/staff.ts'
import type { WorkAction } from './actions/work.ts'

/** One file of `actions/` for each noun. */
export type StateAction =
  | OrganisationAction
  | HandOverAction
  | StaffAction
  | ApprovalAction
  | AuditAction
  | KeyAction
  | ConfigAction
  | BackupAction
  | DirectoryAction
  | CheckAction
  | ServeAction
  | WorkAction
  | AlertAction
  | RetentionAction

export interface StateCall {
  readonly action: StateAction
  readonly statePath?: string
  readonly configPath?: string
  /** File with the access token of whoever acts; else the variable SCHLEUSE_TOKEN, else it is the shell. */
  readonly tokenPath?: string
  readonly output: 'json' | 'report'
}

/** One line of the answer. `kind` chooses the sentence; every value may be printed. */
export type StateFact = Readonly<Record<string, string | number | boolean>> & { readonly kind: string }

export interface StateAnswer {
  /** 1 if something that was to be proven is not so, or an action was refused; 3 if mails could not be judged. */
  readonly exit: 0 | 1 | 3
  readonly facts: readonly StateFact[]
}

export type RunState = (call: StateCall, speech: Speech) => Promise<StateAnswer>
