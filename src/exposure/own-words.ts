/** Where in a text the organisation speaks in its own words: nothing there is evidence. */
import type { FoldedText } from './fold.ts'

export interface Range {
  /** Half-open, in `FoldedText.text`. */
  readonly start: number
  readonly end: number
}

/**
 * The ranges in which a phrase stands, by ascending start and end. A range reaches to the neighbouring words, so that
 * signs around a value ("+49 …", "<a@b>") belong to it. Two phrases side by side stay two: a value that lies across
 * both is neither's.
 */
export function phraseRanges(
  text: FoldedText,
  phrases: ReadonlyMap<string, readonly (readonly string[])[]>,
): readonly Range[] {
  if (phrases.size === 0) return []
  const ranges: Range[] = []
  const { words } = text
  for (let i = 0; i < words.length; i++) {
    const length = longestPhraseAt(text, i, phrases)
    if (length === 0) continue
    const start = words[i - 1]?.end ?? 0
    const end = words[i + length]?.start ?? text.text.length
    if (end > (ranges.at(-1)?.end ?? 0)) ranges.push({ start, end })
  }
  return ranges
}

/** @returns its length in words, or 0 */
function longestPhraseAt(
  text: FoldedText,
  at: number,
  phrases: ReadonlyMap<string, readonly (readonly string[])[]>,
): number {
  let longest = 0
  for (const phrase of phrases.get(text.words[at]?.folded ?? '') ?? []) {
    if (phrase.length > longest && phrase.every((word, k) => text.words[at + k]?.folded === word)) {
      longest = phrase.length
    }
  }
  return longest
}

/** Whether a value lies wholly inside one of the ranges; one that only reaches in does not. */
export function isInside(ranges: readonly Range[], value: Range): boolean {
  let low = 0
  let high = ranges.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ranges[middle]?.end ?? 0) < value.end) low = middle + 1
    else high = middle
  }
  const range = ranges[low]
  return range !== undefined && range.start <= value.start && value.end <= range.end
}
