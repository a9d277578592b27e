/** A backup put into an empty installation, in one transaction: afterwards everything is there, or nothing has changed. */
import { setTimeout as sleep } from 'node:timers/promises'
import { sql, type Transaction } from 'kysely'
import { fault } from '../../std/fault.ts'
import { applicationName } from '../connection.ts'
import type { RoleNames } from '../roles.ts'
import type { Session } from '../session.ts'
import type { Tables } from '../tables.ts'
import { digestOf, knownUpgrades, makeTables, type SchemaUpgrade } from '../upgrade.ts'
import { provenRecords } from './proof.ts'
import {
  copyInStatement,
  emptyPassing,
  foreignKeysOf,
  nameOf,
  othersConnected,
  schemasToDrop,
  tablesOf,
  triggersOf,
} from './queries.sql.ts'
import type { BackupContents, BackupRecord, BackupTable } from './record.ts'

/** The session of a program that has just ended is gone within moments. */
const endingMs = 5_000
const pollMs = 100

export interface ImportWish {
  /** As the proof of the same file found them. */
  readonly contents: BackupContents
  /** The records, from their start. */
  readonly bytes: AsyncIterable<Uint8Array>
  readonly upgrades?: readonly SchemaUpgrade[]
  readonly roles?: RoleNames
  readonly onTable: (table: BackupTable, position: { readonly at: number; readonly of: number }) => void
  /** In the same transaction, when everything is there. */
  readonly beforeCommit: (transaction: Transaction<Tables>) => Promise<void>
}

/**
 * The tables get the form they had when the backup was made; bringing them forward is left to the next start.
 *
 * @throws SCH_BACKUP_NOT_EMPTY, SCH_BACKUP_IN_USE, SCH_STORE_NEWER, SCH_STORE_SCHEMA_CHANGED, SCH_BACKUP_DAMAGED,
 *   SCH_BACKUP_OTHER_TABLES
 */
export async function importTables(session: Session, wish: ImportWish): Promise<void> {
  const upgrades = upgradesMeant(wish.contents, wish.upgrades ?? knownUpgrades())
  await session.database
    .transaction()
    .setIsolationLevel('read committed')
    .execute(async (transaction) => {
      await emptyPlace(transaction)
      await makeTables(transaction, upgrades, wish.roles)
      const tables = await tablesOf(transaction)
      if (formOf(tables) !== formOf(wish.contents.tables)) throw fault('SCH_BACKUP_OTHER_TABLES')
      const aside = [...(await foreignKeysOf(transaction)).map((key) => [key.drop, key.add])]
      aside.push(...(await triggersOf(transaction)).map((one) => [one.disable, one.enable]))
      for (const [putAside = ''] of aside) await sql.raw(putAside).execute(transaction)
      // Rows that the upgrades themselves have written come with the backup.
      await sql.raw(`truncate ${tables.map(nameOf).join(', ')}`).execute(transaction)
      await loadTables(session, wish)
      for (const statement of emptyPassing(tables)) await sql.raw(statement).execute(transaction)
      for (const [, putBack = ''] of aside) await sql.raw(putBack).execute(transaction)
      await setSequences(transaction, wish.contents)
      await wish.beforeCommit(transaction)
    })
}

function upgradesMeant(contents: BackupContents, known: readonly SchemaUpgrade[]): readonly SchemaUpgrade[] {
  const newest = contents.upgrades.length
  if (newest > known.length) throw fault('SCH_STORE_NEWER', { params: { newest, newestKnown: known.length } })
  contents.upgrades.forEach(({ version, sha256 }, at) => {
    const upgrade = known[at]
    if (!upgrade || upgrade.version !== version || digestOf(upgrade).toString('hex') !== sha256) {
      throw fault('SCH_STORE_SCHEMA_CHANGED', { params: { version } })
    }
  })
  return known.slice(0, newest)
}

/** Tables without rows may be there, since every start makes them; a single row means that somebody works here. */
async function emptyPlace(transaction: Transaction<Tables>): Promise<void> {
  await untilAlone(transaction)
  const tables = await tablesOf(transaction)
  if (tables.length > 0) {
    await sql.raw(`lock table ${tables.map(nameOf).join(', ')} in access exclusive mode`).execute(transaction)
  }
  for (const table of tables) {
    if (table.name === 'schema_upgrade') continue
    const { rows } = await sql.raw(`select from ${nameOf(table)} limit 1`).execute(transaction)
    if (rows.length > 0) throw fault('SCH_BACKUP_NOT_EMPTY', { params: { table: table.name } })
  }
  for (const schema of await schemasToDrop(transaction)) {
    await sql`drop schema ${sql.id(schema)} cascade`.execute(transaction)
  }
}

/** A program at work here would go on with tables that are not its own any more. */
async function untilAlone(transaction: Transaction<Tables>): Promise<void> {
  for (let waitedMs = 0; (await othersConnected(transaction, applicationName)) > 0; waitedMs += pollMs) {
    if (waitedMs >= endingMs) throw fault('SCH_BACKUP_IN_USE')
    await sleep(pollMs)
  }
}

function formOf(tables: readonly BackupTable[]): string {
  return JSON.stringify(tables.map(({ schema, name, columns }) => [schema, name, columns]))
}

async function loadTables(session: Session, wish: ImportWish): Promise<void> {
  const records = provenRecords(wish.bytes)
  let at = 0
  for (;;) {
    const step = await records.next()
    if (step.done) {
      // The file was proven before; this is the same one, or somebody has exchanged it meanwhile.
      if (JSON.stringify(step.value) !== JSON.stringify(wish.contents)) {
        throw fault('SCH_BACKUP_DAMAGED', { params: { why: 'exchanged' } })
      }
      return
    }
    if (step.value.kind !== 'table') continue
    const { table } = step.value
    wish.onTable(table, { at: ++at, of: wish.contents.tables.length })
    await session.copyIn(copyInStatement(table), rowsOf(records))
  }
}

/** The rows of the table that has begun; its end, with its sum, is read with them. */
async function* rowsOf(records: AsyncGenerator<BackupRecord, BackupContents>): AsyncGenerator<Uint8Array> {
  for (;;) {
    const step = await records.next()
    if (step.done || step.value.kind !== 'rows') return
    yield step.value.bytes
  }
}

async function setSequences(transaction: Transaction<Tables>, contents: BackupContents): Promise<void> {
  for (const { schema, name, lastValue, isCalled } of contents.sequences) {
    const sequence = nameOf({ schema, name })
    await sql`select setval(${sequence}::regclass, ${lastValue}::bigint, ${isCalled})`.execute(transaction)
  }
}
