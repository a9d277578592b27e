/** What an index is made of, and how fast it answers. */
import type { FactKey } from '../../src/exposure/fact.ts'
import type { IdentifierIndex } from '../../src/exposure/identifier-index.ts'
import type { IndexImage } from '../../src/exposure/kernel/index-image.ts'

const repeats = 5

/** Bytes by what they are for. */
export function sayImage(image: IndexImage, customers: number, say: (line: string) => void): void {
  const each = (name: string, ...parts: readonly { readonly byteLength: number }[]) =>
    say(
      `  ${name}: ${(parts.reduce((sum, part) => sum + part.byteLength, 0) / customers).toFixed(1)} bytes a customer`,
    )
  say(`  ${(image.counts.keys / customers).toFixed(2)} distinct keys a customer`)
  each('table and owners of shared keys', image.keySlots, image.owners)
  each('  of which the table', image.keySlots)
  each('confirming tags', image.keyTags)
  each('words of names', image.roleSlots, image.roleTags)
  each('customer numbers', image.numberStarts, image.numbers)
  each('households and protection', image.households, image.protection)
  each('all', image.bytes)
}

export function sayAnswers(
  name: string,
  index: IdentifierIndex,
  keys: readonly FactKey[],
  say: (line: string) => void,
): void {
  const speeds = Array.from({ length: repeats }, () => {
    const startedAt = performance.now()
    let owners = 0
    for (const key of keys) owners += index.owners(key).length
    const seconds = (performance.now() - startedAt) / 1000
    return owners >= 0 ? keys.length / seconds : 0
  })
  say(`${name}: ${(Math.max(...speeds) / 1e6).toFixed(2)} million a second (best of ${repeats})`)
}
