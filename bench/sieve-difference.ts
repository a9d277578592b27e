/**
 * Reads hard texts with the sieve and without it, millions of words: torn, glued and disguised facts between stretches of
 * prose, in worlds of different sizes. Exit status 1 at the first text that is read differently.
 *
 *     node bench/sieve-difference.ts [--worlds 6] [--texts 2000] [--seed 1]
 */
import { parseArgs } from 'node:util'
import { allowancesOf, noAllowances } from '../src/exposure/allowance.ts'
import { buildCompactIndex } from '../src/exposure/kernel/compact-index.ts'
import { indexKey } from '../test/support/index-key.ts'
import { differenceOf } from '../test/support/sieve-difference.ts'
import { hardPassage, sieveWorld } from '../test/support/sieve-world.ts'

const { values } = parseArgs({
  options: {
    worlds: { type: 'string', default: '6' },
    texts: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
  },
})
const sizes = [40, 300, 1_000, 5_000, 20_000]
const phrases = allowancesOf({
  phrases: ['nicht ist', 'Medien Regal Lesesaal Gebühr', 'sein einen welche um einer mir über'],
})

let words = 0
let kept = 0
let chars = 0
for (let world = 0; world < Number(values.worlds); world++) {
  const seed = Number(values.seed) + world
  const customers = sizes[world % sizes.length] ?? 1_000
  const hard = sieveWorld(customers, seed)
  const index = buildCompactIndex(
    { records: hard.records, ownedFacts: hard.population.facts },
    indexKey(seed),
  )
  for (let i = 0; i < Number(values.texts); i++) {
    const passage = hardPassage(hard)
    const difference = differenceOf(passage, index, i % 2 === 0 ? noAllowances : phrases)
    if (difference !== undefined) {
      console.log(`world ${seed}, text ${i} is read differently:\n${difference}`)
      process.exit(1)
    }
    words += passage.text.split(/\s+/).length
    chars += passage.text.length
    kept += index.sieve.keptOf(passage.text, 2).length
  }
  console.log(`world ${seed} of ${customers} customers: read the same`)
}
console.log(
  `${(words / 1e6).toFixed(1)} million words, ${(chars / 1e6).toFixed(1)} million characters, ${((kept / chars) * 100).toFixed(0)} % kept`,
)
