/** Memory that is given out once and never taken back, but for what is given out last. */

const PAGE_BYTES_LOG = 16

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
  const pages = <i32>((top + 0xffff) >> PAGE_BYTES_LOG)
  const missing = pages - memory.size()
  // The caller counts what it puts in, and stops long before.
  if (missing > 0 && memory.grow(missing) < 0) unreachable()
}

/** Where the next room begins. */
export function roomTop(): usize {
  return top
}

/** Gives everything back that was taken since `roomTop` was `at`. */
export function giveBack(at: usize): void {
  top = at
}
