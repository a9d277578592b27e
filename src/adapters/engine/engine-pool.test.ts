/** What a process answers is believed only where it fits what was asked. */
import { expect, test } from 'vitest'
import { noPartials, templateOf, textOf } from '../../../test/contracts/renderer.contract.ts'
import { nodeLaunch, probeConfinement } from './confinement.ts'
import { openEnginePool } from './engine-pool.ts'
import { openEngineRenderer } from './renderer.ts'

const entry = new URL('../../../test/support/lying-engine', import.meta.url).href
const plain = nodeLaunch('Lying', entry, [])
const launchOf = (way: string) => ({
  ...plain,
  parameters: [`--allow-fs-read=${new URL(`${entry}.ts`).pathname}`, ...plain.parameters, way],
})
const setup = { nowMs: 0, timeZone: 'UTC', processes: 1 }
const job = {
  template: templateOf('liquid', 'x'),
  partials: noPartials,
  contexts: Array.from({ length: 60 }, () => ({})),
  trace: false,
}
const failed = { problems: [{ code: 'SCH_ENGINE_FAILED', params: { engine: 'Lying' } }] }

const ways: readonly string[] = [
  'no JSON',
  'no frame',
  'nothing',
  'list',
  'another kind',
  'no kind',
  'too few',
  'too many',
  'too few texts',
  'numbers for texts',
  'a result that is none',
  'a reason that is none',
  'a source that is none',
  'a path unasked',
  'a ticket of its own',
  'no ticket',
  'sites too few',
  'the same twice',
  'one more',
]

for (const way of ways) {
  test(`a process that answers ${way} is ended, and its mails are not taken`, async () => {
    const renderer = openEngineRenderer(setup, launchOf(way))
    await expect(renderer.render(job)).rejects.toMatchObject(failed)
    await renderer.close()
  })
}

test('a process that answers what it was asked is believed', async () => {
  const renderer = openEngineRenderer(setup, launchOf('the truth'))
  expect(new Set((await renderer.render(job)).map(textOf))).toEqual(new Set(['x']))
  await renderer.close()
})

test('a process that answers nonsense at the start has not started', async () => {
  const renderer = openEngineRenderer(setup, launchOf('nonsense at the start'))
  await expect(renderer.render(job)).rejects.toMatchObject({ problems: [{ code: 'SCH_ENGINE_START' }] })
  await renderer.close()
})

const silences: readonly (readonly [way: string, code: string])[] = [
  ['silence', 'SCH_ENGINE_FAILED'],
  ['silence at the start', 'SCH_ENGINE_START'],
]

for (const [way, code] of silences) {
  test(`a process that waits for ever is ended by the clock on the wall, with no verdict: ${way}`, async () => {
    let nowMs = 0
    // The clock stands until the process is at the order over which it waits; then an hour goes by at each look.
    let stands = way === 'silence'
    const hours = setInterval(() => {
      if (!stands) nowMs += 3_600_000
    }, 50)
    const clockMs = () => nowMs
    const pool = openEnginePool({ ...setup, launch: launchOf(way), confinement: probeConfinement(), clockMs })
    const told = pool
      .compile({ language: 'de', parts: job.template.parts, partials: [] })
      .then(({ number }) => {
        stands = false
        return pool.render(number, [{}], false)
      })
      .catch((error: unknown) => error)
    expect(await told).toMatchObject({ problems: [{ code, params: { engine: 'Lying' } }] })
    clearInterval(hours)
    await pool.close()
  })
}
