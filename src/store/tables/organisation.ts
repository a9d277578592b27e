/** The table of organisations. */
import type { SetByDatabase, WrittenOnce } from './column.ts'

interface OrganisationTable {
  id: WrittenOnce<string>
  name: string
  role: WrittenOnce<'controller' | 'processor'>
  created_at: SetByDatabase<Date>
}

export interface OrganisationTables {
  'schleuse.organisation': OrganisationTable
}
