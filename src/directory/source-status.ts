/** How far each source is behind, and what is known of it. */
import { sql } from 'kysely'
import type { Database } from '../store/connection.ts'
import { type Freshness, freshnessOf, secondsBetween } from './source-age.ts'

export interface SourceStatus {
  readonly name: string
  readonly kind: string
  /** `never`: no load has ever counted; `unlimited`: nobody has said how old it may be. */
  readonly freshness: Freshness
  readonly createdAt: Date
  readonly succeededAt: Date | null
  readonly attemptedAt: Date | null
  readonly lagSeconds: number | undefined
  readonly staleAfterSeconds: number | null
  readonly customers: number
  readonly protectedCustomers: number
  readonly facts: number
  readonly contested: number
  /** Code of the last load's fault, if that one failed. */
  readonly failure: string | null
  /** A load about which a person is asked. */
  readonly waitingLoad: string | null
}

interface Row {
  readonly name: string
  readonly kind: string
  readonly createdAt: Date
  readonly succeededAt: Date | null
  readonly attemptedAt: Date | null
  readonly contentAt: Date | null
  readonly staleAfterSeconds: number | null
  readonly customers: bigint
  readonly protectedCustomers: bigint
  readonly facts: bigint
  readonly refused: number
  readonly failure: string | null
  readonly waitingLoad: string | null
}

/** Counts protected customers by a scan; the others are kept with the source. */
export async function sourceStatuses(
  database: Database,
  organisationId: string,
  now: Date,
): Promise<readonly SourceStatus[]> {
  const { rows } = await sql<Row>`
    select s.name, s.kind, s.created_at as "createdAt", s.succeeded_at as "succeededAt", s.attempted_at as "attemptedAt", s.content_at as "contentAt",
      s.stale_after_seconds as "staleAfterSeconds", s.customers, s.facts, s.refused, s.failure,
      (select count(*) from schleuse.directory_customer c
       where c.organisation_id = s.organisation_id and c.source_id = s.id and c.is_protected) as "protectedCustomers",
      (select l.id from schleuse.directory_load l
       where l.organisation_id = s.organisation_id and l.source_id = s.id and l.state = 'waiting'
       order by l.id desc limit 1) as "waitingLoad"
    from schleuse.directory_source s where s.organisation_id = ${organisationId} order by lower(s.name)
  `.execute(database)
  return rows.map(({ contentAt, refused, ...row }) => ({
    ...row,
    customers: Number(row.customers),
    protectedCustomers: Number(row.protectedCustomers),
    facts: Number(row.facts),
    contested: refused,
    lagSeconds: contentAt === null ? undefined : secondsBetween(contentAt, now),
    freshness: freshnessOf(contentAt, row.staleAfterSeconds, now),
  }))
}

export function needsAttention(status: SourceStatus): boolean {
  const { freshness, failure, waitingLoad, contested } = status
  return (
    freshness === 'stale' ||
    freshness === 'ahead' ||
    freshness === 'never' ||
    failure !== null ||
    waitingLoad !== null ||
    contested > 0
  )
}
