/** Lists of words, folded as the words of a text are, and asked about every word of a text. */
import { foldWord } from '../fold.ts'

export interface WordSet {
  has(folded: string): boolean
  /** All of them, folded. */
  readonly words: Iterable<string>
}

export interface WordMap<T> {
  get(folded: string): T | undefined
  /** All of them, folded. */
  readonly words: Iterable<string>
}

/** @param words separated by white space, spelled as people spell them */
export function wordSet(words: string): WordSet {
  const set = new Set(foldedList(words))
  const mayHave = outline(set)
  return { has: (folded) => mayHave(folded) && set.has(folded), words: set }
}

/** @param entries words as for `wordSet`, with what they mean */
export function wordMap<T>(entries: readonly (readonly [words: string, meaning: T])[]): WordMap<T> {
  const map = new Map<string, T>()
  for (const [words, meaning] of entries) for (const word of foldedList(words)) map.set(word, meaning)
  const mayHave = outline(map.keys())
  return { get: (folded) => (mayHave(folded) ? map.get(folded) : undefined), words: [...map.keys()] }
}

function foldedList(words: string): readonly string[] {
  return words.split(/\s+/).map(foldWord)
}

/** Words of this length and longer share one bit. */
const LONGEST = 31

/** Tells most words apart by first letter and length, without hashing them: nearly every word of a text is in no list. */
function outline(words: Iterable<string>): (folded: string) => boolean {
  const lengths = new Int32Array(128)
  for (const word of words) {
    const first = word.charCodeAt(0) & 127
    lengths[first] = (lengths[first] ?? 0) | bitOf(word)
  }
  return (folded) => ((lengths[folded.charCodeAt(0) & 127] ?? 0) & bitOf(folded)) !== 0
}

function bitOf(word: string): number {
  return 1 << Math.min(word.length, LONGEST)
}
