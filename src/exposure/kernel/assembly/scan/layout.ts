/** Where things lie in the memory of a sieve, and what the bits of a word and of a gap mean: `sieve-word.ts` and `sieve-code.ts` write the same. */

/** Bits of what stands between two words, as in `identifier/gap.ts`. */
export const SPACE: u32 = 1
export const TAB: u32 = 2
export const BREAK: u32 = 4
export const HYPHEN: u32 = 8
export const DOT: u32 = 16
export const SLASH: u32 = 32
export const COMMA: u32 = 64
export const PAREN: u32 = 128
export const COLON: u32 = 256
export const UNDERSCORE: u32 = 512
export const APOSTROPHE: u32 = 1024
export const QUOTE: u32 = 2048
export const AMPERSAND: u32 = 4096
export const LISTING: u32 = 8192
export const ASSIGNMENT: u32 = 16384
export const BREAKS: u32 = 1 << 20
export const OTHER: u32 = 1 << 21
/** Longer than any gap inside one fact, or the edge of the text. */
export const FAR: u32 = 1 << 22
/** The sign of an address stands in the gap. */
export const AT_SIGN: u32 = 1 << 23

/** Roles of a word in names, as the index tells them. */
export const GIVEN: u32 = 1
export const FAMILY: u32 = 2
export const COMPANY: u32 = 4
export const PERSON: u32 = GIVEN | FAMILY
/** What the engine's own lists say of a word. */
export const NUMBER_LABEL: u32 = 1 << 3
export const LIST_WORD: u32 = 1 << 4
export const PHONE_LABEL: u32 = 1 << 5
export const BIRTH_LABEL: u32 = 1 << 6
export const MONTH: u32 = 1 << 7
export const STREET_WORD: u32 = 1 << 8
/** Abbreviations that become another word in a street's name, and words that are left out in front of one. */
export const ODD_STREET: u32 = 1 << 9
export const HOUSE_WORD: u32 = 1 << 10
/** After these no house number follows. */
export const NO_STREET: u32 = 1 << 11
export const STREET_START: u32 = 1 << 12
export const FORM: u32 = 1 << 13
export const SALUTATION: u32 = 1 << 14
/** A salutation only behind its first half ("Guten Tag"). */
export const SECOND_HALF: u32 = 1 << 15
export const FIRST_HALF: u32 = 1 << 16
export const PERSON_LABEL: u32 = 1 << 17
/** A label that needs no colon. */
export const SHORT_LABEL: u32 = 1 << 18
/** Stands inside names, or between them, without being one: titles, particles, labels, joints, words for the reader. */
export const LOOSE: u32 = 1 << 19
export const PARTICLE: u32 = 1 << 20
/** Goes on in a company's name without being part of it. */
export const COMPANY_FORM: u32 = 1 << 21
export const COMPANY_TITLE: u32 = 1 << 22
/** Without the s at its end it is a surname. */
export const GENITIVE: u32 = 1 << 23
export const WORD_AT: u32 = 1 << 24
/** "An", "Herrn": a line that begins so may name whom a letter is for. */
export const LETTER_WORD: u32 = 1 << 25
/** How a word is written. */
export const CAPITAL: u32 = 1 << 26
export const SINGLE: u32 = 1 << 27
/** A digraph was folded in it, so that its letters are more than its folded ones. */
export const DIGRAPH: u32 = 1 << 28
export const LETTER: u32 = 1 << 29
export const DIGIT: u32 = 1 << 30
/** Not understood: whatever it is, what is around it is kept. */
export const ALIEN: u32 = 1 << 31

/** What may begin something that counts, or be near it: words with none of these are passed over. */
export const ADDRESSEE: u32 = SALUTATION | SECOND_HALF | SHORT_LABEL | PERSON_LABEL | FORM | SINGLE
/** What is looked at word by word, whatever stands beside it. */
export const MARKED: u32 = ADDRESSEE | DIGIT | MONTH | NUMBER_LABEL | WORD_AT | ALIEN
/** Surnames tell nothing: they are looked at where a given name or a form of address stands. */
export const TELLING: u32 = MARKED | GIVEN | COMPANY
/** Signs that can make one name of two words, whatever these are. */
export const TIES: u32 = HYPHEN | APOSTROPHE

/** What `codesAt` says of a UTF-16 unit: 0 not understood; a gap with the place of its bit; one or two small letters. */
export const CODE_GAP: u32 = 0x8000
export const CODE_CAPITAL: u32 = 0x4000
export const CODE_SECOND_SHIFT: u32 = 7
export const CODE_LETTER: u32 = 0x7f

/** A word of the text: its first unit and the one behind its last, what it is, the signs in front of it. */
export const TOKEN_BYTES: usize = 16
export const AT_START: usize = 0
export const AT_END: usize = 4
export const AT_FLAGS: usize = 8
/** Of the gap in front of it. */
export const AT_GAP: usize = 12
/** Where its folded letters are, beside the signs of the gap: as they stand in small; at its place in `foldedWordsAt`; not yet anywhere. */
export const PLAIN: u32 = 1 << 31
export const FOLDED: u32 = 1 << 30
const SIGNS: u32 = FOLDED - 1
/** A folded word elsewhere: where its letters are, and how many. */
export const FOLDED_WORD_BYTES: usize = 8

/** Key of places: 16 bytes. */
export let keyAt: usize = 0
/** For each UTF-16 unit of the basic plane its code, 16 bits each. */
export let codesAt: usize = 0
/** The engine's own words: `WORD_SLOTS` places of 32 bits, each 0 or where a word lies. */
export let wordsAt: usize = 0
/** For each two letters from "aa" on how long accounts of that country are, 8 bits each. */
export let ibanLengthsAt: usize = 0
/** Remembered words: `MEMORY_ENTRY` bytes each. */
export let memoryAt: usize = 0
/** Keys and names as they are put together: the key, at 2048 what goes into it, at 4096 a street's name. */
export let scratchAt: usize = 0
/** Readings of a house number. */
export let housesAt: usize = 0
/** Halves of names that another one may follow. */
export let unitsAt: usize = 0
/** Letters of halves that are made of several words. */
export let gluedAt: usize = 0
/** Keys to be asked of the index, and where those are that are still looked for. */
export let askedAt: usize = 0
export let openAt: usize = 0
/** Units of the text, 16 bits each. */
export let textAt: usize = 0
/** A byte for each unit: letters of ASCII and Latin-1 small, digits and signs of ASCII as they are, 1 for all others. */
export let smallAt: usize = 0
/** Where runs of units that can be words begin and end, 32 bits each, by turns; of a piece of the text. */
export let runsAt: usize = 0
/** A bit for each unit that is a capital letter of ASCII or Latin-1. */
export let capitalsAt: usize = 0
/** Folded letters that differ from the small ones, and for each word where it has them. */
export let foldedAt: usize = 0
export let foldedWordsAt: usize = 0
export let tokensAt: usize = 0
/** Ranges of words, first and last; in the end of units. */
export let rangesAt: usize = 0
/** Numbers of the words that tell something, 32 bits each, in order. */
export let tellingAt: usize = 0

export const WORD_SLOTS: u32 = 4096
export const MEMORY_SLOTS: u64 = 32768
/** Leaves the bits that number a slot. */
export const MEMORY_SHIFT: u64 = 49
export const MEMORY_ENTRY: usize = 64

/** Places that stay the same for the life of an instance. */
export function placeTables(
  key: usize,
  codes: usize,
  words: usize,
  ibanLengths: usize,
  memory: usize,
  scratch: usize,
): void {
  keyAt = key
  codesAt = codes
  wordsAt = words
  ibanLengthsAt = ibanLengths
  memoryAt = memory
  scratchAt = scratch
  housesAt = scratch + 6144
  unitsAt = scratch + 6656
  gluedAt = scratch + 12288
  askedAt = scratch + 147456
  openAt = scratch + 163840
}

/** The places of a text, and of what is found in it. */
export function placeText(
  text: usize,
  small: usize,
  capitals: usize,
  runs: usize,
  folded: usize,
  foldedWords: usize,
  tokens: usize,
  ranges: usize,
  telling: usize,
): void {
  textAt = text
  smallAt = small
  capitalsAt = capitals
  runsAt = runs
  foldedAt = folded
  foldedWordsAt = foldedWords
  tokensAt = tokens
  rangesAt = ranges
  tellingAt = telling
}

/** For each byte the digit or small letter of ASCII that it is, or 0. Written out, so that every instance in one memory writes the same. */
export const asciiAt: usize = memory.data<u8>([
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 0, 0, 0, 0, 0, 0, 0, 97, 98, 99,
  100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119, 120,
  121, 122, 0, 0, 0, 0, 0, 0, 97, 98, 99, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112,
  113, 114, 115, 116, 117, 118, 119, 120, 121, 122, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0,
])

export let tokenCount: i32 = 0
export function setTokenCount(count: i32): void {
  tokenCount = count
}

export function tokenAt(i: i32): usize {
  return tokensAt + <usize>i * TOKEN_BYTES
}

/** The word that is number `k` in the list of those that tell something. */
export function tellingWord(k: i32): i32 {
  return load<i32>(tellingAt + ((<usize>k) << 2))
}

/** Flags of word `i`; 0 beyond the text. */
export function flagsAt(i: i32): u32 {
  return i >= 0 && i < tokenCount ? load<u32>(tokenAt(i), AT_FLAGS) : 0
}

/** Signs in front of word `i`; `FAR` beyond the text. */
export function gapAt(i: i32): u32 {
  return i > 0 && i < tokenCount ? load<u32>(tokenAt(i), AT_GAP) & SIGNS : FAR
}

/** Units of word `i` as it is written. */
export function unitsAtWord(i: i32): i32 {
  return <i32>(load<u32>(tokenAt(i), AT_END) - load<u32>(tokenAt(i), AT_START))
}

/** Unit `at` of the text. */
export function unitAt(at: u32): u32 {
  return <u32>load<u16>(textAt + ((<usize>at) << 1))
}

/** What the table of codes says of a unit. */
export function codeOf(unit: u32): u32 {
  return <u32>load<u16>(codesAt + ((<usize>unit) << 1))
}
