/** Tables of the directory. Hashes are keyed, sealed columns are AES-256-GCM; see docs/directory.md for every column. */
import type { ColumnType } from 'kysely'
import type { SetByDatabase, WrittenOnce } from './column.ts'

/** Bytes come back as a Buffer; any bytes may be written. */
type Bytes = ColumnType<Buffer, Uint8Array, Uint8Array>
type BytesOrNone = ColumnType<Buffer | null, Uint8Array | null | undefined, Uint8Array | null>
type Default<T> = ColumnType<T, T | undefined, T>
type OrNone<T> = ColumnType<T | null, T | null | undefined, T | null>

interface OfOrganisation {
  organisation_id: WrittenOnce<string>
}

interface StateTable extends OfOrganisation {
  change_seq: Default<bigint>
  matching_id: string
}

interface SourceTable extends OfOrganisation {
  id: WrittenOnce<string>
  name: WrittenOnce<string>
  kind: string
  stale_after_seconds: OrNone<number>
  created_at: SetByDatabase<Date>
  attempted_at: OrNone<Date>
  succeeded_at: OrNone<Date>
  full_at: OrNone<Date>
  content_at: OrNone<Date>
  failure: OrNone<string>
  cursor_sealed: BytesOrNone
  customers: Default<bigint>
  facts: Default<bigint>
  refused: Default<number>
}

interface CustomerTable extends OfOrganisation {
  id: WrittenOnce<string>
  source_id: WrittenOnce<string>
  number_hash: Bytes
  lasting_hash: BytesOrNone
  household_hash: BytesOrNone
  is_protected: boolean
  kinds: number
  record_hash: Bytes
  hashed: Bytes
  change_seq: bigint
  first_seen_at: SetByDatabase<Date>
  changed_at: SetByDatabase<Date>
}

interface EarlierNumberTable extends OfOrganisation {
  matching_id: WrittenOnce<string>
  number_hash: Bytes
  customer_id: OrNone<string>
  lasting_hash: BytesOrNone
  reason: 'renumbered' | 'told' | 'gone' | 'erased'
  ended_at: Default<Date>
}

interface ContactTable extends OfOrganisation {
  customer_id: WrittenOnce<string>
  sealing_id: string
  sealed: Bytes
}

interface FactTable extends OfOrganisation {
  source_id: WrittenOnce<string>
  value_hash: Bytes
  customer_id: WrittenOnce<string>
  kind: string
  from_on: OrNone<string>
  to_on: OrNone<string>
  hashed: Bytes
}

interface GoneTable extends OfOrganisation {
  change_seq: bigint
  customer_id: string
  at: SetByDatabase<Date>
}

interface ChangeTable extends OfOrganisation {
  seq: bigint
  kind: 'load' | 'push' | 'ask' | 'erase' | 'allowance'
  source_id: OrNone<string>
  load_id: OrNone<string>
  added: Default<bigint>
  changed: Default<bigint>
  gone: Default<bigint>
  facts: Default<bigint>
  at: SetByDatabase<Date>
}

interface StagedDrop {
  readonly kind: 'fewer' | 'household'
  readonly what: string
  readonly before: number
  readonly after: number
}

interface LoadTable extends OfOrganisation {
  id: WrittenOnce<string>
  source_id: WrittenOnce<string>
  kind: WrittenOnce<'full' | 'incremental'>
  state: 'reading' | 'waiting' | 'done' | 'dropped'
  matching_id: WrittenOnce<string>
  base_seq: WrittenOnce<bigint>
  cursor_sealed: BytesOrNone
  content_at: OrNone<Date>
  staged_customers: Default<bigint>
  staged_facts: Default<bigint>
  contested: Default<number>
  /** Written as JSON by the directory, which reads it back as what it wrote. */
  drops: ColumnType<readonly StagedDrop[], string | undefined, string>
  started_at: SetByDatabase<Date>
  ended_at: OrNone<Date>
}

interface StagedTable extends OfOrganisation {
  load_id: WrittenOnce<string>
  ordinal: WrittenOnce<bigint>
  kind: WrittenOnce<'same' | 'put' | 'gone'>
  line: OrNone<number>
  customer_id: string
  number_hash: Bytes
  lasting_hash: BytesOrNone
  household_hash: BytesOrNone
  is_protected: OrNone<boolean>
  kinds: OrNone<number>
  record_hash: BytesOrNone
  hashed: BytesOrNone
  earlier_hashes: OrNone<Buffer[]>
  contact_sealed: BytesOrNone
}

interface StagedFactTable extends OfOrganisation {
  load_id: WrittenOnce<string>
  ordinal: WrittenOnce<bigint>
  kind: WrittenOnce<'put' | 'gone'>
  line: OrNone<number>
  value_hash: Bytes
  owner_hash: BytesOrNone
  fact_kind: string
  from_on: OrNone<string>
  to_on: OrNone<string>
  hashed: BytesOrNone
}

interface AllowanceTable extends OfOrganisation {
  id: WrittenOnce<string>
  kind: WrittenOnce<'domain' | 'address' | 'list' | 'phrase' | 'number' | 'file' | 'household'>
  sealing_id: string
  sealed: Bytes
  owner: WrittenOnce<string>
  created_at: SetByDatabase<Date>
  expires_at: Date
  ended_at: OrNone<Date>
  ended_by: OrNone<string>
}

interface HouseholdMemberTable extends OfOrganisation {
  allowance_id: WrittenOnce<string>
  customer_id: WrittenOnce<string>
}

export interface DirectoryTables {
  'schleuse.directory_allowance': AllowanceTable
  'schleuse.directory_household_member': HouseholdMemberTable
  'schleuse.directory_state': StateTable
  'schleuse.directory_lock': OfOrganisation
  'schleuse.directory_source': SourceTable
  'schleuse.directory_customer': CustomerTable
  'schleuse.directory_earlier_number': EarlierNumberTable
  'schleuse.directory_contact': ContactTable
  'schleuse.directory_fact': FactTable
  'schleuse.directory_gone': GoneTable
  'schleuse.directory_change': ChangeTable
  'schleuse.directory_load': LoadTable
  'schleuse.directory_staged': StagedTable
  'schleuse.directory_staged_fact': StagedFactTable
}
