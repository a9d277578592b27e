/** Runs `schleuse directory rebuild`: the second half of changing the matching key. */
import type { DirectoryAction } from '../cli/actions/directory.ts'
import type { StateAnswer } from '../cli/state-call.ts'
import { currentKeys } from '../directory/directory-keys.ts'
import { rebuildDirectory } from '../directory/rebuild.ts'
import { listSources } from '../directory/source-row.ts'
import { fault } from '../std/fault.ts'
import { type DirectoryRun, sourcesOf, tellIgnored, tellProgress } from './directory-load.ts'
import { directoryWorkToLeave } from './directory-parts.ts'
import { openSource } from './directory-source.ts'

type RebuildAction = Extract<DirectoryAction, { kind: 'directory-rebuild' }>

export async function runRebuild(action: RebuildAction, run: DirectoryRun): Promise<StateAnswer> {
  const { organisation, parts } = await directoryWorkToLeave(action.organisation, action.isKeyGone, run)
  const before = parts.keys
  const current = currentKeys(run.ring, organisation.id)
  if (current.matchingId === before.matchingId) {
    return { exit: 0, facts: [{ kind: 'directory-current-key', key: before.matchingId }] }
  }
  const settings = sourcesOf(run.place, organisation.name)
  const sources = (await listSources(run.database, organisation.id)).map((row) => {
    const one = settings.find(({ name }) => name.toLowerCase() === row.name.toLowerCase())
    if (one === undefined) throw fault('SCH_DIRECTORY_REBUILD_SOURCE', { params: { source: row.name } })
    return { row, source: openSource(one, tellIgnored(run.place), run.place) }
  })
  try {
    const { signal } = new AbortController()
    const progress = tellProgress(run.place, organisation.name)
    const keys = { ...current, history: [before.number, ...before.history] }
    const rebuilt = await rebuildDirectory({ sources, before, signal, progress }, { ...parts, keys })
    const { customers, gone, contested } = rebuilt
    const fact = { kind: 'directory-rebuilt', key: keys.matchingId, customers, gone }
    return { exit: contested === 0 ? 0 : 1, facts: [fact] }
  } finally {
    for (const { source } of sources) await source.close()
  }
}
