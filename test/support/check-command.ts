/** Runs the real `schleuse check` as a child process and reads what it prints, as a pipeline would. */
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const executable = fileURLToPath(new URL('../../bin/schleuse', import.meta.url))

const kind = z.enum([
  'customer-number',
  'name',
  'email',
  'phone',
  'iban',
  'address',
  'birth-date',
  'owned-fact',
])
const reason = z.enum([
  'encrypted',
  'broken',
  'unknown-charset',
  'unknown-format',
  'image',
  'too-large',
  'too-deep',
  'too-many-parts',
  'ratio',
  'timeout',
  'memory',
])

/** One printed line, as the published contract describes it; anything else fails the test that reads it. */
const checkLine = z.strictObject({
  file: z.string(),
  recipient: z.string().nullable(),
  viewer: z.array(z.string()),
  verdict: z.enum(['clear', 'exposes', 'undecided']),
  staff: z.literal(true).optional(),
  disclosures: z
    .array(
      z.strictObject({
        dataSubject: z.string(),
        kinds: z.array(kind).min(1),
        places: z.array(z.string()).min(1),
        rule: z.enum(['identifier', 'corroborated', 'addressed']),
        candidates: z.int().min(2).optional(),
      }),
    )
    .default([]),
  unchecked: z.array(z.strictObject({ place: z.string(), reason })).default([]),
})
export type CheckLine = z.infer<typeof checkLine>
export type Kind = z.infer<typeof kind>

/** Resident memory of one process of the run, in bytes, oldest sample first. */
export interface ProcessMemory {
  readonly pid: number
  readonly isParent: boolean
  readonly samples: number[]
}

export interface CheckRun {
  readonly exitCode: number | null
  readonly lines: readonly CheckLine[]
  /** When each line was complete, in seconds since the start. */
  readonly arrivals: readonly number[]
  readonly stderr: string
  readonly seconds: number
  readonly memory: readonly ProcessMemory[]
}

export interface CheckOptions {
  readonly cwd?: string
  /** Sample the memory of every process of the run this often; without it none is taken. */
  readonly sampleMs?: number
  readonly environment?: Readonly<Record<string, string>>
}

/** Runs `schleuse check --json` with the arguments given. */
export function runCheck(args: readonly string[], options: CheckOptions = {}): Promise<CheckRun> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, [executable, 'check', '--json', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.environment },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  })
  const memory = new Map<number, ProcessMemory>()
  const sampler =
    options.sampleMs === undefined || child.pid === undefined
      ? undefined
      : setInterval(sampleTree, options.sampleMs, child.pid, memory)
  const output: Buffer[] = []
  const errors: Buffer[] = []
  const arrivals: number[] = []
  const secondsSoFar = (): number => (performance.now() - startedAt) / 1000
  child.stdout.on('data', (chunk: Buffer) => {
    output.push(chunk)
    for (const byte of chunk) if (byte === 10) arrivals.push(secondsSoFar())
  })
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exitCode) => {
      clearInterval(sampler)
      try {
        resolve({
          exitCode,
          lines: parseLines(Buffer.concat(output)),
          arrivals,
          stderr: Buffer.concat(errors).toString(),
          seconds: secondsSoFar(),
          memory: [...memory.values()],
        })
      } catch (error) {
        reject(error)
      }
    })
  })
}

function parseLines(output: Buffer): CheckLine[] {
  return output
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => checkLine.parse(JSON.parse(line)))
}

function sampleTree(root: number, memory: Map<number, ProcessMemory>): void {
  for (const pid of processTree(root)) {
    const residentBytes = residentBytesOf(pid)
    if (residentBytes === undefined) continue
    const known = memory.get(pid)
    if (known) known.samples.push(residentBytes)
    else memory.set(pid, { pid, isParent: pid === root, samples: [residentBytes] })
  }
}

/** The process and everything below it, from /proc. */
function processTree(root: number): number[] {
  const children = new Map<number, number[]>()
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry)
    if (!Number.isInteger(pid)) continue
    const parent = parentOf(pid)
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), pid])
  }
  const tree = [root]
  for (const pid of tree) tree.push(...(children.get(pid) ?? []))
  return tree
}

function readProc(path: string): string | undefined {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return undefined // The process has ended in between.
  }
}

function parentOf(pid: number): number | undefined {
  const stat = readProc(`/proc/${pid}/stat`)
  // The second field is the name in parentheses and may hold spaces.
  const parent = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[1]
  return parent === undefined ? undefined : Number(parent)
}

function residentBytesOf(pid: number): number | undefined {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readProc(`/proc/${pid}/status`) ?? '')?.[1]
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024
}
