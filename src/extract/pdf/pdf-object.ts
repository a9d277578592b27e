/** Dictionaries of a PDF, found without its cross-reference tables. */

export interface PdfObject {
  readonly number: number
  readonly generation: number
  /** From `<<` to `>>`. */
  readonly dictionary: string
}

/** A stream that holds objects, unpacked (ISO 32000-1, 7.5.7). */
export interface ObjectStream {
  readonly dictionary: string
  readonly bytes: Uint8Array
}

/** @limit objects wanted; a document of more pages is not read to its end anyway */
const mostObjects = 5000
/** A page's dictionary has some hundred bytes; its resources may stand in it. */
const longestObjectBytes = 65_536
const longestNumber = 10

/** @returns objects that are defined once in the file: which of several definitions holds, only its tables say */
export function findObjects(
  file: Buffer,
  streams: readonly ObjectStream[],
  isWanted: (dictionary: string) => boolean,
): readonly PdfObject[] {
  const isFound = (text: string): boolean => text.startsWith('<<') && text.endsWith('>>') && isWanted(text)
  const definitions = new Map<number, number>()
  const define = (number: number): void => {
    definitions.set(number, (definitions.get(number) ?? 0) + 1)
  }
  const found: PdfObject[] = []
  for (let at = file.indexOf('obj', 0, 'latin1'); at >= 0; at = file.indexOf('obj', at + 3, 'latin1')) {
    const head = objectHead(file, at)
    if (head === undefined) continue
    define(head.number)
    if (found.length >= mostObjects) continue
    const end = file.indexOf('endobj', at, 'latin1')
    if (end < 0 || end - at > longestObjectBytes) continue
    const dictionary = file.toString('latin1', at + 3, end).trim()
    if (isFound(dictionary)) found.push({ ...head, dictionary })
  }
  for (const stream of streams) {
    for (const { number, dictionary } of objectsIn(stream)) {
      define(number)
      if (found.length < mostObjects && isFound(dictionary)) found.push({ number, generation: 0, dictionary })
    }
  }
  return found.filter(({ number }) => definitions.get(number) === 1)
}

/** @returns the numbers in front of `obj`, or undefined for `endobj` and the like */
function objectHead(file: Buffer, at: number): { number: number; generation: number } | undefined {
  const before = file.toString('latin1', Math.max(0, at - 2 * longestNumber - 2), at)
  const match = /(?:^|[^\d])(\d{1,10})\s+(\d{1,5})\s*$/.exec(before)
  return match === null ? undefined : { number: Number(match[1]), generation: Number(match[2]) }
}

function* objectsIn({ dictionary, bytes }: ObjectStream): Generator<{ number: number; dictionary: string }> {
  const first = Number(/\/First\s+(\d+)/.exec(dictionary)?.[1])
  if (!(first > 0 && first <= bytes.length)) return
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const heads = text.slice(0, first).trim().split(/\s+/).map(Number)
  for (let index = 0; index + 1 < heads.length; index += 2) {
    const start = first + (heads[index + 1] ?? 0)
    const end = index + 3 < heads.length ? first + (heads[index + 3] ?? 0) : text.length
    if (end - start <= longestObjectBytes)
      yield { number: heads[index] ?? 0, dictionary: text.slice(start, end).trim() }
  }
}
