/** Memory that is given out once and never taken back, but for what is given out last. */

const PAGE_BYTES_LOG = 16
/** 4 GB. */
const MAX_PAGES = 65536

let top: usize = __heap_base

/** Room that begins at a multiple of sixteen bytes. It is not cleared. */
export function takeRoom(sizeBytes: usize): usize {
  const at = (top + 15) & ~15
  reachTo(at + sizeBytes)
  return at
}

/** Room from where it begins next to `end`. */
export function reachTo(end: usize): void {
  top = end
  const size = memory.size()
  const missing = <i32>((top + 0xffff) >> PAGE_BYTES_LOG) - size
  if (missing <= 0) return
  // In large steps: each of them costs as much as a thousand keys.
  const step = min(max(missing, size >> 2), MAX_PAGES - size)
  // The caller counts what it puts in, and stops long before.
  if (step < missing || memory.grow(step) < 0) unreachable()
}

/** Where the next room begins. */
export function roomTop(): usize {
  return top
}

/** Gives everything back that was taken since `roomTop` was `at`. */
export function giveBack(at: usize): void {
  top = at
}
