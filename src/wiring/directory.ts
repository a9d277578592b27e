/** Runs `schleuse directory`. */
import { statSync } from 'node:fs'
import type { DirectoryAction } from '../cli/actions/directory.ts'
import type { StateAnswer, StateFact } from '../cli/state-call.ts'
import { eraseCustomer, readmitNumber } from '../directory/erasure.ts'
import { generationsIn, type IndexPlace, seqOfGeneration } from '../directory/index-build.ts'
import { readState } from '../directory/source-row.ts'
import { needsAttention, type SourceStatus, sourceStatuses } from '../directory/source-status.ts'
import { runAllowance } from './allowance.ts'
import { runAsk } from './directory-ask.ts'
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
    case 'directory-ask':
      return runAsk(action, run)
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
  const { organisation, parts } = await directoryWork(name, run)
  const all = await sourceStatuses(run.database, organisation.id, run.place.now())
  const facts = all.flatMap(statusFacts)
  if (all.length === 0) facts.push({ kind: 'directory-empty' })
  else facts.push(await indexFact({ ...parts, folder: run.place.folder }))
  return { exit: all.length === 0 || all.some(needsAttention) ? 1 : 0, facts }
}

/** The newest generation in the state folder of this machine. Changes that are not in it are put over it by each process. */
async function indexFact(place: IndexPlace): Promise<StateFact> {
  const [newest] = generationsIn(place)
  if (newest === undefined) return { kind: 'directory-index-none' }
  const seq = (await readState(place.database, place.keys.organisationId))?.seq ?? 0n
  const generation = seqOfGeneration(newest)
  return {
    kind: 'directory-index',
    generation: String(generation),
    behind: Number(seq - generation),
    sizeBytes: statSync(newest).size,
  }
}

function statusFacts(one: SourceStatus): StateFact[] {
  const facts: StateFact[] = [sourceFact(one)]
  if (one.failure !== null)
    facts.push({ kind: 'directory-source-failed', source: one.name, code: one.failure })
  if (one.waitingLoad !== null)
    facts.push({ kind: 'directory-waiting', source: one.name, load: one.waitingLoad })
  if (one.contested > 0) facts.push({ kind: 'directory-contested', source: one.name, count: one.contested })
  return facts
}

/** A source that was never read has no age, and one without a limit cannot be too old: each is another sentence. */
function sourceFact(one: SourceStatus): StateFact {
  const { name: source, kind: sourceKind, freshness, customers, facts, contested } = one
  const base = {
    source,
    sourceKind,
    freshness,
    customers,
    protected: one.protectedCustomers,
    facts,
    contested,
  }
  if (one.lagSeconds === undefined || one.succeededAt === null)
    return { kind: 'directory-source-never', ...base }
  const succeededAt = one.succeededAt.toISOString()
  const read = { ...base, succeededAt, lagSeconds: one.lagSeconds }
  if (one.staleAfterSeconds === null) return { kind: 'directory-source-unlimited', ...read }
  return { kind: 'directory-source', ...read, staleAfterSeconds: one.staleAfterSeconds }
}
