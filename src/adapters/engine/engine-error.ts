import type { EngineFailure } from './exchange.ts'

/** A mail that cannot be rendered, with its place in the template; thrown inside the engine's process. */
export class EngineError extends Error {
  override readonly name = 'EngineError'
  readonly failure: EngineFailure

  constructor(failure: EngineFailure) {
    super(failure.reason)
    this.failure = failure
  }
}
