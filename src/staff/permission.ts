/** Who may do what: one closed table of permissions and their holders. What is not in it, nobody may. */
import type { Actor } from './actor.ts'
import type { Role } from './role.ts'

/** Beside the roles: whoever runs commands on the machine itself, without a token. */
export type Holder = Role | 'shell'

interface Rule {
  /** `installation`: it concerns all organisations, so only staff of the one that runs the installation has it. */
  readonly reach: 'organisation' | 'installation'
  /** `session`: only a person who has signed in; never a token. */
  readonly by: 'any' | 'session'
  readonly holders: readonly Holder[]
}

const everybody = [
  'author',
  'approver',
  'operator',
  'data-protection-officer',
  'auditor',
  'administrator',
] as const

/**
 * Roles are kept apart on purpose. The administrator says who may work here and so approves nothing and reveals nothing; the auditor
 * reads and changes nothing; the data protection officer sees and decides about people's data and runs nothing (GDPR Art. 38(6):
 * no conflict of interests). The shell does what an operator does, and what must be possible before there is any account; it is
 * nobody's second person.
 */
export const permissions = {
  'organisation-read': ofOrganisation([...everybody, 'shell']),
  'organisation-add': ofInstallation(['operator', 'administrator', 'shell']),
  /** Which processor works for whom, under which contract. */
  'relation-change': ofOrganisation(['administrator', 'shell']),
  'hand-over-read': ofOrganisation([
    'operator',
    'data-protection-officer',
    'auditor',
    'administrator',
    'shell',
  ]),
  /** Both are declarations of one organisation to another: a person of that organisation makes them, not whoever runs the machine. */
  'hand-over-offer': ofOrganisation(['operator', 'data-protection-officer']),
  'hand-over-answer': ofOrganisation(['operator', 'data-protection-officer']),
  'approval-request': ofOrganisation(['author', 'operator']),
  'approval-read': ofOrganisation([
    'author',
    'approver',
    'operator',
    'data-protection-officer',
    'auditor',
    'shell',
  ]),
  /** Never a token: behind an approval stands a person who has just proven who he is. */
  'approval-give': { reach: 'organisation', by: 'session', holders: ['approver'] },
  /** The second person of a request about staff. */
  'staff-confirm': {
    reach: 'organisation',
    by: 'session',
    holders: ['data-protection-officer', 'administrator'],
  },
  'own-tokens': { reach: 'organisation', by: 'session', holders: everybody },
  'staff-read': ofOrganisation(['operator', 'data-protection-officer', 'auditor', 'administrator', 'shell']),
  /** Only asks: a second person makes it count. */
  'staff-request': ofOrganisation(['administrator', 'shell']),
  'staff-first': ofInstallation(['shell']),
  /** Takes away, at once and without anybody else: accounts, roles, tokens. */
  'staff-withdraw': ofOrganisation(['data-protection-officer', 'administrator', 'shell']),
  /** Hands a proof in; whose it is and what it may do is decided by the proof. */
  'staff-prove': ofOrganisation([...everybody, 'shell']),
  'audit-read': ofOrganisation(['operator', 'data-protection-officer', 'auditor', 'administrator', 'shell']),
  /** Seals and drops what has expired, hands heads to witnesses. */
  'audit-keep': ofOrganisation(['operator', 'shell']),
  'alert-read': ofOrganisation([...everybody, 'shell']),
  'alert-acknowledge': ofOrganisation(['operator', 'data-protection-officer', 'shell']),
  'alert-tell': ofInstallation(['operator', 'shell']),
  'keys-read': ofInstallation(['operator', 'auditor', 'administrator', 'shell']),
  'keys-change': ofInstallation(['operator', 'shell']),
  'directory-read': ofOrganisation([...everybody, 'shell']),
  'directory-change': ofOrganisation(['operator', 'shell']),
  /** Values of customers in clear: for whoever answers a person's question or looks for a fault in a source. */
  'directory-reveal': ofOrganisation(['operator', 'data-protection-officer', 'shell']),
  'backup-make': ofInstallation(['operator', 'shell']),
  /** The accounts themselves are in what is replaced: none of them can vouch for it. */
  'backup-restore': ofInstallation(['shell']),
  'installation-run': ofInstallation(['shell']),
} as const satisfies Readonly<Record<string, Rule>>

export type Permission = keyof typeof permissions

export function permissionNames(): readonly Permission[] {
  return Object.keys(permissions).filter((name): name is Permission => name in permissions)
}

export function reachOf(permission: Permission): 'organisation' | 'installation' {
  return permissions[permission].reach
}

/** The program's own work is not asked: it calls rooms directly, and whoever asks here must be somebody. */
export function isAllowed(actor: Actor, permission: Permission): boolean {
  const rule: Rule = permissions[permission]
  switch (actor.kind) {
    case 'program':
      return false
    case 'shell':
      return rule.holders.includes('shell')
    case 'staff':
      if (rule.reach === 'installation' && !actor.isOfHost) return false
      if (rule.by === 'session' && actor.by !== 'session') return false
      return actor.roles.some((role) => rule.holders.includes(role))
  }
}

function ofOrganisation(holders: readonly Holder[]): Rule {
  return { reach: 'organisation', by: 'any', holders }
}

function ofInstallation(holders: readonly Holder[]): Rule {
  return { reach: 'installation', by: 'any', holders }
}
