/** What a monitor asks: is the process alive, and may it be given work? */
import { z } from 'zod'

export const alive = z.object({ status: z.literal('alive') })

/** Parts a process needs; a part that is not in use does not appear. */
export const readinessParts = ['process', 'database', 'schema', 'index', 'worker'] as const

/** `ok`, or why not. Closed words: a monitor may be read by anybody. */
export const readinessStates = ['ok', 'away', 'outdated', 'missing', 'stale', 'stopping', 'slow'] as const

export const readiness = z.object({
  status: z.enum(['ready', 'not-ready']),
  parts: z.array(
    z.object({
      part: z.enum(readinessParts),
      state: z.enum(readinessStates),
      /** How many of its kind are not as they should be, such as indexes of organisations. */
      count: z.int().optional(),
    }),
  ),
})

export type Readiness = z.infer<typeof readiness>
export type ReadinessPart = (typeof readinessParts)[number]
export type ReadinessState = (typeof readinessStates)[number]
