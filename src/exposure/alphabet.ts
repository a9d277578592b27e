/** What single characters are, and which plain character stands for a disguised one. Tables are filled once at load and never written again. */

/** What a UTF-16 unit of cleaned text is inside a word. */
export const NO_LETTER = 0
export const LOWER = 1
export const UPPER = 2
export const DIGIT = 4
/** Letter beyond ASCII. */
export const FOREIGN = 8
/** Mark that belongs to a word and folds to nothing. */
export const MARK = 16
/** Half of a code point beyond the basic plane. */
export const SURROGATE = 32

const apostrophes = '\u2018\u2019\u201b\u02bc\u2032\u00b4`\uff07\uff40\u1fef\u1ffd'
const hyphens = '\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u02d7\u058a\ufe58\ufe63\uff0d'
const spaces = '\u00a0\u1680\u202f\u205f\u3000'
const lineBreaks = '\v\f\u0085\u2028\u2029'
/** Ranges of characters nobody sees: controls, soft hyphen, fillers, zero widths, marks of direction, selectors. */
const invisible: readonly (readonly [number, number])[] = [
  [0x00, 0x08],
  [0x0e, 0x1f],
  [0x7f, 0x84],
  [0x86, 0x9f],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff9, 0xfffb],
]
/** First digit of each decimal script in the basic plane. @source Unicode, General_Category Nd */
const zeros = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0,
  0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50,
  0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0,
]
/** Ranges whose compatibility form is what a reader sees: letter-like signs, ligatures, small and full-width forms. */
const compatible: readonly (readonly [number, number])[] = [
  [0x2100, 0x214f],
  [0xfb00, 0xfb06],
  [0xfe50, 0xfe6b],
  [0xff01, 0xff9f],
]

/** Letters that Unicode does not take apart. */
const undecomposed =
  'ß ss ẞ ss æ a Æ a œ o Œ o ø o Ø o đ d Đ d ð d Ð d þ th Þ th ł l Ł l ı i İ i ħ h Ħ h ŋ n Ŋ n ŧ t Ŧ t ĸ k ſ s ə e Ə e ƒ f ŉ n ɫ l ƶ z Ƶ z ɛ e Ɛ e ɔ o Ɔ o ς σ'

/** Class of each UTF-16 unit. */
export const unitClasses: Readonly<Uint8Array> = fillClasses()

/** Whether cleaning may touch a unit. */
export const KEEP = 0
export const REPLACE = 1
/** Combining mark: the text must be composed. */
export const COMPOSE = 2
/** High surrogate: look at the pair. */
export const PAIR = 3

const replacements = fillReplacements()

/** What cleaning does with each UTF-16 unit. */
export const cleanActions: Readonly<Uint8Array> = fillActions()

/** What stands in cleaned text for a unit whose action is `REPLACE`. */
export function replacementOf(unit: number): string {
  return replacements.get(unit) ?? ''
}

/** What stands in cleaned text for a code point beyond the basic plane; undefined: it stays. */
export function replacementOfPair(codePoint: number): string | undefined {
  // Mathematical letters and digits, and segmented digits.
  if ((codePoint >= 0x1d400 && codePoint <= 0x1d7ff) || (codePoint >= 0x1fbf0 && codePoint <= 0x1fbf9)) {
    let plain = ''
    for (const letter of String.fromCodePoint(codePoint).normalize('NFKC')) plain += plainLetter(letter)
    return plain
  }
  // Tags and further variation selectors are invisible.
  if (codePoint >= 0xe0000 && codePoint <= 0xe0fff) return ''
  return undefined
}

const foldings = fillFoldings()

/** Lower-case ASCII spelling of a letter beyond ASCII; the letter itself in lower case where there is none. */
export function foldingOf(letter: string): string {
  const folding = foldings.get(letter.charCodeAt(0))
  if (folding !== undefined) return folding
  // A capital of a rare block can have its small letter in a common one.
  const small = letter.toLowerCase()
  return small === letter ? small : (foldings.get(small.charCodeAt(0)) ?? plainLetter(small))
}

/** Cyrillic and Greek letters that look like Latin ones; small letters follow their capitals, so that case never matters. */
function lookAlikes(): Map<string, string> {
  const pairs: readonly (readonly [string, string])[] = [
    ['авекмнорстухіјѕԁԛԝһӏүѵь', 'abekmhopctyxijsdqwhlyvb'],
    ['АВЕКМНОРСТУХІЈЅԀԚԜҺӀҮѴЬ', 'ABEKMHOPCTYXIJSDQWHLYVB'],
    ['αβεζηικμνορτυχϳ', 'abezhikmvoptyxj'],
    ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹ', 'ABEZHIKMNOPTYXC'],
    ['ϲօɡɑ', 'coga'],
  ]
  const map = new Map<string, string>()
  for (const [foreign, latin] of pairs) {
    ;[...foreign].forEach((letter, i) => {
      map.set(letter, latin.charAt(i))
    })
  }
  return map
}

function fillReplacements(): Map<number, string> {
  const map = new Map<number, string>()
  for (const [first, last] of compatible) {
    for (let unit = first; unit <= last; unit++) {
      const letter = String.fromCharCode(unit)
      const plain = letter.normalize('NFKC')
      if (plain !== letter) map.set(unit, plain)
    }
  }
  for (const [letter, latin] of lookAlikes()) map.set(letter.charCodeAt(0), latin)
  for (const zero of zeros) for (let digit = 0; digit < 10; digit++) map.set(zero + digit, String(digit))
  const sets: readonly (readonly [string, string])[] = [
    [apostrophes, "'"],
    [hyphens, '-'],
    [spaces, ' '],
    [lineBreaks, '\n'],
    // Full stops that separate the labels of a domain. @source RFC 3490 section 3.1
    ['\u3002\uff61', '.'],
    ['\u037e', ';'],
    // Composition turns the Greek prosgegrammeni into iota.
    ['\u1fbe', 'i'],
  ]
  for (const [letters, plain] of sets) for (const letter of letters) map.set(letter.charCodeAt(0), plain)
  for (let unit = 0x2000; unit <= 0x200a; unit++) map.set(unit, ' ')
  for (const [first, last] of invisible) for (let unit = first; unit <= last; unit++) map.set(unit, '')
  // The carriage return is replaced by what follows it: see `cleanText`.
  map.set(0x0d, '\n')
  return map
}

function fillActions(): Uint8Array {
  const actions = new Uint8Array(0x10000)
  for (const unit of replacements.keys()) actions[unit] = REPLACE
  actions.fill(COMPOSE, 0x300, 0x370)
  actions[0x34f] = REPLACE
  actions.fill(COMPOSE, 0x1ab0, 0x1b00)
  actions.fill(COMPOSE, 0x20d0, 0x2100)
  // Conjoining Hangul and the marks of kana also come decomposed.
  actions.fill(COMPOSE, 0x1100, 0x115f)
  actions.fill(COMPOSE, 0x1161, 0x1200)
  actions.fill(COMPOSE, 0x3099, 0x309b)
  actions.fill(PAIR, 0xd800, 0xdc00)
  return actions
}

function plainLetter(letter: string): string {
  return replacements.get(letter.charCodeAt(0)) ?? letter
}

function fillClasses(): Uint8Array {
  const classes = new Uint8Array(0x10000)
  const letter = /\p{L}/u
  const mark = /\p{M}/u
  // Beyond these blocks stand CJK and Hangul, letters throughout, and forms that cleaning has replaced.
  for (let unit = 0x80; unit < 0x3400; unit++) {
    const character = String.fromCharCode(unit)
    if (letter.test(character)) classes[unit] = FOREIGN
    else if (mark.test(character)) classes[unit] = MARK
  }
  classes.fill(FOREIGN, 0x3400, 0x4dc0)
  classes.fill(FOREIGN, 0x4e00, 0xa48d)
  for (let unit = 0xa490; unit < 0xac00; unit++) {
    const character = String.fromCharCode(unit)
    if (letter.test(character)) classes[unit] = FOREIGN
    else if (mark.test(character)) classes[unit] = MARK
  }
  classes.fill(FOREIGN, 0xac00, 0xd7a4)
  classes.fill(SURROGATE, 0xd800, 0xe000)
  for (let unit = 0xf900; unit < 0xffdd; unit++) {
    if (letter.test(String.fromCharCode(unit))) classes[unit] = FOREIGN
  }
  classes.fill(MARK, 0xfe20, 0xfe30)
  classes.fill(DIGIT, 0x30, 0x3a)
  classes.fill(UPPER, 0x41, 0x5b)
  classes.fill(LOWER, 0x61, 0x7b)
  return classes
}

function fillFoldings(): Map<number, string> {
  const map = new Map<number, string>()
  const words = undecomposed.split(' ')
  for (let i = 0; i + 1 < words.length; i += 2) map.set((words[i] ?? '').charCodeAt(0), words[i + 1] ?? '')
  const blocks: readonly (readonly [number, number])[] = [
    [0xaa, 0x24f],
    [0x370, 0x52f],
    [0x1e00, 0x1fff],
  ]
  for (const [first, last] of blocks) {
    for (let unit = first; unit <= last; unit++) {
      if (unitClasses[unit] !== FOREIGN || map.has(unit)) continue
      let plain = ''
      for (const letter of String.fromCharCode(unit).normalize('NFKD')) {
        const kind = unitClasses[letter.charCodeAt(0)] ?? NO_LETTER
        if (kind !== MARK && kind !== NO_LETTER) plain += map.get(letter.charCodeAt(0)) ?? plainLetter(letter)
      }
      let small = ''
      for (const letter of plain.toLowerCase()) small += map.get(letter.charCodeAt(0)) ?? plainLetter(letter)
      map.set(unit, small)
    }
  }
  return map
}
