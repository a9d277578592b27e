/** Tables of the audit trail: written by a function of the database only. */
import type { SetByDatabase } from './column.ts'

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

export interface AuditTables {
  'schleuse.audit_head': AuditHeadTable
  'schleuse.audit_entry': AuditEntryTable
}
