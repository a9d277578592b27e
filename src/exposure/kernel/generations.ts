/** The index that counts now. A new one takes its place at once; who has the old one goes on with it to the end. */
import type { IdentifierIndex } from '../identifier-index.ts'

export interface Generation {
  /** 1, 2, 3 … */
  readonly number: number
  readonly index: IdentifierIndex
}

export interface Generations {
  /** To be asked once for each message: handles of one generation mean nothing in another. */
  current(): Generation
  /** @param index whole and checked: it counts from now on */
  succeed(index: IdentifierIndex): Generation
}

export function openGenerations(first: IdentifierIndex): Generations {
  let current: Generation = { number: 1, index: first }
  return {
    current: () => current,
    succeed(index) {
      current = { number: current.number + 1, index }
      return current
    },
  }
}
