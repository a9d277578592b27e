/** Runs `schleuse check --organisation`: mails against the directory that the organisation's sources fill. */
import type { AuditEvent } from '../audit/event.ts'
import { appendEvent } from '../audit/trail.ts'
import type { Delivery, NamedViewer } from '../check/delivery.ts'
import type { JudgedDirectory } from '../check/directory.ts'
import { runCheck } from '../check/run.ts'
import type { CheckAction } from '../cli/actions/check.ts'
import type { StateAnswer } from '../cli/state-call.ts'
import { numbersOf, tellRevealed } from '../directory/explanation.ts'
import type { Disclosure } from '../exposure/verdict.ts'
import { compareBytes } from '../std/byte-order.ts'
import { fault } from '../std/fault.ts'
import { transact } from '../store/transaction.ts'
import type { DirectoryRun } from './directory-load.ts'
import { type DirectoryWork, directoryWork } from './directory-parts.ts'
import { indexNow } from './index-now.ts'

/**
 * Everything is judged by the state of the directory at the beginning. Whoever may ask can find out by trying who is a customer: so
 * every run is told to the trail, one that shows no number as well.
 *
 * @throws SCH_DIRECTORY_STALE: nothing has been judged then
 */
export async function runOrganisationCheck(action: CheckAction, run: DirectoryRun): Promise<StateAnswer> {
  const work = await directoryWork(action.organisation, run)
  const naming = action.reveal ? 'numbers' : 'pseudonyms'
  let isBegun = false
  let mails = 0
  const openDirectory = async () => {
    const directory = await directoryNow(action, work, run)
    await tellTrail({ kind: 'directory-check-begun', body: { naming } }, work)
    isBegun = true
    const named: JudgedDirectory['named'] = async (deliveries) => {
      mails += 1
      return directory.named(deliveries)
    }
    return { ...directory, named }
  }
  try {
    const request = { ...action, isRedacted: !action.reveal }
    const exit = await runCheck(request, { ...run.place.checkTools, openDirectory })
    return { exit, facts: [] }
  } finally {
    if (isBegun) await tellTrail({ kind: 'directory-checked', body: { naming, mails } }, work)
  }
}

async function tellTrail(event: AuditEvent, { parts }: DirectoryWork): Promise<void> {
  await transact(parts.database, async (transaction) => {
    await appendEvent(transaction, { organisationId: parts.keys.organisationId, actor: parts.actor, event })
  })
}

async function directoryNow(
  { reveal }: CheckAction,
  work: DirectoryWork,
  run: DirectoryRun,
): Promise<JudgedDirectory> {
  const state = await indexNow(work, run)
  if (state.kind === 'stale') throw fault('SCH_DIRECTORY_STALE', { params: { reason: state.reason } })
  const { index, allowed } = state
  const { allowances, files: allowedFiles } = allowed
  const named = reveal ? openNaming(work) : asTheyAre
  return { index, allowances, allowedFiles, allowedIn: 'organisation', named }
}

/** Pseudonyms need no numbers. */
async function asTheyAre(deliveries: readonly Delivery[]): Promise<readonly Delivery[]> {
  return deliveries
}

/** Numbers stand sealed in the database; that they were opened is told to the trail before they are printed. */
function openNaming({ parts }: DirectoryWork): JudgedDirectory['named'] {
  const known = new Map<string, string>()
  return async (deliveries) => {
    const missing = [...new Set(deliveries.flatMap(idsIn))].filter((id) => !known.has(id))
    if (missing.length > 0) {
      await tellRevealed(missing.length, parts)
      for (const [id, number] of await numbersOf(missing, parts)) known.set(id, number)
    }
    // Whoever was erased since the beginning keeps the name that says nothing.
    const nameOf = (id: string) => known.get(id) ?? id
    return deliveries.map((delivery) => renamed(delivery, nameOf))
  }
}

function idsIn(delivery: Delivery): readonly string[] {
  if (delivery.kind === 'unaddressed') return []
  const seen = delivery.kind === 'exposes' ? delivery.disclosures.map(({ dataSubject }) => dataSubject) : []
  return delivery.viewer.kind === 'nobody' ? seen : [...seen, ...delivery.viewer.customerNumbers]
}

function renamed(delivery: Delivery, nameOf: (id: string) => string): Delivery {
  if (delivery.kind === 'unaddressed') return delivery
  const viewer = viewerRenamed(delivery.viewer, nameOf)
  if (delivery.kind !== 'exposes') return { ...delivery, viewer }
  const disclosures = delivery.disclosures
    .map((one): Disclosure => ({ ...one, dataSubject: nameOf(one.dataSubject) }))
    .sort((one, other) => compareBytes(one.dataSubject, other.dataSubject))
  return { ...delivery, viewer, disclosures }
}

function viewerRenamed(viewer: NamedViewer, nameOf: (id: string) => string): NamedViewer {
  if (viewer.kind === 'nobody') return viewer
  return { kind: viewer.kind, customerNumbers: viewer.customerNumbers.map(nameOf).sort(compareBytes) }
}
