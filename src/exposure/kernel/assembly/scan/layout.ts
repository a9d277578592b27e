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
export const NAME: u32 = PERSON | COMPANY | GENITIVE | PARTICLE
export const TELLING: u32 = ADDRESSEE | NAME | DIGIT | MONTH | NUMBER_LABEL | WORD_AT | ALIEN
/** Signs that can make one name of two words, whatever these are. */
export const TIES: u32 = HYPHEN | APOSTROPHE

/** What `codesAt` says of a UTF-16 unit: 0 not understood; a gap with the place of its bit; one or two small letters. */
export const CODE_GAP: u32 = 0x8000
export const CODE_CAPITAL: u32 = 0x4000
export const CODE_SECOND_SHIFT: u32 = 7
export const CODE_LETTER: u32 = 0x7f

/** A word of the text. */
export const TOKEN_BYTES: usize = 32
export const AT_START: usize = 0
export const AT_END: usize = 8
export const AT_UNIT_START: usize = 4
export const AT_UNIT_END: usize = 12
export const AT_FOLDED: usize = 16
export const AT_FLAGS: usize = 20
/** Of the gap in front of it. */
export const AT_GAP: usize = 24
export const AT_FOLDED_LENGTH: usize = 28
export const AT_UNITS: usize = 29

/** Key of places: 16 bytes. */
export let keyAt: usize = 0
/** For each UTF-16 unit of the basic plane its code, 16 bits each. */
export let codesAt: usize = 0
/** The engine's own words: `WORD_SLOTS` places of 32 bits, each 0 or where a word lies. */
export let wordsAt: usize = 0
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
export let textAt: usize = 0
export let foldedAt: usize = 0
export let tokensAt: usize = 0
/** Ranges of words, first and last; in the end of units. */
export let rangesAt: usize = 0
/** Numbers of the words that tell something, 32 bits each, in order. */
export let tellingAt: usize = 0

export const WORD_SLOTS: u32 = 4096
export const MEMORY_SLOTS: u64 = 8192
/** Leaves the bits that number a slot. */
export const MEMORY_SHIFT: u64 = 51
export const MEMORY_ENTRY: usize = 48

/** Places that stay the same for the life of an instance. */
export function placeTables(key: usize, codes: usize, words: usize, memory: usize, scratch: usize): void {
  keyAt = key
  codesAt = codes
  wordsAt = words
  memoryAt = memory
  scratchAt = scratch
  housesAt = scratch + 6144
  unitsAt = scratch + 6656
  gluedAt = scratch + 12288
}

export function placeText(text: usize, folded: usize, tokens: usize, ranges: usize, telling: usize): void {
  textAt = text
  foldedAt = folded
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
  return i > 0 && i < tokenCount ? load<u32>(tokenAt(i), AT_GAP) : FAR
}

export function lengthAt(i: i32): i32 {
  return <i32>load<u8>(tokenAt(i), AT_FOLDED_LENGTH)
}

export function wordAt(i: i32): usize {
  return <usize>load<u32>(tokenAt(i), AT_FOLDED)
}
