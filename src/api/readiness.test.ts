import { expect, test } from 'vitest'
import { askReadiness, type ReadinessCheck } from './readiness.ts'

const fine: ReadinessCheck = { part: 'process', ask: async () => ({ state: 'ok' }) }

const cases: readonly [string, ReadinessCheck, object][] = [
  [
    'one part is stale',
    { part: 'index', ask: async () => ({ state: 'stale', count: 2 }) },
    { part: 'index', state: 'stale', count: 2 },
  ],
  [
    'asking one part fails',
    { part: 'database', ask: () => Promise.reject(new Error('Anna')) },
    { part: 'database', state: 'away' },
  ],
  [
    'one part never answers',
    { part: 'database', ask: () => new Promise(() => {}) },
    { part: 'database', state: 'slow' },
  ],
]
for (const [what, check, part] of cases) {
  test(`not ready if ${what}, and the answer says which`, async () => {
    const answer = await askReadiness([fine, check], () => 0)()
    expect(answer).toEqual({ status: 'not-ready', parts: [{ part: 'process', state: 'ok' }, part] })
  })
}

test('many monitors ask the database no more often than once a second', async () => {
  let count = 0
  let nowMs = 0
  const ask = askReadiness(
    [{ part: 'database', ask: async () => ({ state: ++count > 0 ? 'ok' : 'away' }) }],
    () => nowMs,
  )
  await Promise.all([ask(), ask(), ask()])
  nowMs = 999
  expect((await ask()).status).toBe('ready')
  expect(count).toBe(1)
  nowMs = 1_000
  await ask()
  expect(count).toBe(2)
})
