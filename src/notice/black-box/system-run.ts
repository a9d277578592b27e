/** Runs a foreign system's notices over worlds: the same commands each time, its mails caught by the sink. */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ReaderPool } from '../../extract/pool.ts'
import { fault } from '../../std/fault.ts'
import { keyText, type LedgerKey, openMailLedger } from '../interference/mail-ledger.ts'
import { type Change, noChange, type RunWorld, type SentMail } from '../interference/run.ts'
import type { Command, CommandEnd, Isolation, Probe } from '../isolation/isolation.ts'
import type { MailDoor } from '../sink/mail-door.ts'
import type { CaughtMail, CaughtWorld, WorldSpool } from '../sink/world-spool.ts'
import { readMailParts, sourcePart } from './mail-parts.ts'
import { type Noise, type NoiseLesson, openNoiseLesson } from './noise.ts'
import { type NoticeRule, noticeOf } from './notice-rule.ts'

/** The steps of every run, in this order. */
export const steps = ['restore', 'load', 'trigger'] as const
export type Step = (typeof steps)[number]

export interface ForeignSystem {
  /** What each step starts; a step without a command is skipped. */
  readonly commands: Readonly<Partial<Record<Step, Omit<Command, 'environment'>>>>
  readonly notices: readonly NoticeRule[]
  /** A run is over when for so long no mail has come after the last command. */
  readonly quietMs: number
  /** A system that still sends after so long is stopped, and the run counts for nothing. */
  readonly quietDeadlineMs: number
}

/** The customers of the rehearsal, for a system that is filled by its own means. */
export interface SystemWorlds {
  readonly customers: number
  /** Writes what `load` reads. Addresses of customers end in `@domain`. */
  write(change: Change, place: { readonly folder: string; readonly domain: string }): Promise<void>
  /** @param localPart before the `@`, as written in the world or in any changed one */
  customerOf(localPart: string): number | undefined
}

export interface SystemRunParts {
  readonly system: ForeignSystem
  readonly worlds: SystemWorlds
  readonly isolation: Isolation
  readonly door: Pick<MailDoor, 'receiving'>
  readonly spool: WorldSpool
  readonly readers: ReaderPool
  /** Ours alone; for the time of a run it holds the folder `world`, which `load` reads. */
  readonly folder: string
  /** Where a person finds what a command wrote that failed. Not shown anywhere: nobody knows whose data a restore prints. */
  readonly outputPath: string
  /** Makes this rehearsal's domains different from every other's. Letters and digits. */
  readonly mark: string
  readonly now: () => number
  readonly sleep: (ms: number) => Promise<void>
  readonly signal: AbortSignal
}

export interface SystemRuns {
  /**
   * Runs the world without a change once more (the first time twice) and learns what varies by itself. What a run further
   * away shows is learnt too: of two runs within one minute, neither shows that the hour varies.
   */
  learn(): Promise<Noise>
  /** New runs; after `rewind` the recorded ones again, in the same order, read with what was learnt since. */
  readonly run: RunWorld
  rewind(): void
  /** Addresses that no customer has: recipient number `customers + i` is the i-th of them. */
  readonly strangers: readonly string[]
  /** What was tried from inside before the first run; without that nothing is proven. */
  readonly probes: readonly Probe[]
  /** Mails of the first run with the parts they came with, for those who judge what they show. */
  baseline(): AsyncIterable<SentMail>
  /** Forgets all mails. */
  close(): Promise<void>
}

/** What stands for the domain of a world, so that equal worlds read equally. */
const anyDomain = 'world.invalid'
/** Most instants in mails count seconds: two runs within one would not show that they vary. */
const apartMs = 1_100

export function openSystemRuns(parts: SystemRunParts): SystemRuns {
  const strangers = new Map<string, number>()
  let probes: readonly Probe[] = []
  const lesson = openNoiseLesson()
  const recorded: World[] = []
  let noise: Noise | undefined
  let count = 0
  let at = 0
  const nextWorld = async (change: Change) => {
    const world = await runOnce(parts, change, `w${count++}.${parts.mark}.invalid`)
    recorded.push(world)
    return world
  }
  const read = (world: World) => readWorld(parts, world, strangers)
  const readAgain = async (world: World, mails: readonly CaughtMail[]) =>
    Promise.all(mails.map((mail) => readMail(parts, world, mail)))
  return {
    get strangers() {
      return [...strangers.keys()]
    },
    get probes() {
      return probes
    },
    async learn() {
      if (recorded.length === 0) probes = await parts.isolation.probe()
      const first = recorded[0] ?? (await nextWorld(noChange))
      await parts.sleep(apartMs)
      await learnFrom({ lesson, read, readAgain }, first, await nextWorld(noChange))
      noise = lesson.learnt()
      return noise
    },
    async *run(change) {
      if (noise === undefined) throw new Error('what varies by itself is learnt first')
      const world = recorded[at++] ?? (await nextWorld(change))
      for await (const { sent } of read(world)) yield noise.canonical(sent)
    },
    rewind() {
      at = 0
    },
    async *baseline() {
      if (recorded[0]) for await (const { sent } of read(recorded[0])) yield sent
    },
    async close() {
      for (const { caught } of recorded.splice(0)) await caught.remove()
    },
  }
}

interface World {
  readonly domain: string
  readonly caught: CaughtWorld
}

/**
 * @throws SCH_SYSTEM_STEP, SCH_SYSTEM_START, SCH_SYSTEM_SLOW, SCH_ISOLATION_LOST if a command fails, SCH_SYSTEM_RESTLESS,
 * SCH_SINK_LATE, SCH_SINK_ROOM: the run counts for nothing then, and its mails are forgotten
 */
async function runOnce(parts: SystemRunParts, change: Change, domain: string): Promise<World> {
  const { worlds, spool } = parts
  const folder = join(parts.folder, 'world')
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const [late, refused] = [spool.late, spool.refused]
  let caught: CaughtWorld | undefined
  try {
    await worlds.write(change, { folder, domain })
    await spool.openWorld(domain)
    try {
      await runSteps(parts, { SCHLEUSE_WORLD: folder, SCHLEUSE_MAIL_DOMAIN: domain })
    } finally {
      caught = await spool.closeWorld()
    }
    if (spool.late > late) throw fault('SCH_SINK_LATE', { params: { mails: spool.late - late } })
    if (spool.refused > refused) throw fault('SCH_SINK_ROOM', { params: { mails: spool.refused - refused } })
    return { domain, caught }
  } catch (error) {
    await caught?.remove()
    throw error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function runSteps(parts: SystemRunParts, environment: Command['environment']): Promise<void> {
  const { system, isolation, outputPath, signal } = parts
  for (const step of steps) {
    signal.throwIfAborted()
    const command = system.commands[step]
    if (command === undefined) continue
    const end = await isolation.run({ ...command, environment }, signal)
    signal.throwIfAborted()
    if (end.kind === 'done' && end.exitCode === 0) continue
    if (end.kind === 'done') await writeFile(outputPath, end.said, { mode: 0o600 })
    throw stepFault(step, command, end, outputPath)
  }
  await quiet(parts)
}

function stepFault(
  step: Step,
  { run, timeoutMs }: Pick<Command, 'run' | 'timeoutMs'>,
  end: CommandEnd,
  outputPath: string,
): Error {
  switch (end.kind) {
    case 'done':
      return fault('SCH_SYSTEM_STEP', { params: { step, exit: end.exitCode, file: outputPath } })
    case 'not-started':
      return fault('SCH_SYSTEM_START', { params: { step, program: run[0] ?? '', why: end.code } })
    case 'too-late':
      return fault('SCH_SYSTEM_SLOW', { params: { step, seconds: Math.round(timeoutMs / 1e3) } })
    case 'isolation-lost':
      return fault('SCH_ISOLATION_LOST', { params: { step } })
  }
}

/** Mailers send behind the back of the command that started them. */
async function quiet({ system, spool, door, now, sleep, signal }: SystemRunParts): Promise<void> {
  const since = now()
  while (now() - Math.max(since, spool.keptAtMs) < system.quietMs || door.receiving() > 0) {
    signal.throwIfAborted()
    if (now() - since > system.quietDeadlineMs) throw fault('SCH_SYSTEM_RESTLESS')
    await sleep(Math.min(system.quietMs, 100))
  }
}

interface ReadMail {
  readonly caught: CaughtMail
  readonly sent: SentMail
}

type Strangers = Map<string, number>

async function* readWorld(
  parts: SystemRunParts,
  world: World,
  strangers: Strangers,
): AsyncIterable<ReadMail> {
  for await (const caught of world.caught.mails()) {
    const mail = await readMail(parts, world, caught)
    for (const recipient of recipientsOf(caught, world.domain, parts.worlds, strangers))
      yield { caught, sent: { recipient, ...mail } }
  }
}

async function readMail(
  { system, readers }: SystemRunParts,
  { domain }: World,
  caught: CaughtMail,
): Promise<Omit<SentMail, 'recipient'>> {
  const domains = new RegExp(domain.replaceAll('.', '\\.'), 'gi')
  const parts = (await readMailParts(readers, caught)).map(({ name, text }) => ({
    name,
    text: text.replaceAll(domains, anyDomain),
  }))
  return { notice: noticeOf(parts, system.notices), parts }
}

function recipientsOf(
  { to }: CaughtMail,
  domain: string,
  worlds: SystemWorlds,
  strangers: Strangers,
): readonly number[] {
  return to.map((address) => {
    const at = address.lastIndexOf('@')
    const isOurs = address.slice(at + 1).toLowerCase() === domain
    const customer = isOurs ? worlds.customerOf(address.slice(0, at)) : undefined
    if (customer !== undefined) return customer
    const stranger = isOurs ? `${address.slice(0, at)}@${anyDomain}` : address
    const known = strangers.get(stranger) ?? strangers.size
    strangers.set(stranger, known)
    return worlds.customers + known
  })
}

interface Learning {
  readonly lesson: NoiseLesson
  readonly read: (world: World) => AsyncIterable<ReadMail>
  readonly readAgain: (
    world: World,
    mails: readonly CaughtMail[],
  ) => Promise<readonly Omit<SentMail, 'recipient'>[]>
}

/**
 * Mails to one recipient of one notice are paired by what they say, since they come in any order. Only those that differ are
 * read again, one group at a time: all mails of two runs do not fit into memory.
 */
async function learnFrom({ lesson, read, readAgain }: Learning, before: World, after: World): Promise<void> {
  const ones = await groupsOf(read(before))
  const others = await groupsOf(read(after))
  for (const key of ones.ledger.differences(others.ledger)) {
    const [mails, pairs] = [ones.groups.get(keyText(key)) ?? [], others.groups.get(keyText(key)) ?? []]
    if (mails.length !== pairs.length) continue
    const [said, saidAfter] = [
      inOrder(key, await readAgain(before, mails)),
      inOrder(key, await readAgain(after, pairs)),
    ]
    for (const [index, mail] of said.entries()) {
      const other = saidAfter[index]
      if (other) lesson.compare(mail, other)
    }
  }
}

async function groupsOf(mails: AsyncIterable<ReadMail>) {
  const groups = new Map<string, CaughtMail[]>()
  const ledger = openMailLedger()
  for await (const { caught, sent } of mails) {
    ledger.add(sent)
    const group = groups.get(keyText(sent))
    if (group) group.push(caught)
    else groups.set(keyText(sent), [caught])
  }
  return { groups, ledger }
}

function inOrder(
  { recipient }: LedgerKey,
  mails: readonly Omit<SentMail, 'recipient'>[],
): readonly SentMail[] {
  return mails
    .map((mail) => ({ recipient, ...mail }))
    .sort((one, other) => (saysOf(one) < saysOf(other) ? -1 : 1))
}

/** What a mail says beside its headers: instants and ids stand there, which would mix up the order. */
function saysOf({ parts }: SentMail): string {
  return parts
    .filter(({ name }) => !name.includes('header:') && name !== sourcePart)
    .map(({ text }) => text)
    .join('\n')
}
