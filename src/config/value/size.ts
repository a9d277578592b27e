/** Amounts of bytes: `500KB`, `25MB`, `2GB`, also `512KiB`, `64MiB`, `2GiB`. */
import { written } from './written.ts'

/** @source ISO/IEC 80000-13: KB is a thousand, KiB is 1,024 */
const unitBytes = new Map<string, number>([
  ['KB', 1e3],
  ['MB', 1e6],
  ['GB', 1e9],
  ['KiB', 2 ** 10],
  ['MiB', 2 ** 20],
  ['GiB', 2 ** 30],
])

/** @returns undefined if it is no amount of bytes */
export function sizeBytesOf(text: string): number | undefined {
  const [, count, unit = ''] = /^(\d{1,6})([KMG]i?B)$/.exec(text) ?? []
  const bytes = unitBytes.get(unit)
  return count === undefined || bytes === undefined ? undefined : Number(count) * bytes
}

/** An amount of bytes from `min` to `max`, both as they are written in the file. */
export function size(min: string, max: string) {
  const lowest = sizeBytesOf(min)
  const highest = sizeBytesOf(max)
  if (lowest === undefined || highest === undefined) throw new RangeError('limits of a size are sizes')
  return written({ kind: 'size', params: { min, max } }, (text) => {
    const bytes = sizeBytesOf(text)
    return bytes !== undefined && bytes >= lowest && bytes <= highest ? bytes : undefined
  })
}
