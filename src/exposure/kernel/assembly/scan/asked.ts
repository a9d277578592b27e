/**
 * Keys that are asked of the index, many at once: nearly every one of them lies where no cache holds it, and waiting for
 * many together takes hardly longer than waiting for one.
 */
import { isKeyThere, marksOf, newMarksHave, nextBucket, placeOf, primaryBucket } from './filter'
import { askedAt, openAt } from './layout'
import { keep } from './ranges'

/** What is kept if somebody has the key: place, first and last word, how many in front and behind, bucket. */
const ASKED_BYTES: usize = 32
const AT_FIRST: usize = 8
const AT_LAST: usize = 12
const AT_BACK: usize = 16
const AT_AHEAD: usize = 18
const AT_STATE: usize = 20
const AT_BUCKET: usize = 24
const MAX_ASKED: i32 = 512

const NO: u32 = 0
/** Kept without being asked, or by a mark that agrees. */
const SURE: u32 = 1
const MARKED: u32 = 2

let asked: i32 = 0

export function startAsking(): void {
  asked = 0
}

/** Keeps the words whatever the index says. In turn with what is asked: see `keep`. */
export function keepSurely(first: i32, last: i32, back: i32, ahead: i32): void {
  put(0, SURE, first, last, back, ahead)
}

/** Keeps the words if somebody has the key whose text lies at `at`. */
export function keepIfKnown(at: usize, length: i32, first: i32, last: i32, back: i32, ahead: i32): void {
  put(placeOf(at, length), NO, first, last, back, ahead)
}

function put(place: u64, state: u32, first: i32, last: i32, back: i32, ahead: i32): void {
  const entry = askedAt + <usize>asked * ASKED_BYTES
  store<u64>(entry, place)
  store<i32>(entry, first, AT_FIRST)
  store<i32>(entry, last, AT_LAST)
  store<u16>(entry, <u16>back, AT_BACK)
  store<u16>(entry, <u16>ahead, AT_AHEAD)
  store<u32>(entry, state, AT_STATE)
  asked += 1
  if (asked === MAX_ASKED) answerAll()
}

/** Keeps what is known of all that was asked, in its order. */
export function answerAll(): void {
  lookUpMarks()
  for (let k = 0; k < asked; k++) {
    const entry = askedAt + <usize>k * ASKED_BYTES
    const state = load<u32>(entry, AT_STATE)
    const place = load<u64>(entry)
    if (state !== SURE) {
      if (state === NO && !newMarksHave(place)) continue
      if (!isKeyThere(place)) continue
    }
    const back = <i32>load<u16>(entry, AT_BACK)
    keep(load<i32>(entry, AT_FIRST), load<i32>(entry, AT_LAST), back, <i32>load<u16>(entry, AT_AHEAD))
  }
  asked = 0
}

/** Follows the steps of all lookups at once, one bucket of each by turns. */
function lookUpMarks(): void {
  let open = 0
  for (let k = 0; k < asked; k++) {
    const entry = askedAt + <usize>k * ASKED_BYTES
    store<u32>(entry, primaryBucket(load<u64>(entry)), AT_BUCKET)
    store<u32>(openAt + ((<usize>open) << 2), <u32>entry)
    open += load<u32>(entry, AT_STATE) === NO ? 1 : 0
  }
  for (let searched = 0; searched < MAX_BUCKETS_SEARCHED && open > 0; searched++) {
    let left = 0
    for (let k = 0; k < open; k++) {
      const entry = <usize>load<u32>(openAt + ((<usize>k) << 2))
      const marks = marksOf(load<u32>(entry, AT_BUCKET), load<u64>(entry))
      store<u32>(entry, marks & MARKED, AT_STATE)
      store<u32>(openAt + ((<usize>left) << 2), <u32>entry)
      left += <i32>(marks & 1)
    }
    for (let k = 0; k < left; k++) {
      const entry = <usize>load<u32>(openAt + ((<usize>k) << 2))
      store<u32>(entry, nextBucket(load<u32>(entry, AT_BUCKET), load<u64>(entry)), AT_BUCKET)
    }
    open = left
  }
}

/** As `key-table.ts` says. */
const MAX_BUCKETS_SEARCHED: i32 = 32
