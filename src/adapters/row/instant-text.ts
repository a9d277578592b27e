/** Instants as databases write them: comparing and going back a little, without knowing their time zone. */

const written = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?([+-]\d{2}(?::?\d{2})?|Z)?$/

/**
 * The instant so much earlier, in the same spelling; fractions of a second are cut off, which is earlier too.
 *
 * @returns undefined if it is no instant, such as a running number
 */
export function instantEarlier(text: string, byMs: number): string | undefined {
  const [, year, month, day, hour, minute, second, , zone = ''] = written.exec(text) ?? []
  if (year === undefined) return undefined
  const wall = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  )
  return `${new Date(wall - byMs).toISOString().slice(0, 19).replace('T', ' ')}${zone}`
}

/** The later of two values of one column: instants by their text, running numbers by their size. */
export function laterOf(left: string | undefined, right: string): string {
  if (left === undefined) return right
  if (/^\d+$/.test(left) && /^\d+$/.test(right)) return BigInt(left) >= BigInt(right) ? left : right
  return comparable(left) >= comparable(right) ? left : right
}

/** `.5` and `.500000` are one fraction; without one it is `.`, which stands before every digit. */
function comparable(text: string): string {
  const [, , , , , , , fraction = '.'] = written.exec(text) ?? []
  return written.test(text) ? `${text.slice(0, 19).replace('T', ' ')}${fraction}` : text
}
