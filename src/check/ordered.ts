/** Work on several things at once, results in the order of the things. */

export interface OrderedLimits {
  /** Things being worked on at one time. */
  readonly atOnce: number
  /** Things begun or done whose result has not been taken yet: one slow thing holds up no more than these. */
  readonly ahead: number
}

/**
 * @throws what `work` throws, once the results before it have been taken
 */
export async function* inOrder<Thing, Result>(
  things: Iterable<Thing> | AsyncIterable<Thing>,
  limits: OrderedLimits,
  work: (thing: Thing) => Promise<Result>,
): AsyncGenerator<Result> {
  const turnstile = openTurnstile(limits.atOnce)
  const begun: Promise<Result>[] = []
  for await (const thing of things) {
    const result = turnstile(() => work(thing))
    // Whoever takes the results hears of it in its turn; until then it is not unhandled.
    result.catch(() => {})
    begun.push(result)
    if (begun.length >= limits.ahead) yield* take(begun)
  }
  while (begun.length > 0) yield* take(begun)
}

async function* take<Result>(begun: Promise<Result>[]): AsyncGenerator<Result> {
  const first = begun.shift()
  if (first !== undefined) yield await first
}

/** Lets a number of pieces of work run at one time; the others wait in the order in which they came. */
function openTurnstile(atOnce: number): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let running = 0
  const waiting: (() => void)[] = []
  return async (work) => {
    // Whoever leaves hands its place to the next one waiting, so that nobody slips in between.
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) running -= 1
      else next()
    }
  }
}
