import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { disableAccount, withdrawRole } from '../../src/staff/account.ts'
import { isAllowed, permissionNames, permissions } from '../../src/staff/permission.ts'
import { actorOfToken, listTokens, makeToken, revokeToken } from '../../src/staff/token.ts'
import { freshDatabases } from '../store/fresh-database.ts'
import { openStaffWorld, shell } from './staff-world.ts'

const fresh = freshDatabases()

async function withToken() {
  const w = await openStaffWorld(await fresh())
  const accountId = await w.hire('Anna', ['author', 'operator'])
  const wanted = { accountId, name: 'nightly', roles: ['operator'], days: 90 } as const
  const made = await makeToken(w.app, wanted, new Date())
  const email = 'anna@staff.example.org'
  return { ...w, accountId, made, email, actor: () => actorOfToken(w.app, made.token) }
}

test('a token acts as its maker with the roles it was given; the database knows only its digest', async () => {
  const { app, accountId, organisationId, made, actor } = await withToken()
  expect(made.token).toMatch(/^sch_[\w-]{43}$/)
  expect(await actor()).toEqual({
    kind: 'staff',
    accountId,
    organisationId,
    roles: ['operator'],
    by: 'token',
    isOfHost: true,
  })
  const rows = await sql`select t::text from schleuse.staff_token t`.execute(app)
  expect(JSON.stringify(rows.rows)).not.toContain(made.token.slice(4))
  expect(await listTokens(app, { organisationId })).toMatchObject([
    { name: 'nightly', state: 'valid', lastUsedAt: expect.any(Date) },
  ])
})

const ends: readonly [string, (world: Awaited<ReturnType<typeof withToken>>) => Promise<unknown>][] = [
  ['it is revoked', (w) => revokeToken(w.app, { organisationId: w.organisationId, id: w.made.id }, shell)],
  [
    'its time is over',
    (w) =>
      sql`update schleuse.staff_token set made_at = now() - interval '9 days', expires_at = now() - interval '1 second'`.execute(
        w.owner,
      ),
  ],
  [
    'its maker is disabled',
    (w) =>
      disableAccount(
        w.app,
        { organisationId: w.organisationId, email: w.email },
        { actor: shell, endSignIn: w.endSignIn },
      ),
  ],
]

for (const [name, end] of ends) {
  test(`a token counts no more when ${name}`, async () => {
    const w = await withToken()
    await end(w)
    expect(await w.actor()).toBeUndefined()
  })
}

test('what its maker has lost, the token has lost', async () => {
  const { app, organisationId, email, actor } = await withToken()
  await withdrawRole(app, { organisationId, email, role: 'operator' }, shell)
  expect((await actor())?.roles).toEqual([])
})

test('a token that was never made is nobody', async () => {
  const { app, made } = await withToken()
  for (const token of ['', 'sch_', `${made.token}x`, made.token.slice(4)]) {
    expect(await actorOfToken(app, token), token).toBeUndefined()
  }
})

const refused: readonly [string, { roles?: readonly ('approver' | 'operator')[]; days?: number }, string][] =
  [
    ['a role its maker does not have', { roles: ['approver'] }, 'SCH_STAFF_TOKEN_SCOPE'],
    ['no role', { roles: [] }, 'SCH_STAFF_TOKEN_SCOPE'],
    ['more than a year', { days: 366 }, 'SCH_STAFF_TOKEN_DAYS'],
    ['no day', { days: 0 }, 'SCH_STAFF_TOKEN_DAYS'],
    ['half a day', { days: 0.5 }, 'SCH_STAFF_TOKEN_DAYS'],
  ]

for (const [name, wish, code] of refused) {
  test(`a token with ${name} is not made`, async () => {
    const { app, accountId } = await withToken()
    const wanted = { accountId, name: 'x', roles: ['operator'], days: 90, ...wish } as const
    await expect(makeToken(app, wanted, new Date())).rejects.toThrow(code)
  })
}

test('a token never has what only a person at a screen may do', async () => {
  const roles = ['author', 'approver', 'operator', 'administrator'] as const
  const actor = {
    kind: 'staff',
    accountId: 'x',
    organisationId: 'y',
    roles,
    by: 'token',
    isOfHost: true,
  } as const
  const personal = permissionNames().filter((name) => permissions[name].by === 'session')
  expect(personal.filter((name) => isAllowed(actor, name))).toEqual([])
})
