/** Everything that can go wrong in a way a person has to know: one table, one class. The sentences stand in `text/`. */

/**
 * Whether to try again: `retryable` may pass by itself, `terminal` never will, `needs-human` passes once a person has
 * corrected something.
 */
export type FaultClass = 'retryable' | 'terminal' | 'needs-human'

/** Exit status of a run that judged nothing, or nothing beyond what it printed. */
export type FaultExit = 2 | 4

const wrongUse = { class: 'needs-human', exit: 2 } as const
const unreadableInput = { class: 'needs-human', exit: 2 } as const

const machine = { class: 'needs-human', exit: 4 } as const
const passing = { class: 'retryable', exit: 4 } as const

/** Code → what it means for the run. */
export const faults = {
  SCH_OPTION_UNKNOWN: wrongUse,
  SCH_OPTION_VALUE_MISSING: wrongUse,
  SCH_OPTION_TWICE: wrongUse,
  SCH_OPTION_REQUIRED: wrongUse,
  SCH_OPTION_NUMBER: wrongUse,
  SCH_CHECK_TWO_DIRECTORIES: wrongUse,
  SCH_CHECK_NO_STATE: wrongUse,
  SCH_COMMAND_UNKNOWN: wrongUse,
  SCH_COMMAND_MISSING: wrongUse,
  SCH_ARGUMENT_MISSING: wrongUse,
  SCH_USAGE: wrongUse,
  SCH_LANGUAGE_UNKNOWN: wrongUse,
  SCH_RECIPIENT_INVALID: wrongUse,

  SCH_PATH_MISSING: unreadableInput,
  SCH_PATH_UNREADABLE: unreadableInput,
  SCH_PATH_NO_MAIL: unreadableInput,
  SCH_MAILS_MISSING: unreadableInput,

  SCH_FILE_MISSING: unreadableInput,
  SCH_FILE_UNREADABLE: unreadableInput,
  SCH_FILE_TOO_LARGE: unreadableInput,
  SCH_FILE_EXISTS: wrongUse,
  SCH_FILE_UNWRITABLE: machine,

  SCH_TABLE_EMPTY: unreadableInput,
  SCH_TABLE_NO_ROWS: unreadableInput,
  SCH_TABLE_UTF16: unreadableInput,
  SCH_TABLE_NUL: unreadableInput,
  SCH_TABLE_COLUMN_MISSING: unreadableInput,
  SCH_TABLE_COLUMN_TWICE: unreadableInput,
  SCH_TABLE_QUOTE_OPEN: unreadableInput,
  SCH_TABLE_QUOTE_STRAY: unreadableInput,
  SCH_TABLE_CELL_COUNT: unreadableInput,
  SCH_TABLE_ROW_TOO_LONG: unreadableInput,
  SCH_TABLE_ROWS_TOO_MANY: unreadableInput,
  SCH_TABLE_CHANGED: { class: 'retryable', exit: 2 },
  SCH_CELL_EMPTY: unreadableInput,
  SCH_CELL_NO_NUMBER: unreadableInput,
  SCH_CELL_NO_DATE: unreadableInput,
  SCH_CELL_NO_ANSWER: unreadableInput,
  SCH_NUMBER_TWICE: unreadableInput,
  SCH_OWNER_UNKNOWN: unreadableInput,
  SCH_SPAN_BACKWARDS: unreadableInput,

  SCH_ALLOW_SYNTAX: unreadableInput,
  SCH_ALLOW_KEY_UNKNOWN: unreadableInput,
  SCH_ALLOW_KEY_UNKNOWN_NEAR: unreadableInput,
  SCH_ALLOW_KEY_TWICE: unreadableInput,
  SCH_ALLOW_NO_ENTRIES: unreadableInput,
  SCH_ALLOW_VALUE: unreadableInput,

  SCH_CONFIG_KEY_UNKNOWN: unreadableInput,
  SCH_CONFIG_KEY_UNKNOWN_NEAR: unreadableInput,
  SCH_CONFIG_KEY_TWICE: unreadableInput,
  SCH_CONFIG_SYNTAX: unreadableInput,
  SCH_CONFIG_REFERENCE: unreadableInput,
  SCH_CONFIG_DEPTH: unreadableInput,
  SCH_CONFIG_ENCODING: unreadableInput,
  SCH_CONFIG_OPEN_TO_WRITE: unreadableInput,
  SCH_CONFIG_ENTRIES: unreadableInput,
  SCH_CONFIG_LIST: unreadableInput,
  SCH_CONFIG_LIST_LONG: unreadableInput,
  SCH_CONFIG_LIST_SHORT: unreadableInput,
  SCH_CONFIG_MISSING: unreadableInput,
  SCH_CONFIG_NEEDS: unreadableInput,
  SCH_CONFIG_NAME_TWICE: unreadableInput,
  SCH_CONFIG_SHORTER: unreadableInput,
  SCH_CONFIG_WITHOUT_TLS: unreadableInput,
  SCH_CONFIG_TLS_TWICE: unreadableInput,
  SCH_CONFIG_ADDRESS: unreadableInput,
  SCH_CONFIG_CHOICE: unreadableInput,
  SCH_CONFIG_CONNECTION: unreadableInput,
  SCH_CONFIG_DURATION: unreadableInput,
  SCH_CONFIG_LISTEN: unreadableInput,
  SCH_CONFIG_NAME: unreadableInput,
  SCH_CONFIG_NETWORK: unreadableInput,
  SCH_CONFIG_NUMBER: unreadableInput,
  SCH_CONFIG_PATH: unreadableInput,
  SCH_CONFIG_SECRET: unreadableInput,
  SCH_CONFIG_SECRET_CLEAR: unreadableInput,
  SCH_CONFIG_SIZE: unreadableInput,
  SCH_CONFIG_TEXT: unreadableInput,
  SCH_CONFIG_URL: unreadableInput,
  SCH_CONFIG_YES_NO: unreadableInput,
  SCH_CONFIG_FILE_MISSING: unreadableInput,
  SCH_CONFIG_NO_PEM: unreadableInput,
  SCH_CONFIG_KEY_EXPOSED: unreadableInput,

  SCH_SOURCE_ADDRESS: wrongUse,
  SCH_SOURCE_PARAMETER: wrongUse,
  SCH_SOURCE_FILTER: wrongUse,
  SCH_SOURCE_LDAP_ADDRESS: wrongUse,
  SCH_SOURCE_LIMITED: machine,
  SCH_SOURCE_ELSEWHERE: machine,
  SCH_SOURCE_AWAY: passing,
  SCH_SOURCE_REFUSED: machine,
  SCH_SOURCE_CERTIFICATE: machine,
  SCH_SOURCE_QUERY: machine,
  SCH_SOURCE_SLOW: passing,
  SCH_SOURCE_CALLED_OFF: passing,
  SCH_SOURCE_CHANGED: passing,
  SCH_SOURCE_COLUMN_MISSING: unreadableInput,
  SCH_SOURCE_COLUMN_TWICE: unreadableInput,
  SCH_SOURCE_COLUMN_UNKNOWN: unreadableInput,
  SCH_SOURCE_ROWS_MANY: unreadableInput,
  SCH_SOURCE_BYTES_MANY: unreadableInput,

  SCH_SECRET_MISSING: unreadableInput,
  SCH_SECRET_EMPTY: unreadableInput,
  SCH_SECRET_EXPOSED: unreadableInput,
  SCH_SECRET_UNREADABLE: unreadableInput,

  SCH_KEY_EXPOSED: machine,
  SCH_KEY_DAMAGED: machine,
  SCH_KEY_MISSING: machine,
  SCH_KEY_SIGN_IN_LOST: machine,
  SCH_KEY_OTHER_ROOT: machine,
  SCH_KEY_UNKNOWN: wrongUse,
  SCH_KEY_ROOT: wrongUse,
  SCH_REVOCATIONS: unreadableInput,

  SCH_ORGANISATION_TWICE: wrongUse,
  SCH_ORGANISATION_UNKNOWN: wrongUse,
  SCH_ORGANISATION_WHICH: wrongUse,
  SCH_ORGANISATION_NONE: wrongUse,
  SCH_SIGNED_FILE: unreadableInput,

  SCH_DAY: wrongUse,
  SCH_RELATION_ROLES: wrongUse,
  SCH_RELATION_DAYS: wrongUse,
  SCH_RELATION_TWICE: wrongUse,
  SCH_RELATION_UNKNOWN: wrongUse,
  SCH_STAFF_UNKNOWN: wrongUse,
  SCH_STAFF_TWICE: wrongUse,
  SCH_STAFF_DISABLED: wrongUse,
  SCH_STAFF_NOT_FIRST: wrongUse,
  SCH_STAFF_OUTSIDE: wrongUse,
  SCH_STAFF_ROLE_NONE: wrongUse,
  SCH_STAFF_ROLE_MISSING: wrongUse,
  SCH_STAFF_CONFLICT: wrongUse,
  SCH_STAFF_REQUEST_UNKNOWN: wrongUse,
  SCH_STAFF_REQUEST_CLOSED: wrongUse,
  SCH_STAFF_SAME_PERSON: wrongUse,
  SCH_STAFF_NOT_SECOND: wrongUse,
  SCH_STAFF_TOO_NEW: wrongUse,
  SCH_STAFF_CODE: wrongUse,
  SCH_STAFF_REASON: wrongUse,
  SCH_STAFF_PROOF: unreadableInput,
  SCH_STAFF_PROOF_STALE: wrongUse,
  SCH_APPROVAL_UNKNOWN: wrongUse,
  SCH_APPROVAL_WITHDRAWN: wrongUse,
  SCH_APPROVAL_CHANGED: wrongUse,
  SCH_APPROVAL_OWN: wrongUse,
  SCH_APPROVAL_TOKEN: wrongUse,
  SCH_APPROVAL_TWICE: wrongUse,
  SCH_STAFF_TOKEN_INVALID: wrongUse,
  SCH_STAFF_TOKEN_SCOPE: wrongUse,
  SCH_STAFF_TOKEN_DAYS: wrongUse,
  SCH_STAFF_TOKEN_UNKNOWN: wrongUse,

  SCH_HAND_OVER_CONTRACT: wrongUse,
  SCH_HAND_OVER_UNKNOWN: wrongUse,
  SCH_HAND_OVER_ANSWERED: wrongUse,
  SCH_HAND_OVER_OTHER_FILE: wrongUse,
  SCH_URL_UNSAFE: wrongUse,
  SCH_ARCHIVE_BROKEN: machine,

  SCH_ALERT_UNKNOWN: wrongUse,

  SCH_STORE_LOCK: machine,
  SCH_STORE_BUSY: passing,
  SCH_STORE_FOLDER_UNUSABLE: machine,
  SCH_STORE_UNREACHABLE: machine,
  SCH_STORE_WRONG_OWNER: machine,
  SCH_STORE_MAJOR_VERSION: machine,
  SCH_STORE_NO_BINARIES: machine,
  SCH_STORE_DISK_FULL: passing,
  SCH_STORE_ANOTHER_SERVER: machine,
  SCH_STORE_SOCKET_TAKEN: machine,
  SCH_STORE_MEMORY: passing,
  SCH_STORE_START_FAILED: machine,
  SCH_STORE_START_SLOW: passing,
  SCH_STORE_STOP_SLOW: passing,
  SCH_STORE_AWAY: passing,
  SCH_STORE_REFUSED: machine,
  SCH_STORE_VERSION_OLD: machine,
  SCH_STORE_RUNS_AS_OWNER: machine,
  SCH_STORE_NEWER: machine,
  SCH_STORE_OLDER: machine,
  SCH_STORE_SCHEMA_CHANGED: machine,
  SCH_STORE_CONTENDED: passing,
  SCH_STORE_CROWDED: passing,
  SCH_STORE_COMMIT_UNKNOWN: { class: 'needs-human', exit: 4 },

  SCH_DIRECTORY_LOADING: passing,
  SCH_DIRECTORY_KEY_CHANGED: machine,
  SCH_DIRECTORY_SEALED: machine,
  SCH_DIRECTORY_SEAL_KEY: machine,
  SCH_DIRECTORY_SOURCE_UNKNOWN: wrongUse,
  SCH_DIRECTORY_SOURCE_WHICH: wrongUse,
  SCH_DIRECTORY_NO_CHANGES_TOLD: wrongUse,
  SCH_DIRECTORY_LOAD_UNKNOWN: wrongUse,
  SCH_DIRECTORY_LOAD_LOST: passing,
  SCH_DIRECTORY_CUSTOMER_UNKNOWN: wrongUse,
  SCH_DIRECTORY_UNLOADED: wrongUse,
  SCH_DIRECTORY_KEY_REVOKED: machine,
  SCH_DIRECTORY_KEY_GONE: machine,
  SCH_DIRECTORY_ASK_ADDRESS: wrongUse,
  SCH_DIRECTORY_ASK_NONE: wrongUse,
  SCH_DIRECTORY_ASK_SILENT: passing,
  SCH_DIRECTORY_STALE: passing,
  SCH_DIRECTORY_REBUILD_SOURCE: wrongUse,
  SCH_DIRECTORY_REBUILD_CHANGED: passing,
  SCH_DIRECTORY_REBUILD_DROP: wrongUse,
  SCH_ALLOWANCE_INVALID: wrongUse,
  SCH_ALLOWANCE_EXPIRY: wrongUse,
  SCH_ALLOWANCE_REASON: wrongUse,
  SCH_ALLOWANCE_HOUSEHOLD: wrongUse,
  SCH_ALLOWANCE_UNKNOWN: wrongUse,
  SCH_DIRECTORY_NO_NUMBER: unreadableInput,
  SCH_DIRECTORY_NO_FACT: unreadableInput,
  SCH_DIRECTORY_OWNER_UNKNOWN: unreadableInput,
  SCH_DIRECTORY_ROW_TWICE: unreadableInput,
  SCH_DIRECTORY_EARLIER_IS_CURRENT: unreadableInput,

  SCH_SERVE_ADDRESS: wrongUse,
  SCH_SERVE_PLAIN: wrongUse,
  SCH_SERVE_NOTHING: wrongUse,
  SCH_SERVE_LISTEN: machine,
  SCH_TLS_FILE: unreadableInput,
  SCH_TLS_KEY_EXPOSED: machine,

  SCH_WORK_LOST: passing,
  SCH_WORK_SLOW: passing,
  SCH_WORK_TRAIL_BROKEN: machine,

  SCH_HTTP_INPUT: wrongUse,
  SCH_HTTP_SIGN_IN: wrongUse,
  SCH_HTTP_FORBIDDEN: wrongUse,
  SCH_HTTP_INSECURE: wrongUse,
  SCH_HTTP_NOT_FOUND: wrongUse,
  SCH_HTTP_BODY_LARGE: wrongUse,
  SCH_HTTP_MEDIA_TYPE: wrongUse,
  SCH_HTTP_OTHER_HOST: wrongUse,
  SCH_HTTP_TOO_MANY: wrongUse,
  SCH_HTTP_SLOW: passing,
  SCH_HTTP_OUTDATED: passing,

  SCH_SIGN_IN_WRONG: wrongUse,
  SCH_SIGN_IN_CODE_WRONG: wrongUse,
  SCH_SIGN_IN_PASSKEY_WRONG: wrongUse,
  SCH_SIGN_IN_PROVIDER: wrongUse,
  SCH_SIGN_IN_LOCKED: wrongUse,
  SCH_SIGN_IN_PASSWORD: wrongUse,
  SCH_SIGN_IN_INVITATION: wrongUse,
  SCH_SIGN_IN_PROOF: wrongUse,

  SCH_BACKUP_NO_BACKUP: unreadableInput,
  SCH_BACKUP_DAMAGED: unreadableInput,
  SCH_BACKUP_KEY_ABSENT: wrongUse,
  SCH_BACKUP_NOT_EMPTY: wrongUse,
  SCH_BACKUP_IN_USE: wrongUse,
  SCH_BACKUP_OWNER_NEEDED: wrongUse,
  SCH_BACKUP_OTHER_TABLES: machine,
  SCH_BACKUP_BEING_WRITTEN: wrongUse,

  SCH_NOTICE_UNKNOWN: unreadableInput,
  SCH_SCHEMA_NAME: unreadableInput,
  SCH_SCHEMA_SYNTAX: unreadableInput,
  SCH_SCHEMA_NO_TEXT: unreadableInput,
  SCH_SCHEMA_NO_MAP: unreadableInput,
  SCH_SCHEMA_NO_LIST: unreadableInput,
  SCH_SCHEMA_KEY_UNKNOWN: unreadableInput,
  SCH_SCHEMA_KEY_UNKNOWN_NEAR: unreadableInput,
  SCH_SCHEMA_LACKS: unreadableInput,
  SCH_SCHEMA_FIELD: unreadableInput,
  SCH_SCHEMA_YES_NO: unreadableInput,
  SCH_SCHEMA_CONDITION: unreadableInput,
  SCH_SCHEMA_NUMBER: unreadableInput,
  SCH_SCHEMA_DAY: unreadableInput,
  SCH_SCHEMA_RECIPIENT: unreadableInput,
  SCH_SCHEMA_TYPE_UNKNOWN: unreadableInput,
  SCH_SCHEMA_NO_ROWS: unreadableInput,
  SCH_SCHEMA_NOTICE_UNKNOWN: unreadableInput,
  SCH_SCHEMA_PATH: unreadableInput,
  SCH_SCHEMA_LEAVES: unreadableInput,
  SCH_SCHEMA_TO: unreadableInput,
  SCH_TEMPLATES_MISSING: unreadableInput,
  SCH_TEMPLATES_MANY: unreadableInput,
  SCH_TEMPLATES_LARGE: unreadableInput,
  SCH_TEMPLATE_NAME: unreadableInput,
  SCH_TEMPLATE_NAME_NEAR: unreadableInput,
  SCH_TEMPLATE_FOLDER: unreadableInput,
  SCH_TEMPLATE_NO_FILE: unreadableInput,
  SCH_TEMPLATE_LARGE: unreadableInput,
  SCH_TEMPLATE_TWICE: unreadableInput,
  SCH_TEMPLATE_ENCODING: unreadableInput,
  SCH_TEMPLATE_HEAD_MISSING: unreadableInput,
  SCH_TEMPLATE_HEAD_OPEN: unreadableInput,
  SCH_TEMPLATE_HEAD_LINE: unreadableInput,
  SCH_TEMPLATE_HEAD_KEY: unreadableInput,
  SCH_TEMPLATE_HEAD_KEY_NEAR: unreadableInput,
  SCH_TEMPLATE_HEAD_TWICE: unreadableInput,
  SCH_TEMPLATE_HEAD_LACKS: unreadableInput,
  SCH_TEMPLATE_FORMAT: unreadableInput,

  SCH_ENGINE_MISSING: machine,
  SCH_ENGINE_START: machine,
  SCH_ENGINE_FAILED: { class: 'terminal', exit: 4 },

  SCH_OUTPUT_CLOSED: { class: 'terminal', exit: 4 },
  SCH_MACHINE: { class: 'retryable', exit: 4 },
  SCH_INTERNAL: { class: 'terminal', exit: 4 },

  // Rehearsing a foreign system.
  SCH_SINK_PLACE: machine,
  SCH_SINK_LATE: { class: 'needs-human', exit: 4 },
  SCH_SINK_ROOM: machine,
  SCH_ISOLATION_MISSING: machine,
  SCH_ISOLATION_LOST: machine,
  SCH_SYSTEM_STEP: { class: 'needs-human', exit: 4 },
  SCH_SYSTEM_START: { class: 'needs-human', exit: 4 },
  SCH_SYSTEM_SLOW: { class: 'needs-human', exit: 4 },
  SCH_SYSTEM_RESTLESS: { class: 'needs-human', exit: 4 },
} as const satisfies Readonly<Record<string, { readonly class: FaultClass; readonly exit: FaultExit }>>

export type FaultCode = keyof typeof faults

/** Where in a file given by the operator a problem stands. Lines and columns count from 1. */
export interface FilePosition {
  readonly file: string
  readonly line?: number
  readonly column?: number
}

/**
 * One thing that is wrong. `params` fill the sentence of the code.
 *
 * @invariant never holds a value read from a file: it may be a customer's
 */
export interface Problem {
  readonly code: FaultCode
  readonly at?: FilePosition
  readonly params?: Readonly<Record<string, string | number>>
}

/** Thrown where a run cannot go on. Holds every problem found up to there, so that a person corrects them in one go. */
export class Fault extends Error {
  override readonly name = 'Fault'
  readonly problems: readonly [Problem, ...Problem[]]
  /** Problems of the same kind that were found but are not listed. */
  readonly furtherProblems: number

  constructor(
    problems: readonly [Problem, ...Problem[]],
    options: { cause?: unknown; further?: number } = {},
  ) {
    super(problems[0].code, { cause: options.cause })
    this.problems = problems
    this.furtherProblems = options.further ?? 0
  }
}

/** A fault of one problem. */
export function fault(
  code: FaultCode,
  details: {
    readonly at?: FilePosition
    readonly params?: Readonly<Record<string, string | number>>
    readonly cause?: unknown
  } = {},
): Fault {
  const { cause, ...rest } = details
  return new Fault([{ code, ...rest }], { cause })
}

/** The exit status of the gravest problem. */
export function exitOfFault(thrown: Fault): FaultExit {
  return thrown.problems.some(({ code }) => faults[code].exit === 4) ? 4 : 2
}
