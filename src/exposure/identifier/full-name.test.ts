import fc from 'fast-check'
import { expect, test } from 'vitest'
import { candidatesIn, customer, keysIn, smallIndex } from '../../../test/support/small-index.ts'
import { factKeysOf } from '../customer-facts.ts'
import type { CustomerRecord } from '../fact.ts'
import { fullName } from './full-name.ts'

const people = {
  anna: { firstName: 'Anna', lastName: 'Müller' },
  double: { firstName: 'Anna-Lena', lastName: 'Müller-Lüdenscheidt' },
  glued: { firstName: 'Annalena', lastName: 'Vonderheide' },
  particle: { firstName: 'Max', lastName: 'von der Heide' },
  turkish: { firstName: 'İbrahim', lastName: 'Yıldız' },
  polish: { firstName: 'Małgorzata', lastName: 'Kowalska' },
  arabic: { firstName: 'Abd al-Rahman', lastName: 'al-Hassan' },
  spanish: { firstName: 'María José', lastName: 'García López' },
  irish: { firstName: 'Mary', lastName: "O'Brien" },
  single: { lastName: 'Sukarno' },
  form: { firstName: 'Michael', lastName: 'Herr' },
  amal: { firstName: 'Amal', lastName: 'Al-Masri' },
  common: { firstName: 'Ernst', lastName: 'Sommer' },
  company: { company: 'Stadtwerke Neudorf GmbH & Co. KG' },
  joined: { company: 'Kranz und Söhne' },
  oneWord: { company: 'Winter GmbH' },
} satisfies Record<string, Partial<CustomerRecord>>

type Who = keyof typeof people
const names: readonly Who[] = Object.keys(people).filter((name): name is Who => name in people)
const index = smallIndex(names.map((name) => customer(people[name])))

/** Who is named in a text: everybody who owns a key that was found in it. */
function namedIn(text: string, labels?: readonly string[]): readonly Who[] {
  const passage = labels === undefined ? text : { text, labels, row: 0 }
  const handles = keysIn(fullName, index, passage).flatMap((key) =>
    names.filter((name) => factKeysOf(customer(people[name])).some((own) => own === key)),
  )
  return [...new Set(handles)]
}

const found: readonly (readonly [name: string, text: string, who: Who])[] = [
  ['in order', 'Anna Müller', 'anna'],
  ['surname first', 'Müller, Anna', 'anna'],
  ['in capitals', 'ANNA MÜLLER', 'anna'],
  ['in small letters', 'anna mueller', 'anna'],
  ['umlaut left out', 'Anna Muller', 'anna'],
  ['decomposed', 'Anna Mu\u0308ller', 'anna'],
  ['with a title', 'Prof. Dr. Anna Müller', 'anna'],
  ['with a title between', 'Anna Dr. Müller', 'anna'],
  ['with a degree behind surname', 'Müller, Dipl.-Ing. Anna', 'anna'],
  ['with an initial', 'Anna M. Müller', 'anna'],
  ['with a middle name', 'Anna Sofie Müller', 'anna'],
  ['with a particle more', 'Anna von Müller', 'anna'],
  ['in the genitive', 'Anna Müllers Konto', 'anna'],
  ['in the English genitive', "Anna Müller's account", 'anna'],
  ['over a line', 'Konto von Anna\nMüller', 'anna'],
  ['hyphenated at the end of a line', 'Anna Mül-\nler', 'anna'],
  ['hyphenated in a reply', '> Anna Mül-\n> ler', 'anna'],
  ['hyphenated before a vowel', 'Anna Mu-\neller', 'anna'],
  ['hyphenated in capitals', 'ANNA MÜL-\nLER', 'anna'],
  ['with soft hyphens', 'An\u00adna Mül\u00adler', 'anna'],
  ['with zero-width spaces', 'An\u200bna Mül\u200bler', 'anna'],
  ['with a no-break space', 'Anna\u00a0Müller', 'anna'],
  ['in Cyrillic look-alikes', '\u0410nn\u0430 Müller', 'anna'],
  ['in a file name', 'mahnung_mueller_anna.pdf', 'anna'],
  ['in a file name with hyphens', 'rechnung-anna-mueller.pdf', 'anna'],
  ['with dots', 'anna.mueller', 'anna'],
  ['under labels', 'Vorname: Anna\nNachname: Müller', 'anna'],
  ['under labels, surname first', 'Name: Müller, Vorname: Anna', 'anna'],
  ['in JSON', '"firstName": "Anna", "lastName": "Müller"', 'anna'],
  ['with the nickname in quotes', 'Anna "Anni" Müller', 'anna'],
  ['in a list', 'Peter Schmidt, Anna Müller, Karl Ernst', 'anna'],
  ['both doubles', 'Anna-Lena Müller-Lüdenscheidt', 'double'],
  ['double given name without hyphen', 'Anna Lena Müller-Lüdenscheidt', 'double'],
  ['double given name in one', 'Annalena Lüdenscheidt', 'double'],
  ['one part of each', 'Lena Müller', 'double'],
  ['double surname without hyphen', 'Lena Müller Lüdenscheidt', 'double'],
  ['double surname over a line', 'Lena Müller-\nLüdenscheidt', 'double'],
  ['given name in two words', 'Anna Lena Vonderheide', 'glued'],
  ['particles apart', 'Annalena von der Heide', 'glued'],
  ['particles in place', 'Max von der Heide', 'particle'],
  ['particles left out', 'Max Heide', 'particle'],
  ['particles glued', 'Max Vonderheide', 'particle'],
  ['particles behind', 'Heide, Max von der', 'particle'],
  ['Turkish capitals', 'İBRAHİM YILDIZ', 'turkish'],
  ['Turkish without signs', 'Ibrahim Yildiz', 'turkish'],
  ['Polish', 'Małgorzata Kowalska', 'polish'],
  ['Polish without signs', 'Kowalska Malgorzata', 'polish'],
  ['Arabic with article', 'Abd al-Rahman al-Hassan', 'arabic'],
  ['Arabic without articles', 'Abd Rahman Hassan', 'arabic'],
  ['Arabic with a name that is two particles', 'Amal Al-Masri', 'amal'],
  ['Arabic glued', 'Abdalrahman Alhassan', 'arabic'],
  ['four parts', 'María José García López', 'spanish'],
  ['first parts only', 'Maria Garcia', 'spanish'],
  ['apostrophe', 'Mary O’Brien', 'irish'],
  ['apostrophe left out', 'Mary OBrien', 'irish'],
  ['single name, addressed', 'Herr Sukarno', 'single'],
  ['common words', 'Ernst Sommer', 'common'],
  ['in two columns without headings', 'Müller\tAnna\t23.05.1979', 'anna'],
  ['in two columns set with spaces', 'K1  Müller  Anna  23.05.1979', 'anna'],
  ['two spaces in a sentence', 'das Konto von Anna  Müller', 'anna'],
  ['in a column beside another name', 'Anna Müller  Peter Pan', 'anna'],
  ['a form of address behind a comma', 'Herr, Michael', 'form'],
  ['a form of address as surname in front', 'Angaben: Herr Michael und 30159 Hannover', 'form'],
  ['a form of address as surname', 'Michael Herr', 'form'],
  ['company in full', 'Stadtwerke Neudorf GmbH & Co. KG', 'company'],
  ['company without legal form', 'die Stadtwerke Neudorf liefern', 'company'],
  ['company with another legal form', 'STADTWERKE NEUDORF AG', 'company'],
  ['company with a sign', 'Kranz & Söhne', 'joined'],
  ['company of one word with its form', 'Winter GmbH', 'oneWord'],
  ['company of one word with another form', 'Winter UG (haftungsbeschränkt)', 'oneWord'],
  ['company of one word with its kind', 'Firma Winter', 'oneWord'],
]
for (const [name, text, who] of found) {
  test(`a name is found: ${name}`, () => expect(namedIn(text)).toContain(who))
}

const notFound: readonly (readonly [name: string, text: string])[] = [
  ['a surname alone', 'Frau Müller'],
  ['a given name alone', 'Hallo Anna'],
  ['an initial', 'A. Müller'],
  ['another letter', 'Anna Miller'],
  ['a letter too many', 'Annna Müller'],
  ['inside longer words', 'Annaberg Müllerstraße'],
  ['across two sentences', 'Das ist Anna. Müller kommt'],
  ['across two paragraphs', 'Anna\n\nMüller'],
  ['with an ordinary word between', 'Anna ruft Müller'],
  ['with two names between', 'Anna Beate Carla Müller'],
  ['given name, comma, surname', 'mit Anna, Müller und Beate'],
  ['names of a list mixed', 'Max Müller, Anna Heide'],
  ['names of two columns mixed', 'Anna Weiß  Müller Pan'],
  ['names of two columns mixed, side by side', 'Max Müller  Anna Karenina'],
  ['surname first in two columns, mixed', 'Heide, Anna  Müller Karenina'],
  ['a name and a title in the next cell', 'Erlenstädter, Anna\tGärten in Müller'],
  ['a name and a title that begins with a surname', 'Anna\tMüller backt Brot'],
  ['the line below a salutation', 'Herr Müller,\nName: Dr. Anna Heide'],
  ['the line below a salutation, with a middle name', 'Herr Müller,\nName: Frau Anna Max Sommer'],
  ['the line below a salutation, with a double given name', 'Herr Müller,\nName: Anna-Max Sommer'],
  ['a preposition at the end of the line above', 'Fällig am\nAl-Masri, Noor'],
  ['a list broken over a line', 'Ernst, Müller,\nAnna Heide'],
  ['a form of address before a name', 'Sehr geehrter Herr Michael Henning'],
  ['a common word alone', 'im Sommer'],
  ['a single name that is not addressed', 'Sukarno kam'],
  ['a company of one word without form', 'Der Winter kommt'],
  ['a piece of a company', 'Stadtwerke Erfurt'],
]
for (const [name, text] of notFound) {
  test(`no name is found: ${name}`, () => expect(namedIn(text)).toEqual([]))
}

const covered: readonly (readonly [text: string, keys: readonly string[]])[] = [
  ['Peter Wolfgang Fuchs', ['full-name:fuchs|peterwolfgang']],
  ['Fuchs, Peter Wolfgang', ['full-name:fuchs|peterwolfgang']],
  ['Peter Fuchs und Wolfgang Fuchs', ['full-name:fuchs|peter', 'full-name:fuchs|wolfgang']],
  ['Wolfgang Peter', ['full-name:peter|wolfgang']],
  ['Wolfgang Peter Klein', ['full-name:klein|wolfgang']],
  ['Till-Hermann Nowak', ['full-name:nowak|till']],
]
for (const [text, keys] of covered) {
  test(`the name that covers most of "${text}" is the name`, () => {
    const namesakes = smallIndex([
      customer({ firstName: 'Peter Wolfgang', lastName: 'Fuchs' }),
      customer({ firstName: 'Wolfgang', lastName: 'Peter' }),
      customer({ firstName: 'Wolfgang', lastName: 'Klein' }),
      customer({ firstName: 'Till', lastName: 'Nowak' }),
      customer({ firstName: 'Till', lastName: 'Hermann' }),
      customer({ firstName: 'Hermann', lastName: 'Ernst' }),
    ])
    expect(keysIn(fullName, namesakes, text)).toEqual(keys)
  })
}

test('given name and surname in two columns are one name', () => {
  expect(namedIn('Müller\t1.2.1980\tAnna', ['Nachname', 'Geburtsdatum', 'Vorname'])).toContain('anna')
  expect(namedIn('Müller\t1.2.1980\tAnna', ['Betreuer', 'Geburtsdatum', 'Vorname'])).toEqual([])
})

test('a name stands where it is written', () => {
  expect(candidatesIn(fullName, index, 'von Anna  Müller.')).toEqual([
    { key: 'full-name:anna|muller', start: 4, end: 16, isLabelled: false },
  ])
})

const part = fc.stringMatching(/^[A-ZÄÖÜŁŞ][a-zäöüßłşğ]{2,8}$/)
const written = fc.constantFrom<(given: string, family: string) => string>(
  (given, family) => `${given} ${family}`,
  (given, family) => `${family}, ${given}`,
  (given, family) => `${given} ${family}`.toUpperCase(),
  (given, family) => `${given}\n${family}`,
  (given, family) => `Dr. ${given} ${family}`.normalize('NFD'),
  (given, family) => `${given} X. ${family}`,
)
test('a generated name is found in every spelling', () => {
  fc.assert(
    fc.property(part, part, written, (firstName, lastName, write) => {
      fc.pre(firstName !== lastName)
      const record = customer({ firstName, lastName })
      const keys: readonly string[] = factKeysOf(record)
      expect(
        keysIn(fullName, smallIndex([record]), `an ${write(firstName, lastName)} gesandt`).some((key) =>
          keys.includes(key),
        ),
      ).toBe(true)
    }),
  )
})
