/** Tables of background work. */
import type { ColumnType, Generated } from 'kysely'
import type { SetByDatabase, WrittenOnce } from './column.ts'

interface WorkerTable {
  id: WrittenOnce<string>
  queue_id: WrittenOnce<string>
  name: WrittenOnce<string>
  started_at: SetByDatabase<Date>
  seen_at: SetByDatabase<Date>
  lost_at: SetByDatabase<Date | null>
}

interface LeaseTable {
  job_key: WrittenOnce<string>
  token: Generated<bigint>
  worker_id: string | null
  taken_at: SetByDatabase<Date>
  ended_at: SetByDatabase<Date | null>
  outcome: 'done' | 'failed' | 'lost' | null
  code: string | null
}

interface ScheduleTable {
  job_key: WrittenOnce<string>
  every_ms: ColumnType<bigint | null, number | null, number | null>
  cron: string | null
  next_at: SetByDatabase<Date>
  known_at: SetByDatabase<Date>
}

export interface WorkflowTables {
  'schleuse.workflow_worker': WorkerTable
  'schleuse.workflow_lease': LeaseTable
  'schleuse.workflow_schedule': ScheduleTable
}
