/** Numbers of accounts. */
import { lengthAt, wordAt } from './folded'
import { addBytes, beginKey, IBAN, keepByKey, spareAt } from './key-text'
import {
  ALIEN,
  BREAK,
  DIGIT,
  DOT,
  flagsAt,
  gapAt,
  HYPHEN,
  ibanLengthsAt,
  SPACE,
  TAB,
  tokenCount,
  UNDERSCORE,
} from './layout'
import { firstDigit } from './numbers'

const MAX_IBAN_GROUPS: i32 = 17
const IBAN_SIGNS: u32 = SPACE | HYPHEN | DOT | BREAK | TAB | UNDERSCORE
const AROUND_IBAN: i32 = 4

/** Keeps the account whose check digits stand in word `i`. */
export function keepIbans(i: i32): void {
  const digit = firstDigit(i)
  if (digit >= 2) keepIban(i, digit - 2)
  else if (digit === 0 && i > 0 && lengthAt(i - 1) === 2 && (flagsAt(i - 1) & (DIGIT | ALIEN)) === 0) {
    if ((gapAt(i) & ~IBAN_SIGNS) === 0) keepIban(i - 1, 0)
  }
}

/** From letter `offset` of word `i` on: as many letters and digits as the accounts of the country have. */
function keepIban(i: i32, offset: i32): void {
  const wanted = ibanLength(wordAt(i) + offset)
  if (wanted === 0) return
  const at = spareAt()
  let length = 0
  for (let word = i; word < i + MAX_IBAN_GROUPS + 1 && word < tokenCount; word++) {
    if ((flagsAt(word) & ALIEN) !== 0) return
    if (word > i && (gapAt(word) & ~IBAN_SIGNS) !== 0) return
    const from = wordAt(word)
    const end = lengthAt(word)
    for (let k = word === i ? offset : 0; k < end && length < wanted; k++)
      store<u8>(at + length++, load<u8>(from + k))
    if (length < wanted) continue
    if (!isChecked(at, length)) return
    beginKey(IBAN)
    addBytes(at, length)
    keepByKey(i, word, AROUND_IBAN, AROUND_IBAN)
    return
  }
}

/** How many letters and digits an account has that begins with the letters at `at`; 0 if they are no country's. */
function ibanLength(at: usize): i32 {
  const first = <u32>load<u8>(at) - 0x61
  const second = <u32>load<u8>(at, 1) - 0x61
  return first < LETTERS && second < LETTERS
    ? <i32>load<u8>(ibanLengthsAt + <usize>(first * LETTERS + second))
    : 0
}

const LETTERS: u32 = 26

function withDigit(remainder: u32, byte: u32): u32 {
  return byte <= 0x39 ? (remainder * 10 + byte - 0x30) % 97 : (remainder * 100 + byte - 0x57) % 97
}

function isChecked(at: usize, length: i32): bool {
  let remainder: u32 = 0
  for (let k = 4; k < length; k++) remainder = withDigit(remainder, load<u8>(at + k))
  for (let k = 0; k < 4; k++) remainder = withDigit(remainder, load<u8>(at + k))
  return remainder === 1
}
