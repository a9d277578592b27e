import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { readHead, verifyTrail } from '../../src/audit/trail.ts'
import { answerHandOver, listHandOvers, offerHandOver } from '../../src/staff/hand-over.ts'
import {
  addOrganisation,
  listOrganisations,
  listPartners,
  organisationMeant,
} from '../../src/staff/organisation.ts'
import { addRelation, listRelations } from '../../src/staff/relation.ts'
import { connect, type Database } from '../../src/store/connection.ts'
import { upgradeSchema } from '../../src/store/upgrade.ts'
import { freshDatabases } from '../store/fresh-database.ts'

const fresh = freshDatabases()

/** Tables without an organisation of their own, and why. */
const ofNobody: Readonly<Record<string, string>> = {
  schema_upgrade: 'which form the tables have, the same for all',
  workflow_lease: 'who works on which job; the work of all organisations, without a row of theirs',
  workflow_schedule: 'when which job is due',
  workflow_worker: 'which processes there are',
}

/** Tables that no policy confines, and why. Whoever adds one says what keeps organisations apart instead. */
const unconfined: Readonly<Record<string, string>> = {
  ...ofNobody,
  ...Object.fromEntries(
    [
      'change',
      'contact',
      'customer',
      'earlier_number',
      'fact',
      'gone',
      'load',
      'lock',
      'source',
      'staged',
      'staged_fact',
      'state',
    ].map((name) => [
      `directory_${name}`,
      'millions of rows that come by COPY, or what is joined with them; read by functions that take the organisation',
    ]),
  ),
}

async function house() {
  const database = await fresh()
  const owner = database.as('owner')
  await upgradeSchema(owner)
  const app = database.as('app')
  const by = { actor: { kind: 'shell', account: 1000 }, now: new Date() } as const
  const add = (name: string, role: 'controller' | 'processor') => addOrganisation(app, { name, role }, by)
  const town = await add('Stadt', 'controller')
  const library = await add('Bücherei', 'controller')
  const works = await add('Stadtwerke', 'controller')
  const hoster = await add('Rechenzentrum', 'processor')
  const relation = await addRelation(
    app,
    { controllerId: library, processorId: hoster, contract: 'AV 7', fromOn: '2020-01-01' },
    by,
  )
  const confined = (organisationId: string): Database => {
    const connection = connect(database.target('app'), () => {}, { organisationId })
    onTestFinished(() => connection.destroy())
    return connection
  }
  return { owner, app, by, town, library, works, hoster, relation, confined }
}

async function tablesOf(owner: Database) {
  const { rows } = await sql<{ name: string; owned: boolean; confined: boolean }>`
    select c.relname as name, c.relrowsecurity as confined,
           exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organisation_id' and a.attnotnull)
             or c.relname = 'organisation' as owned
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'schleuse' and c.relkind in ('r', 'p') and not c.relispartition order by 1
  `.execute(owner)
  return rows
}

test('every row of every table belongs to one organisation', async () => {
  const { owner } = await house()
  const tables = await tablesOf(owner)
  expect(tables.length).toBeGreaterThan(6)
  expect(tables.filter(({ owned }) => !owned).map(({ name }) => name)).toEqual(Object.keys(ofNobody).sort())
})

test('every table is confined to the organisation of a connection, or says why it is not', async () => {
  const { owner } = await house()
  const open = (await tablesOf(owner)).filter(({ confined }) => !confined).map(({ name }) => name)
  expect(open).toEqual(Object.keys(unconfined).sort())
})

test('no row of one organisation can refer to a row of another: references carry the organisation', async () => {
  const { owner } = await house()
  const { rows } = await sql<{ reference: string }>`
    select format('%s -> %s', c.conrelid::regclass, c.confrelid::regclass) as reference
    from pg_constraint c join pg_namespace n on n.oid = c.connamespace
    where c.contype = 'f' and n.nspname = 'schleuse' and c.confrelid <> 'schleuse.organisation'::regclass
      and not exists (
        select from unnest(c.conkey, c.confkey) as pair (here, there)
        join pg_attribute h on h.attrelid = c.conrelid and h.attnum = pair.here
        join pg_attribute t on t.attrelid = c.confrelid and t.attnum = pair.there
        where h.attname = 'organisation_id' and t.attname = 'organisation_id'
      )
  `.execute(owner)
  const between = rows.filter(
    ({ reference }) => !Object.keys(ofNobody).some((name) => reference.startsWith(`schleuse.${name} `)),
  )
  expect(between).toEqual([])
})

test('a confined connection sees of each table nothing that belongs to others', async () => {
  const { owner, town, confined } = await house()
  const connection = confined(town)
  for (const { name } of (await tablesOf(owner)).filter((table) => table.confined)) {
    const key = sql.ref(name === 'organisation' ? 'id' : 'organisation_id')
    const { rows } = await sql<{ others: bigint }>`
      select count(*) as others from ${sql.table(`schleuse.${name}`)} where ${key} <> ${town}
    `.execute(connection)
    expect(rows[0]?.others, name).toBe(0n)
  }
  expect((await listOrganisations(connection)).map(({ name }) => name)).toEqual(['Stadt'])
  expect((await organisationMeant(connection, undefined)).id).toBe(town)
  await expect(organisationMeant(connection, 'Bücherei')).rejects.toThrow('SCH_ORGANISATION_UNKNOWN')
})

test('an organisation sees the names of those it has a contract with, and of nobody else', async () => {
  const { library, hoster, works, confined } = await house()
  const names = async (of: string) => (await listPartners(confined(of))).map(({ name }) => name).sort()
  expect(await names(library)).toEqual(['Bücherei', 'Rechenzentrum'])
  expect(await names(hoster)).toEqual(['Bücherei', 'Rechenzentrum'])
  expect(await names(works)).toEqual(['Stadtwerke'])
})

test('a confined connection adds no row to another organisation and changes none', async () => {
  const { app, library, works, hoster, relation, confined, by } = await house()
  const stranger = confined(works)
  const wanted = { controllerId: library, processorId: hoster, contract: 'AV 8', fromOn: '2019-01-01' }
  await expect(addRelation(stranger, wanted, by)).rejects.toThrow('SCH_RELATION_ROLES')
  await expect(
    sql`insert into schleuse.organisation_relation (id, organisation_id, processor_id, contract, from_on)
        values (gen_random_uuid(), ${library}, ${hoster}, 'x', '2019-01-01')`.execute(stranger),
  ).rejects.toThrow(/row-level security/)
  await sql`update schleuse.organisation_relation set until_on = '2026-01-01'`.execute(stranger)
  expect(await listRelations(app)).toMatchObject([{ id: relation, contract: 'AV 7' }])
})

test('what stands in an option of a connection is an id and nothing else', async () => {
  const { confined } = await house()
  expect(() => confined('x -c is_superuser=on')).toThrow('no id of an organisation')
})

const file = { sha256: Buffer.alloc(32, 7), sizeBytes: 12n }

test('a hand-over is offered under a contract, accepted by the other side with the same file, and told to both trails', async () => {
  const { app, library, hoster, by, confined } = await house()
  const wanted = { giverId: hoster, receiverId: library, subject: 'case', file } as const
  const id = await offerHandOver(confined(hoster), wanted, by)
  const receiver = confined(library)
  const accept = { id, receiverId: library, answer: 'accepted', file } as const
  const other = { ...accept, file: { ...file, sha256: Buffer.alloc(32, 8) } }
  await expect(answerHandOver(receiver, other, by.actor)).rejects.toThrow('SCH_HAND_OVER_OTHER_FILE')
  await answerHandOver(receiver, accept, by.actor)
  await expect(answerHandOver(receiver, accept, by.actor)).rejects.toThrow('SCH_HAND_OVER_ANSWERED')
  for (const of of [library, hoster]) {
    expect(await listHandOvers(confined(of), of)).toMatchObject([{ id, answer: 'accepted', subject: 'case' }])
    const kinds = await app
      .selectFrom('schleuse.audit_entry')
      .select('kind')
      .where('organisation_id', '=', of)
      .where('kind', 'like', 'hand-over%')
      .orderBy('seq')
      .execute()
    expect(kinds.map(({ kind }) => kind)).toEqual(['hand-over-offered', 'hand-over-answered'])
  }
  const head = await readHead(app, library)
  expect(head.seq).toBe(4n)
  expect((await verifyTrail(app, library, [])).faults).toEqual([])
})

test('the giver cannot accept its own offer, nor a stranger see it', async () => {
  const { library, hoster, works, by, confined } = await house()
  const giver = confined(hoster)
  const id = await offerHandOver(
    giver,
    { giverId: hoster, receiverId: library, subject: 'data-set', file },
    by,
  )
  const refuse = { id, receiverId: library, answer: 'refused' } as const
  await expect(answerHandOver(giver, refuse, by.actor)).rejects.toThrow('SCH_HAND_OVER_UNKNOWN')
  expect(await listHandOvers(confined(works), library)).toEqual([])
  expect(await listHandOvers(confined(library), library)).toMatchObject([{ id, answer: 'open' }])
})

test('nothing is handed over without a contract that holds today', async () => {
  const { app, town, library, hoster, by } = await house()
  const wanted = { giverId: hoster, receiverId: town, subject: 'case', file } as const
  await expect(offerHandOver(app, wanted, by)).rejects.toThrow('SCH_HAND_OVER_CONTRACT')
  await addRelation(
    app,
    { controllerId: town, processorId: hoster, contract: 'x', fromOn: '2019-01-01', untilOn: '2019-12-31' },
    by,
  )
  await expect(offerHandOver(app, wanted, by)).rejects.toThrow('SCH_HAND_OVER_CONTRACT')
  expect(await offerHandOver(app, { ...wanted, receiverId: library }, by)).toMatch(/^[0-9a-f-]{36}$/)
})

const relations: readonly [string, { from: string; until?: string; swapped?: true }, string | undefined][] = [
  ['days that meet those of an open contract', { from: '2026-01-01' }, 'SCH_RELATION_TWICE'],
  ['days before it', { from: '2018-01-01', until: '2019-12-31' }, undefined],
  ['an end before the beginning', { from: '2019-02-01', until: '2019-01-01' }, 'SCH_RELATION_DAYS'],
  [
    'a processor in the place of the controller',
    { from: '2018-01-01', until: '2018-02-01', swapped: true },
    'SCH_RELATION_ROLES',
  ],
]

for (const [name, { from, until, swapped }, refused] of relations) {
  test(`a second relation with ${name} is ${refused === undefined ? 'taken' : 'refused'}`, async () => {
    const { app, library, hoster, by } = await house()
    const [controllerId, processorId] = swapped ? [hoster, library] : [library, hoster]
    const wanted = {
      controllerId,
      processorId,
      contract: 'y',
      fromOn: from,
      ...(until ? { untilOn: until } : {}),
    }
    const added = addRelation(app, wanted, by).then(
      () => undefined,
      (error: Error) => error.message,
    )
    expect(await added).toBe(refused)
  })
}

test('the first organisation runs the installation, no other', async () => {
  const { app } = await house()
  const hosts = (await listOrganisations(app)).filter(({ isHost }) => isHost)
  expect(hosts.map(({ name }) => name)).toEqual(['Stadt'])
})
