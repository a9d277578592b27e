/** The tables of an invented library system, filled with a world, and the queries over them; for both kinds of server. */
import type { SqlSourceSettings } from '../../src/adapters/sql/source.ts'
import type { OwnedFact, SourceRecord } from '../../src/directory/source.ts'
import type { SourceWorld } from '../contracts/source.contract.ts'

/** Runs one statement as the account that owns the tables. */
export type RunSql = (statement: string, values?: readonly unknown[]) => Promise<unknown>

export interface SqlDialectWords {
  /** Placeholder of the nth value, from 1. */
  readonly placeholder: (nth: number) => string
  /** Joins the addresses of a customer. */
  readonly joinedEmails: string
  readonly instant: string
  readonly now: string
  readonly quotedFrom: string
}

const columns = [
  'number',
  'lasting_id',
  'earlier',
  'title',
  'first_name',
  'last_name',
  'company',
  'phone',
  'street',
  'postcode',
  'city',
  'born',
  'iban',
  'household',
  'hidden',
] as const

export async function makeTables(run: RunSql, { instant, now }: SqlDialectWords): Promise<void> {
  await run(`CREATE TABLE borrowers (number varchar(40) PRIMARY KEY, lasting_id varchar(40), earlier varchar(200),
    title varchar(40), first_name varchar(80), last_name varchar(80), company varchar(80), phone varchar(200),
    street varchar(80), postcode varchar(10), city varchar(80), born date, iban varchar(40), household varchar(40),
    hidden boolean NOT NULL, position integer NOT NULL, updated_on ${instant} NOT NULL DEFAULT ${now})`)
  await run(`CREATE TABLE addresses (number varchar(40), address varchar(200))`)
  await run(
    `CREATE TABLE loans (kind varchar(40), value varchar(80), owner varchar(40), since date, until date, position integer)`,
  )
  await run(`CREATE TABLE removed (number varchar(40), updated_on ${instant} NOT NULL DEFAULT ${now})`)
}

/** Brings the tables to another world; only what differs gets a new time of change. */
export async function changeTables(
  run: RunSql,
  words: SqlDialectWords,
  from: SourceWorld,
  to: SourceWorld,
): Promise<void> {
  const numberOf = ({ record }: SourceRecord) => record.customerNumber
  for (const customer of from.customers) {
    const number = numberOf(customer)
    const stays = to.customers.some((one) => JSON.stringify(one) === JSON.stringify(customer))
    if (stays) continue
    await run(`DELETE FROM borrowers WHERE number = ${words.placeholder(1)}`, [number])
    await run(`DELETE FROM addresses WHERE number = ${words.placeholder(1)}`, [number])
    if (!to.customers.some((one) => numberOf(one) === number)) {
      await run(`INSERT INTO removed (number) VALUES (${words.placeholder(1)})`, [number])
    }
  }
  for (const [position, customer] of to.customers.entries()) {
    if (from.customers.some((one) => JSON.stringify(one) === JSON.stringify(customer))) continue
    await insertCustomer(run, words, customer, position)
  }
  await run('DELETE FROM loans')
  for (const [position, fact] of to.facts.entries()) await insertFact(run, words, fact, position)
}

async function insertCustomer(
  run: RunSql,
  { placeholder }: SqlDialectWords,
  { record, earlierNumbers, lastingId }: SourceRecord,
  position: number,
): Promise<void> {
  const values = [
    record.customerNumber,
    lastingId ?? null,
    earlierNumbers.join(' '),
    record.title ?? null,
    record.firstName ?? null,
    record.lastName ?? null,
    record.company ?? null,
    record.phones.join(';'),
    record.street ?? null,
    record.postcode ?? null,
    record.city ?? null,
    record.birthDate ?? null,
    record.ibans.join(';'),
    record.household ?? null,
    record.isProtected,
    position,
  ]
  const places = values.map((_, at) => placeholder(at + 1)).join(', ')
  await run(`INSERT INTO borrowers (${columns.join(', ')}, position) VALUES (${places})`, values)
  for (const address of record.emails) {
    await run(`INSERT INTO addresses VALUES (${placeholder(1)}, ${placeholder(2)})`, [
      record.customerNumber,
      address,
    ])
  }
}

async function insertFact(
  run: RunSql,
  { placeholder }: SqlDialectWords,
  { kind, value, owner, from, to }: OwnedFact,
  position: number,
): Promise<void> {
  const values = [kind, value, owner, from ?? null, to ?? null, position]
  await run(`INSERT INTO loans VALUES (${values.map((_, at) => placeholder(at + 1)).join(', ')})`, values)
}

/** Settings of a source over these tables that uses everything a source by SQL can do. */
export function worldSettings(words: SqlDialectWords, connection: string): SqlSourceSettings {
  const selected = `SELECT b.number AS customer_number, b.lasting_id, b.earlier AS earlier_numbers, b.title, b.first_name,
    b.last_name, b.company, (SELECT ${words.joinedEmails} FROM addresses a WHERE a.number = b.number) AS "e-mail", b.phone,
    b.street, b.postcode, b.city, b.born AS geburtsdatum, b.iban, b.household, b.hidden AS auskunftssperre`
  const quoted = (text: string) =>
    words.quotedFrom === '"from"' ? text : text.replaceAll('"e-mail"', '`e-mail`')
  return {
    name: 'library',
    connection,
    customers: quoted(`${selected}, b.updated_on FROM borrowers b ORDER BY b.position`),
    facts: `SELECT kind, value, owner, since AS ${words.quotedFrom}, until AS bis FROM loans ORDER BY position`,
    incremental: {
      customers: quoted(
        `${selected}, b.updated_on FROM borrowers b WHERE b.updated_on >= :since ORDER BY b.position`,
      ),
      cursorColumn: 'updated_on',
      overlapMs: 5000,
      fullEveryMs: 86_400_000,
      deleted: 'SELECT number AS customer_number FROM removed WHERE updated_on >= :since',
    },
    live: quoted(
      `${selected} FROM borrowers b WHERE b.number IN (SELECT a.number FROM addresses a WHERE a.address = :address)`,
    ),
    timeoutMs: 50_000,
    liveTimeoutMs: 5000,
    rowsMax: 1_000_000,
    bytesMax: 1_000_000_000,
  }
}
