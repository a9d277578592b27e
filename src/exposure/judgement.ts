/** Judges the evidence of one message for one viewer. */
import { type Fit, fitsOf } from './addressed.ts'
import { type Corroborate, corroboratePart } from './corroboration.ts'
import type { AddresseeName, Evidence, Finding, Mention, PartEvidence } from './evidence.ts'
import { type Exposures, openExposures, type Sight } from './exposures.ts'
import { bitOfClass, ownersWithin, pairOf } from './handle-join.ts'
import type { Handles, IdentifierIndex, RecordHandle } from './identifier-index.ts'
import type { Disclosure } from './verdict.ts'

export type IsOwn = (owners: Handles) => boolean

/** Whether a fact or a name is the viewer's own in any of its readings. */
export function isOwnIn(
  isOwn: IsOwn,
  fact: {
    readonly owners: Handles
    readonly otherReadings: readonly Handles[]
  },
): boolean {
  return isOwn(fact.owners) || fact.otherReadings.some(isOwn)
}

/**
 * Everyone whose data the evidence shows, sorted by customer number.
 *
 * A unit is the running text of a part together with one of its rows. Of someone who is disclosed in a unit, every
 * fact in that unit is told. A value that is the viewer's own is no evidence against anybody.
 */
export function disclosuresOf(
  evidence: Evidence,
  isOwn: IsOwn,
  index: IdentifierIndex,
): readonly Disclosure[] {
  const foreign = evidence.findings.filter((finding) => !isOwnIn(isOwn, finding))
  const foreignById = new Uint8Array(evidence.findings.length + evidence.mentions.length)
  for (const { id } of foreign) foreignById[id] = 1
  const isForeign = ({ id }: Finding) => foreignById[id] === 1
  const exposures = openExposures()

  for (const finding of foreign) {
    if (!finding.isStrong) continue
    for (const owner of finding.owners) exposures.add(owner, sightOf(finding, 'identifier'))
  }
  const corroborate: Corroborate = (handle, finding) =>
    exposures.add(handle, sightOf(finding, 'corroborated'))
  for (const part of evidence.parts) corroboratePart(part, isForeign, corroborate)

  const fits = fitsOf(foreignNames(evidence.mentions, isOwn), foreign, exposures.byHandle, index)
  if (fits.size > 0) for (const part of evidence.parts) exposeAddressed({ part, fits, isForeign, exposures })
  return exposures.disclosures(evidence.places, index)
}

/** Discloses whom the names of one part mean, with his facts that stand in the same unit as the name. */
function exposeAddressed(task: {
  readonly part: PartEvidence
  readonly fits: ReadonlyMap<AddresseeName['identity'], Fit>
  readonly isForeign: (finding: Finding) => boolean
  readonly exposures: Exposures
}): void {
  const { part, fits, isForeign, exposures } = task
  const tell = (findings: readonly Finding[], meant: ReadonlySet<RecordHandle> | undefined) => {
    if (meant === undefined || meant.size === 0) return
    for (const finding of findings) {
      if (!isForeign(finding)) continue
      for (const handle of ownersWithin(finding.owners, meant)) {
        exposures.add(handle, sightOf(finding, 'addressed'))
      }
    }
  }
  const meantBy = (mentions: readonly Mention[]): ReadonlySet<RecordHandle> => {
    const everyone = new Set<RecordHandle>()
    for (const { name, place } of mentions) {
      const { meant, candidates } = fits.get(name.identity) ?? nobody
      for (const handle of meant) {
        everyone.add(handle)
        exposures.add(handle, { rule: 'addressed', classBit: bitOfClass['full-name'], place, candidates })
      }
    }
    return everyone
  }
  const meantInText = meantBy(part.running.mentions)
  tell(part.running.findings, meantInText)
  tell(part.inRows.findings, meantInText)
  tell(part.running.findings, meantBy(part.inRows.mentions))
  // Whoever a name means is the same in every row, so that a name beside a fact is looked at once.
  const told = new Set<number>()
  for (const { mentions, findings } of part.rows) {
    for (const { id, name } of mentions) {
      const fresh = findings.filter((finding) => !told.has(pairOf(id, finding.id)))
      for (const finding of fresh) told.add(pairOf(id, finding.id))
      tell(fresh, fits.get(name.identity)?.meant)
    }
  }
}

const nobody: Fit = { meant: new Set(), candidates: 0 }

function sightOf(finding: Finding, rule: Disclosure['rule']): Sight {
  return { rule, classBit: bitOfClass[finding.factClass], place: finding.place }
}

/** Each name once. */
function foreignNames(mentions: readonly Mention[], isOwn: IsOwn): readonly AddresseeName[] {
  const names = new Map<AddresseeName['identity'], AddresseeName>()
  for (const { name } of mentions) {
    if (!names.has(name.identity) && !isOwnIn(isOwn, name)) names.set(name.identity, name)
  }
  return [...names.values()]
}
