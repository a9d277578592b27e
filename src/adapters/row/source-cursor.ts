/** Where a source goes on the next time: how far it has read, and when it last read everything. */

export interface SourceCursor {
  /** Greatest value of the column or attribute that says when something changed; missing: nothing was there yet. */
  readonly since: Readonly<Record<string, string>>
  /** When everything was read the last time: what has vanished without a trace is found only then. */
  readonly fullAt: Date
}

const version = 1

export function writeCursor({ since, fullAt }: SourceCursor): string {
  return JSON.stringify({ version, since, fullAt: fullAt.toISOString() })
}

/** @returns undefined for one that this program has not written so: then everything is read */
export function readCursor(text: string | undefined): SourceCursor | undefined {
  if (text === undefined) return undefined
  const read = parsed(text)
  if (!isRecord(read) || read.version !== version || !isRecord(read.since)) return undefined
  const since = Object.entries(read.since).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  const fullAt = new Date(String(read.fullAt))
  return Number.isNaN(fullAt.getTime()) ? undefined : { since: Object.fromEntries(since), fullAt }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

/**
 * The cursor of the next load if this one read only what had changed.
 *
 * @param fullEveryMs after that time everything is read again
 */
export function isFullDue(cursor: SourceCursor | undefined, now: Date, fullEveryMs: number): boolean {
  if (cursor === undefined) return true
  const ageMs = now.getTime() - cursor.fullAt.getTime()
  // A clock that was set back makes the last full load lie in the future; then nothing is known of its age.
  return ageMs < 0 || ageMs >= fullEveryMs
}
