/** Puts keys and names together as the engine writes them. */
import { isKnown } from './filter'
import { DIGIT, flagsAt, lengthAt, scratchAt, wordAt } from './layout'

const A: u32 = 0x61
const E: u32 = 0x65
const O: u32 = 0x6f
const Q: u32 = 0x71
const U: u32 = 0x75

/** Prefixes of keys; each begins at a place of its own. */
const prefixes: usize = memory.data<u8>([
  102, 117, 108, 108, 45, 110, 97, 109, 101, 58, 0, 0, 0, 0, 0, 0, // full-name:
  99, 117, 115, 116, 111, 109, 101, 114, 45, 110, 117, 109, 98, 101, 114, 58, // customer-number:
  111, 119, 110, 101, 100, 45, 102, 97, 99, 116, 58, 0, 0, 0, 0, 0, // owned-fact:
  112, 104, 111, 110, 101, 58, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // phone:
  105, 98, 97, 110, 58, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // iban:
  115, 116, 114, 101, 101, 116, 58, 0, 0, 0, 0, 0, 0, 0, 0, 0, // street:
  112, 108, 97, 99, 101, 58, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // place:
  98, 105, 114, 116, 104, 45, 100, 97, 116, 101, 58, 0, 0, 0, 0, 0, // birth-date:
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

export function beginKey(kind: i32): void {
  keyEnd = scratchAt
  let from = prefixes + <usize>kind * PREFIX_BYTES
  for (let i = 0; i < 16; i++) {
    const byte = load<u8>(from++)
    if (byte === 0) break
    store<u8>(keyEnd++, byte)
  }
}

export function addByte(byte: u32): void {
  store<u8>(keyEnd++, <u8>byte)
}

export function addBytes(at: usize, length: i32): void {
  memory.copy(keyEnd, at, length)
  keyEnd += length
}

/** Whether somebody has the key as it is written so far. */
export function isKeyKnown(): bool {
  return isKnown(scratchAt, <i32>(keyEnd - scratchAt))
}

export function isKnownAs(kind: i32, at: usize, length: i32): bool {
  beginKey(kind)
  addBytes(at, length)
  return isKeyKnown()
}


/** Words written as one at `to`, as `joinFolded` writes them: letters that meet at a seam fold as if they had always stood together. */
export function joinWords(first: i32, last: i32, to: usize): i32 {
  const begin = to
  let hasDigit = false
  for (let i = first; i <= last; i++) if ((flagsAt(i) & DIGIT) !== 0) hasDigit = true
  if (hasDigit || first === last) {
    for (let i = first; i <= last; i++) {
      memory.copy(to, wordAt(i), lengthAt(i))
      to += lengthAt(i)
    }
    return <i32>(to - begin)
  }
  let latest: u32 = 0
  let before: u32 = 0
  for (let i = first; i <= last; i++) {
    const from = wordAt(i)
    const length = lengthAt(i)
    for (let k = 0; k < length; k++) {
      const letter = <u32>load<u8>(from + k)
      const isDigraph =
        letter === E &&
        (latest === A || latest === O || (latest === U && before !== A && before !== E && before !== Q))
      if (isDigraph) continue
      store<u8>(to++, <u8>letter)
      before = latest
      latest = letter
    }
  }
  return <i32>(to - begin)
}
