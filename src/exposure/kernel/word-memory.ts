/** Remembers what was answered of a word: nine of ten words of a text are few, and come again at once. */

/** @limit words that are remembered, each until another one needs its place; in memory only, never in the bytes of an index */
const PLACES = 4_096
/** Longer words are rare, and would keep memory of a hostile text alive. */
const MAX_REMEMBERED_LENGTH = 32

/** @param answer of a word always the same */
export function rememberWords(answer: (word: string) => number): (word: string) => number {
  const words: string[] = new Array(PLACES).fill('')
  const answers = new Uint8Array(PLACES)
  answers[placeOf('')] = answer('')
  return (word) => {
    if (word.length > MAX_REMEMBERED_LENGTH) return answer(word)
    const place = placeOf(word)
    if (words[place] === word) return answers[place] ?? 0
    const found = answer(word)
    words[place] = word
    answers[place] = found
    return found
  }
}

function placeOf(word: string): number {
  let sum = word.length
  for (let i = 0; i < word.length; i++) sum = Math.imul(sum ^ word.charCodeAt(i), 0x9e3779b1)
  return (sum >>> 16) & (PLACES - 1)
}
