/** Takes a message in passage by passage and keeps what the judgement needs: facts and owners, not texts. */
import type { Allowances } from './allowance.ts'
import type { Evidence } from './evidence.ts'
import { openEvidenceStore } from './evidence-store.ts'
import { openHeadingFolder } from './fold.ts'
import type { IdentifierIndex } from './identifier-index.ts'
import { disclosuresOf, type IsOwn, isOwnIn } from './judgement.ts'
import { readPassage } from './reading.ts'
import { openReadingCache } from './reading-cache.ts'
import type { Disclosure, Verdict, Viewer } from './verdict.ts'
import type { Passage, Unchecked, View } from './view.ts'
import { ownershipOf } from './viewer.ts'

/** A verdict without the cleared view: what is said of a message that is only looked at. */
export type Judgement =
  | Omit<Extract<Verdict<View>, { kind: 'clear' }>, 'view'>
  | Exclude<Verdict<View>, { kind: 'clear' }>

/**
 * One message that is being read.
 *
 * @limit Memory is bounded whatever the message holds: a million facts and a million facts by row, 200 MB together;
 *   a place that would need more is unchecked by reason of `memory`. An ordinary message needs a few kilobytes.
 */
export interface Survey {
  add(passage: Passage): void
  unread(unchecked: Unchecked): void
  /**
   * What the message shows to one viewer; may be asked for many viewers.
   *
   * @throws RangeError for a viewer whose handles are not of this index
   */
  judge(viewer: Viewer): Judgement
}

export function openSurvey(index: IdentifierIndex, allowances: Allowances): Survey {
  const store = openEvidenceStore()
  const readings = openReadingCache()
  const foldHeading = openHeadingFolder()
  let evidence: Evidence | undefined
  /** Strangers to everyone in the message all see the same; a message with many recipients has many strangers. */
  let seenByStrangers: readonly Disclosure[] | undefined

  function forget(): void {
    evidence = undefined
    seenByStrangers = undefined
  }

  function disclosuresFor(isOwn: IsOwn, everything: Evidence): readonly Disclosure[] {
    const isStranger =
      !everything.findings.some((finding) => isOwnIn(isOwn, finding)) &&
      !everything.mentions.some(({ name }) => isOwnIn(isOwn, name))
    if (!isStranger) return disclosuresOf(everything, isOwn, index)
    seenByStrangers ??= disclosuresOf(everything, isOwn, index)
    return seenByStrangers
  }

  return {
    add(passage) {
      forget()
      store.put(
        readings.get(passage, () => readPassage(passage, index, allowances, foldHeading)),
        passage,
      )
    },
    unread(unchecked) {
      forget()
      store.putUnchecked(unchecked)
    },
    judge(viewer) {
      evidence ??= store.evidence()
      const { unchecked } = evidence
      const isOwn = ownershipOf(viewer, index)
      if (isStaff(viewer)) return { kind: 'clear', isStaff: true, unchecked }
      const [first, ...others] = disclosuresFor(isOwn, evidence)
      if (first !== undefined) return { kind: 'exposes', disclosures: [first, ...others], unchecked }
      const [gap, ...gaps] = unchecked
      if (gap !== undefined) return { kind: 'undecided', unchecked: [gap, ...gaps] }
      return { kind: 'clear', isStaff: false, unchecked }
    },
  }
}

function isStaff(viewer: Viewer): boolean {
  return viewer.kind === 'staff' || (viewer.kind === 'customers' && viewer.isStaff)
}
