/** Who acts: a member of staff, the account of the operating system, or the program by itself. */
import type { AuditActor } from '../audit/event.ts'
import type { Database } from '../store/connection.ts'
import type { Role } from './role.ts'

/** What rooms that know no database hand on to this one. */
export type StaffDatabase = Database

export interface StaffActor {
  readonly kind: 'staff'
  readonly accountId: string
  readonly organisationId: string
  readonly roles: readonly Role[]
  /** A session is a person at a screen; a token is a program that was given a person's rights, and so less is asked of it. */
  readonly by: 'session' | 'token'
  /** Whether his organisation runs this installation: what concerns all organisations is its business only. */
  readonly isOfHost: boolean
}

/** Whoever can open the state folder: keys and database files lie open to him, so asking him for a password protects nothing. */
export interface ShellActor {
  readonly kind: 'shell'
  /** Number of the operating system's account. */
  readonly account: number
}

export type Actor = StaffActor | ShellActor | { readonly kind: 'program' }

/** As the trail names him. */
export function auditActorOf(actor: Actor): AuditActor {
  switch (actor.kind) {
    case 'staff':
      return `staff:${actor.accountId}`
    case 'shell':
      return `shell:${actor.account}`
    case 'program':
      return 'program'
  }
}
