/** `directory`: the sources of the customer directory. */
import { z } from 'zod'
import type { SettingsPlace } from '../value/path.ts'
import type { Conflict } from '../value/written.ts'
import { csvSource, ldapSource, sqlSource } from './source.ts'

/** @limit one for each system that knows customers; a hoster with hundreds runs several installations */
const sourcesMax = 200

export function directorySection(place: SettingsPlace) {
  const source = z.discriminatedUnion('kind', [csvSource(place), sqlSource(place), ldapSource(place)])
  return z.strictObject({
    sources: z.array(source).max(sourcesMax).prefault([]).superRefine(refuseConflicts),
  })
}

interface Timed {
  readonly name: string
  readonly everyMs: number
  readonly staleAfterMs: number
}

function refuseConflicts(sources: readonly Timed[], context: z.RefinementCtx): void {
  for (const [at, { name, everyMs, staleAfterMs }] of sources.entries()) {
    const refuse = (key: string, conflict: Conflict) =>
      context.addIssue({ code: 'custom', path: [at, key], params: { ...conflict } })
    const first = sources.findIndex((other) => other.name === name)
    if (first < at) refuse('name', { code: 'SCH_CONFIG_NAME_TWICE', params: { other: `[${first}]` } })
    // A list that is stale before the next sync holds every mail between the two.
    if (staleAfterMs <= everyMs)
      refuse('stale_after', { code: 'SCH_CONFIG_SHORTER', params: { than: 'every' } })
  }
}
