import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { withdrawRole } from '../../src/staff/account.ts'
import type { StaffActor } from '../../src/staff/actor.ts'
import { approve, requestApproval, verifyApproval, withdrawApproval } from '../../src/staff/approval.ts'
import type { Reauthentication } from '../../src/staff/reauthentication.ts'
import { freshDatabases } from '../store/fresh-database.ts'
import { openStaffWorld, shell } from './staff-world.ts'

const fresh = freshDatabases()
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')
const hashes = { templates: hashOf('templates'), scope: hashOf('scope') }

/** Anna has written it, Berta edited it last; Carl approves. */
async function requested() {
  const w = await openStaffWorld(await fresh())
  const { organisationId } = w
  const anna = await w.hire('Anna', ['author', 'approver'])
  const berta = await w.hire('Berta', ['author', 'approver'])
  const carl = await w.hire('Carl', ['approver'])
  const actorOf = (accountId: string, by: StaffActor['by'] = 'session'): StaffActor => ({
    kind: 'staff',
    accountId,
    organisationId,
    roles: ['approver'],
    by,
    isOfHost: true,
  })
  const subject = { organisationId, kind: 'template-set', hashes, authorId: anna, lastEditorId: berta }
  const { id, over } = await requestApproval(w.app, subject, { actor: actorOf(anna), now: new Date() })
  const proofOf =
    (accountId: string, change: Partial<Reauthentication> = {}) =>
    async (_: unknown, wanted: Buffer): Promise<Reauthentication> => ({
      accountId,
      at: new Date(),
      over: wanted,
      how: { kind: 'password-totp' },
      ...change,
    })
  const approvedBy = (
    accountId: string,
    options: { hashes?: typeof hashes; by?: StaffActor['by']; proof?: Partial<Reauthentication> } = {},
  ) =>
    approve(w.app, {
      approvalId: id,
      hashes: options.hashes ?? hashes,
      actor: actorOf(accountId, options.by),
      makeProof: proofOf(accountId, options.proof),
    })
  const check = (now = hashes, signature = true) =>
    verifyApproval(
      w.app,
      { organisationId, approvalId: id, kind: 'template-set', hashes: now },
      async () => signature,
    )
  return { ...w, id, over, anna, berta, carl, approvedBy, check }
}

test('somebody who has no part in it approves, and exactly that is approved', async () => {
  const { carl, over, approvedBy, check, eventsOf } = await requested()
  expect(await check()).toEqual({ kind: 'not-approved', why: 'nobody' })
  await approvedBy(carl)
  expect(await check()).toEqual({ kind: 'approved', approverIds: [carl], methods: ['password-totp'] })
  expect(await check({ ...hashes, scope: hashOf('wider') })).toEqual({ kind: 'not-approved', why: 'changed' })
  expect(await eventsOf('approval-given')).toMatchObject([
    { actor: `staff:${carl}`, subject: over.toString('hex'), proof: 'password-totp' },
  ])
})

type World = Awaited<ReturnType<typeof requested>>
const refusals: readonly [string, (w: World) => Promise<unknown>, string][] = [
  ['the author', (w) => w.approvedBy(w.anna), 'SCH_APPROVAL_OWN'],
  ['the last editor', (w) => w.approvedBy(w.berta), 'SCH_APPROVAL_OWN'],
  ['a token', (w) => w.approvedBy(w.carl, { by: 'token' }), 'SCH_APPROVAL_TOKEN'],
  [
    'an approver since today',
    async (w) => w.approvedBy(await w.hire('Dora', ['approver'], false)),
    'SCH_STAFF_TOO_NEW',
  ],
  [
    'an administrator',
    async (w) => w.approvedBy(await w.hire('Dora', ['administrator'])),
    'SCH_STAFF_NOT_SECOND',
  ],
  [
    'somebody who lost the role meanwhile',
    async (w) => {
      await withdrawRole(
        w.app,
        { organisationId: w.organisationId, email: 'carl@staff.example.org', role: 'approver' },
        shell,
      )
      await w.approvedBy(w.carl)
    },
    'SCH_STAFF_NOT_SECOND',
  ],
  [
    'who has proven it long ago',
    (w) => w.approvedBy(w.carl, { proof: { at: new Date(Date.now() - 6 * 60_000) } }),
    'SCH_STAFF_PROOF_STALE',
  ],
  [
    'who has proven something else',
    (w) => w.approvedBy(w.carl, { proof: { over: Buffer.alloc(32) } }),
    'SCH_STAFF_PROOF_STALE',
  ],
  [
    'whose proof is another person’s',
    (w) => w.approvedBy(w.carl, { proof: { accountId: w.anna } }),
    'SCH_STAFF_PROOF_STALE',
  ],
  [
    'who sees something else than was requested',
    (w) => w.approvedBy(w.carl, { hashes: { ...hashes, templates: hashOf('new') } }),
    'SCH_APPROVAL_CHANGED',
  ],
  [
    'who has approved it already',
    async (w) => {
      await w.approvedBy(w.carl)
      await w.approvedBy(w.carl)
    },
    'SCH_APPROVAL_TWICE',
  ],
  [
    'who comes after it was withdrawn',
    async (w) => {
      await withdrawApproval(w.app, { organisationId: w.organisationId, approvalId: w.id }, shell)
      await w.approvedBy(w.carl)
    },
    'SCH_APPROVAL_WITHDRAWN',
  ],
]

for (const [name, attempt, code] of refusals) {
  test(`nothing is approved by ${name}`, async () => {
    const w = await requested()
    await expect(attempt(w)).rejects.toThrow(code)
  })
}

test('an approval that is withdrawn counts no more', async () => {
  const w = await requested()
  await w.approvedBy(w.carl)
  await withdrawApproval(w.app, { organisationId: w.organisationId, approvalId: w.id }, shell)
  expect(await w.check()).toEqual({ kind: 'not-approved', why: 'withdrawn' })
})

test('a signature that does not hold counts for nothing, whatever the row says', async () => {
  const w = await requested()
  const passkey = {
    kind: 'passkey',
    credentialId: '',
    publicKey: '',
    clientDataJson: '',
    authenticatorData: '',
    signature: '',
    nonce: '',
    origin: '',
    relyingParty: '',
  } as const
  await w.approvedBy(w.carl, { proof: { how: passkey } })
  expect(await w.check(hashes, true)).toMatchObject({ kind: 'approved', methods: ['passkey'] })
  expect(await w.check(hashes, false)).toEqual({ kind: 'not-approved', why: 'signature' })
})

test('the database itself refuses the author, whatever the program forgets', async () => {
  const w = await requested()
  const insert =
    sql`insert into schleuse.approval_proof (organisation_id, approval_id, approver_id, method, evidence)
    values (${w.organisationId}, ${w.id}, ${w.anna}, 'password-totp', '{}')`.execute(w.app)
  await expect(insert).rejects.toThrow(/nobody approves what is his own/)
  await expect(sql`update schleuse.approval set subject = '{}'`.execute(w.app)).rejects.toThrow(
    /permission denied/,
  )
  await expect(sql`delete from schleuse.approval_proof`.execute(w.app)).rejects.toThrow(/permission denied/)
})

test('an approval of another organisation is none here', async () => {
  const w = await requested()
  await w.approvedBy(w.carl)
  const elsewhere = { organisationId: w.carl, approvalId: w.id, kind: 'template-set', hashes }
  expect(await verifyApproval(w.app, elsewhere, async () => true)).toEqual({
    kind: 'not-approved',
    why: 'unknown',
  })
})
