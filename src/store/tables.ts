/** The tables as TypeScript sees them, one file for each room; `schema/*.sql` is what makes them. */
import type { AlertTables } from './tables/alert.ts'
import type { AuditTables } from './tables/audit.ts'
import type { SetByDatabase, WrittenOnce } from './tables/column.ts'
import type { DirectoryTables } from './tables/directory.ts'
import type { OrganisationTables } from './tables/organisation.ts'
import type { SignInTables } from './tables/sign-in.ts'
import type { StaffTables } from './tables/staff.ts'
import type { WorkflowTables } from './tables/workflow.ts'

interface SchemaUpgradeTable {
  version: WrittenOnce<number>
  name: WrittenOnce<string>
  sha256: WrittenOnce<Buffer>
  applied_at: SetByDatabase<Date>
}

export interface Tables
  extends OrganisationTables,
    AuditTables,
    DirectoryTables,
    SignInTables,
    AlertTables,
    StaffTables,
    WorkflowTables {
  'schleuse.schema_upgrade': SchemaUpgradeTable
}
