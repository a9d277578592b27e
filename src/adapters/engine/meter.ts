/** Counts what one mail costs, and which branches it takes: by steps, not by a clock, so that the same mail always ends the same. */
import { EngineError } from './engine-error.ts'
import { outputCharsMax, partialDepthMax, stepsMax } from './exchange.ts'

export class Meter {
  #steps = 0
  #depth = 0
  readonly #visited: Set<number> | undefined
  /** Source that is being rendered, for failures that know no better. */
  source = 0

  constructor(isTraced: boolean) {
    this.#visited = isTraced ? new Set() : undefined
  }

  /** Whether branches are asked for. */
  get isTraced(): boolean {
    return this.#visited !== undefined
  }

  step(count = 1): void {
    this.#steps += count
    if (this.#steps > stepsMax) throw new EngineError({ reason: 'time', source: this.source })
  }

  /** @param chars of a part so far */
  grow(chars: number): void {
    if (chars > outputCharsMax) throw new EngineError({ reason: 'output', source: this.source })
  }

  /** One partial deeper; `leave` when it is done. A mail that fails in between is over anyway. */
  enter(): void {
    this.#depth += 1
    if (this.#depth > partialDepthMax) throw new EngineError({ reason: 'time', source: this.source })
  }

  leave(): void {
    this.#depth -= 1
  }

  visit(branch: number): void {
    this.#visited?.add(branch)
  }

  /** @param first the first of a loop's three branches */
  visitTurns(first: number, turns: number): void {
    this.#visited?.add(first + Math.min(turns, 2))
  }

  visited(): readonly number[] | undefined {
    return this.#visited && [...this.#visited].sort((left, right) => left - right)
  }
}
