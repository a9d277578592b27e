/** What is kept of a text: ranges of words that grow together where they touch. */
import {
  AT_END,
  AT_FLAGS,
  AT_START,
  DIGIT,
  LIST_WORD,
  NUMBER_LABEL,
  rangesAt,
  tokenAt,
  tokenCount,
} from './layout'

/** Words that say nothing of how far a rule has looked: of a list of numbers with its label any length belongs together. */
const UNCOUNTED: u32 = DIGIT | LIST_WORD | NUMBER_LABEL
const RANGE_BYTES: usize = 8
/** Ends the last range with whatever stands behind the last word. */
const TO_THE_END: u32 = 0xffffffff

export let rangeCount: i32 = 0
/** Words that are kept around everything at least. */
let context: i32 = 0

/** What was kept latest: first and last word, and how many in front and behind. */
let latestFirst: i32 = 0
let latestLast: i32 = 0
let latestBack: i32 = 0
let latestAhead: i32 = 0

export function startRanges(leastContext: i32): void {
  rangeCount = 0
  context = leastContext
  latestFirst = -1
}

/**
 * Keeps the words `first` to `last`, with so many more in front and behind.
 *
 * Of two calls the later one must not end in front of where the earlier one began: then all ranges lie in order.
 */
export function keep(first: i32, last: i32, back: i32, ahead: i32): void {
  if (first < 0) first = 0
  if (last >= tokenCount) last = tokenCount - 1
  if (back < context) back = context
  if (ahead < context) ahead = context
  // In a long run of numbers nearly every one is kept: the run is walked over once, not for each of them.
  const isBeside = isBesideLatest(first, last)
  latestFirst = first
  latestLast = last
  if (isBeside && back <= latestBack && ahead <= latestAhead) return
  // A little more than was asked for, so that what is kept by turns does not walk by turns.
  latestBack = isBeside ? max(back, latestBack) : back
  latestAhead = isBeside ? max(ahead, latestAhead) : ahead
  let start = first
  for (let left = latestBack; start > 0 && left > 0; start--) {
    if (isCounted(start - 1)) left -= 1
  }
  let end = last
  for (let left = latestAhead; end + 1 < tokenCount && left > 0; end++) {
    if (isCounted(end + 1)) left -= 1
  }
  while (rangeCount > 0) {
    const top = rangesAt + <usize>(rangeCount - 1) * RANGE_BYTES
    if (load<i32>(top, 4) < start - 1) break
    if (load<i32>(top) < start) start = load<i32>(top)
    if (load<i32>(top, 4) > end) end = load<i32>(top, 4)
    rangeCount -= 1
  }
  const range = rangesAt + <usize>rangeCount * RANGE_BYTES
  store<i32>(range, start)
  store<i32>(range, end, 4)
  rangeCount += 1
}

/** Whether only words that are not counted lie between what was kept latest and the words `first` to `last`. */
function isBesideLatest(first: i32, last: i32): bool {
  if (latestFirst < 0) return false
  return (
    isUncounted(min(first, latestFirst), max(first, latestFirst)) &&
    isUncounted(min(last, latestLast) + 1, max(last, latestLast) + 1)
  )
}

/** @param end behind the last word that is looked at */
function isUncounted(start: i32, end: i32): bool {
  for (let i = start; i < end; i++) if (isCounted(i)) return false
  return true
}

function isCounted(i: i32): bool {
  return (load<u32>(tokenAt(i), AT_FLAGS) & UNCOUNTED) === 0
}

/** Writes the ranges as units of the text, half open, in place of the words. */
export function writeUnits(): void {
  for (let i = 0; i < rangeCount; i++) {
    const range = rangesAt + <usize>i * RANGE_BYTES
    const first = load<i32>(range)
    const last = load<i32>(range, 4)
    store<u32>(range, first === 0 ? 0 : load<u32>(tokenAt(first), AT_START))
    store<u32>(range, last === tokenCount - 1 ? TO_THE_END : load<u32>(tokenAt(last), AT_END), 4)
  }
}
