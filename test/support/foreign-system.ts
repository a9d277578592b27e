/** A foreign mailer (Perl, its own table, real SMTP) in a real namespace, with the sink behind it. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { openNamespace } from '../../src/adapters/namespace/isolation.ts'
import { openMailDoor } from '../../src/adapters/smtp/mail-door.ts'
import { openReaderPool } from '../../src/extract/pool.ts'
import type { NoticeRule } from '../../src/notice/black-box/notice-rule.ts'
import { openSystemRuns, type SystemRuns, type SystemWorlds } from '../../src/notice/black-box/system-run.ts'
import type { Change } from '../../src/notice/interference/run.ts'
import type { Command, Isolation } from '../../src/notice/isolation/isolation.ts'
import { openSinkDoor } from '../../src/notice/sink/sink-door.ts'
import { openWorldSpool, type WorldSpool } from '../../src/notice/sink/world-spool.ts'

export const mailerPath = fileURLToPath(new URL('../fixtures/black-box/mailer.pl', import.meta.url))
const sendmailProgram = fileURLToPath(new URL('../../src/adapters/smtp/sendmail-process.ts', import.meta.url))

export interface OpenSink {
  readonly folder: string
  readonly socketPath: string
  readonly spool: WorldSpool
  readonly isolation: Isolation
  readonly receiving: () => number
}

export async function openIsolatedSink(ports: readonly number[] = []): Promise<OpenSink> {
  const folder = mkdtempSync(join(tmpdir(), 'schleuse-sink-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const socketPath = join(folder, 'smtp')
  const spool = openWorldSpool(folder, () => performance.now())
  const door = await openSinkDoor({ spool, open: openMailDoor, place: { kind: 'socket', path: socketPath } })
  onTestFinished(() => door.close())
  const isolation = await openNamespace({ socketPath, ports, sendmailProgram, openProbe: door.openProbe })
  onTestFinished(() => isolation.close())
  return { folder, socketPath, spool, isolation, receiving: door.receiving }
}

/** Ten books are more than anybody has. */
const titles = ['Der Prozess', 'Die Verwandlung', 'Amerika', 'Das Schloss']

/** Patrons with none to three loans; a changed one has another name and other titles, and keeps his number of loans. */
export function patronWorlds(customers: number): SystemWorlds {
  return {
    customers,
    customerOf(localPart) {
      const found = /^p(\d+)x?$/.exec(localPart)
      return found && Number(found[1]) < customers ? Number(found[1]) : undefined
    },
    async write(change: Change, { folder, domain }) {
      const rows = ['number;name;mail;title']
      for (let i = 0; i < customers; i++) {
        const isChanged = change.changes(i)
        if (isChanged && change.kind === 'removed') continue
        const mark = isChanged ? 'x' : ''
        const loans = Array.from(
          { length: (i + (isChanged ? 1 : 0)) % 4 },
          (_, at) => `${titles[at]} ${i}${mark}`,
        )
        for (const title of loans.length === 0 ? [''] : loans)
          rows.push([`L-${1000 + i}${mark}`, `Name${i}${mark}`, `p${i}${mark}@${domain}`, title].join(';'))
      }
      await writeFile(join(folder, 'loans.csv'), `${rows.join('\n')}\n`)
    },
  }
}

const rules: readonly NoticeRule[] = [{ notice: 'reminder', part: 'header:Subject', matches: /^Erinnerung$/ }]

export interface SystemWish {
  readonly trigger: readonly string[]
  readonly customers: number
  readonly quietMs?: number
  readonly signal?: AbortSignal
}

export async function openSystem(wish: SystemWish, sink?: OpenSink): Promise<SystemRuns> {
  const { folder, spool, isolation, receiving } = sink ?? (await openIsolatedSink())
  const readers = openReaderPool({ workers: 1 })
  onTestFinished(() => readers.close())
  const command = (run: readonly string[]): Omit<Command, 'environment'> => ({
    run,
    folder,
    timeoutMs: 60_000,
  })
  const runs = openSystemRuns({
    system: {
      commands: { trigger: command(wish.trigger) },
      notices: rules,
      quietMs: wish.quietMs ?? 50,
      quietDeadlineMs: 5_000,
    },
    worlds: patronWorlds(wish.customers),
    isolation,
    door: { receiving },
    spool,
    readers,
    folder,
    outputPath: join(folder, 'output.txt'),
    mark: randomBytes(4).toString('hex'),
    now: () => performance.now(),
    sleep: (ms) => sleep(ms),
    signal: wish.signal ?? new AbortController().signal,
  })
  onTestFinished(() => runs.close())
  return runs
}
