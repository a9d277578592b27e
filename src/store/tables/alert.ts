/** Tables of alerts. */
import type { WithDefault, WrittenOnce } from './column.ts'

interface AlertTable {
  organisation_id: WrittenOnce<string>
  id: WrittenOnce<string>
  kind: WrittenOnce<string>
  says: WrittenOnce<string>
  raised_at: WrittenOnce<Date>
  last_seen_at: Date
  times: WithDefault<number>
  closed_at: Date | null
  closed_by: string | null
}

interface AlertTellingTable {
  organisation_id: WrittenOnce<string>
  alert_id: WrittenOnce<string>
  messenger: WrittenOnce<string>
  step: number
  told_at: Date | null
  failures: WithDefault<number>
  last_failure: string | null
  next_try_at: Date | null
  claimed_until: Date | null
}

export interface AlertTables {
  'schleuse.alert': AlertTable
  'schleuse.alert_telling': AlertTellingTable
}
