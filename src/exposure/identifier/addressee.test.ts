import fc from 'fast-check'
import { expect, test } from 'vitest'
import { customer, smallIndex } from '../../../test/support/small-index.ts'
import { factKeysOf } from '../customer-facts.ts'
import { foldText } from '../fold.ts'
import { findAddressees } from './addressee.ts'

const index = smallIndex([
  customer({ firstName: 'Anna', lastName: 'Müller' }),
  customer({ firstName: 'Lena', lastName: 'Müller-Lüdenscheidt' }),
  customer({ firstName: 'Max', lastName: 'von der Heide' }),
  customer({ firstName: 'Peter', lastName: 'Martin' }),
  customer({ firstName: 'Martin', lastName: 'Graf' }),
  customer({ firstName: 'Ali', lastName: 'Yılmaz' }),
  customer({ company: 'Stadtwerke Neudorf GmbH' }),
  customer({ company: 'Winter GmbH' }),
  customer({ lastName: 'Sukarno' }),
  customer({ firstName: 'Linh', lastName: 'Lê' }),
  customer({ firstName: 'Petra', lastName: 'Herr' }),
  customer({ firstName: 'Ben', lastName: 'Rothenrieder-Fritz' }),
  customer({ firstName: 'Rita', lastName: 'Herr-Dornhagen' }),
  customer({ firstName: 'Renate', lastName: 'von und zu Mitterburger' }),
])

/** The keys of all mentions that somebody has. */
function mentioned(
  text: string,
  more: { readonly position?: 'addressee'; readonly labels?: readonly string[] } = {},
): readonly string[] {
  const passage = more.labels === undefined ? { text } : { text, labels: more.labels, row: 0 }
  const mentions = [...findAddressees(foldText(passage), index, more.position)]
  return mentions.flatMap(({ keys }) => keys).filter((key) => index.owners(key).length > 0)
}

const anna = 'full-name:anna|muller'
const heide = 'surname:heide'
const found: readonly (readonly [name: string, text: string, key: string])[] = [
  [
    'a given name that is a particle elsewhere',
    'Lieber Ben Rothenrieder-Fritz!',
    'full-name:ben|rothenriederfritz',
  ],
  [
    'behind a form of address as well',
    'Sehr geehrter Herr Ben Rothenrieder-Fritz,',
    'full-name:ben|rothenriederfritz',
  ],
  ['a form of address tied to a surname', 'Guten Tag Rita Herr-Dornhagen,', 'full-name:herrdornhagen|rita'],
  ['a surname that is a title elsewhere, in full', 'Kunde: Martin Graf', 'full-name:graf|martin'],
  ['a surname that is a title elsewhere, behind a form', 'Lieber Herr Martin Graf,', 'full-name:graf|martin'],
  ['particles in capitals', 'Guten Tag Frau VON UND ZU MITTERBURGER,', 'surname:mitterburger'],
  ['a lady', 'Sehr geehrte Frau Müller,\n\nIhre Bücher', 'surname:muller'],
  ['with full name', 'Sehr geehrte Frau Anna Müller,', anna],
  ['with title and particles', 'Sehr geehrter Herr Dr. von der Heide,', heide],
  ['with title in short', 'Sehr geehrter Hr. Prof. Dr. Heide,', heide],
  ['a family', 'Sehr geehrte Familie Müller,', 'surname:muller'],
  ['a double name', 'Liebe Frau Müller-Lüdenscheidt,', 'surname:mullerludenscheidt'],
  ['a part of a double name', 'Liebe Frau Lüdenscheidt,', 'surname:ludenscheidt'],
  ['a name that is a title elsewhere', 'Sehr geehrter Herr Graf,', 'surname:graf'],
  ['in capitals', 'SEHR GEEHRTE FRAU MÜLLER', 'surname:muller'],
  ['in small letters', 'hallo frau müller,', 'surname:muller'],
  ['good day', 'Guten Tag Anna Müller,', anna],
  ['good day with a comma', 'Guten Tag, Frau Müller!', 'surname:muller'],
  ['good day with a comma and full name', 'Guten Tag, Anna Müller,', anna],
  ['hello', 'Hallo Anna Müller!', anna],
  ['hello without a comma', 'Hallo Anna Müller\nhier Ihre Bücher', anna],
  ['hello, and the sentence goes on', 'Hallo Anna Müller Ihre Bücher sind da', anna],
  ['good day and the name on the next line', 'Guten Tag,\nFrau Müller,', 'surname:muller'],
  ['between tags', 'Liebe Frau \nMüller !', 'surname:muller'],
  ['both endings', 'Sehr geehrte/r Anna Müller,', anna],
  ['both endings in brackets', 'Liebe(r) Frau Müller,', 'surname:muller'],
  ['a label of two words', 'Name des Kunden: Anna Müller', anna],
  ['a line with "An"', 'An Frau Anna Müller\n', anna],
  ['moin', 'Moin Herr Heide', heide],
  ['dear', 'Dear Anna Müller,', anna],
  ['dear with form', 'Dear Ms Müller:', 'surname:muller'],
  ['dear with form and full stop', 'Dear Mr. von der Heide', heide],
  ['good morning', 'Good morning Mr Heide,', heide],
  ['hi', 'Hi Anna Müller', anna],
  ['Turkish', 'Sayın Ali Yılmaz,', 'full-name:ali|yilmaz'],
  ['Polish', 'Szanowny Panie Heide,', heide],
  ['broken over a line', 'Sehr geehrte Frau\nMüller,', 'surname:muller'],
  ['broken inside a name', 'Sehr geehrte Frau Mül-\nler,', 'surname:muller'],
  ['with a soft hyphen', 'Sehr ge\u00adehrte Frau Mül\u00adler,', 'surname:muller'],
  ['decomposed', 'Sehr geehrte Frau Mu\u0308ller,', 'surname:muller'],
  ['with an initial', 'Sehr geehrte Frau A. Müller,', 'surname:muller'],
  ['a middle name', 'Hallo Anna Maria Müller,', anna],
  ['two persons, first', 'Sehr geehrte Frau Müller, sehr geehrter Herr Heide,', 'surname:muller'],
  ['two persons, second', 'Sehr geehrte Frau Müller, sehr geehrter Herr Heide,', heide],
  ['two persons joined', 'Sehr geehrte Frau Müller und Herr Heide,', heide],
  ['two forms for one name', 'Sehr geehrte Frau und Herr Müller,', 'surname:muller'],
  ['a shared surname', 'Liebe Anna und Karl Müller,', anna],
  ['a reader with full name', 'Liebe Leserin Anna Müller,', anna],
  ['in the middle of a text', 'Vielen Dank. Sehr geehrte Frau Müller, wir', 'surname:muller'],
  ['someone with one name', 'Sehr geehrter Herr Sukarno,', 'surname:sukarno'],
  ['a surname that is an article elsewhere', 'Sehr geehrte Frau Linh Lê,', 'full-name:le|linh'],
  ['such a surname alone', 'Sehr geehrte Frau Lê,', 'surname:le'],
  ['such a surname in a greeting', 'Lieber Linh Lê!', 'full-name:le|linh'],
  ['a surname that is a form of address', 'Sehr geehrte Frau Herr,', 'surname:herr'],
  ['a company', 'Sehr geehrte Firma Winter,', 'full-name:winter'],
  ['a label', 'Kundin: Anna Müller', anna],
  ['a label, surname first', 'Kunde: Müller, Anna', anna],
  ['a label with surname', 'Kundin: Müller', 'surname:muller'],
  ['a label with form', 'Name: Frau Müller', 'surname:muller'],
  ['a label in a table', 'Empfänger\tAnna Müller', anna],
  ['a label in English', 'Customer: Anna Müller', anna],
  ['a label for a company', 'Kunde: Stadtwerke Neudorf', 'full-name:stadtwerke neudorf'],
  ['a forwarded header', 'An: Anna Müller <x@example.org>', anna],
  ['for the attention of', 'z. Hd. Anna Müller', anna],
  ['care of', 'c/o Anna Müller', anna],
  ['a form on its own line', 'Herrn\nMax von der Heide\n', 'full-name:heide|max'],
  ['an accusative line', 'Herrn Max von der Heide\n', 'full-name:heide|max'],
  ['an address block', 'Anna Müller\nHauptstr. 5\n99084 Erfurt\n', anna],
  ['an address block with form', 'Frau Müller\nHauptstr. 5 a\nD-99084 Erfurt', 'surname:muller'],
  ['an address block with a line for the form', 'Frau\nAnna Müller\nHauptstr. 5\n99084 Erfurt', anna],
  ['an address block with care of', 'Anna Müller\nc/o Schmidt\nHauptstr. 5\n99084 Erfurt', anna],
  ['an address block with a company', 'Anna Müller\nKlein GmbH\nHauptstr. 5\n99084 Erfurt', anna],
  [
    'an address block of a company',
    'Stadtwerke Neudorf GmbH\nMarkt 1\n99084 Erfurt',
    'full-name:stadtwerke neudorf',
  ],
]
for (const [name, text, key] of found) {
  test(`an addressee is found: ${name}`, () => expect(mentioned(text)).toContain(key))
}

const notFound: readonly (readonly [name: string, text: string])[] = [
  ['nobody in particular', 'Sehr geehrte Damen und Herren,'],
  ['all readers', 'Liebe Leserinnen und Leser,'],
  ['a customer without name', 'Liebe Kundin, lieber Kunde,'],
  ['a given name', 'Hallo Anna,'],
  ['a given name that is a surname of others', 'Hallo Martin,'],
  ['a given name behind a label', 'Kunde: Martin'],
  ['a surname without form', 'Liebe Müller,'],
  ['a full name that no customer has does not fall back', 'Sehr geehrte Frau Berta Müller,'],
  ['nor in a greeting', 'Hallo Berta Müller,'],
  ['a double name that no customer has does not fall back', 'Sehr geehrte Frau Müller-Berg,'],
  ['a signature', 'Mit freundlichen Grüßen\nAnna Müller'],
  ['a signature with an address', 'Mit freundlichen Grüßen\n\nAnna Müller\nMarkt 1\n99084 Erfurt'],
  [
    'a signature with company and address',
    'Viele Grüße\nAnna Müller\nStadtbibliothek GmbH\nMarkt 1\n99084 Erfurt',
  ],
  ['an author', 'Der Zauberberg von Anna Müller'],
  ['a contact', 'Ihre Ansprechpartnerin: Frau Müller'],
  ['somebody spoken of behind the salutation', 'Guten Tag,\n\nFrau Müller hilft Ihnen.'],
  ['somebody spoken of on the next line', 'Guten Tag,\nFrau Müller hilft Ihnen.'],
  ['nobody known in English', 'Dear Sir or Madam,'],
  ['somebody to turn to', 'wenden Sie sich an Herrn Heide'],
  ['a love story', 'ich liebe Anna Müller seit Jahren'],
  ['another letter', 'Sehr geehrte Frau Miller,'],
  ['inside a longer word', 'Sehr geehrte Frau Müllerin,'],
  ['a title of a book', 'Frau Müller und ich'],
  ['a title beside an author who is called as a label', 'Peter Kunde\tMüller und Weiß'],
  ['a form of address before a name nobody has', 'Sehr geehrter Herr Petra Henning,'],
]
for (const [name, text] of notFound) {
  test(`no addressee is found: ${name}`, () => expect(mentioned(text)).toEqual([]))
}

const names: readonly (readonly [text: string, key: string | undefined])[] = [
  ['Anna Müller', anna],
  ['Müller, Anna', anna],
  ['Frau Müller', 'surname:muller'],
  ['Mahnung_Mueller_Anna.pdf', anna],
  ['rechnung-anna-mueller.pdf', anna],
  ['mahnung_frau_mueller.pdf', 'surname:muller'],
  ['Stadtwerke Neudorf', 'full-name:stadtwerke neudorf'],
  ['mahnung_mueller.pdf', 'surname:muller'],
  ['Mahnung Müller 2026.pdf', 'surname:muller'],
  ['Brief an von der Heide.docx', 'surname:heide'],
  ['Rechnung-Müller-Lüdenscheidt.pdf', 'surname:mullerludenscheidt'],
  ['Mueller_Vertrag.pdf', 'surname:muller'],
  ['Programm Müller.pdf', undefined],
  ['Mahnung Müller Heide.pdf', undefined],
  ['Mahnung Martin.pdf', undefined],
  ['Anna', undefined],
  ['Berta Müller', undefined],
  ['Frau Berta Müller', undefined],
]
for (const [text, key] of names) {
  test(`a name for somebody: "${text}" ${key === undefined ? 'names nobody' : 'names its bearer'}`, () => {
    const keys = mentioned(text, { position: 'addressee' })
    if (key === undefined) expect(keys).toEqual([])
    else expect(keys).toContain(key)
  })
}

test('a column of customers names them, a column of authors does not', () => {
  const row = 'Anna Müller\tDie Wahlverwandtschaften'
  expect(mentioned(row, { labels: ['Kundin', 'Titel'] })).toEqual([anna])
  expect(mentioned(row, { labels: ['Autorin', 'Titel'] })).toEqual([])
})

test('a mention names its most specific key first and stands where it is written', () => {
  const text = 'Sehr geehrter Herr Dr. von der Heide,'
  const [mention] = findAddressees(foldText({ text }), index)
  expect(mention).toEqual({ keys: ['surname:vonderheide', heide], start: 14, end: 36 })
})

test('a generated person is found in every salutation', () => {
  const part = fc.stringMatching(/^[B-Z][bcdfghklmnp]{2}[aiou][bcdfghklmnp]{2,5}$/)
  const salutation = fc.constantFrom<(given: string, family: string) => string>(
    (given, family) => `Sehr geehrte Frau ${given} ${family},`,
    (given, family) => `Hallo ${given} ${family}!`,
    (given, family) => `Dear ${given} ${family}\n`,
    (given, family) => `Kunde: ${family}, ${given}\n`,
    (given, family) => `Herrn\n${given} ${family}\n`,
    (_, family) => `Sehr geehrter Herr ${family},`.normalize('NFD'),
  )
  fc.assert(
    fc.property(part, part, salutation, (firstName, lastName, write) => {
      fc.pre(firstName !== lastName)
      const record = customer({ firstName, lastName })
      const own: readonly string[] = factKeysOf(record)
      const mentions = [
        ...findAddressees(foldText({ text: write(firstName, lastName) }), smallIndex([record])),
      ]
      expect(mentions.flatMap(({ keys }) => keys).some((key) => own.includes(key))).toBe(true)
    }),
  )
})
