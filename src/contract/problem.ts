/** What a failed request answers. */
import { z } from 'zod'

/** @source RFC 9457, section 3 */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  /** What to do now. */
  detail: z.string().optional(),
  /** Of our table of faults (docs/errors.md). */
  code: z.string(),
  /** Stands in the log line of this request. */
  requestId: z.string(),
  /** Where in the request the fault lies: names of the contract, never values. */
  places: z.array(z.string()).optional(),
})

export type ProblemAnswer = z.infer<typeof problem>

export const problemType = 'application/problem+json'
