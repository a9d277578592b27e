import { expect, test } from 'vitest'
import { compareBytes } from './byte-order.ts'

test('strings sort as their UTF-8 bytes do', () => {
  const strings = ['', 'a', 'a.eml', 'a/x', 'aa', 'Z', 'ä', 'ß', '￿', '\ue000', '😀', '😀a', '\ud7ff', '𐀀']
  const byBytes = [...strings].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  expect([...strings].sort(compareBytes)).toEqual(byBytes)
})
