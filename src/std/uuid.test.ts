import { expect, test } from 'vitest'
import { uuidV7 } from './uuid.ts'

const cases: readonly [string, number, readonly number[], string][] = [
  // RFC 9562, appendix A.6
  [
    'the example of the standard',
    0x017f22e279b0,
    [0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f],
    '017f22e2-79b0-7cc3-98c4-dc0c0c07398f',
  ],
  [
    'all bits set leave version and variant',
    2 ** 48 - 1,
    Array(10).fill(0xff),
    'ffffffff-ffff-7fff-bfff-ffffffffffff',
  ],
  ['no bit set', 0, Array(10).fill(0), '00000000-0000-7000-8000-000000000000'],
]
for (const [name, at, random, id] of cases)
  test(name, () => expect(uuidV7(at, Uint8Array.from(random))).toBe(id))
