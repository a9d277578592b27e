/** What other sessions announce with NOTIFY, heard on a session of its own: it makes things sooner, nothing may rest on it. */
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { type DatabaseTarget, sessionSettings } from './connection.ts'

export interface ListeningWish {
  readonly target: DatabaseTarget
  readonly channel: string
  /**
   * @param payload undefined: the session has only now begun to hear, so anything may have been announced before
   */
  readonly heard: (payload: string | undefined) => void
}

export interface Listening {
  close(): Promise<void>
}

/** A server that is away is tried again so soon, then ever later. */
const retryMinMs = 250
const retryMaxMs = 30_000

const goodbyeMs = 1_000

/** Begins at once, and again whenever its session is lost. Announcements of the time between are lost. */
export function listen(wish: ListeningWish): Listening {
  const over = new AbortController()
  const listening = (async () => {
    let waitMs = retryMinMs
    while (!over.signal.aborted) {
      const hasHeard = await hear(wish, over.signal)
      waitMs = hasHeard ? retryMinMs : Math.min(waitMs * 2, retryMaxMs)
      await sleep(waitMs, undefined, { signal: over.signal }).catch(() => {})
    }
  })()
  return {
    async close() {
      over.abort()
      await listening
    },
  }
}

/** @returns once the session has ended: whether it had begun to hear */
async function hear({ target, channel, heard }: ListeningWish, over: AbortSignal): Promise<boolean> {
  const client = new Client(sessionSettings(target))
  const ended = Promise.withResolvers<void>()
  // The loss itself is told by whoever watches the database; here it only means to begin again.
  client.on('error', () => ended.resolve())
  client.on('end', () => ended.resolve())
  client.on('notification', (notice) => {
    if (notice.channel === channel) heard(notice.payload ?? '')
  })
  const stop = () => ended.resolve()
  over.addEventListener('abort', stop, { once: true })
  let hasHeard = false
  try {
    await client.connect()
    await client.query(`listen ${client.escapeIdentifier(channel)}`)
    hasHeard = true
    heard(undefined)
    if (!over.aborted) await ended.promise
  } catch {
    // Refused, or lost on the way: the caller tries again.
  } finally {
    over.removeEventListener('abort', stop)
    // A host that is gone without a word never says goodbye.
    await Promise.race([client.end().catch(() => {}), sleep(goodbyeMs, undefined, { ref: false })])
  }
  return hasHeard
}
