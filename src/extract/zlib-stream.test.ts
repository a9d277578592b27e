import { deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { recordingDesk } from '../../test/support/recording-desk.ts'
import { unpackZlib } from './zlib-stream.ts'

const free = () => {}

for (const [name, bytes] of [
  ['short', Buffer.from('K1000003')],
  ['long', Buffer.alloc(6_000_000, 'Kunde K1000003, ')],
] as const) {
  test(`a stream is unpacked and paid for: ${name}`, () => {
    const desk = recordingDesk()
    const unpacked = unpackZlib(deflateSync(bytes), (count) => desk.spend(count))
    expect(Buffer.compare(unpacked ?? Buffer.alloc(0), bytes)).toBe(0)
    expect(desk.spentBytes).toBeGreaterThanOrEqual(bytes.length)
    expect(desk.spentBytes).toBeLessThan(bytes.length + 100_000)
  })

  test(`of a stream that is cut, what it holds is unpacked: ${name}`, () => {
    const packed = deflateSync(bytes)
    const unpacked = unpackZlib(packed.subarray(0, packed.length - 6), free) ?? Buffer.alloc(0)
    expect(unpacked.length).toBeGreaterThan(0)
    expect(Buffer.compare(unpacked, bytes.subarray(0, unpacked.length))).toBe(0)
  })
}

test('other bytes are no stream', () => {
  expect(unpackZlib(Buffer.from('no stream'), free)).toBeUndefined()
})

test('a stream that grows beyond the budget breaks it on the way', () => {
  const desk = recordingDesk(10_000_000)
  const bomb = deflateSync(Buffer.alloc(50_000_000))
  expect(() => unpackZlib(bomb, (count) => desk.spend(count))).toThrow('limit broken')
  expect(desk.spentBytes).toBeLessThan(10_200_000)
})
