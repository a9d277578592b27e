/** Runs `schleuse directory allow`. */
import type { DirectoryAction } from '../cli/actions/directory.ts'
import type { StateAnswer } from '../cli/state-call.ts'
import {
  type AllowanceEntry,
  addAllowance,
  endAllowance,
  listAllowances,
} from '../directory/allowance-entry.ts'
import { fault } from '../std/fault.ts'
import type { DirectoryRun } from './directory-load.ts'
import { directoryWork } from './directory-parts.ts'

type AllowanceAction = Extract<
  DirectoryAction,
  { kind: 'allowance-add' | 'allowance-list' | 'allowance-end' }
>

export async function runAllowance(action: AllowanceAction, run: DirectoryRun): Promise<StateAnswer> {
  const { organisation, parts } = await directoryWork(action.organisation, run)
  switch (action.kind) {
    case 'allowance-add': {
      const { of: kind, values, reason } = action
      const id = await addAllowance({ kind, values, reason, expiresAt: endOfDay(action.until) }, parts)
      return { exit: 0, facts: [{ kind: 'allowance-added', id, of: kind, until: action.until }] }
    }
    case 'allowance-end':
      await endAllowance(action.id, parts)
      return { exit: 0, facts: [{ kind: 'allowance-ended', id: action.id }] }
    case 'allowance-list': {
      const all = await listAllowances(run.database, organisation.id)
      const now = run.place.now()
      return { exit: 0, facts: all.map((one) => entryFact(one, now)) }
    }
  }
}

function entryFact(one: AllowanceEntry, now: Date) {
  const standing = one.endedAt !== null ? 'ended' : one.expiresAt <= now ? 'expired' : 'active'
  return {
    kind: 'allowance',
    id: one.id,
    of: one.kind,
    owner: one.owner,
    until: one.expiresAt.toISOString(),
    standing,
  }
}

/** The day itself still counts, in UTC. @throws SCH_ALLOWANCE_EXPIRY */
function endOfDay(date: string): Date {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(date) ? new Date(`${date}T23:59:59.999Z`) : new Date(Number.NaN)
  if (Number.isNaN(at.getTime())) throw fault('SCH_ALLOWANCE_EXPIRY')
  return at
}
