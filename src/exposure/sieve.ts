/** Port: which pieces of a text can hold anything that counts. Implemented in `kernel/`; an index may do without. */

export interface Sieve {
  /**
   * The pieces of a text in which the engine can find anything with this index, with as much around them as it looks at,
   * and far from each other. Reading them gives what reading the whole text would give.
   *
   * @param context words that are kept around each piece at least
   * @returns `''` if nothing can be found; the text itself if all of it must be read
   */
  keptOf(text: string, context: number): string
}
