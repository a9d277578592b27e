/** How tables stand in a backup: records of one byte kind, four bytes length, then what they carry. */
import { fault } from '../../std/fault.ts'

/** A table as the catalogue names it; columns in the order in which their values stand in a row. */
export interface BackupTable {
  readonly schema: string
  readonly name: string
  readonly columns: readonly string[]
}

/** What a table must be found to hold. */
export interface TableSum {
  readonly rows: string
  /** Hexadecimal SHA-256 of its rows as they stand in the backup. */
  readonly sha256: string
}

export interface BackupSequence {
  readonly schema: string
  readonly name: string
  readonly lastValue: string
  readonly isCalled: boolean
}

/** Everything there is in a backup; written last, when all of it is known. */
export interface BackupContents {
  /** Upgrades of the tables that this database had. */
  readonly upgrades: readonly { readonly version: number; readonly sha256: string }[]
  readonly tables: readonly (BackupTable & TableSum)[]
  readonly sequences: readonly BackupSequence[]
  /** Of the server it was made from. */
  readonly major: number
}

export type BackupRecord =
  | { readonly kind: 'table'; readonly table: BackupTable }
  /** Whole or part rows, as COPY writes them in text form. */
  | { readonly kind: 'rows'; readonly bytes: Uint8Array }
  | { readonly kind: 'table-end'; readonly sum: TableSum }
  | { readonly kind: 'contents'; readonly contents: BackupContents }

const codes = { table: 0x54, rows: 0x52, 'table-end': 0x45, contents: 0x43 } as const

/** What a reader holds at once. Rows are cut to fit; a list of tables is a few kilobytes. */
export const recordBytesMax = 1024 * 1024
const headBytes = 5

export function encodeRecord(record: BackupRecord): Buffer {
  const body = bodyOf(record)
  if (body.length > recordBytesMax) throw new RangeError('a record larger than its reader takes')
  const head = Buffer.alloc(headBytes)
  head.writeUInt8(codes[record.kind], 0)
  head.writeUInt32BE(body.length, 1)
  return Buffer.concat([head, body])
}

function bodyOf(record: BackupRecord): Uint8Array {
  switch (record.kind) {
    case 'rows':
      return record.bytes
    case 'table':
      return Buffer.from(JSON.stringify(record.table))
    case 'table-end':
      return Buffer.from(JSON.stringify(record.sum))
    case 'contents':
      return Buffer.from(JSON.stringify(record.contents))
  }
}

/** @throws SCH_BACKUP_DAMAGED for bytes that are no records, or end in the middle of one */
export async function* decodeRecords(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<BackupRecord, void> {
  let held: Buffer = Buffer.alloc(0)
  for await (const piece of bytes) {
    held = held.length === 0 ? Buffer.from(piece) : Buffer.concat([held, piece])
    while (held.length >= headBytes) {
      const length = held.readUInt32BE(1)
      if (length > recordBytesMax) throw damaged()
      if (held.length < headBytes + length) break
      yield recordOf(held.readUInt8(0), held.subarray(headBytes, headBytes + length))
      held = held.subarray(headBytes + length)
    }
  }
  if (held.length > 0) throw damaged()
}

function recordOf(code: number, body: Buffer): BackupRecord {
  if (code === codes.rows) return { kind: 'rows', bytes: body }
  const value = jsonOf(body)
  if (code === codes.table && isTable(value)) return { kind: 'table', table: value }
  if (code === codes['table-end'] && isSum(value)) return { kind: 'table-end', sum: value }
  if (code === codes.contents && isContents(value)) return { kind: 'contents', contents: value }
  throw damaged()
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch (error) {
    throw fault('SCH_BACKUP_DAMAGED', { params: { why: 'records' }, cause: error })
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function isTable(value: unknown): value is BackupTable {
  if (!isObject(value) || !('schema' in value) || !('name' in value) || !('columns' in value)) return false
  const { schema, name, columns } = value
  if (typeof schema !== 'string' || typeof name !== 'string' || !Array.isArray(columns)) return false
  return columns.every((column) => typeof column === 'string')
}

function isSum(value: unknown): value is TableSum {
  if (!isObject(value) || !('rows' in value) || !('sha256' in value)) return false
  return typeof value.rows === 'string' && typeof value.sha256 === 'string'
}

function isContents(value: unknown): value is BackupContents {
  if (!isObject(value) || !('upgrades' in value) || !('tables' in value) || !('sequences' in value))
    return false
  const { upgrades, tables, sequences } = value
  if (!Array.isArray(upgrades) || !Array.isArray(tables) || !Array.isArray(sequences)) return false
  return (
    upgrades.every(isUpgrade) &&
    tables.every((one) => isTable(one) && isSum(one)) &&
    sequences.every(isSequence) &&
    'major' in value &&
    typeof value.major === 'number'
  )
}

function isUpgrade(value: unknown): value is BackupContents['upgrades'][number] {
  if (!isObject(value) || !('version' in value) || !('sha256' in value)) return false
  return typeof value.version === 'number' && typeof value.sha256 === 'string'
}

function isSequence(value: unknown): value is BackupSequence {
  if (!isObject(value) || !('schema' in value) || !('name' in value)) return false
  if (typeof value.schema !== 'string' || typeof value.name !== 'string') return false
  if (!('lastValue' in value) || !('isCalled' in value)) return false
  return (
    typeof value.lastValue === 'string' &&
    /^-?\d{1,19}$/.test(value.lastValue) &&
    typeof value.isCalled === 'boolean'
  )
}

function damaged() {
  return fault('SCH_BACKUP_DAMAGED', { params: { why: 'records' } })
}
