/** Runs a foreign system's notices over worlds: the same commands each time, its mails caught by the sink. */
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ReaderPool } from '../../extract/pool.ts'
import { fault } from '../../std/fault.ts'
import { type Change, noChange, type RunWorld, type SentMail } from '../interference/run.ts'
import type { Command, Isolation } from '../isolation/isolation.ts'
import type { MailDoor } from '../sink/mail-door.ts'
import type { CaughtMail, CaughtWorld, WorldSpool } from '../sink/world-spool.ts'
import { readMailParts } from './mail-parts.ts'
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
  /** Ours alone; holds the folder `world` in which each world is handed to `load`. */
  readonly folder: string
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
  const strangers: string[] = []
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
  return {
    strangers,
    async learn() {
      const first = recorded[0] ?? (await nextWorld(noChange))
      await parts.sleep(apartMs)
      await learnFrom(lesson, read(first), read(await nextWorld(noChange)))
      noise = lesson.learnt()
      return noise
    },
    async *run(change) {
      if (noise === undefined) throw new Error('what varies by itself is learnt first')
      const world = recorded[at++] ?? (await nextWorld(change))
      for await (const mail of read(world)) yield noise.canonical(mail)
    },
    rewind() {
      at = 0
    },
    async *baseline() {
      if (recorded[0]) yield* read(recorded[0])
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

/** @throws SCH_SYSTEM_STEP if a command fails, SCH_SYSTEM_RESTLESS, SCH_SINK_LATE, SCH_SINK_ROOM: the run counts for nothing then */
async function runOnce(parts: SystemRunParts, change: Change, domain: string): Promise<World> {
  const { system, worlds, spool, isolation, signal } = parts
  const folder = join(parts.folder, 'world')
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await worlds.write(change, { folder, domain })
  const [late, refused] = [spool.late, spool.refused]
  await spool.openWorld(domain)
  let caught: CaughtWorld
  try {
    for (const step of steps) {
      signal.throwIfAborted()
      const command = system.commands[step]
      if (command === undefined) continue
      const environment = { SCHLEUSE_WORLD: folder, SCHLEUSE_MAIL_DOMAIN: domain }
      const end = await isolation.run({ ...command, environment }, signal)
      signal.throwIfAborted()
      if (end.kind !== 'done' || end.exitCode !== 0) throw stepFault(step, end)
    }
    await quiet(parts)
  } finally {
    caught = await spool.closeWorld()
  }
  if (spool.late > late) throw fault('SCH_SINK_LATE', { params: { mails: spool.late - late } })
  if (spool.refused > refused) throw fault('SCH_SINK_ROOM', { params: { mails: spool.refused - refused } })
  return { domain, caught }
}

function stepFault(step: Step, end: Exclude<Awaited<ReturnType<Isolation['run']>>, undefined>): Error {
  const how = end.kind === 'done' ? `exit ${end.exitCode}` : end.kind === 'not-started' ? end.code : end.kind
  return fault('SCH_SYSTEM_STEP', { params: { step, how, said: end.kind === 'done' ? end.said.trim() : '' } })
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

async function* readWorld(
  { worlds, system, readers }: SystemRunParts,
  { caught, domain }: World,
  strangers: string[],
): AsyncIterable<SentMail> {
  const domains = new RegExp(domain.replaceAll('.', '\\.'), 'gi')
  for await (const mail of caught.mails()) {
    const parts = (await readMailParts(readers, mail)).map(({ name, text }) => ({
      name,
      text: text.replaceAll(domains, anyDomain),
    }))
    const notice = noticeOf(parts, system.notices)
    for (const recipient of recipientsOf(mail, domain, worlds, strangers)) yield { recipient, notice, parts }
  }
}

function recipientsOf(
  { to }: CaughtMail,
  domain: string,
  worlds: SystemWorlds,
  strangers: string[],
): readonly number[] {
  return to.map((address) => {
    const at = address.lastIndexOf('@')
    const isOurs = address.slice(at + 1).toLowerCase() === domain
    const customer = isOurs ? worlds.customerOf(address.slice(0, at)) : undefined
    if (customer !== undefined) return customer
    const stranger = isOurs ? `${address.slice(0, at)}@${anyDomain}` : address
    const known = strangers.indexOf(stranger)
    return worlds.customers + (known >= 0 ? known : strangers.push(stranger) - 1)
  })
}

/** Mails to one recipient of one notice are paired by what they say, since they come in any order. */
async function learnFrom(
  lesson: NoiseLesson,
  ones: AsyncIterable<SentMail>,
  others: AsyncIterable<SentMail>,
): Promise<void> {
  const before = await byRecipient(ones)
  const after = await byRecipient(others)
  for (const [key, mails] of before) {
    const pairs = after.get(key)
    if (pairs?.length !== mails.length) continue
    for (const [index, mail] of mails.entries()) {
      const other = pairs[index]
      if (other) lesson.compare(mail, other)
    }
  }
}

async function byRecipient(
  mails: AsyncIterable<SentMail>,
): Promise<ReadonlyMap<string, readonly SentMail[]>> {
  const groups = new Map<string, SentMail[]>()
  for await (const mail of mails) {
    const key = `${mail.recipient} ${mail.notice}`
    const group = groups.get(key)
    if (group) group.push(mail)
    else groups.set(key, [mail])
  }
  for (const group of groups.values()) group.sort((one, other) => (saysOf(one) < saysOf(other) ? -1 : 1))
  return groups
}

/** What a mail says beside its headers: instants and ids stand there, which would mix up the order. */
function saysOf({ parts }: SentMail): string {
  return parts
    .filter(({ name }) => !name.includes('header:') && name !== 'source')
    .map(({ text }) => text)
    .join('\n')
}
