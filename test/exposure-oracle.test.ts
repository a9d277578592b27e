import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildReferenceIndex } from '../src/exposure/reference-index.ts'
import { directories, mentions, paragraphs } from './support/generated-mail.ts'
import { judged } from './support/judged-message.ts'
import { oracleDisclosures } from './support/plain-oracle.ts'

const question = (maxCustomers: number) =>
  fc.record({
    records: directories(maxCustomers),
    parts: fc.array(fc.array(mentions, { maxLength: 8 }), { minLength: 1, maxLength: 3 }),
    viewer: fc.nat(40),
  })

for (const [maxCustomers, numRuns] of [
  [6, 400],
  [40, 200],
  [200, 60],
] as const) {
  test(`engine and oracle name the same data subjects by the same rule, up to ${maxCustomers} customers`, () => {
    fc.assert(
      fc.property(question(maxCustomers), ({ records, parts, viewer }) => {
        const texts = parts.map((facts) => paragraphs(records, facts).join('\n\n'))
        const to = `box${viewer}q@example.org`
        const judgement = judged({ index: buildReferenceIndex({ records }), passages: texts, to })
        const found =
          judgement.kind === 'exposes'
            ? judgement.disclosures.map(({ dataSubject, rule }) => `${dataSubject} ${rule}`)
            : []
        expect(found).toEqual(oracleDisclosures({ records, parts: texts, to }))
      }),
      { numRuns },
    )
  })
}
