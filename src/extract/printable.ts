/** What can be read in bytes whose format is of no interest or unknown. */

/** Shorter runs of letters occur in any bytes by chance. */
const minRunChars = 4

/** Text is handed out in pieces of this many bytes of input, so that a large file does not double in memory. */
const chunkBytes = 1024 * 1024
/** Bytes read twice at each seam, so that no run is cut. */
const seamBytes = 256

/** Runs of printable characters, one per line. @returns an empty text if there are none */
export function printableText(bytes: Uint8Array): string {
  return [...printableRuns(bytes)].join('\n')
}

/**
 * The printable runs of a file nobody here can read, in single bytes (UTF-8 and windows-1252) and in UTF-16.
 * A number that stands in plain sight in an unknown format is found this way.
 */
export function* printableRuns(bytes: Uint8Array): Iterable<string> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let from = 0; from < buffer.length; from += chunkBytes) {
    const chunk = buffer.subarray(from, Math.min(buffer.length, from + chunkBytes + seamBytes))
    for (const runs of [narrowRuns(chunk), wideRuns(chunk, 0), wideRuns(chunk, 1)])
      if (runs.length > 0) yield runs.join('\n')
  }
}

/** UTF-8 where it is valid, else single bytes. */
function narrowRuns(bytes: Buffer): readonly string[] {
  const runs: string[] = []
  let start = 0
  for (let at = 0; at <= bytes.length; at++) {
    const code = bytes[at] ?? 0
    if (code >= 0x20 && code !== 0x7f) continue
    if (at - start >= minRunChars) {
      const text = bytes.toString('utf8', start, at)
      runs.push(text.includes('\ufffd') ? bytes.toString('latin1', start, at) : text)
    }
    start = at + 1
  }
  return runs
}

/**
 * Of pairs only European letters count, since any two ASCII letters make some ideograph. A run can begin at any byte.
 *
 * @param highByte which byte of a pair is the high one: 1 in little-endian text, 0 in big-endian
 */
function wideRuns(bytes: Buffer, highByte: 0 | 1): readonly string[] {
  const runs: string[] = []
  let start = 0
  for (let at = 0; at <= bytes.length; ) {
    const high = bytes[at + highByte] ?? 0xff
    const low = bytes[at + 1 - highByte] ?? 0
    if (isEuropean((high << 8) | low)) {
      at += 2
      continue
    }
    if (at - start >= 2 * minRunChars) runs.push(wideText(bytes.subarray(start, at), highByte))
    at++
    start = at
  }
  return runs
}

function isEuropean(code: number): boolean {
  return code >= 0x20 && code < 0x250 && (code < 0x7f || code >= 0xa0)
}

function wideText(bytes: Buffer, highByte: 0 | 1): string {
  return (highByte === 1 ? bytes : Buffer.from(bytes).swap16()).toString('utf16le')
}
