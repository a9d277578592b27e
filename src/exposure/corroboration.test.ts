import fc from 'fast-check'
import { expect, test } from 'vitest'
import { corroboratePart } from './corroboration.ts'
import type { Finding, PartEvidence } from './evidence.ts'
import type { FactClass } from './fact.ts'

/** More owners than a fact may have to be written out owner by owner. */
const MANY = 100

const classes = [
  'full-name',
  'street',
  'place',
  'birth-date',
  'email',
] as const satisfies readonly FactClass[]

interface Raw {
  readonly running: readonly Finding[]
  readonly rows: readonly (readonly Finding[])[]
}

const owners = fc.oneof(
  { weight: 3, arbitrary: fc.uniqueArray(fc.nat(MANY * 2), { minLength: 1, maxLength: 4 }) },
  { weight: 2, arbitrary: fc.uniqueArray(fc.nat(MANY * 2), { minLength: MANY, maxLength: MANY + 20 }) },
)
const finding = fc.record({ factClass: fc.constantFrom(...classes), owners })

const raws: fc.Arbitrary<Raw> = fc
  .record({
    pool: fc.array(finding, { minLength: 1, maxLength: 16 }),
    running: fc.array(fc.nat(15), { maxLength: 12 }),
    rows: fc.array(fc.array(fc.nat(15), { maxLength: 5 }), { maxLength: 4 }),
  })
  .map(({ pool, running, rows }) => {
    const findings = pool.map(({ factClass, owners }, id): Finding => {
      const ascending = owners.toSorted((a, b) => a - b)
      return { id, factClass, isStrong: false, owners: ascending, otherReadings: [], place: 0 }
    })
    const pick = (ids: readonly number[]) => [
      ...new Set(ids.flatMap((id) => findings[id % findings.length] ?? [])),
    ]
    return { running: pick(running), rows: rows.map(pick) }
  })

function evidenceOf({ running, rows }: Raw): PartEvidence {
  return {
    running: { findings: running, mentions: [] },
    rows: rows.filter((row) => row.length > 1).map((findings) => ({ findings, mentions: [] })),
    inRows: { findings: [...new Set(rows.flat())], mentions: [] },
  }
}

function told(raw: Raw, isForeign: (finding: Finding) => boolean): readonly string[] {
  const pairs = new Set<string>()
  corroboratePart(evidenceOf(raw), isForeign, (handle, { id }) => pairs.add(`${handle} ${id}`))
  return [...pairs].sort()
}

/** Every unit by itself, everyone by himself. */
function toldPlainly({ running, rows }: Raw, isForeign: (finding: Finding) => boolean): readonly string[] {
  const pairs = new Set<string>()
  for (const row of [[], ...rows]) {
    const unit = [...running, ...row].filter(isForeign)
    for (let handle = 0; handle <= MANY * 2; handle++) {
      const his = unit.filter((one) => [...one.owners].includes(handle))
      if (new Set(his.map((one) => one.factClass)).size < 2) continue
      for (const { id } of his) pairs.add(`${handle} ${id}`)
    }
  }
  return [...pairs].sort()
}

test('the walk from the rarest fact finds exactly what looking at everyone finds', () => {
  fc.assert(
    fc.property(raws, fc.nat(16), (raw, own) => {
      const isForeign = (one: Finding) => one.id !== own
      expect(told(raw, isForeign)).toEqual(toldPlainly(raw, isForeign))
    }),
    { numRuns: 300 },
  )
})
