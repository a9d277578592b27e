/** The known word that a mistyped one most probably means. */

/** @limit a word longer than this is nobody's slip of the hand, and comparing costs its square */
const wordCharsMax = 40

/** @returns undefined if none is near: more than a third of the letters differ */
export function nearestWord(word: string, known: readonly string[]): string | undefined {
  if (word.length > wordCharsMax) return undefined
  const ranked = known
    .map((candidate) => ({ candidate, distance: editDistance(word.toLowerCase(), candidate) }))
    .filter(({ candidate, distance }) => distance <= Math.max(1, Math.floor(candidate.length / 3)))
    .sort((left, right) => left.distance - right.distance)
  return ranked[0]?.candidate
}

/** Insertions, deletions and replacements between two words. */
function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= right.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[right.length] ?? 0
}
