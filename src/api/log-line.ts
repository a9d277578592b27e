/** Log lines: JSON for machines, a short line for a person at a terminal; both from the same closed events. */
import { pino } from 'pino'
import type { Log } from '../std/log.ts'

/** The second wall behind the types: what is not named here is not written, whoever hands it in. */
const allowed = new Set([
  'event',
  'requestId',
  'method',
  'route',
  'status',
  'durationMs',
  'code',
  'error',
  'where',
  'address',
  'security',
  'reason',
  'part',
  'state',
  'job',
  'worker',
  'attempt',
  'count',
  'keyId',
  'purpose',
])

/** Longer than every value we write ourselves; what is longer came from somewhere else. */
const valueCharsMax = 200

export interface LineWriter {
  write(line: string): unknown
}

export function openLog(out: LineWriter, style: 'json' | 'plain'): Log {
  const logger = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (level) => ({ level }) } },
    { write: (line: string) => void out.write(style === 'json' ? line : plainLine(line)) },
  )
  // Filtered before the library sees them: of an error among the values it would write the message by itself.
  return { write: (level, event, values) => logger[level](onlyAllowed({ event, ...values })) }
}

function onlyAllowed(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => allowed.has(name) && isShort(value)),
  )
}

function isShort(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && value.length <= valueCharsMax)
}

function plainLine(line: string): string {
  const { level, time, event, ...values }: Record<string, unknown> = JSON.parse(line)
  const rest = Object.entries(values).map(([name, value]) => `${name}=${value}`)
  return `${String(time).slice(11, 23)} ${String(level).padEnd(5)} ${[event, ...rest].join(' ')}\n`
}
