/** Runs `schleuse audit seal`: what has expired goes into archives and out of the database. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { archivePlace, sealExpired } from '../audit/segment.ts'
import type { TrailRange } from '../audit/trail-file.ts'
import type { AuditAction } from '../cli/actions/audit.ts'
import type { StateAnswer } from '../cli/state-call.ts'
import { auditActorOf } from '../staff/actor.ts'
import { organisationMeant } from '../staff/organisation.ts'
import type { Database } from '../store/connection.ts'
import { ringIn, type StatePlace } from './state-parts.ts'

export async function sealTrail(
  { organisation }: Extract<AuditAction, { kind: 'audit-seal' }>,
  database: Database,
  place: StatePlace,
): Promise<StateAnswer> {
  const { id } = await organisationMeant(database, organisation)
  const dropped = await sealExpired(
    {
      database,
      ring: ringIn(place),
      archiveFolder: archiveFolderOf(place),
      retentionMs: place.settings.retention.auditMs,
      now: place.now,
      actor: auditActorOf(place.actor),
    },
    id,
  )
  if (dropped.length === 0) return { exit: 0, facts: [{ kind: 'segment-none' }] }
  return {
    exit: 0,
    facts: dropped.map(({ range, file }) => ({ kind: 'segment-sealed', ...boundsOf(range), file })),
  }
}

export function archiveFolderOf({ folder, settings }: Pick<StatePlace, 'folder' | 'settings'>): string {
  return settings.audit.archive ?? join(folder, 'archive')
}

/** @returns undefined if the archive of this range is not there (any more) */
export function archiveOf(
  place: Pick<StatePlace, 'folder' | 'settings'>,
  range: TrailRange,
): string | undefined {
  const file = join(archiveFolderOf(place), archivePlace(range))
  return existsSync(file) ? file : undefined
}

export function boundsOf({ first, last }: TrailRange) {
  return { first: String(first), last: String(last) }
}
