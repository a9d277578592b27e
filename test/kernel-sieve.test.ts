/** With a sieve and without one the engine reads the same of every text. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allowancesOf, noAllowances } from '../src/exposure/allowance.ts'
import type { CustomerRecord } from '../src/exposure/fact.ts'
import type { IdentifierIndex } from '../src/exposure/identifier-index.ts'
import { openChangeBook } from '../src/exposure/kernel/change-book.ts'
import { buildCompactIndex } from '../src/exposure/kernel/compact-index.ts'
import { openTextSieve, sieveMemoryOf } from '../src/exposure/kernel/text-sieve.ts'
import { readPassage } from '../src/exposure/reading.ts'
import { attachmentForms } from './scenarios/hidden-forms/attachment.ts'
import { headerForms } from './scenarios/hidden-forms/header.ts'
import { htmlForms } from './scenarios/hidden-forms/html.ts'
import { plainTextForms } from './scenarios/hidden-forms/plain-text.ts'
import { spellingForms } from './scenarios/hidden-forms/spelling.ts'
import { structureForms } from './scenarios/hidden-forms/structure.ts'
import { townsFacts, townsfolk } from './scenarios/hidden-forms/town.ts'
import { indexKey } from './support/index-key.ts'
import { readMail } from './support/read-mail.ts'
import { differenceOf, type ReadText, told, withoutSieve } from './support/sieve-difference.ts'
import { hardPassage, hardText, quietText, recordOf, sieveWorld } from './support/sieve-world.ts'
import { customer } from './support/small-index.ts'

/** Customers whose numbers, names and streets are written in ways that few others have. */
const odd: readonly CustomerRecord[] = [
  customer({
    customerNumber: 'ABCDEF',
    firstName: 'Anna Lena',
    lastName: 'von der Heide',
    emails: ['a@b.de'],
  }),
  customer({
    customerNumber: '0001234',
    lastName: 'Sukarno',
    street: '12 High Street',
    postcode: 'SW1A 1AA',
    city: 'London',
  }),
  customer({
    customerNumber: 'ab',
    company: 'Forum 21 e. V.',
    street: 'ul. Nowa 3-5',
    postcode: '00-950',
    city: 'Warszawa',
  }),
  customer({
    customerNumber: 'Bibliothek-77',
    firstName: 'Jörg',
    lastName: "O'Neill",
    phones: ['+43 1 5550002'],
    street: 'Straße des 17. Juni 5 b',
  }),
  customer({
    customerNumber: 'K0',
    firstName: 'Elke',
    lastName: 'Mau-Eller',
    postcode: '1010',
    city: 'Wien',
    birthDate: '1990-05-03',
  }),
]

const phrases = allowancesOf({
  phrases: [
    'nicht ist',
    'Frau Koch',
    'Medien Regal Lesesaal Gebühr',
    'sein einen welche um einer mir über',
    '24.11.2026',
  ],
})

for (const [customers, seed] of [
  [40, 3],
  [1_000, 1],
  [4_000, 2],
] as const) {
  test(`texts about ${customers} customers, torn, glued and disguised, are read the same`, () => {
    const world = sieveWorld(customers, seed, odd)
    const index = buildCompactIndex(
      { records: world.records, ownedFacts: world.population.facts },
      indexKey(seed),
    )
    let found = 0
    for (let i = 0; i < 250; i++) {
      const passage = hardPassage(world)
      const allowances = i % 2 === 0 ? noAllowances : phrases
      expect(differenceOf(passage, index, allowances)).toBeUndefined()
      found += readPassage(passage, index, allowances).facts.length
    }
    expect(found).toBeGreaterThan(500)
  })
}

test('of prose about nobody nothing is read', () => {
  const world = sieveWorld(1_000, 1)
  const index = buildCompactIndex({ records: world.records }, indexKey())
  for (let i = 0; i < 20; i++) expect(index.sieve.keptOf(quietText(500, world.dice), 2)).toBe('')
})

test('a sieve that left out a piece would be noticed', () => {
  const world = sieveWorld(1_000, 1)
  const index = buildCompactIndex({ records: world.records }, indexKey())
  const holed: IdentifierIndex = {
    ...withoutSieve(index),
    sieve: { keptOf: (text, context) => index.sieve.keptOf(text, context).slice(0, -40) },
  }
  const differences = Array.from({ length: 60 }, () => differenceOf({ text: hardText(world) }, holed))
  expect(differences.filter((one) => one !== undefined).length).toBeGreaterThan(5)
})

const town = buildCompactIndex(
  {
    records: townsfolk.map((one) => recordOf({ ...one, id: 0, isFemale: true })),
    ownedFacts: townsFacts,
  },
  indexKey(),
)

test('every text of every hidden form is read the same, alone and in the middle of prose', async () => {
  const { dice } = sieveWorld(1, 5)
  const forms = [
    plainTextForms,
    spellingForms,
    htmlForms,
    headerForms,
    structureForms,
    attachmentForms,
  ].flat()
  let found = 0
  for (const { mail, ending } of forms) {
    for (const piece of await readMail(
      await mail,
      { envelopeIsGiven: false, allowedFiles: [] },
      {},
      ending ?? 'eml',
    )) {
      if (piece.kind !== 'passage') continue
      expect(differenceOf(piece, town)).toBeUndefined()
      found += readPassage(piece, town, noAllowances).facts.length
      if (piece.row !== undefined || piece.position !== undefined) continue
      const text = `${quietText(80, dice)}\n${piece.text}\n${quietText(80, dice)}`
      expect(differenceOf({ text }, town)).toBeUndefined()
    }
  }
  expect(forms.length).toBeGreaterThan(250)
  expect(found).toBeGreaterThan(300)
})

const facts = [
  'K1002044',
  '4471093582',
  'Katharina Brückner',
  'Brückner, Katharina',
  '0221 4710 123',
  'Lindenstraße 48',
  '50674 Köln',
  '23.05.1979',
  'katharina.brueckner@mail.test',
  'Sehr geehrte Frau Brückner,',
  'Name: Brückner',
  'Kundennummer:',
]
const signs = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...facts) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(' ', '\n', '\r\n', '\t', ', ', '-', "'", '@', '(at)', ' dot ', '+', '/'),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 3 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '\u00ad',
      '\u200b',
      '\u0308',
      '\ud800',
      '\udfff',
      'ﬁ',
      'Α',
      'о',
      '５',
      '😀',
      '\u2066',
      '\ufeff',
      'İ',
      'ẞ',
      'ŉ',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 5 }) },
)

test('whatever signs of Unicode stand among facts, between them or inside them', () => {
  const pieces = fc.array(fc.tuple(signs, fc.boolean(), fc.nat(60)), { maxLength: 12 })
  const quiet = sieveWorld(1, 4)
  fc.assert(
    fc.property(pieces, (all) => {
      let text = ''
      for (const [piece, isInside, words] of all) {
        const at = isInside ? Math.floor(text.length / 2) : text.length
        text = text.slice(0, at) + piece + text.slice(at)
        if (words < 10) text += ` ${quietText(words * 12, quiet.dice)}`
      }
      expect(differenceOf({ text }, town)).toBeUndefined()
    }),
    { numRuns: 1_500 },
  )
})

test('a customer who has changed counts at once, and one index does not see the changes of the other', () => {
  const base = buildCompactIndex(
    { records: townsfolk.map((one) => recordOf({ ...one, id: 0, isFemale: true })) },
    indexKey(),
  )
  const book = openChangeBook(base, indexKey())
  book.put(
    customer({ customerNumber: 'ZZ-4711', firstName: 'Neu', lastName: 'Zugezogen', street: 'Zwölferweg 12' }),
  )
  book.remove('K1002044')
  const changed = book.commit()
  const { dice } = sieveWorld(1, 5)
  const text = `${quietText(80, dice)} ZZ-4711 ${quietText(80, dice)} Neu Zugezogen ${quietText(80, dice)} K1002044 ${quietText(80, dice)}`
  const keys = (index: IdentifierIndex) =>
    readPassage({ text }, index, noAllowances).facts.map(({ key }) => key)
  for (let turn = 0; turn < 3; turn++) {
    expect(keys(changed)).toEqual(['customer-number:zz4711', 'full-name:neu|zugezogen'])
    expect(keys(base)).toEqual(['customer-number:k1002044'])
    expect(differenceOf({ text }, changed)).toBeUndefined()
  }
  expect(base.sieve.keptOf(text, 2).length).toBeLessThan(text.length / 2)
})

test('two scans in one memory, as two threads have them, do not disturb each other', () => {
  const shared = sieveMemoryOf(town.sievedTables, indexKey())
  const scans = [openTextSieve(shared, town.sievedTables), openTextSieve(shared, town.sievedTables)]
  const world = sieveWorld(40, 6)
  for (let i = 0; i < 60; i++) {
    const text = hardText(world)
    const kept = town.sieve.keptOf(text, 2)
    for (const scan of scans) expect(scan.keptOf(text, 2)).toBe(kept)
  }
})

test('changes that come one after the other take room once, and each is the one that is asked', () => {
  const shared = sieveMemoryOf(town.sievedTables, indexKey())
  const opened = openTextSieve(shared, town.sievedTables)
  const { dice } = sieveWorld(1, 7)
  const quiet = quietText(150, dice)
  const commits = Array.from({ length: 5 }, (_, i) =>
    buildCompactIndex({ records: [customer({ customerNumber: `ZZ4000${i}` })] }, indexKey()),
  )
  const text = (i: number) => `${quiet} Kundennummer ZZ4000${i % commits.length} ${quiet}`
  let sizeBytes = 0
  for (let turn = 0; turn < 2_000; turn++) {
    const commit = commits[turn % commits.length]
    const sieve = opened.withChanges(commit?.sievedTables ?? town.sievedTables)
    expect(sieve.keptOf(text(turn), 2)).toContain(`ZZ4000${turn % commits.length}`)
    expect(sieve.keptOf(text(turn + 1), 2)).toBe('')
    if (turn === commits.length) sizeBytes = shared.memory.buffer.byteLength
  }
  expect(shared.memory.buffer.byteLength).toBe(sizeBytes)
  expect(opened.keptOf(text(0), 2)).toBe('')
})

test('an address with another sign for @ is found as well', () => {
  const { dice } = sieveWorld(1, 5)
  for (const sign of ['@', '＠', '﹫']) {
    const text = `${quietText(80, dice)} katharina.brueckner${sign}mail.test ${quietText(80, dice)}`
    const keys = readPassage({ text }, town, noAllowances).facts.map(({ key }) => key)
    expect(keys).toEqual(['email:katharina.brueckner@mail.test'])
  }
})

const rare = buildCompactIndex(
  {
    records: [
      customer({ customerNumber: 'ABCDEF', firstName: 'Anna Elisabeth', lastName: 'Grunwald' }),
      customer({ customerNumber: '0001234', company: 'Sommer und Winterstein GmbH' }),
      customer({ customerNumber: '77', firstName: 'Ute', lastName: 'von der Heide' }),
      customer({ customerNumber: '500000001', firstName: 'Mariaelke', lastName: 'Zettelmann' }),
    ],
  },
  indexKey(),
)

/** Each a piece that stands alone in prose, and what the engine reads of it. */
const pieces: readonly [name: string, piece: string, read: string][] = [
  ['a company', 'Sommer & Winterstein', 'full-name:sommer winterstein'],
  ['a number of letters behind its label', 'Ihre Kundennummer lautet ABCDEF.', 'customer-number:abcdef'],
  ['a number without its zeros behind its label', 'Kundennummer 1234', 'customer-number:~1234'],
  [
    'the last of many numbers behind one label',
    `Kundennummern: ${Array.from({ length: 90 }, (_, i) => 500 + i).join(', ')} und 77`,
    'customer-number:77',
  ],
  ['a genitive', 'Anna Grunwalds Karte', 'full-name:anna|grunwald'],
  ['halves that fold where they meet', 'Maria-Elke Zettelmann', 'full-name:marialke|zettelmann'],
  ['particles written apart', 'Ute von\nder Heide', 'full-name:ute|vonderheide'],
]
for (const [name, piece, read] of pieces) {
  test(`${name} is kept in the middle of prose`, () => {
    const { dice } = sieveWorld(1, 5)
    const text = `${quietText(120, dice)} ${piece} ${quietText(120, dice)}`
    expect(differenceOf({ text }, rare)).toBeUndefined()
    expect(told(readPassage({ text }, rare, noAllowances))).toContain(read)
    expect(rare.sieve.keptOf(text, 2).length).toBeLessThan(text.length / 1.2)
  })
}

test('whom an address block names is kept with the closing far above it', () => {
  const { dice } = sieveWorld(1, 5)
  const block = 'Ute von der Heide\nWaldweg 3\n12345 Neustadt'
  const names = (text: string) => readPassage({ text }, rare, noAllowances).names.length
  for (const [above, expected] of [
    ['wieder', 1],
    ['Mit freundlichen Grüßen', 0],
  ] as const) {
    const text = `${quietText(120, dice)}\n${above}\n${'dort wieder '.repeat(8)}\n\n${block}\n${quietText(120, dice)}`
    expect(names(text)).toBe(expected)
    expect(differenceOf({ text }, rare)).toBeUndefined()
  }
})

const whole: readonly [name: string, passage: ReadText][] = [
  ['a name of the addressee', { text: 'Brückner', position: 'addressee' }],
  [
    'a row whose heading says what its cells are',
    { text: 'x\t220503', row: 1, labels: ['Titel', 'Geburtsdatum'] },
  ],
  ['a text longer than a scan takes', { text: `${'wieder '.repeat(100_000)} K1002044` }],
]
for (const [name, passage] of whole) {
  test(`${name} is read whole`, () => expect(differenceOf(passage, town)).toBeUndefined())
}

test('what is told is compared, not where it stands', () => {
  const reading = (text: string) => readPassage({ text }, withoutSieve(town), noAllowances)
  expect(told(reading('K1002044'))).toBe(told(reading('wieder K1002044')))
  expect(told(reading('K1002044'))).not.toBe(told(reading('4471093582')))
})
