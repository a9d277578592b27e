/** Definitions (roles, schemas, grants) that two programs make at the same moment. */
import { isRetryable } from './transaction.ts'

/**
 * What the catalogue answers to the slower of two: unique violation, duplicate table, schema, role, database, "tuple
 * concurrently updated" (an internal error without a code of its own).
 */
const collisions = new Set(['23505', '42P07', '42P06', '42710', '42P04', 'XX000'])
const triesMax = 5

/** Repeats a definition that is harmless to repeat until it has gone through, or somebody else has made it. */
export async function untilDone(define: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await define()
      return
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : ''
      if (tries >= triesMax || !(collisions.has(code) || isRetryable(error))) throw error
    }
  }
}
