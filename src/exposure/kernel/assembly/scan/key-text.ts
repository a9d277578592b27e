/** Puts keys and names together as the engine writes them. */
import { keepIfKnown } from './asked'
import { isDigraph } from './character'
import { lengthAt, wordAt } from './folded'
import { DIGIT, flagsAt, scratchAt } from './layout'

const A: u32 = 0x61
const E: u32 = 0x65
const O: u32 = 0x6f
const U: u32 = 0x75

/** Prefixes of keys, sixteen bytes for each. */
const prefixes: usize = memory.data<u8>([
  102,
  117,
  108,
  108,
  45,
  110,
  97,
  109,
  101,
  58,
  0,
  0,
  0,
  0,
  0,
  0, // full-name:
  99,
  117,
  115,
  116,
  111,
  109,
  101,
  114,
  45,
  110,
  117,
  109,
  98,
  101,
  114,
  58, // customer-number:
  111,
  119,
  110,
  101,
  100,
  45,
  102,
  97,
  99,
  116,
  58,
  0,
  0,
  0,
  0,
  0, // owned-fact:
  112,
  104,
  111,
  110,
  101,
  58,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0, // phone:
  105,
  98,
  97,
  110,
  58,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0, // iban:
  115,
  116,
  114,
  101,
  101,
  116,
  58,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0, // street:
  112,
  108,
  97,
  99,
  101,
  58,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0, // place:
  98,
  105,
  114,
  116,
  104,
  45,
  100,
  97,
  116,
  101,
  58,
  0,
  0,
  0,
  0,
  0, // birth-date:
])
const PREFIX_BYTES: usize = 16

export const FULL_NAME: i32 = 0
export const CUSTOMER_NUMBER: i32 = 1
export const OWNED_FACT: i32 = 2
export const PHONE: i32 = 3
export const IBAN: i32 = 4
export const STREET: i32 = 5
export const PLACE: i32 = 6
export const BIRTH_DATE: i32 = 7

/** Where a key is written; `spareAt` is for what goes into it. */
let keyEnd: usize = 0

export function spareAt(): usize {
  return scratchAt + 2048
}

/** How long each prefix is. */
const prefixLengths: usize = memory.data<u8>([10, 16, 11, 6, 5, 7, 6, 11])

export function beginKey(kind: i32): void {
  v128.store(scratchAt, v128.load(prefixes + <usize>kind * PREFIX_BYTES))
  keyEnd = scratchAt + <usize>load<u8>(prefixLengths + kind)
}

export function addByte(byte: u32): void {
  store<u8>(keyEnd++, <u8>byte)
}

export function addBytes(at: usize, length: i32): void {
  copyBytes(keyEnd, at, length)
  keyEnd += length
}

/** Copies eight bytes at a time: up to seven behind the last one are written too, where nothing stands yet. */
export function copyBytes(to: usize, from: usize, length: i32): void {
  for (let k = 0; k < length; k += 8) store<u64>(to + k, load<u64>(from + k))
}

/** Keeps the words if somebody has the key as it is written so far. */
export function keepByKey(first: i32, last: i32, back: i32, ahead: i32): void {
  keepIfKnown(scratchAt, <i32>(keyEnd - scratchAt), first, last, back, ahead)
}

/** Where the words lie that `joinWords` has joined. */
export let joinedAt: usize = 0

/**
 * Words written as one, as `joinFolded` writes them: letters that meet at a seam fold as if they had always stood together.
 *
 * @param to where they are written if they are more than one
 * @returns their length
 */
export function joinWords(first: i32, last: i32, to: usize): i32 {
  joinedAt = wordAt(first)
  if (first === last) return lengthAt(first)
  joinedAt = to
  let length = 0
  for (let i = first; i <= last; i++) {
    copyBytes(to + length, wordAt(i), lengthAt(i))
    length += lengthAt(i)
  }
  return hasSeam(first, last) ? foldSeams(to, length) : length
}

/** Folds digraphs in place. @returns how many letters are left */
export function foldSeams(at: usize, length: i32): i32 {
  let left = 0
  let latest: u32 = 0
  let before: u32 = 0
  for (let k = 0; k < length; k++) {
    const letter = <u32>load<u8>(at + k)
    if (letter === E && isDigraph(latest, before)) continue
    store<u8>(at + left++, <u8>letter)
    before = latest
    latest = letter
  }
  return left
}

/** Whether letters that meet can fold: never in a number, where every letter counts. */
function hasSeam(first: i32, last: i32): bool {
  let isSeam = false
  if ((flagsAt(first) & DIGIT) !== 0) return false
  for (let i = first + 1; i <= last; i++) {
    if ((flagsAt(i) & DIGIT) !== 0) return false
    isSeam = isSeam || isSeamAt(i)
  }
  return isSeam
}

/** Whether word `i` begins with an e behind a vowel that it can make an umlaut of. */
export function isSeamAt(i: i32): bool {
  if (<u32>load<u8>(wordAt(i)) !== E) return false
  const length = lengthAt(i - 1)
  if (length === 0) return false
  const vowel = <u32>load<u8>(wordAt(i - 1) + length - 1)
  return vowel === A || vowel === O || vowel === U
}
