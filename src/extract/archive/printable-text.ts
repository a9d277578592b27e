/** What can be read in bytes whose format is of no interest or unknown. */

/** Shorter runs of letters occur in any bytes by chance. */
const minRunLength = 4

/**
 * Runs of printable characters, as bytes (ASCII) and as pairs of bytes (UTF-16LE), one per line.
 *
 * @returns an empty text if there are none
 */
export function printableText(bytes: Uint8Array): string {
  const runs: string[] = []
  for (const step of [1, 2]) {
    let run = ''
    for (let at = 0; at <= bytes.length - step; ) {
      const code = (bytes[at] ?? 0) | (step === 2 ? (bytes[at + 1] ?? 0) << 8 : 0)
      if (isPrintable(code, step)) {
        run += String.fromCharCode(code)
        at += step
        continue
      }
      if (run.length >= minRunLength) runs.push(run)
      // A run of pairs can begin at any byte.
      at += run === '' ? 1 : step
      run = ''
    }
    if (run.length >= minRunLength) runs.push(run)
  }
  return runs.join('\n')
}

/** Of pairs only European letters count, since any two ASCII letters make some ideograph. */
function isPrintable(code: number, step: number): boolean {
  if (code < 0x20 || code === 0x7f) return false
  return code < 0x7f || (step === 2 && code >= 0xa0 && code < 0x250)
}
