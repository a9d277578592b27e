/** Runs `schleuse retention`, and the daily job that does the same for every organisation. */
import { raiseAlert, settleAlert } from '../alert/alert.ts'
import type { RetentionAction } from '../cli/actions/retention.ts'
import type { StateAnswer, StateFact } from '../cli/state-call.ts'
import { auditActorOf } from '../staff/actor.ts'
import { organisationMeant } from '../staff/organisation.ts'
import { Fault } from '../std/fault.ts'
import type { Database } from '../store/connection.ts'
import { isRetryable, transact } from '../store/transaction.ts'
import { archiveFolderOf } from './audit-seal.ts'
import { type RetentionParts, type RetentionRule, retentionRules } from './retention-rules.ts'
import { ringIn, type StatePlace } from './state-parts.ts'

export async function runRetention(
  action: RetentionAction,
  database: Database,
  place: StatePlace,
): Promise<StateAnswer> {
  const { id } = await organisationMeant(database, action.organisation)
  const parts: RetentionParts = {
    database,
    ring: ringIn(place),
    settings: place.settings,
    archiveFolder: archiveFolderOf(place),
    now: place.now,
    actor: auditActorOf(place.actor),
  }
  const rules = retentionRules(parts)
  if (action.kind === 'retention-show') return { exit: 0, facts: await shown(rules, id) }
  if (action.isTrial) return { exit: 0, facts: await tried(rules, id) }
  const purges = await purgeAll(parts, id)
  const isWell = purges.every(({ kind }) => kind === 'done')
  return { exit: isWell ? 0 : 1, facts: purges.map(purgeFact) }
}

async function shown(rules: readonly RetentionRule[], id: string): Promise<readonly StateFact[]> {
  const facts: StateFact[] = []
  for (const { what, keepMs, expired } of rules)
    facts.push({ kind: 'retention-show', what, keep: inDays(keepMs), expired: Number(await expired(id)) })
  return facts
}

async function tried(rules: readonly RetentionRule[], id: string): Promise<readonly StateFact[]> {
  const facts: StateFact[] = []
  for (const { what, expired } of rules)
    facts.push({ kind: 'retention-would', what, expired: Number(await expired(id)) })
  return facts
}

/** As settings are written. */
function inDays(ms: number): string {
  return `${Math.floor(ms / (24 * 60 * 60 * 1000))}d`
}

export type Purge = { readonly what: RetentionRule['what'] } & (
  | { readonly kind: 'done'; readonly rows: bigint }
  | { readonly kind: 'failed'; readonly code: string }
)

/** Every rule for itself: one that cannot be kept does not stop the others, and staff hear of it. */
export async function purgeAll(parts: RetentionParts, organisationId: string): Promise<readonly Purge[]> {
  const purges: Purge[] = []
  for (const { what, purge } of retentionRules(parts)) {
    const outcome = await outcomeOf(purge(organisationId))
    purges.push({ what, ...outcome })
    const alert = { organisationId, kind: 'retention-failing', says: { what } } as const
    const tell = outcome.kind === 'failed' ? raiseAlert : settleAlert
    await transact(parts.database, async (transaction) => {
      await tell(transaction, alert, parts.now())
    })
  }
  return purges
}

/** Faults that a person has to look at are told; a database that is away ends the run, and the next one goes on. */
async function outcomeOf(
  purge: Promise<bigint>,
): Promise<{ kind: 'done'; rows: bigint } | { kind: 'failed'; code: string }> {
  try {
    return { kind: 'done', rows: await purge }
  } catch (error) {
    if (!(error instanceof Fault) || isRetryable(error)) throw error
    return { kind: 'failed', code: error.problems[0].code }
  }
}

function purgeFact(one: Purge): StateFact {
  const { what } = one
  return one.kind === 'done'
    ? { kind: 'retention-done', what, rows: Number(one.rows) }
    : { kind: 'retention-failed', what, code: one.code }
}
