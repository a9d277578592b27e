import { expect, test } from 'vitest'
import { engines, trySoundness } from './proof-soundness.ts'

/** Together 20,000; Handlebars compiles each template to code, which takes longest. */
const counts = { liquid: 9_000, mustache: 7_000, koha: 2_500, handlebars: 1_500 }

for (const engine of ['liquid', 'handlebars', 'mustache', 'koha'] as const) {
  test(`no random template of ${engine} that is proven shows or depends on other people`, () => {
    const { proven, showing, broken } = trySoundness(engines[engine], { seed: 1, count: counts[engine] })
    expect(broken.slice(0, 3)).toEqual([])
    // A proof that proves nothing, or only what shows nothing, holds trivially.
    expect(proven).toBeGreaterThan(counts[engine] / 10)
    expect(showing).toBeGreaterThan(proven / 2)
  })
}
