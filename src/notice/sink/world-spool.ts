/** Where the sink keeps what one world sent: bytes one behind the other in a file, a line about each in another. */
import assert from 'node:assert/strict'
import { createReadStream } from 'node:fs'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Keeping, OfferedMail } from './mail-door.ts'

export interface CaughtMail {
  readonly from: string
  readonly to: readonly string[]
  /** Where its bytes lie, as `extract` reads them. */
  readonly source: {
    readonly path: string
    readonly format: 'eml'
    readonly start: number
    readonly end: number
  }
}

/** What one world sent. */
export interface CaughtWorld {
  readonly kept: number
  /** In the order in which they came. */
  mails(): AsyncIterable<CaughtMail>
  remove(): Promise<void>
}

export interface WorldSpool {
  /**
   * From now on mails are of this world. What is addressed to a world that was closed is refused.
   *
   * @param domain of all addresses of this world's customers, in lower case
   */
  openWorld(domain: string): Promise<void>
  keep(mail: OfferedMail): Promise<Keeping>
  /** No more mails are taken after this. */
  closeWorld(): Promise<CaughtWorld>
  /** Mails that came for a world that was over, or while none was open: what was compared without them proves nothing. */
  readonly late: number
  /** Mails for which there was no room, or that were too large. */
  readonly refused: number
  /** One more that was refused before it came here. */
  countRefused(): void
  /** When the last mail was kept or the world opened, as `now` tells. */
  readonly keptAtMs: number
}

interface OpenFiles {
  readonly domain: string
  readonly path: string
  readonly bytes: FileHandle
  readonly lines: FileHandle
  /** Where the next mail begins in either file. What stands behind it was not kept. */
  bytesEnd: number
  linesEnd: number
  kept: number
}

/** More than sixty notices to ten thousand customers: a system that sends for ever must not fill the disk. */
const worldBytesMaxDefault = 8 * 1024 ** 3

/** @param folder ours alone; every world is a pair of files in it */
export function openWorldSpool(
  folder: string,
  now: () => number,
  worldBytesMax: number = worldBytesMaxDefault,
): WorldSpool {
  const over = new Set<string>()
  const state = { late: 0, refused: 0, keptAtMs: now() }
  let world: OpenFiles | undefined
  let last: Promise<unknown> = Promise.resolve()
  /** One after the other: two conversations must not write to one place. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work)
    last = turn.catch(() => {})
    return turn
  }
  return {
    get late() {
      return state.late
    },
    get refused() {
      return state.refused
    },
    get keptAtMs() {
      return state.keptAtMs
    },
    countRefused() {
      state.refused++
    },
    openWorld: (domain) =>
      inTurn(async () => {
        assert(world === undefined, 'one world is open at a time')
        world = await openFiles(join(folder, `world-${over.size}`), domain)
        state.keptAtMs = now()
      }),
    keep: (mail) =>
      inTurn(async () => {
        if (world === undefined || mail.to.some((address) => over.has(domainOf(address)))) {
          state.late++
          return { kind: 'refused', why: 'world-over' }
        }
        const isRoom = world.bytesEnd + mail.bytes.length <= worldBytesMax
        if (!isRoom || !(await isWritten(world, mail))) {
          state.refused++
          return { kind: 'refused', why: 'no-room' }
        }
        state.keptAtMs = now()
        return { kind: 'kept' }
      }),
    closeWorld: () =>
      inTurn(async () => {
        assert(world !== undefined, 'a world is open')
        const closed = world
        world = undefined
        over.add(closed.domain)
        await closed.lines.truncate(closed.linesEnd)
        await Promise.all([closed.bytes.close(), closed.lines.close()])
        return caughtWorld(closed)
      }),
  }
}

async function openFiles(path: string, domain: string): Promise<OpenFiles> {
  const [bytes, lines] = [await open(path, 'wx', 0o600), await open(`${path}.lines`, 'wx', 0o600)]
  return { domain, path, bytes, lines, bytesEnd: 0, linesEnd: 0, kept: 0 }
}

function caughtWorld({ path, kept }: OpenFiles): CaughtWorld {
  return {
    kept,
    mails: () => linesOf(`${path}.lines`),
    async remove() {
      await Promise.all([path, `${path}.lines`].map((one) => rm(one, { force: true })))
    },
  }
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}

async function isWritten(world: OpenFiles, mail: OfferedMail): Promise<boolean> {
  try {
    await write(world, mail)
    return true
  } catch {
    return false
  }
}

/** Both files are behind the mail before it counts; a write that failed is written over by the next. */
async function write(world: OpenFiles, { from, to, bytes }: OfferedMail): Promise<void> {
  const end = world.bytesEnd + bytes.length
  const source = { path: world.path, format: 'eml', start: world.bytesEnd, end } as const
  const caught: CaughtMail = { from, to, source }
  const line = Buffer.from(`${JSON.stringify(caught)}\n`)
  await writeAt(world.bytes, bytes, world.bytesEnd)
  await writeAt(world.lines, line, world.linesEnd)
  world.bytesEnd = end
  world.linesEnd += line.length
  world.kept++
}

async function writeAt(file: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done)
    done += bytesWritten
  }
}

async function* linesOf(path: string): AsyncIterable<CaughtMail> {
  for await (const line of createInterface({
    input: createReadStream(path),
    crlfDelay: Number.POSITIVE_INFINITY,
  }))
    yield JSON.parse(line)
}
