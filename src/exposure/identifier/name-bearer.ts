/** Whose name certain words are taken from, in whatever order: "Hallo Anna Lena" is said to Anna Lena Berg. */
import type { FoldedText } from '../fold.ts'
import { hasHandle } from '../handle-join.ts'
import type { IdentifierIndex, RecordHandle } from '../identifier-index.ts'
import { formsOfAddress, particles, titles } from './name-word.ts'

export interface Bearers {
  /** The same for the same words. */
  readonly identity: string
  /** Everyone whose given names and surnames have all the words, ascending; empty for less than two words. */
  readonly handles: readonly RecordHandle[]
}

export const nobody: Bearers = { identity: '', handles: [] }

/** No name has more words; of a longer one nobody is found. */
const MAX_WORDS = 8

/** Remembers what it has found: a text may name one person a thousand times. */
export function openBearers(
  text: FoldedText,
  index: IdentifierIndex,
): (range: { readonly start: number; readonly end: number }) => Bearers {
  const known = new Map<string, Bearers>()
  return (range) => {
    const words = wordsWithin(text, range)
    if (words.length < 2 || words.length > MAX_WORDS) return nobody
    const identity = ` of ${words.join(' ')}`
    const bearers = known.get(identity) ?? { identity, handles: bearersOfAll(words, index) }
    known.set(identity, bearers)
    return bearers
  }
}

/** Each word once, without titles, particles and initials; forms of address only beside a single name. */
function wordsWithin(
  text: FoldedText,
  { start, end }: { readonly start: number; readonly end: number },
): readonly string[] {
  const words = new Set<string>()
  for (let i = firstWordFrom(text, start); i < text.words.length; i++) {
    const word = text.words[i]
    if (word === undefined || word.start >= end || words.size > MAX_WORDS) break
    const isName = word.end - word.start > 1 && !titles.has(word.folded) && !particles.has(word.folded)
    if (isName) words.add(word.folded)
  }
  const names = [...words].filter((word) => !formsOfAddress.has(word))
  // "HERR SIMON" may be Simon Herr.
  return names.length > 1 ? names : [...words]
}

function firstWordFrom({ words }: FoldedText, start: number): number {
  let low = 0
  let high = words.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((words[middle]?.start ?? start) < start) low = middle + 1
    else high = middle
  }
  return low
}

function bearersOfAll(words: readonly string[], index: IdentifierIndex): readonly RecordHandle[] {
  const [rarest, ...others] = words
    .map((word) => [index.owners(`given-name:${word}`), index.owners(`surname:${word}`)] as const)
    .sort(([a, b], [c, d]) => a.length + b.length - c.length - d.length)
  return [...new Set(rarest === undefined ? [] : [...rarest[0], ...rarest[1]])]
    .filter((handle) =>
      others.every(([given, family]) => hasHandle(given, handle) || hasHandle(family, handle)),
    )
    .sort((a, b) => a - b)
}
