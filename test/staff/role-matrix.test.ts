import { expect, test } from 'vitest'
import type { StateAction } from '../../src/cli/state-call.ts'
import type { Actor } from '../../src/staff/actor.ts'
import { isAllowed, type Permission, permissionNames } from '../../src/staff/permission.ts'
import { type Role, roles } from '../../src/staff/role.ts'
import { sentenceKeys } from '../../src/text/speech.ts'
import { type Need, permissionOf } from '../../src/wiring/permission-of.ts'

/**
 * Every command and who may give it. One letter for each who may: a(u)thor, a(p)prover, (o)perator, (d)ata protection officer,
 * aud(i)tor, (a)dministrator, (s)hell. `+` behind it: only staff of the organisation that runs the installation. `all`: needs no
 * permission. Revealing variants of a command have a line of their own. The compiler demands a line for each command.
 */
const commands: Readonly<Record<StateAction['kind'], string>> = {
  verify: 'all',
  'config-check': 'all',
  'config-show': 'all',
  'organisation-add': '..o..as +',
  'organisation-list': 'upodias',
  'organisation-relate': '.....as',
  'organisation-relations': 'upodias',
  'organisation-part': '.....as',
  'hand-over-offer': '..od...',
  'hand-over-list': '..odias',
  'hand-over-accept': '..od...',
  'hand-over-refuse': '..od...',
  'staff-first': '......s',
  'staff-add': '.....as',
  'staff-list': '..odias',
  'staff-role-grant': '.....as',
  'staff-role-withdraw': '...d.as',
  'staff-reset': '.....as',
  'staff-disable': '...d.as',
  'staff-requests': '..odias',
  'staff-approve': 'upodias',
  'staff-refuse': 'upodias',
  'staff-token-make': 'upodias',
  'staff-token-list': '..odias',
  'staff-token-revoke': '...d.as',
  'approval-list': 'upodi.s',
  'approval-show': 'upodi.s',
  'approval-export': 'upodi.s',
  'audit-verify': '..odias',
  'audit-checkpoint': '..odias',
  'audit-sign': '..o...s',
  'audit-witnesses': '..odias',
  'directory-import': '..o...s',
  'directory-accept': '..o...s',
  'directory-sync': '..o...s',
  'directory-push': '..o...s',
  'directory-ask': '..o...s',
  'directory-erase': '..o...s',
  'directory-readmit': '..o...s',
  'directory-status': 'upodias',
  'directory-rebuild': '..o...s',
  'directory-explain': 'upodias',
  'check-organisation': 'upodias',
  'allowance-add': '..o...s',
  'allowance-list': 'upodias',
  'allowance-end': '..o...s',
  'audit-seal': '..o...s',
  'audit-export': '..odias',
  'retention-show': '..odias',
  'retention-run': '..o...s',
  'alert-list': 'upodias',
  'alert-acknowledge': '..od..s',
  'alert-tell': '..o...s +',
  'keys-list': '..o.ias +',
  'keys-rotate': '..o...s +',
  'keys-revoke': '..o...s +',
  'keys-revocations': '..o.ias +',
  'backup-create': '..o...s +',
  'backup-verify': '..o...s +',
  'backup-restore': '......s',
  serve: '......s',
  'work-list': '......s',
}

/** Commands that may show customers' values in clear when asked to. */
const revealing: Readonly<Record<string, string>> = {
  'directory-explain': '..od..s',
  'check-organisation': '..od..s',
}

const columns: readonly (readonly [string, Role | 'shell'])[] = [
  ['u', 'author'],
  ['p', 'approver'],
  ['o', 'operator'],
  ['d', 'data-protection-officer'],
  ['i', 'auditor'],
  ['a', 'administrator'],
  ['s', 'shell'],
]

function actorWith(holder: Role | 'shell', of: { isOfHost: boolean; by?: 'session' | 'token' }): Actor {
  if (holder === 'shell') return { kind: 'shell', account: 1000 }
  return {
    kind: 'staff',
    accountId: 'x',
    organisationId: 'y',
    roles: [holder],
    by: of.by ?? 'session',
    isOfHost: of.isOfHost,
  }
}

function lineOf(permission: Permission | 'free'): string {
  if (permission === 'free') return 'all'
  const line = (isOfHost: boolean) =>
    columns
      .map(([letter, holder]) => (isAllowed(actorWith(holder, { isOfHost }), permission) ? letter : '.'))
      .join('')
  return line(true) + (line(true) === line(false) ? '' : ' +')
}

test('the matrix has a column for every role', () => {
  expect(columns.map(([, holder]) => holder)).toEqual([...roles, 'shell'])
})

const needs = Object.entries<Need>(permissionOf)

for (const [kind, need] of needs) {
  test(`who may ${kind} is what the matrix says`, () => {
    const plain = typeof need === 'string' ? need : need.plain
    expect({ [kind]: lineOf(plain) }).toEqual({
      [kind]: Object.entries(commands).find(([one]) => one === kind)?.[1],
    })
  })
}

test('who may see values in clear is what the matrix says', () => {
  const found = needs.flatMap(([kind, need]) =>
    typeof need === 'string' ? [] : [[kind, lineOf(need.revealing)] as const],
  )
  expect(Object.fromEntries(found)).toEqual(revealing)
})

test('outside the organisation that runs the installation nobody has what concerns all', () => {
  for (const permission of permissionNames().filter((one) => lineOf(one).endsWith('+'))) {
    const letters = columns
      .slice(0, -1)
      .filter(([, holder]) => isAllowed(actorWith(holder, { isOfHost: false }), permission))
    expect(letters, permission).toEqual([])
  }
})

test('the program itself is given no permission: it does not ask', () => {
  expect(permissionNames().filter((one) => isAllowed({ kind: 'program' }, one))).toEqual([])
})

test('nobody without a role may do anything', () => {
  const nobody: Actor = {
    kind: 'staff',
    accountId: 'x',
    organisationId: 'y',
    roles: [],
    by: 'session',
    isOfHost: true,
  }
  expect(permissionNames().filter((one) => isAllowed(nobody, one))).toEqual([])
})

test('every permission has a name that a person reads when it is missing', () => {
  const named = sentenceKeys().filter((key) => key.startsWith('state.permission.'))
  expect(named.map((key) => key.slice('state.permission.'.length)).sort()).toEqual(
    [...permissionNames()].sort(),
  )
})
