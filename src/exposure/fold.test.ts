import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  cleanText,
  foldText,
  foldWord,
  joinFolded,
  MAX_WORD_LENGTH,
  openHeadingFolder,
  plainSpelling,
} from './fold.ts'

const sameWord: readonly (readonly [name: string, written: string, folded: string])[] = [
  ['umlauts', 'Müller', 'muller'],
  ['umlauts written out', 'Mueller', 'muller'],
  ['umlauts left out', 'Muller', 'muller'],
  ['capitals', 'MÜLLER', 'muller'],
  ['decomposed umlauts', 'Mu\u0308ller', 'muller'],
  ['a sharp s', 'Straße', 'strasse'],
  ['a capital sharp s', 'STRAẞE', 'strasse'],
  ['ue behind a vowel is no umlaut', 'Bauer', 'bauer'],
  ['an umlaut before ue', 'Bäuerle', 'bauerle'],
  ['the same written out', 'Baeuerle', 'bauerle'],
  ['Polish letters', 'Łódź', 'lodz'],
  ['Turkish dotted capital i', 'İbrahim', 'ibrahim'],
  ['Turkish dotless i', 'Yıldırım', 'yildirim'],
  ['Turkish soft g and s with cedilla', 'Doğuş', 'dogus'],
  ['Scandinavian letters', 'Ørsted', 'orsted'],
  ['South Slavic letters', 'Đorđe', 'dorde'],
  ['Vietnamese letters', 'Nguyễn', 'nguyen'],
  ['Cyrillic look-alikes', 'Аnnа', 'anna'],
  ['Greek look-alikes', 'Αnnα', 'anna'],
  ['full-width letters', 'Ａｎｎａ', 'anna'],
  ['mathematical letters', '𝐀𝐧𝐧𝐚', 'anna'],
  ['ligatures', 'Griﬀith', 'griffith'],
  ['a ligature with an accent', 'ǢǽƑ', 'aaf'],
  ['a soft hyphen inside', 'Mül\u00adler', 'muller'],
  ['a zero-width space inside', 'Mül\u200bler', 'muller'],
  ['a word joiner and a byte order mark', 'M\u2060üll\ufeffer', 'muller'],
  ['marks of direction', '\u202eMüller\u202c', 'muller'],
  ['a variation selector', 'M\ufe0füller', 'muller'],
  ['a combining grapheme joiner before an accent', 'Mu\u034f\u0308ller', 'muller'],
  ['a NUL', 'Mül\u0000ler', 'muller'],
  ['Arabic-Indic digits', '١٢٣', '123'],
  ['mathematical digits', '𝟏𝟐𝟑', '123'],
  ['letters of a number are left alone', 'AE12', 'ae12'],
]
for (const [name, written, folded] of sameWord) {
  test(`a word folds: ${name}`, () => {
    expect(foldWord(written)).toBe(folded)
    expect(foldText({ text: written }).words.map((word) => word.folded)).toEqual([folded])
  })
}

const cleaned: readonly (readonly [name: string, raw: string, clean: string])[] = [
  ['every space is one kind', 'a\u00a0b\u202fc\u2009d\u3000e', 'a b c d e'],
  ['tabs stay', 'a\tb', 'a\tb'],
  ['line breaks are one kind', 'a\r\nb\rc\u2028d\u0085e\nf', 'a\nb\nc\nd\ne\nf'],
  ['every hyphen is one', 'a‐b‑c–d—e−f', 'a-b-c-d-e-f'],
  ['full-width signs', 'ａ＠ｂ．ｃ', 'a@b.c'],
  ['apostrophes', 'O’Brien', "O'Brien"],
  ['letters keep case and accents', 'Ägypten Łódź', 'Ägypten Łódź'],
  ['superscripts are no digits, since they are footnotes', '12345²', '12345²'],
  ['an emoji stays', 'a😀b', 'a😀b'],
]
for (const [name, raw, clean] of cleaned) {
  test(`text is cleaned: ${name}`, () => expect(cleanText(raw)).toBe(clean))
}

test('words carry their place in the cleaned text', () => {
  const { text, words } = foldText({ text: '«Mu\u0308l\u00adler, K-12»😀x' })
  expect(words.map((word) => text.slice(word.start, word.end))).toEqual(['Müller', 'K', '12', 'x'])
  expect(words.map((word) => [word.hasLetter, word.hasDigit])).toEqual([
    [true, false],
    [true, false],
    [false, true],
    [true, false],
  ])
})

test('cells of a row carry the folded heading of their column', () => {
  const { cells } = foldText({ text: 'K1\tAnna\t', row: 3, labels: ['Kunden-Nr.', 'Vorname'] })
  expect(cells).toEqual([
    { start: 0, label: 'kunden nr' },
    { start: 3, label: 'vorname' },
    { start: 8, label: '' },
  ])
  expect(foldText({ text: 'K1\tAnna' }).cells).toEqual([])
})

test('a run longer than any word folds to nothing but keeps its place', () => {
  const [word] = foldText({ text: 'a'.repeat(MAX_WORD_LENGTH + 1) }).words
  expect(word).toMatchObject({ folded: '', start: 0, end: MAX_WORD_LENGTH + 1 })
})

test('words written as one fold as if written so', () => {
  expect(joinFolded(['mu', 'eller'])).toBe('muller')
  expect(joinFolded(['k', '12'])).toBe('k12')
})

test('the plain spelling of a number keeps every letter', () =>
  expect(plainSpelling('AE-001 ü/7')).toBe('ae001u7'))

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.uint16Array().map((units) => String.fromCharCode(...units)),
)

test('folding never throws, and its words are in order and in range', () => {
  fc.assert(
    fc.property(anyText, (raw) => {
      const { text, words } = foldText({ text: raw })
      let last = 0
      for (const { start, end } of words) {
        expect(start).toBeGreaterThanOrEqual(last)
        expect(end).toBeGreaterThan(start)
        last = end
      }
      expect(text.length).toBeGreaterThanOrEqual(last)
    }),
  )
})

test('folding twice changes nothing', () => {
  fc.assert(
    fc.property(anyText, (raw) => {
      const once = foldWord(raw)
      expect(foldWord(once)).toBe(once)
      const clean = cleanText(raw)
      expect(cleanText(clean)).toBe(clean)
    }),
  )
})

test('a heading folds alike each time it stands above a row, also beyond what is remembered', () => {
  const foldHeading = openHeadingFolder()
  const labels = Array.from({ length: 400 }, (_, i) => `Größe-Nr. ${i}`)
  const row = { text: labels.map((_, i) => String(i)).join('\t'), row: 0, labels }
  const expected = foldText(row)
  expect(expected.cells[399]?.label).toBe('grosse nr 399')
  expect(foldText(row, foldHeading)).toEqual(expected)
  expect(foldText(row, foldHeading)).toEqual(expected)
})
