/** Lengths of time: `90s`, `15m`, `26h`, `30d`, `8w`, `10y`. */
import { written } from './written.ts'

const second = 1000
const day = 24 * 60 * 60 * second

/** A year has 365 days here: a period of years is never shorter by a leap day's chance. */
const unitMs = new Map<string, number>([
  ['s', second],
  ['m', 60 * second],
  ['h', 60 * 60 * second],
  ['d', day],
  ['w', 7 * day],
  ['y', 365 * day],
])

/** @returns undefined if it is no length of time */
export function durationMsOf(text: string): number | undefined {
  const [, count, unit = ''] = /^(\d{1,6})([smhdwy])$/.exec(text) ?? []
  const ms = unitMs.get(unit)
  return count === undefined || ms === undefined ? undefined : Number(count) * ms
}

/** A length of time in milliseconds, from `min` to `max`, both as they are written in the file. */
export function duration(min: string, max: string) {
  const lowest = durationMsOf(min)
  const highest = durationMsOf(max)
  if (lowest === undefined || highest === undefined)
    throw new RangeError('limits of a duration are durations')
  return written({ kind: 'duration', params: { min, max } }, (text) => {
    const ms = durationMsOf(text)
    return ms !== undefined && ms >= lowest && ms <= highest ? ms : undefined
  })
}
