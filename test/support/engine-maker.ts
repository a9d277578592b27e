/** Has a template turn for ever, tells the process in which it does, and waits to be killed. */
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { nodeLaunch, probeConfinement } from '../../src/adapters/engine/confinement.ts'
import { openEnginePool } from '../../src/adapters/engine/engine-pool.ts'

const entry = new URL('./hostile-engine', import.meta.url).href
const hostile = nodeLaunch('Hostile', entry, [])
const launch = {
  ...hostile,
  parameters: [`--allow-fs-read=${new URL(`${entry}.ts`).pathname}`, ...hostile.parameters],
}
const pool = openEnginePool({
  launch,
  confinement: probeConfinement(),
  processes: 1,
  nowMs: 0,
  timeZone: 'UTC',
})
const parts = [{ name: 'text', source: 'turn for ever', firstLine: 1, firstColumn: 1 }]
const { number } = await pool.compile({ language: 'de', parts, partials: [] })
pool.render(number, [{}], false).catch(() => {})
await sleep(200)
process.stdout.write(readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8'))
await sleep(60_000)
