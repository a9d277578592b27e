/** How a process that runs on is told to stop, and how it tells that it has started. */
import { execFile } from 'node:child_process'
import { constants } from 'node:os'
import type { Log } from '../std/log.ts'

export interface StopAsked {
  readonly signal: AbortSignal
  /** When it was asked, on the clock that only goes forward. */
  atMs(): number
}

/** The first signal ends in good order; whoever sends a second one does not want to wait. */
export function stopAsked(log: Log): StopAsked {
  const asked = new AbortController()
  let atMs = 0
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (asked.signal.aborted) process.exit(128 + constants.signals[name])
      atMs = performance.now()
      log.write('info', 'stopping', { reason: name })
      asked.abort()
    })
  }
  return { signal: asked.signal, atMs: () => atMs }
}

/**
 * Tells systemd, if it asked to be told. Node cannot write to the socket it gives; its own little program can.
 *
 * @source sd_notify(3), `NOTIFY_SOCKET`; systemd-notify(1)
 */
export function tellReady(): void {
  if (!process.env.NOTIFY_SOCKET) return
  // Where the program is missing nobody can be told; systemd's own limit then says so.
  execFile('systemd-notify', ['--ready', `--pid=${process.pid}`], () => {})
}
