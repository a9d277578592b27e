/** One reader: takes jobs from standard input, one at a time, and writes pieces to a pipe of its own. Started by the pool. */
import { readSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { encodeFrame, openFrames, writeWhole } from '../std/frame.ts'
import type { Job, Report } from './frame.ts'
import { defaultLimits } from './limits.ts'
import { readMessage } from './message.ts'
import { SourceUnreadable } from './message-bytes.ts'

const jobsFd = 0
const piecesFd = 3
const lifelineFd = 4

/**
 * Waits for the pool to be gone, even while this process is busy: the pool holds the other end of the pipe, and the
 * system closes it whatever way the pool dies. A thread may block, and no event loop is asked.
 */
function holdLifeline(): void {
  const wait = `
    try { require('node:fs').readSync(${lifelineFd}, Buffer.alloc(1)) } catch {}
    process.kill(process.pid, 'SIGKILL')`
  new Worker(wait, {
    eval: true,
    stdout: false,
    stderr: false,
    resourceLimits: { maxOldGenerationSizeMb: 8 },
  }).unref()
}

/** Rows of a table are short and many; so many bytes of them are written together. */
const batchBytes = 32 * 1024

/** Writes at once, except for rows: they go with the next report that is none, at the latest where reading says where it stands. */
function openReporter(): (report: Report) => void {
  let batch: Buffer[] = []
  let batchLength = 0
  return (report) => {
    const frame = encodeFrame(report)
    batch.push(frame)
    batchLength += frame.length
    if (report.kind === 'passage' && report.row !== undefined && batchLength < batchBytes) return
    const bytes = batch.length === 1 ? frame : Buffer.concat(batch, batchLength)
    batch = []
    batchLength = 0
    try {
      writeWhole(piecesFd, bytes)
    } catch {
      // Nobody listens any more.
      process.kill(process.pid, 'SIGKILL')
    }
  }
}

async function work({ source, options, deadlineMs }: Job, report: (report: Report) => void): Promise<Report> {
  try {
    await readMessage(source, options, report, {
      limits: { ...defaultLimits, deadlineMs },
      announce: (place) => report({ kind: 'at', place }),
    })
    return { kind: 'done', residentBytes: process.memoryUsage.rss() }
  } catch (error) {
    if (error instanceof SourceUnreadable) return { kind: 'unreadable', code: error.code }
    return { kind: 'fault', message: error instanceof Error ? (error.stack ?? error.message) : 'unknown' }
  }
}

function nextJob(): Job | undefined {
  let job: Job | undefined
  const take = openFrames((text) => {
    job = JSON.parse(text)
  })
  const chunk = Buffer.allocUnsafe(64 * 1024)
  while (job === undefined) {
    const count = readSync(jobsFd, chunk)
    if (count === 0) return undefined
    take(Buffer.from(chunk.subarray(0, count)))
  }
  return job
}

holdLifeline()
const report = openReporter()
report({ kind: 'ready' })
for (let job = nextJob(); job !== undefined; job = nextJob()) report(await work(job, report))
process.kill(process.pid, 'SIGKILL')
