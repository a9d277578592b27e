import fc from 'fast-check'
import { expect, test } from 'vitest'
import { unpackRtf } from './compressed-rtf.ts'

/** The two examples of MS-OXRTFCP, section 3. */
const samples: readonly [string, string, string][] = [
  [
    'plain text is unpacked',
    '2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c0900206277 05b06c647d0a800fa0',
    '{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n',
  ],
  [
    'a reference into what it writes itself is unpacked',
    '1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0',
    '{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}',
  ],
]

function bytesOf(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
}

for (const [name, hex, expected] of samples) {
  test(name, () => {
    expect(Buffer.from(unpackRtf(bytesOf(hex), () => {}) ?? []).toString('latin1')).toBe(expected)
  })
}

test('text stored as it is comes out as it is', () => {
  const hex = `140000000600 00004d454c4100000000${Buffer.from('{\\rtf}').toString('hex')}`
  expect(Buffer.from(unpackRtf(bytesOf(hex), () => {}) ?? []).toString('latin1')).toBe('{\\rtf}')
})

test('a size of four gigabytes allocates no more than the bytes can hold', () => {
  let spentBytes = 0
  const bytes = bytesOf('ffffffffffffffff4c5a467500000000004142')
  unpackRtf(bytes, (outputBytes) => {
    spentBytes += outputBytes
  })
  expect(spentBytes).toBeLessThan(100)
})

test('any bytes are unpacked or an ordinary error', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (body) => {
      const packed = new Uint8Array([...bytesOf('ffffffffffffff7f4c5a467500000000'), ...body])
      expect(unpackRtf(packed, () => {})?.length).toBeLessThanOrEqual(body.length * 9)
    }),
  )
})

test('bytes of another kind are no packed text', () => {
  expect(unpackRtf(bytesOf('00'.repeat(20)), () => {})).toBeUndefined()
})
