/** The tables as TypeScript sees them; `schema/*.sql` is what makes them. */
import type { ColumnType } from 'kysely'

type WrittenOnce<T> = ColumnType<T, T, never>
type SetByDatabase<T> = ColumnType<T, never, never>

export interface SchemaUpgradeTable {
  version: WrittenOnce<number>
  name: WrittenOnce<string>
  sha256: WrittenOnce<Buffer>
  applied_at: SetByDatabase<Date>
}

export interface OrganisationTable {
  id: WrittenOnce<string>
  name: string
  role: WrittenOnce<'controller' | 'processor'>
  created_at: SetByDatabase<Date>
}

export interface AuditHeadTable {
  organisation_id: SetByDatabase<string>
  seq: SetByDatabase<bigint>
  digest: SetByDatabase<Buffer>
}

export interface AuditEntryTable extends AuditHeadTable {
  at: SetByDatabase<Date>
  kind: SetByDatabase<string>
  actor: SetByDatabase<string>
  body: SetByDatabase<string>
}

export interface Tables {
  'schleuse.audit_head': AuditHeadTable
  'schleuse.audit_entry': AuditEntryTable
  'schleuse.schema_upgrade': SchemaUpgradeTable
  'schleuse.organisation': OrganisationTable
}
