/** Sorting in place, in a time that no order of the values makes long. */

/**
 * Sorts 32-bit values by heap sort, and leaves repetitions out.
 *
 * @returns how many are left
 */
export function sortAscending(at: usize, count: u32): u32 {
  for (let root = count >> 1; root > 0; ) sink(at, --root, count)
  for (let end = count; end > 1; ) {
    const greatest = load<u32>(at)
    store<u32>(at, valueAt(at, --end))
    store<u32>(at + <usize>end * 4, greatest)
    sink(at, 0, end)
  }
  let kept: u32 = 0
  for (let i: u32 = 0; i < count; i++) {
    const value = valueAt(at, i)
    if (kept > 0 && valueAt(at, kept - 1) === value) continue
    store<u32>(at + <usize>kept * 4, value)
    kept++
  }
  return kept
}

/** Lets the value at a root sink until both below it are no greater. */
function sink(at: usize, root: u32, end: u32): void {
  const value = valueAt(at, root)
  for (;;) {
    let child = root * 2 + 1
    if (child >= end) break
    if (child + 1 < end && valueAt(at, child + 1) > valueAt(at, child)) child++
    if (valueAt(at, child) <= value) break
    store<u32>(at + <usize>root * 4, valueAt(at, child))
    root = child
  }
  store<u32>(at + <usize>root * 4, value)
}

function valueAt(at: usize, ordinal: u32): u32 {
  return load<u32>(at + <usize>ordinal * 4)
}
