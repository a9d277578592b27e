/** Chance that can be thrown again: everything generated follows from one seed. */

export interface Dice {
  /** 0 <= value < 1 */
  next(): number
  /** 0 <= value < limit */
  below(limit: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T
  digits(count: number): string
}

/** A small counter-based generator; good enough for test data, not for secrets. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick(items) {
      const item = items[below(items.length)]
      if (item === undefined) throw new RangeError('nothing to pick from')
      return item
    },
    digits: (count) => Array.from({ length: count }, () => String(below(10))).join(''),
  }
}

/**
 * Picks earlier items more often: item of rank r with weight 1 / (r + 5) ^ exponent. The shift keeps the first from
 * being as frequent as in word lists; surnames are flatter than words.
 */
export function rankedPicker<T>(items: readonly T[], exponent: number): (dice: Dice) => T {
  const sums: number[] = []
  let total = 0
  for (let rank = 0; rank < items.length; rank++) {
    total += 1 / (rank + 5) ** exponent
    sums.push(total)
  }
  return (dice) => {
    const target = dice.next() * total
    let low = 0
    let high = sums.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sums[middle] ?? total) > target) high = middle
      else low = middle + 1
    }
    const item = items[low]
    if (item === undefined) throw new RangeError('nothing to pick from')
    return item
  }
}
