/** The only maker of `Cleared`: what leaves through here was read to its end and shows nobody else's data. */
import type { Allowances } from './allowance.ts'
import type { IdentifierIndex } from './identifier-index.ts'
import { openSurvey } from './survey.ts'
import type { Cleared, Verdict, Viewer } from './verdict.ts'
import type { Unchecked, View } from './view.ts'

/** Said of a view whose bytes were not read to their end, if nothing else in it is known to be unread. */
const unreadEnd: Unchecked = { place: 'message', reason: 'broken' }

/**
 * Judges a whole view for one viewer.
 *
 * @returns `clear` for staff whatever the view holds; for anyone else only if every part of it was read. A view without
 *   digest is clear for nobody: delivery could not tell whether it sends what was judged.
 * @throws RangeError for a viewer whose handles are not of this index
 */
export function inspect<V extends View>(
  view: V,
  viewer: Viewer,
  index: IdentifierIndex,
  allowances: Allowances,
): Verdict<V> {
  const survey = openSurvey(index, allowances)
  for (const passage of view.passages) survey.add(passage)
  for (const unchecked of view.unchecked) survey.unread(unchecked)
  const judgement = survey.judge(viewer)
  if (judgement.kind !== 'clear') return judgement
  const { isStaff, unchecked } = judgement
  if (view.digest === null) {
    const [first = unreadEnd, ...others] = unchecked
    return { kind: 'undecided', unchecked: [first, ...others] }
  }
  return { kind: 'clear', view: view as unknown as Cleared<V>, isStaff, unchecked }
}
