import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MAX_BYTES_OF_A_UNIT, readText, writeText } from './text-bytes.ts'

function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * MAX_BYTES_OF_A_UNIT)
  return bytes.subarray(0, writeText(text, bytes, 0))
}

test('a text without unpaired surrogates has the bytes of UTF-8', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(bytesOf(text)).toEqual(new TextEncoder().encode(text))
    }),
  )
})

test('every text is read as it was written, unpaired surrogates included', () => {
  const units = fc.oneof(fc.nat(0xffff), fc.integer({ min: 0xd7f0, max: 0xe010 }))
  fc.assert(
    fc.property(fc.array(units, { size: 'max', maxLength: 50 }), (codes) => {
      const text = String.fromCharCode(...codes)
      const bytes = bytesOf(text)
      expect(readText(bytes, 0, bytes.length)).toBe(text)
    }),
  )
})

test('bytes of no text are read without a fault', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      expect(typeof readText(bytes, 0, bytes.length)).toBe('string')
    }),
  )
})
