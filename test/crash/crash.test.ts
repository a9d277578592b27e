import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { startProgram } from './command.ts'
import { runCrashes } from './run.ts'
import { must, type Scenario, WrongState } from './scenario.ts'
import { allScenarios } from './scenarios.ts'

const kills = 20
/** Fixed, so that a red run is red again; `npm run soak` draws a new one each time. */
const seed = 20_260_101

test(`${kills} kills at moments chosen by dice leave the old or the new state, whole, and nothing acknowledged missing`, async () => {
  const lines: string[] = []
  const sums = await runCrashes({ scenarios: allScenarios(), kills, seed, say: (line) => lines.push(line) })
  expect(sums.reduce((sum, { inTheMiddle }) => sum + inTheMiddle, 0)).toBe(kills)
  expect(Math.min(...sums.map(({ inTheMiddle }) => inTheMiddle))).toBeGreaterThan(1)
}, 900_000)

test('a state that is wrong ends the run, and the sentence says how to repeat it', async () => {
  let checks = 0
  const forgetful: Scenario = {
    name: 'forgetful',
    isEndless: true,
    prepare: async () => {},
    start: () => startProgram(fileURLToPath(new URL('./forgetful.ts', import.meta.url))),
    stateFolders: () => [],
    check: async (_folder, { acknowledged }) => {
      // The first one only measures how long the work takes.
      must(
        checks++ === 0 || acknowledged.length < 3,
        `${acknowledged.length} things were acknowledged and none is there`,
      )
      return 'old'
    },
  }
  const error = await runCrashes({ scenarios: [forgetful], kills: 50, seed: 1, say: () => {} }).catch(
    (one) => one,
  )
  expect(error).toBeInstanceOf(WrongState)
  expect(String(error)).toMatch(
    /forgetful, kill \d+ \(program.*\), seed 1: \d+ things were acknowledged and none is there/,
  )
}, 60_000)
