/** What a trail file is made of, out of the database. */
import type { Database } from '../store/connection.ts'
import { readLeaves } from './batch.ts'
import { chainStart } from './chain.ts'
import { checkpointsAfter } from './checkpoint-queries.sql.ts'
import { readSegments } from './segment-queries.sql.ts'
import { readHead, readTrail } from './trail.ts'
import type { TrailRange, TrailSource } from './trail-file.ts'

/** Everything that the database holds of this trail now. */
export async function wholeRange(database: Database, organisationId: string): Promise<TrailRange> {
  const segments = await readSegments(database, organisationId)
  const before = segments.at(-1)
  const start = before ? { seq: before.last, digest: before.end } : chainStart(organisationId)
  const head = await readHead(database, organisationId)
  return { organisationId, first: start.seq + 1n, last: head.seq, start: start.digest, end: head.digest }
}

export async function sourceOf(database: Database, range: TrailRange): Promise<TrailSource> {
  const { organisationId, first, last } = range
  const segments = await readSegments(database, organisationId)
  return {
    segments: segments.filter((one) => one.last < first).map(({ record }) => record),
    heads: headsIn(database, range),
    entries: readTrail(database, organisationId, { after: first - 1n, upTo: last }),
    leavesOf: (batchSeq) => readLeaves(database, organisationId, batchSeq),
  }
}

/** Rows per query: a megabyte of signed files. */
const pageRows = 1_000

async function* headsIn(
  database: Database,
  { organisationId, first, last }: TrailRange,
): AsyncGenerator<string> {
  for (let id = 0n; ; ) {
    const page = await checkpointsAfter(database, organisationId, { id, limit: pageRows })
    for (const one of page) if (one.seq >= first - 1n && one.seq <= last) yield one.file
    const newest = page.at(-1)
    if (!newest || page.length < pageRows) return
    id = newest.id
  }
}
