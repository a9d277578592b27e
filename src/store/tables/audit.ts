/** Tables of the audit trail: written by a function of the database only. */
import type { SetByDatabase, WrittenOnce } from './column.ts'

interface AuditHeadTable {
  organisation_id: SetByDatabase<string>
  seq: SetByDatabase<bigint>
  digest: SetByDatabase<Buffer>
}

interface AuditEntryTable extends AuditHeadTable {
  at: SetByDatabase<Date>
  kind: SetByDatabase<string>
  actor: SetByDatabase<string>
  body: SetByDatabase<string>
}

/** A digest that waits for its batch, or stands in one. */
interface AuditLeafTable {
  organisation_id: WrittenOnce<string>
  id: SetByDatabase<bigint>
  batch: WrittenOnce<string>
  digest: WrittenOnce<Buffer>
  appended_at: SetByDatabase<Date>
  /** The entry that sealed it; null while it waits. */
  batch_seq: SetByDatabase<bigint | null>
  position: SetByDatabase<number | null>
}

export interface AuditTables {
  'schleuse.audit_head': AuditHeadTable
  'schleuse.audit_entry': AuditEntryTable
  'schleuse.audit_leaf': AuditLeafTable
}
