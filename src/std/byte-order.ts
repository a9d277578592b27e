/**
 * Order of two strings by their UTF-8 bytes, without making the bytes.
 *
 * UTF-16 orders almost alike: only surrogates (code points above U+FFFF) sort below U+E000 there.
 *
 * @returns negative, zero or positive, as a sort wants it
 */
export function compareBytes(left: string, right: string): number {
  const length = Math.min(left.length, right.length)
  for (let at = 0; at < length; at += 1) {
    const difference = rank(left.charCodeAt(at)) - rank(right.charCodeAt(at))
    if (difference !== 0) return difference
  }
  return left.length - right.length
}

function rank(unit: number): number {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}
