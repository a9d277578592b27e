/** `npm run soak`, second part: random templates of every engine against what is proven of them, many more than in a test. */
import { parseArgs } from 'node:util'
import { engines, trySoundness } from './proof-soundness.ts'

const { values } = parseArgs({
  options: { templates: { type: 'string', default: '120000' }, seed: { type: 'string' } },
})
const templates = Number(values.templates)
const seed = Number(values.seed ?? Date.now() % 1_000_000)
const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** Handlebars compiles each template to code, which takes longest. */
const shares = { liquid: 0.4, mustache: 0.35, koha: 0.15, handlebars: 0.1 }

say(
  `${templates} templates, seed ${seed} (node test/notice/proof-soak.ts --templates ${templates} --seed ${seed})`,
)
for (const engine of ['liquid', 'mustache', 'koha', 'handlebars'] as const) {
  const count = Math.round(templates * shares[engine])
  const { proven, showing, broken } = trySoundness(engines[engine], { seed, count })
  say(
    `${engine}: ${count} templates, ${proven} proven, ${showing} of them show something; ${broken.length} that differ`,
  )
  for (const source of broken.slice(0, 10)) say(`WRONG: ${source}`)
  if (broken.length > 0) process.exitCode = 1
}
