/** A list of 32-bit words that grows at its end. */
export interface WordList {
  readonly length: number
  get(at: number): number
  set(at: number, word: number): void
  push(word: number): void
  words(): Uint32Array
}

const FIRST_WORDS = 1024
const GROWTH = 1.5

export function openWordList(): WordList {
  let words = new Uint32Array(FIRST_WORDS)
  let length = 0
  return {
    get length() {
      return length
    },
    get: (at) => words[at] ?? 0,
    set(at, word) {
      words[at] = word
    },
    push(word) {
      if (length === words.length) {
        const longer = new Uint32Array(Math.ceil(length * GROWTH))
        longer.set(words)
        words = longer
      }
      words[length++] = word
    },
    words: () => words.subarray(0, length),
  }
}
