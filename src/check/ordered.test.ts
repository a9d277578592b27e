import { expect, test } from 'vitest'
import { inOrder } from './ordered.ts'

function openWork() {
  const finish = new Map<number, () => void>()
  let running = 0
  let most = 0
  return {
    begun: () => [...finish.keys()],
    most: () => most,
    finish: (thing: number) => finish.get(thing)?.(),
    work: async (thing: number) => {
      running += 1
      most = Math.max(most, running)
      await new Promise<void>((resolve) => finish.set(thing, resolve))
      running -= 1
      return thing * 10
    },
  }
}

async function settle() {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}

test('results come in order, however the work ends, and the look-ahead is bounded', async () => {
  const { begun, finish, work, most } = openWork()
  const results = inOrder([1, 2, 3, 4, 5, 6], { atOnce: 2, ahead: 4 }, work)
  const first = results.next()
  await settle()
  expect(begun()).toEqual([1, 2])
  finish(2)
  await settle()
  finish(3)
  await settle()
  finish(4)
  await settle()
  expect(begun()).toEqual([1, 2, 3, 4])
  finish(1)
  expect((await first).value).toBe(10)
  const rest: number[] = []
  const reader = (async () => {
    for await (const result of results) rest.push(result)
  })()
  await settle()
  finish(5)
  await settle()
  finish(6)
  await reader
  expect(rest).toEqual([20, 30, 40, 50, 60])
  expect(most()).toBe(2)
})

test('a failure is thrown in its turn, after the results before it', async () => {
  const seen: number[] = []
  const run = async () => {
    const work = async (thing: number) => {
      if (thing === 3) throw new Error('third')
      return thing
    }
    for await (const result of inOrder([1, 2, 3, 4], { atOnce: 4, ahead: 4 }, work)) seen.push(result)
  }
  await expect(run()).rejects.toThrow('third')
  expect(seen).toEqual([1, 2])
})
