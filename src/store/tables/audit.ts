/** Tables of the audit trail: written by a function of the database only. */
import type { SetByDatabase, WithDefault, WrittenOnce } from './column.ts'

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

interface AuditCheckpointTable {
  organisation_id: WrittenOnce<string>
  id: SetByDatabase<bigint>
  seq: WrittenOnce<bigint>
  digest: WrittenOnce<Buffer>
  signed_at: WrittenOnce<Date>
  file: WrittenOnce<string>
}

interface AuditWitnessTable {
  organisation_id: WrittenOnce<string>
  witness: WrittenOnce<string>
  delivered_id: WithDefault<bigint>
  last_success_at: Date | null
  last_failure_at: Date | null
  last_failure: string | null
  failures: WithDefault<number>
  failing_since: Date | null
  next_try_at: Date | null
  claimed_until: Date | null
}

interface AuditSegmentTable {
  organisation_id: SetByDatabase<string>
  first_seq: SetByDatabase<bigint>
  last_seq: SetByDatabase<bigint>
  start_digest: SetByDatabase<Buffer>
  end_digest: SetByDatabase<Buffer>
  archive_sha256: SetByDatabase<Buffer>
  dropped_at: SetByDatabase<Date>
  record: SetByDatabase<string>
}

export interface AuditTables {
  'schleuse.audit_head': AuditHeadTable
  'schleuse.audit_entry': AuditEntryTable
  'schleuse.audit_leaf': AuditLeafTable
  'schleuse.audit_checkpoint': AuditCheckpointTable
  'schleuse.audit_witness': AuditWitnessTable
  'schleuse.audit_segment': AuditSegmentTable
}
