import fc from 'fast-check'
import { expect, test } from 'vitest'
import { noAllowances } from '../src/exposure/allowance.ts'
import type { CustomerRecord } from '../src/exposure/fact.ts'
import { buildReferenceIndex } from '../src/exposure/reference-index.ts'
import { openSurvey } from '../src/exposure/survey.ts'
import type { Passage } from '../src/exposure/view.ts'
import { viewerOf } from '../src/exposure/viewer.ts'
import { directories, mentions, paragraphs, plainForm, plainKinds } from './support/generated-mail.ts'
import { disclosed } from './support/judged-message.ts'
import { shareHousehold } from './support/plain-oracle.ts'

interface Mail {
  readonly records: readonly CustomerRecord[]
  readonly parts: readonly (readonly string[])[]
  readonly to: string
}

const salutations = [
  'Sehr geehrte Frau Albers,',
  'Hallo Murat Yilmaz,',
  'Sehr geehrter Herr Nowak,',
  'Guten Tag,',
]

const mails: fc.Arbitrary<Mail> = fc
  .record({
    records: directories(12),
    parts: fc.array(fc.array(mentions, { maxLength: 6 }), { minLength: 1, maxLength: 3 }),
    salutation: fc.constantFrom(...salutations),
    viewer: fc.nat(40),
  })
  .map(({ records, parts, salutation, viewer }) => ({
    records,
    parts: parts.map((facts, i) => [...(i === 0 ? [salutation] : []), ...paragraphs(records, facts)]),
    to: `box${viewer}q@example.org`,
  }))

function verdictOf(records: readonly CustomerRecord[], passages: readonly Passage[], to: string) {
  const index = buildReferenceIndex({ records })
  const survey = openSurvey(index, noAllowances)
  for (const passage of passages) survey.add(passage)
  return survey.judge(viewerOf(to, index, noAllowances))
}

/** One passage for each part, or one for each paragraph. */
function passagesOf(parts: Mail['parts'], grain: 'part' | 'paragraph'): readonly Passage[] {
  return parts.flatMap((part, i) =>
    (grain === 'part' ? [part.join('\n\n')] : part).map((text) => ({ place: `part${i}`, part: i, text })),
  )
}

/** Who is disclosed, without the places. */
function subjectsOf({ records, parts, to }: Mail): readonly string[] {
  return disclosed(verdictOf(records, passagesOf(parts, 'part'), to)).map((one) => one.replace(/ @\S*/, ''))
}

test('the order of passages never changes the verdict', () => {
  fc.assert(
    fc.property(mails, fc.infiniteStream(fc.nat(1000)), ({ records, parts, to }, ranks) => {
      const passages = passagesOf(parts, 'paragraph')
      const shuffled = passages
        .map((passage) => ({ passage, rank: ranks.next().value ?? 0 }))
        .sort((a, b) => a.rank - b.rank)
        .map(({ passage }) => passage)
      const withSortedPlaces = (from: readonly Passage[]) => {
        const verdict = verdictOf(records, from, to)
        if (verdict.kind !== 'exposes') return verdict
        return verdict.disclosures.map((one) => ({ ...one, places: one.places.toSorted() }))
      }
      expect(withSortedPlaces(shuffled)).toEqual(withSortedPlaces(passages))
    }),
  )
})

test('a passage split at a paragraph shows the same', () => {
  fc.assert(
    fc.property(mails, ({ records, parts, to }) => {
      const whole = verdictOf(records, passagesOf(parts, 'part'), to)
      expect(verdictOf(records, passagesOf(parts, 'paragraph'), to)).toEqual(whole)
    }),
  )
})

test('a part repeated discloses nobody else, by no other rule', () => {
  fc.assert(
    fc.property(mails, (mail) => {
      expect(subjectsOf({ ...mail, parts: [...mail.parts, ...mail.parts] })).toEqual(subjectsOf(mail))
    }),
  )
})

test('the viewer’s own facts add no disclosure', () => {
  fc.assert(
    fc.property(mails, fc.nat(20), ({ records, parts, to }, at) => {
      const viewers = records.filter((record) => record.emails.includes(to))
      const viewer = viewers[at % Math.max(viewers.length, 1)]
      fc.pre(viewer !== undefined)
      const own = plainKinds.flatMap((kind) => plainForm(viewer, kind) ?? [])
      const withOwn = parts.map((part) => [...part, `Ihre Daten: ${own.join(', ')}`])
      expect(subjectsOf({ records, parts: withOwn, to })).toEqual(subjectsOf({ records, parts, to }))
    }),
  )
})

test('without one customer nobody else is disclosed by a fact', () => {
  fc.assert(
    fc.property(mails, fc.nat(20), (mail, at) => {
      const gone = mail.records[at % mail.records.length]
      fc.pre(gone !== undefined && !gone.emails.includes(mail.to) && gone.household === undefined)
      // A name narrows to those who remain, so that only facts are compared.
      const byFact = (subjects: readonly string[]) =>
        subjects
          .filter((one) => !one.includes('addressed'))
          .map((one) => one.split(' ').slice(0, 2).join(' '))
      const before = byFact(subjectsOf(mail))
      const after = byFact(subjectsOf({ ...mail, records: mail.records.filter((one) => one !== gone) }))
      expect(before).toEqual(expect.arrayContaining([...after]))
    }),
  )
})

test('a surname in the salutation exposes somebody who has it, unless it is the viewer’s or his household’s', () => {
  fc.assert(
    fc.property(mails, ({ records, parts, to }) => {
      const withSurname = [['Sehr geehrte Frau Albers,', ...(parts[0] ?? []).slice(1)], ...parts.slice(1)]
      const viewers = records.filter((record) => record.emails.includes(to))
      const namesakes = records.filter((record) => record.lastName === 'Albers')
      const isOwn = namesakes.some((one) =>
        viewers.some((viewer) => viewer === one || shareHousehold(viewer, one)),
      )
      const exposed = subjectsOf({ records, parts: withSurname, to }).map((one) => one.split(' '))
      const numbers = namesakes.map((one) => one.customerNumber)
      const addressed = exposed.filter(([, rule]) => rule === 'addressed').map(([number]) => number ?? '')
      expect(numbers).toEqual(expect.arrayContaining(addressed))
      if (isOwn) expect(addressed).toEqual([])
      else if (numbers.length > 0) {
        expect(
          exposed.some(([number, , kinds]) => numbers.includes(number ?? '') && kinds?.includes('name')),
        ).toBe(true)
      }
    }),
  )
})

test('what one viewer sees does not depend on who was asked about before', () => {
  fc.assert(
    fc.property(mails, fc.array(fc.nat(40), { maxLength: 4 }), ({ records, parts, to }, others) => {
      const index = buildReferenceIndex({ records })
      const survey = openSurvey(index, noAllowances)
      for (const passage of passagesOf(parts, 'part')) survey.add(passage)
      for (const other of others) survey.judge(viewerOf(`box${other}q@example.org`, index, noAllowances))
      expect(survey.judge(viewerOf(to, index, noAllowances))).toEqual(
        verdictOf(records, passagesOf(parts, 'part'), to),
      )
    }),
  )
})
