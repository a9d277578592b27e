/** Mails that could not be made, once for each place and reason. */
import type { Failed } from '../renderer.ts'

export interface CountedFailure {
  readonly failed: Failed
  readonly mails: number
}

export function countFailure(failures: Map<string, CountedFailure>, failed: Failed): void {
  const key = JSON.stringify([failed.file, failed.reason, failed.line, failed.column, failed.field])
  failures.set(key, { failed, mails: (failures.get(key)?.mails ?? 0) + 1 })
}
