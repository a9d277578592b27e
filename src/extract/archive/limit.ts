/** As many entries of one archive are read as a message may have parts: more nobody opens. */
export const maxEntries = 10_000
