/** Numbers that look like chance and are the same for the same seed, so that a run that went wrong can be repeated. */
export interface Dice {
  /** 0 <= x < 1 */
  roll(): number
  /** 0 <= n < sides */
  pick(sides: number): number
}

/** @source mulberry32, public domain */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0
  const roll = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return { roll, pick: (sides) => Math.floor(roll() * sides) }
}
