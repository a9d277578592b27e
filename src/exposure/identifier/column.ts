/** Headings of the columns of a row. */
import type { FoldedText } from '../fold.ts'
import type { WordSet } from './word-set.ts'

/** The heading above a position; positions must come in order. Empty in running text. */
export function headings({ cells }: FoldedText): (position: number) => string {
  let cell = 0
  return (position) => {
    while (cell + 1 < cells.length && (cells[cell + 1]?.start ?? 0) <= position) cell += 1
    return cells[cell]?.label ?? ''
  }
}

/** Whether a heading has one of the words. */
export function headingHas(heading: string, words: WordSet): boolean {
  return heading !== '' && heading.split(' ').some((word) => words.has(word))
}
