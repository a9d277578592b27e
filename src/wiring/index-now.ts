/** The index of the directory for a command that asks it once. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type LiveState, openLiveIndex } from '../directory/live-index.ts'
import type { DirectoryRun } from './directory-load.ts'
import type { DirectoryWork } from './directory-parts.ts'

/** @limit building the first generation of ten million customers takes less */
const indexWaitMs = 120_000

/** The state of the index once it has settled. */
export async function indexNow({ parts }: DirectoryWork, run: DirectoryRun): Promise<LiveState> {
  const live = openLiveIndex({ ...parts, folder: run.place.folder, now: run.place.now, onFault: () => {} })
  try {
    const until = performance.now() + indexWaitMs
    for (;;) {
      await live.look()
      const state = live.current()
      const isPassing = state.kind === 'stale' && state.reason === 'building'
      if (!isPassing || performance.now() > until) return state
      await sleep(50)
    }
  } finally {
    await live.close()
  }
}
