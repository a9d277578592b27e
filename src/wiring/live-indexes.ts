/** The live index of each organisation that has a directory, followed for as long as the process runs. */
import { setTimeout as sleep } from 'node:timers/promises'
import { changeChannel } from '../directory/directory-change.ts'
import { keysInUse } from '../directory/keys-in-use.ts'
import { type LiveIndex, type LiveState, openLiveIndex } from '../directory/live-index.ts'
import { readState } from '../directory/source-row.ts'
import type { KeyRing } from '../sealing/key-ring.ts'
import { listOrganisations } from '../staff/organisation.ts'
import type { Log } from '../std/log.ts'
import { traceOf } from '../std/trace.ts'
import type { Database, DatabaseTarget } from '../store/connection.ts'
import { listen } from '../store/listening.ts'

export interface LiveIndexes {
  /** One for each organisation that has a directory; undefined until it is known which have one. */
  states(): readonly LiveState[] | undefined
  close(): Promise<void>
}

export interface LiveIndexesParts {
  readonly database: Database
  /** Changes are announced there: looking need not wait for its time. */
  readonly target: DatabaseTarget
  /** Read again each time: another process may have made new keys. */
  readonly ring: () => KeyRing
  readonly stateFolder: string
  readonly now: () => Date
  readonly nowMs: () => number
  readonly log: Log
}

/** How soon a new organisation, or a new key, is noticed. */
const lookEveryMs = 2_000
/** An index looks four times a second; the same trouble is told once a minute. */
const tellEveryMs = 60_000

export function followIndexes(parts: LiveIndexesParts): LiveIndexes {
  const lives = new Map<string, LiveIndex>()
  const over = new AbortController()
  const onFault = quietly(parts)
  let isKnown = false
  const following = (async () => {
    while (!over.signal.aborted) {
      await look(parts, lives, onFault).then(() => {
        isKnown = true
      }, onFault)
      await sleep(lookEveryMs, undefined, { signal: over.signal }).catch(() => {})
    }
  })()
  const listening = listen({
    target: parts.target,
    channel: changeChannel,
    heard(organisationId) {
      const meant = organisationId === undefined ? [...lives.values()] : [lives.get(organisationId)]
      for (const live of meant) live?.look().catch(onFault)
    },
  })
  return {
    states: () => (isKnown ? [...lives.values()].map((live) => live.current()) : undefined),
    async close() {
      over.abort()
      await Promise.all([listening.close(), following])
      await Promise.all([...lives.values()].map((live) => live.close()))
    },
  }
}

async function look(
  { database, ring, stateFolder: folder, now }: LiveIndexesParts,
  lives: Map<string, LiveIndex>,
  onFault: (error: unknown) => void,
): Promise<void> {
  for (const { id } of await listOrganisations(database)) {
    const before = lives.get(id)
    const state = before?.current()
    const hasOtherKey = state?.kind === 'stale' && state.reason === 'other-key'
    if (before !== undefined && !hasOtherKey) continue
    if ((await readState(database, id)) === undefined) continue
    const keys = await keysInUse(database, ring(), id)
    await before?.close()
    lives.set(id, openLiveIndex({ database, keys, folder, now, onFault }))
  }
}

function quietly({ log, nowMs }: LiveIndexesParts): (error: unknown) => void {
  let told = ''
  let toldAtMs = Number.NEGATIVE_INFINITY
  return (error) => {
    const trace = traceOf(error)
    const what = `${trace.error} ${trace.where}`
    if (what === told && nowMs() - toldAtMs < tellEveryMs) return
    told = what
    toldAtMs = nowMs()
    log.write('warn', 'fault', { code: 'SCH_INTERNAL', ...trace })
  }
}
