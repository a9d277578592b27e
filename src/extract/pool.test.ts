import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { passagesOf, uncheckedOf } from '../../test/support/read-mail.ts'
import { processBytes } from './limits.ts'
import type { Piece } from './piece.ts'
import { openReaderPool, type ReaderPool } from './pool.ts'

const folder = mkdtempSync(join(tmpdir(), 'schleuse-pool-'))
const options = { envelopeIsGiven: true, allowedFiles: [] }
let pool: ReaderPool

beforeEach(() => {
  // No test but that of the deadline may end by it, however busy the machine is.
  pool = openReaderPool({ workers: 1, deadlineMs: 50_000 })
})
afterEach(() => pool.close())
afterAll(() => rmSync(folder, { recursive: true }))

function mailFile(name: string, content: string | Buffer): { path: string; format: 'eml' } {
  const path = join(folder, name)
  writeFileSync(path, content)
  return { path, format: 'eml' }
}

async function piecesOf(source: { path: string; format: 'eml' }): Promise<readonly Piece[]> {
  const pieces: Piece[] = []
  await pool.read(source, options, (piece) => {
    pieces.push(piece)
  })
  return pieces
}

const good = mailFile('good.eml', 'Subject: K1000001\n\nHallo')

/** Processes whose parent is `parent`, as the system lists them. */
function childrenOf(parent: number): readonly number[] {
  const isChild = (pid: string) => {
    try {
      return new RegExp(`\\) \\w ${parent} `).test(readFileSync(`/proc/${pid}/stat`, 'latin1'))
    } catch {
      return false
    }
  }
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && isChild(pid))
    .map(Number)
}

const readersOf = (parent: number) =>
  childrenOf(parent).filter((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('reader-process'),
  )

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    if (tries > 2_000) throw new Error('the condition never came true')
    await pause(10)
  }
}

test('a mail is read in another process, one after the other', async () => {
  const first = await piecesOf(good)
  expect(passagesOf(first, 'all')).toEqual(['header:Subject: K1000001', 'text/plain: Hallo'])
  expect(first.at(-1)?.kind).toBe('end')
  expect(await piecesOf(good)).toEqual(first)
})

test('more mails than processes wait for their turn', async () => {
  const all = await Promise.all(Array.from({ length: 20 }, () => piecesOf(good)))
  expect(new Set(all.map((pieces) => pieces.length)).size).toBe(1)
})

test('a file that cannot be read is said with the code of the system, and the next mail is read', async () => {
  await expect(piecesOf({ path: join(folder, 'gone.eml'), format: 'eml' })).rejects.toMatchObject({
    code: 'ENOENT',
  })
  await expect(piecesOf({ path: folder, format: 'eml' })).rejects.toMatchObject({ code: 'EISDIR' })
  expect((await piecesOf(good)).at(-1)?.kind).toBe('end')
})

test('what the receiver throws reaches the caller, and the next mail is read', async () => {
  const refuse = () => {
    throw new Error('full')
  }
  await expect(pool.read(good, options, refuse)).rejects.toThrow('full')
  expect((await piecesOf(good)).at(-1)?.kind).toBe('end')
})

test('a process that hangs ends at the deadline, is said, and is replaced', async () => {
  const path = join(folder, 'pipe')
  execFileSync('mkfifo', [path])
  await pool.close()
  pool = openReaderPool({ workers: 1, deadlineMs: 300 })
  expect(await piecesOf({ path, format: 'eml' })).toEqual([
    { kind: 'unchecked', place: 'message/rfc822', reason: 'timeout' },
  ])
  await expect(piecesOf(good)).resolves.not.toHaveLength(0)
})

test('a process that needs too much memory dies within its ceiling; what it had said before stays', async () => {
  const header = 'Subject: K1000001\nContent-Type: text/plain\n\n'
  const glutton = mailFile(
    'glutton.eml',
    Buffer.concat([Buffer.from(header), Buffer.alloc(60 * 1024 * 1024, 0x80)]),
  )
  const reading = piecesOf(glutton)
  let peakBytes = 0
  let isOver = false
  const watch = (async () => {
    while (!isOver) {
      for (const pid of childrenOf(process.pid)) peakBytes = Math.max(peakBytes, peakOf(pid))
      await pause(5)
    }
  })()
  const pieces = await reading
  isOver = true
  await watch
  expect(passagesOf(pieces, 'header')[0]).toBe('header:Subject: K1000001')
  expect(uncheckedOf(pieces)).toEqual(['text/plain: memory'])
  expect(peakBytes).toBeGreaterThan(0)
  expect(peakBytes).toBeLessThan(processBytes)
  expect((await piecesOf(good)).at(-1)?.kind).toBe('end')
})

function peakOf(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1')
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}

test('a process that is killed while it reads is said, and what it had said before stays', async () => {
  const long = mailFile('long.eml', `Subject: K1000001\n\n${'Wort und Wort '.repeat(3_000_000)}`)
  const pieces: Piece[] = []
  await pool.read(long, options, (piece) => {
    pieces.push(piece)
    if (pieces.length === 3) for (const pid of readersOf(process.pid)) process.kill(pid, 'SIGSEGV')
  })
  expect(pieces[0]).toMatchObject({ place: 'header:Subject', text: 'K1000001' })
  expect(pieces.at(-1)).toMatchObject({ kind: 'unchecked', reason: 'broken' })
  expect((await piecesOf(good)).at(-1)?.kind).toBe('end')
})

test('a process that dies at a later mail before it has said a word of it costs that mail nothing', async () => {
  await piecesOf(good)
  const path = join(folder, 'second')
  execFileSync('mkfifo', [path])
  const reading = piecesOf({ path, format: 'eml' })
  for (const pid of readersOf(process.pid)) process.kill(pid, 'SIGSEGV')
  rmSync(path)
  const second = mailFile('second', 'Subject: K1000002\n\nHallo')
  expect(passagesOf(await reading, 'header')).toEqual(['header:Subject: K1000002'])
  expect(await reading).toEqual(await piecesOf(second))
})

test('a closed pool leaves no process and reads nothing more', async () => {
  await piecesOf(good)
  await pool.close()
  expect(readersOf(process.pid)).toEqual([])
  await expect(piecesOf(good)).rejects.toThrow('closed')
})

test('a read that is under way when the pool closes rejects', async () => {
  const path = join(folder, 'second-pipe')
  execFileSync('mkfifo', [path])
  const reading = expect(piecesOf({ path, format: 'eml' })).rejects.toThrow('closed')
  await pool.close()
  await reading
})

test('readers die with the process that started them, also while they are busy', async () => {
  const path = join(folder, 'third-pipe')
  execFileSync('mkfifo', [path])
  const script = `
    import { openReaderPool } from ${JSON.stringify(new URL('./pool.ts', import.meta.url).href)}
    const pool = openReaderPool({ workers: 2 })
    await pool.read(${JSON.stringify(good)}, ${JSON.stringify(options)}, () => {})
    void pool.read(${JSON.stringify({ path, format: 'eml' })}, ${JSON.stringify(options)}, () => {})
    process.stdout.write('reading')`
  const parent = spawn(process.execPath, ['--input-type=module-typescript', '--no-warnings', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise((resolve) => parent.stdout.once('data', resolve))
  const readers = readersOf(parent.pid ?? 0)
  expect(readers.length).toBe(2)
  parent.kill('SIGKILL')
  await until(() => readers.every((pid) => !isAlive(pid)))
})

/** A process that has ended and waits to be collected is dead. */
function isAlive(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'))
  } catch {
    return false
  }
}
