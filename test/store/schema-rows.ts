/** Rows for the tables of each upgrade, in `rows/00NN.sql`: put in when the tables had that form, as a program of that time did. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { tablesOf } from '../../src/store/backup/queries.sql.ts'
import type { Database } from '../../src/store/connection.ts'
import { type SchemaUpgrade, upgradeSchema } from '../../src/store/upgrade.ts'

/** Brings an empty database to a version, step by step, with rows in every table that it has by then. */
export async function fillTo(
  owner: Database,
  upgrades: readonly SchemaUpgrade[],
  version: number,
): Promise<void> {
  for (let at = 1; at <= version; at++) {
    await upgradeSchema(owner, { upgrades: upgrades.slice(0, at) })
    const file = join(import.meta.dirname, 'rows', `${String(at).padStart(4, '0')}.sql`)
    if (existsSync(file)) await sql.raw(readFileSync(file, 'utf8')).execute(owner)
  }
}

export interface TableRows {
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: readonly string[]
}

/** All rows as texts, of these columns or, without, of those that the tables have now. */
export async function rowsIn(owner: Database, of?: readonly TableRows[]): Promise<readonly TableRows[]> {
  const wanted =
    of ??
    (await tablesOf(owner)).map(({ schema, name, columns }) => ({
      name: `${schema}.${name}`,
      columns,
      rows: [],
    }))
  const found: TableRows[] = []
  for (const { name, columns } of wanted) {
    const { rows } = await sql<{ row: string }>`
      select row(${sql.join(columns.map((column) => sql.id(column)))})::text as row from ${sql.table(name)} order by 1
    `.execute(owner)
    found.push({ name, columns, rows: rows.map(({ row }) => row) })
  }
  return found
}
