/** What of a passage must be read: a sieve leaves out the rest. */
import type { Allowances } from './allowance.ts'
import type { FoldHeading } from './fold.ts'
import { labels as personLabels } from './identifier/address-word.ts'
import { birthLabels } from './identifier/birth-date.ts'
import { headingHas } from './identifier/column.ts'
import { familyHeadings, givenHeadings } from './identifier/full-name.ts'
import { labelOfHeading } from './identifier/number-label.ts'
import { phoneLabels } from './identifier/phone.ts'
import type { Sieve } from './sieve.ts'
import type { Passage } from './view.ts'

/** Longest phrase whose surroundings a sieve can keep; with a longer one every text is read as it is. */
const MAX_CONTEXT = 240

/**
 * What of a passage must be read.
 *
 * @returns `''` for nothing. A row is read whole or not at all: what its cells are, their number says.
 */
export function keptOfPassage(
  passage: Pick<Passage, 'text' | 'labels' | 'row' | 'position'>,
  sieve: Sieve | undefined,
  allowances: Allowances,
  foldHeading: FoldHeading,
): string {
  const { text, labels, row, position } = passage
  if (sieve === undefined || position !== undefined) return text
  const context = longestPhrase(allowances) + 2
  if (context > MAX_CONTEXT) return text
  const isRow = row !== undefined || labels !== undefined
  if (isRow && labels?.some((label) => label !== '' && isTelling(foldHeading(label)))) return text
  const kept = sieve.keptOf(text, context)
  return isRow && kept !== '' ? text : kept
}

/** Whether what stands below the heading counts because of it. */
function isTelling(heading: string): boolean {
  if (labelOfHeading(heading) !== 0) return true
  if ([phoneLabels, birthLabels, givenHeadings, familyHeadings].some((words) => headingHas(heading, words)))
    return true
  return heading.split(' ').some((word) => personLabels.get(word) !== undefined)
}

const longestPhrases = new WeakMap<Allowances, number>()

function longestPhrase(allowances: Allowances): number {
  const known = longestPhrases.get(allowances)
  if (known !== undefined) return known
  let longest = 0
  for (const phrases of allowances.phrases.values()) {
    for (const phrase of phrases) longest = Math.max(longest, phrase.length)
  }
  longestPhrases.set(allowances, longest)
  return longest
}
