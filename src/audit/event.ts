/** Every event the trail knows. The list is closed: what is not here cannot be written, so a reader knows what to expect. */

/**
 * Event → what it says. Values are ids, counts, digests and words of closed lists; never a name, an address or any other
 * identifier of a customer.
 */
export interface AuditEvents {
  readonly 'organisation-added': { readonly role: 'controller' | 'processor' }
  readonly 'relation-added': {
    readonly relation: string
    readonly controller: string
    readonly processor: string
  }
  readonly 'relation-ended': { readonly relation: string; readonly untilOn: string }
  readonly 'hand-over-offered': {
    readonly handOver: string
    readonly relation: string
    readonly subject: 'case' | 'data-set'
    readonly digest: string
  }
  readonly 'hand-over-answered': {
    readonly handOver: string
    readonly answer: 'accepted' | 'refused'
    readonly digest: string
  }
  /** `requested`: what for; `outside`: the person of another body who is to confirm, by id. */
  readonly 'staff-requested': {
    readonly request: string
    readonly requested: 'add' | 'grant' | 'reset'
    readonly account: string
    readonly roles: readonly string[]
    readonly outside: string | null
  }
  readonly 'staff-answered': {
    readonly request: string
    readonly requested: 'add' | 'grant' | 'reset'
    readonly account: string
    readonly answer: 'confirmed' | 'refused'
    /** SHA-256 of why it was refused; the words stand beside the request. */
    readonly reason: string | null
    readonly proof: 'passkey' | 'password-totp' | 'code-handed-over'
  }
  /** `approvalKind`: a word of the room that asks; `subject`: the digest of all hashes that are approved. */
  readonly 'approval-requested': {
    readonly approval: string
    readonly approvalKind: string
    readonly subject: string
    readonly author: string
    readonly lastEditor: string
  }
  readonly 'approval-given': {
    readonly approval: string
    readonly subject: string
    readonly proof: 'passkey' | 'password-totp'
  }
  readonly 'approval-withdrawn': { readonly approval: string }
  readonly 'staff-enrolled': { readonly account: string; readonly request: string }
  readonly 'staff-disabled': { readonly account: string }
  readonly 'staff-role-withdrawn': { readonly account: string; readonly role: string }
  readonly 'token-made': {
    readonly token: string
    readonly account: string
    readonly roles: readonly string[]
    readonly days: number
  }
  readonly 'token-revoked': { readonly token: string }
  /** Both are words of the program's own closed lists. */
  readonly 'action-refused': { readonly action: string; readonly permission: string }
  /** Written before the file gets its name: there is no backup that the trail does not know of. */
  readonly 'backup-created': { readonly backup: string; readonly key: string; readonly schema: number }
  /** The last entry before it is the last one that was in the backup. */
  readonly 'backup-restored': {
    readonly backup: string
    readonly createdAt: string
    readonly schema: number
    readonly rows: string
  }
  readonly 'schema-upgraded': { readonly versions: readonly number[] }
  readonly 'batch-sealed': SealedBatch
  /** What has expired was deleted. */
  readonly 'retention-purged': { readonly what: PurgedKind; readonly rows: string }
  /** `kind` is a word of the closed list of alerts. */
  readonly 'alert-raised': { readonly alert: string; readonly kind: string }
  readonly 'alert-closed': { readonly alert: string }
  readonly 'segment-dropped': {
    /** Numbers of entries, as text. */
    readonly first: string
    readonly last: string
    /** SHA-256 of the archive. */
    readonly archive: string
  }
  /** `seq`: the number of the change in the organisation's directory. */
  readonly 'directory-loaded': DirectoryLoaded
  /** A person has let a load count of which it was asked whether so much may go. */
  readonly 'directory-drop-accepted': {
    readonly source: string
    readonly load: string
    readonly drops: readonly { readonly what: string; readonly before: number; readonly after: number }[]
  }
  /** Everything was made anew under another matching key. */
  readonly 'directory-rebuilt': {
    readonly key: string
    readonly before: string
    readonly customers: number
    readonly gone: number
    readonly seq: string
  }
  readonly 'directory-erased': { readonly customers: number; readonly seq: string }
  /** Somebody has asked the sources for an address that the index does not know. */
  readonly 'directory-asked': {
    readonly sources: number
    readonly silent: number
    readonly answer: 'known' | 'unknown' | 'silent'
  }
  /** Somebody lets mails be judged by the organisation's directory, whose answers say who is in it; told before the first answer. */
  readonly 'directory-check-begun': { readonly naming: CheckNaming }
  /** That run has ended, however it did, with so many mails judged. */
  readonly 'directory-checked': { readonly naming: CheckNaming; readonly mails: number }
  /** Somebody has seen contact data of so many customers in clear. */
  readonly 'directory-revealed': { readonly customers: number }
  readonly 'allowance-added': {
    readonly allowance: string
    readonly of: string
    readonly members: number
    readonly expiresAt: string
  }
  readonly 'allowance-ended': { readonly allowance: string; readonly of: string }
  readonly 'directory-readmitted': { readonly numbers: number }
}

/** How a verdict names customers: by their numbers, or by names of that run only. */
export type CheckNaming = 'numbers' | 'pseudonyms'

export interface DirectoryLoaded {
  readonly source: string
  readonly load: string
  readonly kind: 'full' | 'incremental'
  /** Read from the source, given by hand, or the answer to a question about one address. */
  readonly origin: 'load' | 'push' | 'ask'
  readonly added: number
  readonly changed: number
  readonly gone: number
  readonly facts: number
  readonly contested: number
  readonly seq: string
}

/** What retention deletes; entries of the trail have `segment-dropped`. */
export type PurgedKind = 'alerts' | 'checkpoints' | 'allowances' | 'waiting-loads' | 'sessions'

/** What happens too often for an entry of its own; each kind is a tree of its own. */
export const batchKinds = ['gate-decision', 'probe-answer', 'message-digest'] as const
export type BatchKind = (typeof batchKinds)[number]

export interface SealedBatch {
  readonly batch: BatchKind
  readonly leaves: number
  /** Merkle root, 64 hexadecimal digits. */
  readonly root: string
}

export type AuditEventKind = keyof AuditEvents
/** Entries that a function of the database makes under conditions of its own. */
type ReservedKind = 'batch-sealed' | 'segment-dropped'

/** An event that rooms may append. */
export type AuditEvent = {
  [Kind in Exclude<AuditEventKind, ReservedKind>]: { readonly kind: Kind; readonly body: AuditEvents[Kind] }
}[Exclude<AuditEventKind, ReservedKind>]

/**
 * Who acted: a member of staff by id, an account of the operating system by number, a second person of another body by id, or the
 * program itself.
 */
export type AuditActor = `staff:${string}` | `shell:${number}` | `outside:${string}` | 'program'
