/** Runs `schleuse directory import|push|sync`. */
import { csvSource } from '../adapters/csv/source.ts'
import type { DirectoryAction } from '../cli/actions/directory.ts'
import { problemInWords } from '../cli/fault-words.ts'
import type { StateAnswer, StateFact } from '../cli/state-call.ts'
import { applyDirectly } from '../directory/direct-change.ts'
import { type LoadWish, loadSource } from '../directory/load.ts'
import type { Source } from '../directory/source.ts'
import { findSource, listSources, sourceMade } from '../directory/source-row.ts'
import { acceptLoad } from '../directory/waiting-load.ts'
import type { KeyRing } from '../sealing/key-ring.ts'
import { Fault, fault } from '../std/fault.ts'
import type { Database } from '../store/connection.ts'
import { type DirectoryWork, directoryWork, loadAnswer, loadFact } from './directory-parts.ts'
import { openSource, rowsOfListMax, type SourceSettings, sourceWanted } from './directory-source.ts'
import type { StatePlace } from './state-parts.ts'

type Action<Kind extends DirectoryAction['kind']> = Extract<DirectoryAction, { kind: Kind }>

export interface DirectoryRun {
  readonly database: Database
  readonly ring: KeyRing
  readonly place: StatePlace
}

/** A list that a command names without a source is one of its own. */
const listName = 'csv'
const factsListName = 'facts'

export async function runImport(action: Action<'directory-import'>, run: DirectoryRun): Promise<StateAnswer> {
  const { customersPath, factsPath, mode } = action
  if (customersPath === undefined && factsPath === undefined) return importConfigured(action, run)
  const work = await directoryWork(action.organisation, run)
  const name = action.source ?? (customersPath === undefined ? factsListName : listName)
  const from = csvSource({
    ...(customersPath === undefined ? {} : { customersPath }),
    ...(factsPath === undefined ? {} : { factsPath }),
    rowsMax: rowsOfListMax,
    kind: mode === 'incremental' ? 'incremental' : 'full',
    isHandedOver: true,
    ignoredColumns: tellIgnored(run.place),
  })
  // A list that is named is read, also if it is the one that was read last time.
  const wish = { mode: mode === 'incremental' ? 'as-it-can' : 'full' } as const
  return loadNamed(from, { work, run, wanted: { name, kind: 'csv' }, wish })
}

async function importConfigured(action: Action<'directory-import'>, run: DirectoryRun): Promise<StateAnswer> {
  const work = await directoryWork(action.organisation, run)
  const all = sourcesOf(run.place, work.organisation.name)
  const settings = oneMeant(all, action.source)
  const from = openSource(settings, tellIgnored(run.place), run.place)
  return loadNamed(from, { work, run, wanted: sourceWanted(settings), wish: { mode: action.mode } })
}

/** @throws SCH_DIRECTORY_SOURCE_UNKNOWN, SCH_DIRECTORY_SOURCE_WHICH */
function oneMeant<T extends { readonly name: string }>(all: readonly T[], name: string | undefined): T {
  const [first, ...others] =
    name === undefined ? all : all.filter((one) => one.name.toLowerCase() === name.toLowerCase())
  if (first !== undefined && others.length === 0) return first
  if (name === undefined) throw fault('SCH_DIRECTORY_SOURCE_WHICH', { params: { count: all.length } })
  throw fault('SCH_DIRECTORY_SOURCE_UNKNOWN', { params: { name } })
}

export function sourcesOf(place: StatePlace, organisation: string): readonly SourceSettings[] {
  return place.settings.directory.sources.filter(
    (one) => one.organisation.toLowerCase() === organisation.toLowerCase(),
  )
}

interface NamedLoad {
  readonly work: DirectoryWork
  readonly run: DirectoryRun
  readonly wanted: { readonly name: string; readonly kind: string; readonly staleAfterSeconds?: number }
  readonly wish: Pick<LoadWish, 'mode'>
}

async function loadNamed(from: Source, { work, run, wanted, wish }: NamedLoad): Promise<StateAnswer> {
  const { parts } = work
  const { place, database } = run
  try {
    const source = await sourceMade(database, parts.keys, wanted, place.now())
    const progress = tellProgress(place, source.name)
    const { signal } = new AbortController()
    const outcome = await loadSource(from, { source, ...wish, signal, progress }, parts)
    const answer = loadAnswer(outcome, source.name)
    if (outcome.kind !== 'waiting' || !(await place.isAgreed(answer.facts))) return answer
    return { exit: 0, facts: [loadFact(await acceptLoad(outcome.loadId, parts), source.name)] }
  } finally {
    await from.close()
  }
}

export async function runAccept(action: Action<'directory-accept'>, run: DirectoryRun): Promise<StateAnswer> {
  const { parts } = await directoryWork(action.organisation, run)
  const switched = await acceptLoad(action.load, parts)
  return { exit: 0, facts: [loadFact(switched, switched.sourceName)] }
}

/** Rows that are new or different, given by hand between two loads of a list. */
export async function runPush(action: Action<'directory-push'>, run: DirectoryRun): Promise<StateAnswer> {
  const work = await directoryWork(action.organisation, run)
  const { organisation } = work
  const known = await listSources(run.database, organisation.id)
  const row =
    action.source === undefined
      ? oneMeant(known, undefined)
      : await findSource(run.database, organisation.id, action.source)
  if (row === undefined) {
    throw fault('SCH_DIRECTORY_SOURCE_UNKNOWN', { params: { name: action.source ?? '' } })
  }
  const from = csvSource({
    customersPath: action.path,
    rowsMax: rowsOfListMax,
    kind: 'incremental',
    ignoredColumns: tellIgnored(run.place),
  })
  const { signal } = new AbortController()
  const items = async function* () {
    yield* (await from.load({ signal })).items
  }
  try {
    const progress = tellProgress(run.place, row.name)
    const outcome = await applyDirectly({ source: row, origin: 'push', items, signal, progress }, work.parts)
    return loadAnswer(outcome, row.name)
  } finally {
    await from.close()
  }
}

/** All sources in the settings that are due; one that fails keeps none of the others from being read. */
export async function runSync(action: Action<'directory-sync'>, run: DirectoryRun): Promise<StateAnswer> {
  const { settings } = run.place
  const wanted = settings.directory.sources
    .filter(
      ({ organisation }) => action.organisation === undefined || isSame(organisation, action.organisation),
    )
    .filter(({ name }) => action.source === undefined || isSame(name, action.source))
  if (action.source !== undefined && wanted.length === 0) {
    throw fault('SCH_DIRECTORY_SOURCE_UNKNOWN', { params: { name: action.source } })
  }
  const answers: StateAnswer[] = []
  for (const source of wanted) answers.push(await syncOne(source, action.isForced, run))
  const facts = answers.flatMap((answer) => answer.facts)
  if (wanted.length === 0) facts.push({ kind: 'directory-no-sources' })
  return { exit: answers.some(({ exit }) => exit === 1) ? 1 : 0, facts }
}

export async function syncOne(
  settings: SourceSettings,
  isForced: boolean,
  run: DirectoryRun,
): Promise<StateAnswer> {
  try {
    const work = await directoryWork(settings.organisation, run)
    const before = await findSource(run.database, work.organisation.id, settings.name)
    const readMs = before?.succeededAt?.getTime() ?? 0
    const sinceMs = run.place.now().getTime() - readMs
    // Read at a time that has not come: a clock was wrong, and how long ago it was nobody knows.
    if (!isForced && sinceMs >= 0 && sinceMs < settings.everyMs) {
      return { exit: 0, facts: [{ kind: 'directory-not-due', source: settings.name }] }
    }
    const from = openSource(settings, tellIgnored(run.place), run.place)
    return await loadNamed(from, { work, run, wanted: sourceWanted(settings), wish: { mode: 'as-it-can' } })
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    const { code } = error.problems[0]
    for (const problem of error.problems) run.place.tell(problemInWords(problem, run.place.speech))
    const facts: readonly StateFact[] = [{ kind: 'directory-source-failed', source: settings.name, code }]
    return { exit: 1, facts }
  }
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

export function tellProgress(place: StatePlace, source: string) {
  return (rows: number) => place.progress(place.speech.say('progress.directory-rows', { rows, source }))
}

export function tellIgnored(place: StatePlace) {
  return (file: string, names: readonly string[]) =>
    place.tell(
      place.speech.say('directory.columns-ignored', { file, count: names.length, listed: names.join(', ') }),
    )
}
