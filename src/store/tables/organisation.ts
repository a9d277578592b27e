/** Tables of organisations and of what is between them. */
import type { ColumnType } from 'kysely'
import type { SetByDatabase, WrittenOnce } from './column.ts'

interface OrganisationTable {
  id: WrittenOnce<string>
  name: string
  role: WrittenOnce<'controller' | 'processor'>
  created_at: SetByDatabase<Date>
  is_host: ColumnType<boolean, boolean | undefined, never>
}

/** Dates of a day come and go as text: a day has no hour, and no zone to be shifted in. */
interface RelationTable {
  id: WrittenOnce<string>
  /** The controller. */
  organisation_id: WrittenOnce<string>
  processor_id: WrittenOnce<string>
  contract: WrittenOnce<string>
  from_on: WrittenOnce<string>
  until_on: ColumnType<string | null, string | null, string | null>
  recorded_at: SetByDatabase<Date>
}

interface HandOverTable {
  id: WrittenOnce<string>
  /** The controller, to whom it is offered. */
  organisation_id: WrittenOnce<string>
  giver_id: WrittenOnce<string>
  relation_id: WrittenOnce<string>
  subject: WrittenOnce<'case' | 'data-set'>
  digest: WrittenOnce<Buffer>
  size_bytes: WrittenOnce<bigint>
  offered_at: SetByDatabase<Date>
  offered_by: WrittenOnce<string>
  answer: ColumnType<'accepted' | 'refused' | null, never, 'accepted' | 'refused'>
  answered_at: ColumnType<Date | null, never, Date>
  answered_by: ColumnType<string | null, never, string>
}

export interface OrganisationTables {
  'schleuse.organisation': OrganisationTable
  'schleuse.organisation_relation': RelationTable
  'schleuse.hand_over': HandOverTable
}
