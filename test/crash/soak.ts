/** `npm run soak`: many kills, and what was found after them. */
import { parseArgs } from 'node:util'
import { runCrashes } from './run.ts'
import { WrongState } from './scenario.ts'
import { allScenarios } from './scenarios.ts'

const { values } = parseArgs({
  options: { kills: { type: 'string', default: '200' }, seed: { type: 'string' }, only: { type: 'string' } },
})
const kills = Number(values.kills)
const seed = Number(values.seed ?? Date.now() % 1_000_000)
const scenarios = allScenarios().filter(({ name }) => values.only === undefined || name.includes(values.only))
const say = (line: string): void => void process.stdout.write(`${line}\n`)

say(`${kills} kills, seed ${seed} (npm run soak -- --kills ${kills} --seed ${seed})`)
const begin = performance.now()
try {
  const sums = await runCrashes({ scenarios, kills, seed, say })
  say('')
  for (const { name, inTheMiddle, tooLate, acknowledged, found, reopenMs } of sums) {
    say(
      `${name}: ${inTheMiddle} kills (and ${tooLate} that came too late), found old ${found.old}, new ${found.new}, ` +
        `between two steps ${found.between}; ${acknowledged} acknowledgements kept; opened and proven in ` +
        `${reopenMs.median} ms (median), ${reopenMs.max} ms (longest)`,
    )
  }
  const seconds = Math.round((performance.now() - begin) / 1000)
  const each = sums.map(({ name, inTheMiddle }) => `${name} ${inTheMiddle}`).join(', ')
  say(
    `\n${sums.reduce((sum, one) => sum + one.inTheMiddle, 0)} kills in ${seconds} s (${each}): nothing half, nothing acknowledged is missing, every trail is whole`,
  )
} catch (error) {
  if (!(error instanceof WrongState)) throw error
  say(`\nWRONG: ${error.message}`)
  process.exitCode = 1
}
