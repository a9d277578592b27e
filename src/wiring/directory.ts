/** Runs `schleuse directory`. */
import type { DirectoryAction } from '../cli/actions/directory.ts'
import type { StateAnswer, StateFact } from '../cli/state-call.ts'
import { eraseCustomer, readmitNumber } from '../directory/erasure.ts'
import { needsAttention, type SourceStatus, sourceStatuses } from '../directory/source-status.ts'
import { organisationMeant } from '../staff/organisation.ts'
import { runAllowance } from './allowance.ts'
import { type DirectoryRun, runAccept, runImport, runPush, runSync } from './directory-load.ts'
import { directoryWork } from './directory-parts.ts'
import { runRebuild } from './directory-rebuild.ts'
import { runExplain } from './explanation.ts'
import { readStandardInput } from './given-file.ts'

export async function runDirectory(action: DirectoryAction, run: DirectoryRun): Promise<StateAnswer> {
  switch (action.kind) {
    case 'directory-import':
      return runImport(action, run)
    case 'directory-accept':
      return runAccept(action, run)
    case 'directory-push':
      return runPush(action, run)
    case 'directory-sync':
      return runSync(action, run)
    case 'directory-erase': {
      const { parts } = await directoryWork(action.organisation, run)
      const seq = await eraseCustomer(numberGiven(action.number), parts)
      return { exit: 0, facts: [{ kind: 'directory-erased', change: String(seq) }] }
    }
    case 'directory-readmit': {
      const { parts } = await directoryWork(action.organisation, run)
      await readmitNumber(numberGiven(action.number), parts)
      return { exit: 0, facts: [{ kind: 'directory-readmitted' }] }
    }
    case 'directory-rebuild':
      return runRebuild(action, run)
    case 'directory-explain':
      return runExplain(action, run)
    case 'allowance-add':
    case 'allowance-list':
    case 'allowance-end':
      return runAllowance(action, run)
    case 'directory-status':
      return status(action.organisation, run)
  }
}

function numberGiven(written: string): string {
  return written === '-' ? readStandardInput().trim() : written
}

async function status(name: string | undefined, run: DirectoryRun): Promise<StateAnswer> {
  const { id } = await organisationMeant(run.database, name)
  const all = await sourceStatuses(run.database, id, run.place.now())
  const facts = all.flatMap(statusFacts)
  if (all.length === 0) facts.push({ kind: 'directory-empty' })
  return { exit: all.length === 0 || all.some(needsAttention) ? 1 : 0, facts }
}

function statusFacts(one: SourceStatus): StateFact[] {
  const facts: StateFact[] = [
    {
      kind: 'directory-source',
      source: one.name,
      sourceKind: one.kind,
      freshness: one.freshness,
      succeededAt: one.succeededAt?.toISOString() ?? '',
      lagSeconds: one.lagSeconds ?? -1,
      staleAfterSeconds: one.staleAfterSeconds ?? -1,
      customers: one.customers,
      protected: one.protectedCustomers,
      facts: one.facts,
      contested: one.contested,
    },
  ]
  if (one.failure !== null)
    facts.push({ kind: 'directory-source-failed', source: one.name, code: one.failure })
  if (one.waitingLoad !== null)
    facts.push({ kind: 'directory-waiting', source: one.name, load: one.waitingLoad })
  if (one.contested > 0) facts.push({ kind: 'directory-contested', source: one.name, count: one.contested })
  return facts
}
