/** The live index of one organisation in a process that runs on: opened under the keys as they are, shut once they may not be used. */
import type { LiveIndex, LiveState, StaleReason } from '../directory/live-index.ts'

export interface FollowedIndex {
  current(): LiveState
  /** Looks for changes now; where nothing is open there is nothing to look at. */
  look(): Promise<void>
  /** Leaves what is open if it was opened under the same mark; else shuts it and opens anew as soon as nothing is closing. */
  keep(mark: string, open: () => Promise<LiveIndex>): Promise<void>
  /** Nothing is judged with what is open from this moment on. */
  shut(reason: StaleReason): void
  /** Nothing is open, nor closing still. */
  isIdle(): boolean
  close(): Promise<void>
}

/** @param onFault told what went wrong while one was closing */
export function followedIndex(onFault: (error: unknown) => void): FollowedIndex {
  let opened: { readonly mark: string; readonly live: LiveIndex } | undefined
  let stale: StaleReason = 'building'
  let closing: Promise<void> | undefined
  const shut = (reason: StaleReason) => {
    stale = reason
    if (opened === undefined) return
    const { live } = opened
    opened = undefined
    closing = live
      .close()
      .catch(onFault)
      .finally(() => {
        closing = undefined
      })
  }
  return {
    current: () => opened?.live.current() ?? { kind: 'stale', reason: stale },
    look: async () => opened?.live.look(),
    async keep(mark, open) {
      if (opened?.mark === mark) return
      shut('building')
      // It may be building for minutes still, and two of one process would write the same file: the next look comes again.
      if (closing === undefined) opened = { mark, live: await open() }
    },
    shut,
    isIdle: () => opened === undefined && closing === undefined,
    async close() {
      shut('building')
      await closing
    },
  }
}
