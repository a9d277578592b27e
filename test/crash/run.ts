/** Runs scenarios in turn and kills each at a moment that the dice choose. A wrong state ends the run; a slow one does not. */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { clusterFolder } from '../../src/store/postgres/cluster-folder.ts'
import { type Dice, diceOf } from './dice.ts'
import { killAll, stopServers, victims } from './kill.ts'
import { must, type Scenario, type Trial, WrongState } from './scenario.ts'

export interface CrashWish {
  readonly scenarios: readonly Scenario[]
  readonly kills: number
  readonly seed: number
  readonly say: (line: string) => void
}

export interface CrashSum {
  readonly name: string
  /** Kills that came while the work was under way. */
  readonly inTheMiddle: number
  /** Trials whose work had ended before the kill came. */
  readonly tooLate: number
  readonly acknowledged: number
  readonly found: Readonly<Record<'old' | 'new' | 'between', number>>
  readonly reopenMs: { readonly median: number; readonly max: number }
}

/** How long the work takes when nobody kills it. */
interface Span {
  readonly wholeMs: number
  /** When each mark came. */
  readonly markMs: ReadonlyMap<string, number>
}

interface Count {
  inTheMiddle: number
  tooLate: number
  acknowledged: number
  readonly found: Record<'old' | 'new' | 'between', number>
  readonly reopenMs: number[]
  span: Span
}

/** @throws WrongState, with scenario, trial and seed in its sentence */
export async function runCrashes({ scenarios, kills, seed, say }: CrashWish): Promise<readonly CrashSum[]> {
  const root = mkdtempSync(join(tmpdir(), 'schleuse-crash-'))
  chmodSync(root, 0o711)
  const dice = diceOf(seed)
  const places = scenarios.map((scenario, at) => ({
    scenario,
    folder: join(root, String(at)),
    count: newCount(),
  }))
  try {
    for (const { scenario, folder, count } of places) {
      mkdirSync(folder, { mode: 0o711 })
      await scenario.prepare(folder)
      count.span = await spanOf(scenario, folder, dice)
      say(`${scenario.name}: takes ${Math.round(count.span.wholeMs)} ms by itself`)
    }
    for (let kill = 0; kill < kills; ) {
      const place = places[kill % places.length]
      if (!place) throw new RangeError('no scenario')
      if (!(await trial(place, dice, { kill, seed }))) continue
      kill++
      if (kill % tellEvery === 0) say(`${kill} of ${kills} kills`)
    }
    return places.map(({ scenario, count }) => sumOf(scenario.name, count))
  } finally {
    for (const { scenario, folder } of places) await stopServers(scenario.stateFolders(folder))
    rmSync(root, { recursive: true, force: true })
  }
}

/** Somebody who waits wants to see that it goes on. */
const tellEvery = 20

function newCount(): Count {
  const found = { old: 0, new: 0, between: 0 }
  return {
    inTheMiddle: 0,
    tooLate: 0,
    acknowledged: 0,
    found,
    reopenMs: [],
    span: { wholeMs: 0, markMs: new Map() },
  }
}

/** Work without an end is killed within this time: it has begun to acknowledge by then, also on a busy machine. */
const endlessMs = 4_000
/** Work that has an end and does not come to it. */
const spanMsMax = 120_000

async function spanOf(scenario: Scenario, folder: string, dice: Dice): Promise<Span> {
  await scenario.arrange?.(folder, dice)
  const begin = performance.now()
  const { child, trial, marks } = watched(scenario)(folder)
  const patienceMs = scenario.isEndless ? endlessMs : spanMsMax
  const isDone = await Promise.race([
    once(child, 'exit').then(() => true),
    sleep(patienceMs).then(() => false),
  ])
  if (!isDone) await killAll(child, 'program', [])
  must(isDone || scenario.isEndless === true, `${scenario.name} has not ended after ${spanMsMax} ms`)
  const wholeMs = performance.now() - begin
  for (const mark of scenario.marks ?? []) must(marks.has(mark), `${scenario.name} has not said ${mark}`)
  await scenario.check(folder, trial())
  return { wholeMs, markMs: new Map([...marks].map(([mark, { atMs }]) => [mark, atMs - begin])) }
}

/** The machine may be slower than when the work was measured, and its last step, the commit, must be hit too. */
const slowerFactor = 1.5

/** @returns whether the kill came in time to count */
async function trial(
  place: { readonly scenario: Scenario; readonly folder: string; readonly count: Count },
  dice: Dice,
  which: { readonly kill: number; readonly seed: number },
): Promise<boolean> {
  const { scenario, folder, count } = place
  const victim = victims[dice.pick(victims.length)] ?? 'program'
  const mark = scenario.marks?.[dice.pick(scenario.marks.length)]
  const leftMs = count.span.wholeMs - (count.span.markMs.get(mark ?? '') ?? 0)
  const waitMs = dice.roll() * leftMs * (scenario.isEndless ? 1 : slowerFactor)
  await scenario.arrange?.(folder, dice)
  const { child, trial, reached } = watched(scenario)(folder)
  const exit = once(child, 'exit')
  if (mark !== undefined) await Promise.race([reached(mark), exit])
  await Promise.race([sleep(waitMs), exit])
  const isInTime = child.exitCode === null && child.signalCode === null
  await killAll(child, victim, scenario.stateFolders(folder))
  const begin = performance.now()
  try {
    count.found[await scenario.check(folder, trial())]++
  } catch (error) {
    const where = `${scenario.name}, kill ${which.kill} (${victim}, after ${Math.round(waitMs)} ms), seed ${which.seed}`
    const what = error instanceof Error ? error.message : String(error)
    throw new WrongState(`${where}: ${what}${serverSaid(scenario.stateFolders(folder))}`, { cause: error })
  }
  count.reopenMs.push(performance.now() - begin)
  count.acknowledged += trial().acknowledged.length
  if (isInTime) count.inTheMiddle++
  else count.tooLate++
  return isInTime
}

/** The folders are gone when the sentence is read. */
function serverSaid(folders: readonly string[]): string {
  const logs = folders.map((folder) => clusterFolder(folder).log).filter((log) => existsSync(log))
  return logs
    .map(
      (log) =>
        `\n${log}:\n${readFileSync(log, 'utf8').trimEnd().split('\n').slice(-serverLinesTold).join('\n')}`,
    )
    .join('')
}

const serverLinesTold = 12

interface Watched {
  readonly child: ChildProcess
  trial(): Trial
  readonly marks: Map<string, { readonly atMs: number }>
  reached(mark: string): Promise<void>
}

function watched(scenario: Scenario): (folder: string) => Watched {
  return (folder) => {
    const child = scenario.start(folder)
    const marks = new Map<string, { readonly atMs: number }>()
    const waiting: (() => void)[] = []
    const acknowledged: string[] = []
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      // A line that was cut off by the kill acknowledges nothing.
      const lines = (text + chunk.toString()).split('\n')
      text = lines.pop() ?? ''
      for (const line of lines) {
        if (scenario.marks?.includes(line) !== true) acknowledged.push(line)
        else if (!marks.has(line)) marks.set(line, { atMs: performance.now() })
      }
      for (const wake of waiting.splice(0)) wake()
    })
    return {
      child,
      marks,
      trial: () => ({ acknowledged, hasEnded: child.exitCode === 0 }),
      async reached(mark) {
        while (!marks.has(mark)) await new Promise<void>((resolve) => waiting.push(resolve))
      },
    }
  }
}

function sumOf(name: string, count: Count): CrashSum {
  const sorted = count.reopenMs.toSorted((a, b) => a - b)
  const median = Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0)
  const { inTheMiddle, tooLate, acknowledged, found } = count
  return {
    name,
    inTheMiddle,
    tooLate,
    acknowledged,
    found,
    reopenMs: { median, max: Math.round(sorted.at(-1) ?? 0) },
  }
}
