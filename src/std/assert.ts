/** A programmer's mistake: the step stops, and what was not judged stays unjudged. */

export class AssertionFailed extends Error {
  override readonly name = 'AssertionFailed'
}

/**
 * @param sentence what holds here, as a statement
 * @throws AssertionFailed when it does not
 */
export function assert(condition: boolean, sentence: string): asserts condition {
  if (!condition) throw new AssertionFailed(sentence)
}
