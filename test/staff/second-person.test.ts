import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { accountById, accountNamed, disableAccount, withdrawRole } from '../../src/staff/account.ts'
import type { Actor } from '../../src/staff/actor.ts'
import { readInvitation, redeemInvitation } from '../../src/staff/invitation.ts'
import type { Role } from '../../src/staff/role.ts'
import { answerRequest, requestAccount, requestReset, requestRoles } from '../../src/staff/second-person.ts'
import { listRequests, standingOf } from '../../src/staff/staff-request.ts'
import { transact } from '../../src/store/transaction.ts'
import { freshDatabases } from '../store/fresh-database.ts'
import { openStaffWorld, outside, refusal, type StaffWorld, shell } from './staff-world.ts'

const fresh = freshDatabases()
const world = async (): Promise<StaffWorld> => openStaffWorld(await fresh())

function staffActor(accountId: string, organisationId: string): Actor {
  return { kind: 'staff', accountId, organisationId, roles: ['administrator'], by: 'session', isOfHost: true }
}

/** Anna requests an account for Otto; who confirms is what the test is about. */
async function requested(w: StaffWorld) {
  const anna = await w.hire('Anna', ['administrator'])
  const by = { actor: staffActor(anna, w.organisationId), now: new Date() }
  const wanted = {
    organisationId: w.organisationId,
    name: 'Otto',
    email: 'Otto@Staff.example.org',
    roles: ['approver'],
    isFirst: false,
  } as const
  const request = await requestAccount(w.app, wanted, by)
  const answer = (
    person: Parameters<typeof answerRequest>[1]['by'],
    word: 'confirmed' | 'refused' = 'confirmed',
  ) =>
    answerRequest(w.app, {
      organisationId: w.organisationId,
      requestId: request.id,
      ...(word === 'refused' ? { answer: word, reason: refusal } : { answer: word }),
      by: person,
      endSignIn: w.endSignIn,
    })
  return { anna, by, request, answer }
}

test('the first administrator is confirmed by a named person from outside, and then sets up his credentials', async () => {
  const w = await world()
  const { organisationId, app } = w
  const wanted = {
    organisationId,
    name: 'Erika',
    email: 'erika@staff.example.org',
    roles: ['administrator'],
    isFirst: true,
  } as const
  const made = await requestAccount(app, wanted, { actor: shell, now: new Date(), outside })
  const invitation = made.invitation ?? { code: '', secret: '' }
  const redeem = () => transact(app, (transaction) => redeemInvitation(transaction, invitation))
  expect(await redeem()).toBeUndefined()
  const by = { kind: 'outside', code: made.outsideCode ?? '' } as const
  const answer = {
    organisationId,
    requestId: made.id,
    answer: 'confirmed',
    by,
    endSignIn: w.endSignIn,
  } as const
  await expect(answerRequest(app, { ...answer, by: { ...by, code: 'sch2_wrong' } })).rejects.toThrow(
    'SCH_STAFF_CODE',
  )
  await answerRequest(app, answer)
  await expect(answerRequest(app, answer)).rejects.toThrow('SCH_STAFF_REQUEST_CLOSED')
  expect(await redeem()).toMatchObject({ accountId: made.accountId, purpose: 'first' })
  expect(await redeem()).toBeUndefined()
  expect(await accountById(app, made.accountId)).toMatchObject({
    state: 'active',
    roles: [{ role: 'administrator', isSeasoned: false }],
  })
  await expect(
    requestAccount(
      app,
      { ...wanted, email: 'x@staff.example.org' },
      { actor: shell, now: new Date(), outside },
    ),
  ).rejects.toThrow('SCH_STAFF_NOT_FIRST')
  expect(await w.eventsOf('staff-answered')).toMatchObject([
    { actor: expect.stringMatching(/^outside:/), answer: 'confirmed', proof: 'code-handed-over' },
  ])
})

test('a request counts once another administrator has confirmed it with a fresh proof', async () => {
  const w = await world()
  const { request, answer } = await requested(w)
  expect((await accountById(w.app, request.accountId))?.state).toBe('waiting')
  const berta = await w.hire('Berta', ['administrator'])
  await answer(w.proofOf(berta, request.id))
  expect(await accountById(w.app, request.accountId)).toMatchObject({
    state: 'invited',
    email: 'otto@staff.example.org',
  })
})

const refusals: readonly [
  string,
  (w: StaffWorld, anna: string, subject: string) => Promise<string>,
  string,
][] = [
  ['the requester himself', async (_, anna) => anna, 'SCH_STAFF_SAME_PERSON'],
  ['the person it is about', async (_w, _a, subject) => subject, 'SCH_STAFF_SAME_PERSON'],
  ['an approver', (w) => w.hire('Carl', ['approver']), 'SCH_STAFF_NOT_SECOND'],
  ['an operator', (w) => w.hire('Carl', ['operator']), 'SCH_STAFF_NOT_SECOND'],
  ['an auditor', (w) => w.hire('Carl', ['auditor']), 'SCH_STAFF_NOT_SECOND'],
  ['an administrator since today', (w) => w.hire('Carl', ['administrator'], false), 'SCH_STAFF_TOO_NEW'],
]

for (const [name, second, refused] of refusals) {
  test(`${name} cannot be the second person`, async () => {
    const w = await world()
    const { anna, request, answer } = await requested(w)
    const person = await second(w, anna, request.accountId)
    await expect(answer(w.proofOf(person, request.id))).rejects.toThrow(refused)
    expect((await listRequests(w.app, w.organisationId))[0]?.state ?? '').toBeDefined()
    expect((await accountById(w.app, request.accountId))?.state).toBe('waiting')
  })
}

test('a disabled administrator confirms nothing', async () => {
  const w = await world()
  const { request, answer } = await requested(w)
  const berta = await w.hire('Berta', ['administrator'])
  const email = 'berta@staff.example.org'
  await disableAccount(
    w.app,
    { organisationId: w.organisationId, email },
    { actor: shell, endSignIn: w.endSignIn },
  )
  expect(w.ended).toContain(berta)
  await expect(answer(w.proofOf(berta, request.id))).rejects.toThrow('SCH_STAFF_NOT_SECOND')
})

test('a proof for another answer, or an old one, does not count', async () => {
  const w = await world()
  const { request, answer } = await requested(w)
  const berta = await w.hire('Berta', ['administrator'])
  await expect(answer(w.proofOf(berta, request.id, 'refused'))).rejects.toThrow('SCH_STAFF_PROOF_STALE')
  for (const ms of [-6 * 60_000, 60_000]) {
    const person = w.proofOf(berta, request.id, 'confirmed', new Date(Date.now() + ms))
    await expect(answer(person)).rejects.toThrow('SCH_STAFF_PROOF_STALE')
  }
})

test('a refused request leaves nothing that could be used', async () => {
  const w = await world()
  const { request, answer } = await requested(w)
  const berta = await w.hire('Berta', ['data-protection-officer'])
  await answer(w.proofOf(berta, request.id, 'refused'), 'refused')
  const digest = createHash('sha256').update(refusal).digest('hex')
  expect(await w.eventsOf('staff-answered')).toContainEqual(
    expect.objectContaining({ actor: `staff:${berta}`, answer: 'refused', reason: digest }),
  )
  const [told] = await listRequests(w.app, w.organisationId)
  expect(told).toMatchObject({
    state: 'refused',
    account: { name: 'Otto', email: 'otto@staff.example.org' },
    requestedBy: { name: 'Anna' },
    answered: { by: { name: 'Berta' }, reason: refusal },
  })
  expect((await accountById(w.app, request.accountId))?.state).toBe('disabled')
  const invitation = request.invitation ?? { code: '', secret: '' }
  expect(await transact(w.app, (t) => redeemInvitation(t, invitation))).toBeUndefined()
})

test.for(['', '   ', 'x'.repeat(501)])(
  'nobody is refused without a reason, or with a novel: %#',
  async (reason) => {
    const w = await world()
    const { request } = await requested(w)
    const berta = await w.hire('Berta', ['administrator'])
    const { organisationId, endSignIn } = w
    const to = {
      organisationId,
      requestId: request.id,
      by: w.proofOf(berta, request.id, 'refused'),
      endSignIn,
    }
    await expect(answerRequest(w.app, { ...to, answer: 'refused', reason })).rejects.toThrow(
      'SCH_STAFF_REASON',
    )
    await expect(
      answerRequest(w.app, { ...to, answer: 'refused', reason: 'Other words than were proven.' }),
    ).rejects.toThrow('SCH_STAFF_PROOF_STALE')
  },
)

const standings: readonly (readonly [
  string,
  (w: StaffWorld, anna: string, otto: string) => Promise<string>,
  string,
])[] = [
  ['an administrator', (w) => w.hire('Berta', ['administrator']), 'may-answer'],
  ['the data protection officer', (w) => w.hire('Berta', ['data-protection-officer']), 'may-answer'],
  ['an administrator of today', (w) => w.hire('Berta', ['administrator'], false), 'too-new'],
  ['an auditor', (w) => w.hire('Berta', ['auditor']), 'not-second'],
  ['who asked for it', async (_, anna) => anna, 'requester'],
  ['whom it is about', async (_, __, otto) => otto, 'concerned'],
]
test.for(standings)('before trying, %s is told whether it will do', async ([, who, standing]) => {
  const w = await world()
  const { anna, request, answer } = await requested(w)
  const viewer = await accountById(w.app, await who(w, anna, request.accountId))
  const find = async () => (await listRequests(w.app, w.organisationId)).find(({ id }) => id === request.id)
  const open = await find()
  expect(open && standingOf(open, viewer)).toBe(standing)
  expect(open && standingOf(open, undefined)).toBe('not-second')
  const berta = await w.hire('Carla', ['administrator'])
  await answer(w.proofOf(berta, request.id))
  const closed = await find()
  expect(closed && standingOf(closed, viewer)).toBe('closed')
})

test('a request that nobody answered in time can be answered no more', async () => {
  const w = await world()
  const { request, answer } = await requested(w)
  const berta = await w.hire('Berta', ['administrator'])
  await sql`update schleuse.staff_request set expires_at = now() - interval '1 second' where id = ${request.id}`.execute(
    w.owner,
  )
  await expect(answer(w.proofOf(berta, request.id))).rejects.toThrow('SCH_STAFF_REQUEST_CLOSED')
})

test('two who confirm at once confirm once', async () => {
  const w = await world()
  const { request, answer } = await requested(w)
  const berta = await w.hire('Berta', ['administrator'])
  const dora = await w.hire('Dora', ['data-protection-officer'])
  const both = await Promise.allSettled([
    answer(w.proofOf(berta, request.id)),
    answer(w.proofOf(dora, request.id)),
  ])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('only the shell names a person from outside: the code is shown to whoever asks', async () => {
  const w = await world()
  const { by } = await requested(w)
  const wanted = {
    organisationId: w.organisationId,
    email: 'anna@staff.example.org',
    roles: ['approver'],
  } as const
  await expect(requestRoles(w.app, wanted, { ...by, outside })).rejects.toThrow('SCH_STAFF_OUTSIDE')
})

const together: readonly [string, readonly Role[], string | undefined][] = [
  ['author and approver: what he wrote himself another has to approve', ['author', 'approver'], undefined],
  ['auditor and administrator', ['auditor', 'administrator'], 'SCH_STAFF_CONFLICT'],
  ['auditor and approver', ['auditor', 'approver'], 'SCH_STAFF_CONFLICT'],
  [
    'data protection officer and administrator',
    ['data-protection-officer', 'administrator'],
    'SCH_STAFF_CONFLICT',
  ],
  ['data protection officer and operator', ['data-protection-officer', 'operator'], 'SCH_STAFF_CONFLICT'],
  ['nothing at all', [], 'SCH_STAFF_ROLE_NONE'],
]

test.for(together)('roles of one person: %s', async ([, roles, refused]) => {
  const w = await world()
  const wanted = {
    organisationId: w.organisationId,
    name: 'X',
    email: 'x@staff.example.org',
    roles,
    isFirst: false,
  }
  const done = requestAccount(w.app, wanted, { actor: shell, now: new Date() }).then(
    () => undefined,
    (error: Error) => error.message,
  )
  expect(await done).toBe(refused)
})

test('roles that do not go together are refused also when they come one after the other', async () => {
  const w = await world()
  await w.hire('Anna', ['auditor'])
  const wanted = {
    organisationId: w.organisationId,
    email: 'anna@staff.example.org',
    roles: ['operator'],
  } as const
  await expect(requestRoles(w.app, wanted, { actor: shell, now: new Date() })).rejects.toThrow(
    'SCH_STAFF_CONFLICT',
  )
})

test('an address is taken in the whole installation, and only that is told', async () => {
  const w = await world()
  await w.hire('Anna', ['auditor'])
  const wanted = {
    organisationId: w.organisationId,
    name: 'A',
    email: 'ANNA@staff.example.org',
    roles: ['author'],
    isFirst: false,
  } as const
  await expect(requestAccount(w.app, wanted, { actor: shell, now: new Date() })).rejects.toThrow(
    'SCH_STAFF_TWICE',
  )
})

test('new credentials end what was, need a second person, and begin a new day of waiting', async () => {
  const w = await world()
  const anna = await w.hire('Anna', ['administrator'])
  const berta = await w.hire('Berta', ['administrator'])
  const wanted = { organisationId: w.organisationId, email: 'anna@staff.example.org' }
  const made = await requestReset(w.app, wanted, { actor: shell, now: new Date() })
  expect((await accountById(w.app, anna))?.state).toBe('active')
  await answerRequest(w.app, {
    organisationId: w.organisationId,
    requestId: made.id,
    answer: 'confirmed',
    by: w.proofOf(berta, made.id),
    endSignIn: w.endSignIn,
  })
  expect(w.ended).toEqual([anna])
  expect((await accountById(w.app, anna))?.state).toBe('invited')
  const invitation = made.invitation ?? { code: '', secret: '' }
  expect(await transact(w.app, (t) => redeemInvitation(t, invitation))).toMatchObject({
    accountId: anna,
    purpose: 'reset',
  })
  expect((await accountById(w.app, anna))?.roles).toMatchObject([
    { role: 'administrator', isSeasoned: false },
  ])
})

test('an invitation counts five wrong words, across transactions, and then none', async () => {
  const w = await world()
  const { request, answer } = await requested(w)
  const berta = await w.hire('Berta', ['administrator'])
  await answer(w.proofOf(berta, request.id))
  const invitation = request.invitation ?? { code: '', secret: '' }
  const attempt = (secret: string) =>
    transact(w.app, (t) => redeemInvitation(t, { code: invitation.code, secret }))
  expect(await transact(w.app, (t) => readInvitation(t, invitation))).toMatchObject({ name: 'Otto' })
  for (let n = 0; n < 5; n++) expect(await attempt('aaaa-bbbb')).toBeUndefined()
  expect(await attempt(invitation.secret)).toBeUndefined()
})

test('the word of an invitation may be typed with blanks and capitals', async () => {
  const w = await world()
  const { request, answer } = await requested(w)
  const berta = await w.hire('Berta', ['administrator'])
  await answer(w.proofOf(berta, request.id))
  const { code, secret } = request.invitation ?? { code: '', secret: '' }
  const typed = ` ${secret.toUpperCase().replace('-', ' ')} `
  expect(await transact(w.app, (t) => redeemInvitation(t, { code, secret: typed }))).toMatchObject({
    purpose: 'new',
  })
})

test('a role is withdrawn at once, by one person', async () => {
  const w = await world()
  await w.hire('Anna', ['author', 'approver'])
  const email = 'anna@staff.example.org'
  await withdrawRole(w.app, { organisationId: w.organisationId, email, role: 'approver' }, shell)
  expect((await accountNamed(w.app, w.organisationId, email)).roles.map(({ role }) => role)).toEqual([
    'author',
  ])
  const again = withdrawRole(w.app, { organisationId: w.organisationId, email, role: 'approver' }, shell)
  await expect(again).rejects.toThrow('SCH_STAFF_ROLE_MISSING')
})

test('neither codes nor words nor addresses stand in the trail', async () => {
  const w = await world()
  const { request, answer } = await requested(w)
  const berta = await w.hire('Berta', ['administrator'])
  await answer(w.proofOf(berta, request.id))
  const rows = await w.app.selectFrom('schleuse.audit_entry').select(['actor', 'body']).execute()
  expect(JSON.stringify(rows)).not.toMatch(/sch[12]_|example\.org|Otto|Erika|Anna/)
})
