/** Remembers what was read in recent short texts, so that repeated rows and lines are read once. */
import type { Reading } from './reading.ts'
import type { Passage } from './view.ts'

/** So many texts are remembered, each up to this length: 512 KB at most. */
const MAX_READINGS = 256
const MAX_LENGTH = 1024

type ReadText = Pick<Passage, 'text' | 'labels' | 'row' | 'position'>

export interface ReadingCache {
  get(passage: ReadText, read: () => Reading): Reading
}

export function openReadingCache(): ReadingCache {
  const readings = new Map<string, Reading>()
  return {
    get(passage, read) {
      const name = nameOf(passage)
      if (name.length > MAX_LENGTH) return read()
      const known = readings.get(name)
      if (known !== undefined) return known
      const reading = read()
      const oldest = readings.size < MAX_READINGS ? undefined : readings.keys().next().value
      if (oldest !== undefined) readings.delete(oldest)
      readings.set(name, reading)
      return reading
    },
  }
}

/**
 * Everything a reading depends on. Two different texts never have one name: a hostile table could otherwise hide a row
 * behind another one, so that labels come with their length and the text comes last.
 */
function nameOf({ text, labels, row, position }: ReadText): string {
  if (text.length > MAX_LENGTH) return text
  let name = `${position ?? ''};${row === undefined ? '' : 'row'};${labels?.length ?? ''};`
  // A table can have more headings than any of its rows has cells.
  for (const label of labels ?? []) {
    name += `${label.length};${label}`
    if (name.length > MAX_LENGTH) return name
  }
  return name + text
}
