/** Reads a backup to its end and proves on the way that each table is what its sum says. */
import { createHash } from 'node:crypto'
import { fault } from '../../std/fault.ts'
import { type BackupContents, type BackupRecord, decodeRecords, type TableSum } from './record.ts'
import { rowCount } from './row-count.ts'

/**
 * Passes the records on, each table's rows before its sum is known to hold: whoever writes them down must be able to take
 * them back until the end has come.
 *
 * @returns the contents
 * @throws SCH_BACKUP_DAMAGED
 */
export async function* provenRecords(
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<BackupRecord, BackupContents> {
  let contents: BackupContents | undefined
  let open: { readonly name: string; readonly sum: ReturnType<typeof summing> } | undefined
  const found: string[] = []
  for await (const record of decodeRecords(bytes)) {
    if (contents) throw damaged('contents')
    switch (record.kind) {
      case 'table':
        if (open) throw damaged('table')
        open = { name: `${record.table.schema}.${record.table.name}`, sum: summing() }
        break
      case 'rows':
        if (!open) throw damaged('table')
        open.sum.add(record.bytes)
        break
      case 'table-end':
        if (!open || !isSame(open.sum.end(), record.sum)) throw damaged('checksum')
        found.push(lineOf(open.name, record.sum))
        open = undefined
        break
      case 'contents':
        contents = record.contents
    }
    yield record
  }
  if (!contents || open) throw damaged('cut')
  const told = contents.tables.map((one) => lineOf(`${one.schema}.${one.name}`, one))
  if (told.join('\n') !== found.join('\n')) throw damaged('contents')
  return contents
}

/** Reads to the end. @throws SCH_BACKUP_DAMAGED */
export async function proveBackup(
  bytes: AsyncIterable<Uint8Array>,
  onTable: (name: string) => void,
): Promise<BackupContents> {
  const records = provenRecords(bytes)
  for (;;) {
    const step = await records.next()
    if (step.done) return step.value
    if (step.value.kind === 'table') onTable(step.value.table.name)
  }
}

function summing(): { add(bytes: Uint8Array): void; end(): TableSum } {
  const hash = createHash('sha256')
  const count = rowCount()
  return {
    add(bytes) {
      hash.update(bytes)
      count.add(bytes)
    },
    end: () => ({ rows: String(count.rows()), sha256: hash.digest('hex') }),
  }
}

function isSame(one: TableSum, other: TableSum): boolean {
  return one.rows === other.rows && one.sha256 === other.sha256
}

function lineOf(name: string, { rows, sha256 }: TableSum): string {
  return `${name} ${rows} ${sha256}`
}

function damaged(why: string) {
  return fault('SCH_BACKUP_DAMAGED', { params: { why } })
}
