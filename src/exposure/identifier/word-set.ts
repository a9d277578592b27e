/** Lists of words, folded as the words of a text are. */
import { foldWord } from '../fold.ts'

/** @param words separated by white space, spelled as people spell them */
export function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/).map(foldWord))
}
