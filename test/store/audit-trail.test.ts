import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { appendLeaves, sealBatches } from '../../src/audit/batch.ts'
import { appendEvent, readHead, verifyTrail } from '../../src/audit/trail.ts'
import { connect, type Database } from '../../src/store/connection.ts'
import { transact } from '../../src/store/transaction.ts'
import { freshDatabases } from './fresh-database.ts'
import { appendOne, city, library, trailWorld } from './trail-world.ts'

const fresh = freshDatabases()
const organisationId = city
const trailOf = async (entries: number) => trailWorld(await fresh(), entries)
const append = (app: Database) => appendOne(app, city)

/** What a database owner could do to hide something, and how it shows. */
const attacks: readonly [string, string, { kind: string; seq: bigint }][] = [
  [
    'an entry edited',
    `update schleuse.audit_entry set body = '{}' where seq = 3`,
    { kind: 'edited', seq: 3n },
  ],
  [
    'a time edited by a microsecond',
    `update schleuse.audit_entry set at = at + interval '1 microsecond' where seq = 3`,
    { kind: 'edited', seq: 3n },
  ],
  ['an entry taken out', 'delete from schleuse.audit_entry where seq = 3', { kind: 'missing', seq: 3n }],
  [
    'the first entry taken out',
    'delete from schleuse.audit_entry where seq = 1',
    { kind: 'missing', seq: 1n },
  ],
  ['the last entry cut off', 'delete from schleuse.audit_entry where seq = 5', { kind: 'cut', seq: 4n }],
  [
    'two entries exchanged',
    `update schleuse.audit_entry a set body = b.body, at = b.at, digest = b.digest
     from schleuse.audit_entry b where (a.seq, b.seq) in ((2, 3), (3, 2))`,
    { kind: 'edited', seq: 2n },
  ],
  [
    'an entry forged behind the last one',
    `insert into schleuse.audit_entry select organisation_id, 6, now(), kind, actor, body, digest
     from schleuse.audit_entry where seq = 5`,
    { kind: 'edited', seq: 6n },
  ],
]

for (const [name, attack, fault] of attacks) {
  test(`${name} by the owner of the database is found`, async () => {
    const { owner, app } = await trailOf(5)
    expect((await verifyTrail(app, organisationId, [])).faults).toEqual([])
    await sql.raw(attack).execute(owner)
    expect((await verifyTrail(app, organisationId, [])).faults).toContainEqual(fault)
  })
}

test('a tail cut off together with its head is found against a checkpoint kept elsewhere, and by nothing else', async () => {
  const { owner, app } = await trailOf(5)
  const checkpoint = await readHead(app, organisationId)
  await sql`delete from schleuse.audit_entry where seq > 3`.execute(owner)
  await sql`update schleuse.audit_head set seq = 3, digest = (select digest from schleuse.audit_entry where seq = 3)`.execute(
    owner,
  )
  expect((await verifyTrail(app, organisationId, [])).faults).toEqual([])
  expect((await verifyTrail(app, organisationId, [checkpoint])).faults).toEqual([{ kind: 'cut', seq: 3n }])
})

test('a rewrite of the whole trail with valid digests is found against a checkpoint', async () => {
  const { owner, app } = await trailOf(3)
  const checkpoint = await readHead(app, organisationId)
  await sql`delete from schleuse.audit_entry`.execute(owner)
  await sql`delete from schleuse.audit_head`.execute(owner)
  for (let i = 0; i < 4; i++) await append(app)
  expect((await verifyTrail(app, organisationId, [])).faults).toEqual([])
  expect((await verifyTrail(app, organisationId, [checkpoint])).faults).toEqual([
    { kind: 'other-than-checkpoint', seq: 3n },
  ])
})

test('the trails of two organisations cannot be exchanged, even by the owner of the database', async () => {
  const { owner, app } = await trailOf(3)
  for (let i = 0; i < 3; i++) await appendOne(app, library)
  const exchange = (table: string) =>
    `update schleuse.${table} set organisation_id =
       case organisation_id when '${city}' then '${library}'::uuid else '${city}'::uuid end`
  await sql.raw('alter table schleuse.audit_entry drop constraint audit_entry_pkey').execute(owner)
  await sql.raw('alter table schleuse.audit_head drop constraint audit_head_pkey').execute(owner)
  for (const table of ['audit_entry', 'audit_head']) await sql.raw(exchange(table)).execute(owner)
  for (const one of [city, library])
    expect((await verifyTrail(app, one, [])).faults).toEqual([{ kind: 'edited', seq: 1n }])
})

test('the application can append and read, and neither write, change nor delete past the function', async () => {
  const { app } = await trailOf(1)
  const statements = [
    'delete from schleuse.audit_entry',
    `update schleuse.audit_entry set body = ''`,
    'insert into schleuse.audit_entry select * from schleuse.audit_entry',
    'update schleuse.audit_head set seq = 0',
    'truncate schleuse.audit_entry',
  ]
  for (const statement of statements)
    await expect(sql.raw(statement).execute(app)).rejects.toThrow(/permission denied/)
})

test('a connection that works for one organisation writes to no trail of another, through no function', async () => {
  const database = await fresh()
  const { owner, app } = await trailWorld(database, 2)
  await sql`update schleuse.audit_entry set at = at - interval '1 year'`.execute(owner)
  const confined = connect(database.target('app'), () => {}, { organisationId: library })
  onTestFinished(() => confined.destroy())
  await expect(appendOne(confined, city)).rejects.toMatchObject({ code: '42501' })
  expect(await appendOne(confined, library)).toBe(1n)
  const leaves = [Buffer.from('decision')]
  await transact(app, (transaction) =>
    appendLeaves(transaction, { organisationId: city, kind: 'gate-decision', leaves }),
  )
  await expect(sealBatches(confined, city, 'program')).rejects.toMatchObject({ code: '42501' })
  expect(await sealBatches(app, city, 'program')).toHaveLength(1)
})

test('writers at once make one chain without a gap', async () => {
  const { app } = await trailOf(0)
  await Promise.all([1, 2, 3].map(() => append(app)))
  expect(await verifyTrail(app, organisationId, [])).toMatchObject({ head: { seq: 3n }, faults: [] })
})

test('an entry of a transaction that was rolled back leaves no trace', async () => {
  const { app } = await trailOf(2)
  await expect(
    transact(app, async (transaction) => {
      await appendEvent(transaction, {
        organisationId,
        actor: 'staff:7',
        event: { kind: 'schema-upgraded', body: { versions: [2] } },
      })
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  expect(await verifyTrail(app, organisationId, [])).toMatchObject({ head: { seq: 2n }, faults: [] })
})
