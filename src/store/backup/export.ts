/** All tables of one moment as the records of a backup. */
import { createHash } from 'node:crypto'
import type { Session } from '../session.ts'
import { copyOutStatement, sequencesOf } from './queries.sql.ts'
import {
  type BackupContents,
  type BackupTable,
  encodeRecord,
  recordBytesMax,
  type TableSum,
} from './record.ts'
import { rowCount } from './row-count.ts'
import { beginSnapshot, endSnapshot } from './snapshot.ts'

export interface ExportWatch {
  /** Told before each table. */
  readonly onTable: (table: BackupTable, position: { readonly at: number; readonly of: number }) => void
  /** Told once, when everything has been read. */
  readonly onContents: (contents: BackupContents) => void
}

/** @throws the server's error if this role may not read a table */
export async function* exportTables(session: Session, watch: ExportWatch): AsyncGenerator<Buffer, void> {
  const snapshot = await beginSnapshot(session)
  const tables: (BackupTable & TableSum)[] = []
  for (const [at, table] of snapshot.tables.entries()) {
    watch.onTable(table, { at: at + 1, of: snapshot.tables.length })
    yield encodeRecord({ kind: 'table', table })
    const sum = yield* rowsOf(session, table)
    yield encodeRecord({ kind: 'table-end', sum })
    tables.push({ ...table, ...sum })
  }
  const contents = {
    upgrades: snapshot.upgrades,
    tables,
    sequences: await sequencesOf(session.database),
    major: snapshot.major,
  }
  await endSnapshot(session)
  watch.onContents(contents)
  yield encodeRecord({ kind: 'contents', contents })
}

async function* rowsOf(session: Session, table: BackupTable): AsyncGenerator<Buffer, TableSum> {
  const hash = createHash('sha256')
  const count = rowCount()
  for await (const bytes of session.copyOut(copyOutStatement(table))) {
    hash.update(bytes)
    count.add(bytes)
    for (let at = 0; at < bytes.length; at += recordBytesMax) {
      yield encodeRecord({ kind: 'rows', bytes: bytes.subarray(at, at + recordBytesMax) })
    }
  }
  return { rows: String(count.rows()), sha256: hash.digest('hex') }
}
