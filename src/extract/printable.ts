/** Runs shorter than this are chance; customer numbers and names are longer. */
const minimumChars = 5

/** Text is handed out in pieces of this many bytes of input, so that a large file does not double in memory. */
const chunkBytes = 1024 * 1024
/** Bytes read twice at each seam, so that no run is cut. */
const seamBytes = 256

/**
 * The printable runs of a file nobody here can read, in single bytes (UTF-8 and windows-1252) and in UTF-16.
 * A number that stands in plain sight in an unknown format is found this way.
 */
export function* printableRuns(bytes: Uint8Array): Iterable<string> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let from = 0; from < buffer.length; from += chunkBytes) {
    const chunk = buffer.subarray(from, Math.min(buffer.length, from + chunkBytes + seamBytes))
    const text = chunk.toString('latin1')
    const narrow = text.match(narrowRuns)
    if (narrow !== null) yield narrow.map(asText).join('\n')
    const wide = text.match(wideRuns)
    if (wide !== null) yield wide.map((run) => run.replaceAll('\0', '')).join('\n')
    const wideBig = text.match(wideBigRuns)
    if (wideBig !== null) yield wideBig.map((run) => run.replaceAll('\0', '')).join('\n')
  }
}

const narrowRuns = new RegExp(`[\\x20-\\x7e\\xa0-\\xff\\x80-\\xbf]{${minimumChars},}`, 'g')
const wideRuns = new RegExp(`(?:[\\x20-\\x7e\\xa0-\\xff]\\0){${minimumChars},}`, 'g')
const wideBigRuns = new RegExp(`(?:\\0[\\x20-\\x7e\\xa0-\\xff]){${minimumChars},}`, 'g')

/** UTF-8 where it is valid, else single bytes. */
function asText(run: string): string {
  const bytes = Buffer.from(run, 'latin1')
  const text = bytes.toString('utf8')
  return text.includes('\ufffd') ? run : text
}
