import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type KeyHashModule, openKeyHashModule } from './key-hash-module.ts'
import { sipHash, sipKeyOf } from './sip-hash.ts'

const SIP_KEY_BYTES = 16

interface Parameters {
  readonly sipKey?: Uint8Array
  readonly tagKey: Uint8Array
  readonly outputLength: number
}

function moduleUnder({ sipKey, tagKey, outputLength }: Parameters): KeyHashModule {
  const module = openKeyHashModule()
  const memory = new Uint8Array(module.memory.buffer)
  if (sipKey !== undefined) memory.set(sipKey, module.keyAt.value)
  memory.set(tagKey, module.keyAt.value + SIP_KEY_BYTES)
  module.setKey(tagKey.length, outputLength)
  return module
}

function putTexts(module: KeyHashModule, texts: readonly Uint8Array[]): void {
  const memory = new Uint8Array(module.memory.buffer)
  const ends = new Uint32Array(module.memory.buffer, module.endsAt.value)
  let end = 0
  for (const [i, text] of texts.entries()) {
    memory.set(text, module.textsAt.value + end)
    end += text.length
    ends[i] = end
  }
}

function blakeOf(parameters: Parameters, text: Uint8Array): Uint8Array {
  const module = moduleUnder(parameters)
  putTexts(module, [text])
  module.tagOf(text.length)
  const words = Uint32Array.from({ length: 8 }, (_, word) => module.wordOfLast(word))
  return new Uint8Array(words.buffer).slice(0, parameters.outputLength)
}

/** @source RFC 7693 appendix E: bytes that look random, the same for the same seed */
function scattered(length: number, seed: number): Uint8Array {
  let a = Math.imul(0xdead4bad, seed) >>> 0
  let b = 1
  return Uint8Array.from({ length }, () => {
    const sum = (a + b) >>> 0
    a = b
    b = sum
    return sum >>> 24
  })
}

test('BLAKE2s of "abc" is that of the RFC', () => {
  const hash = blakeOf({ tagKey: new Uint8Array(), outputLength: 32 }, new TextEncoder().encode('abc'))
  // @source RFC 7693 appendix B
  expect(Buffer.from(hash).toString('hex')).toBe(
    '508c5e8c327c14e2e1a72ba34eeb452f37458b209ed63a294d999b4c86675982',
  )
})

test('the self-test of the RFC: 48 hashes with and without key, of four lengths', () => {
  const parts: Uint8Array[] = []
  for (const outputLength of [16, 20, 28, 32]) {
    for (const length of [0, 3, 64, 65, 255, 1024]) {
      const text = scattered(length, length)
      parts.push(blakeOf({ tagKey: new Uint8Array(), outputLength }, text))
      parts.push(blakeOf({ tagKey: scattered(outputLength, outputLength), outputLength }, text))
    }
  }
  const whole = blakeOf({ tagKey: new Uint8Array(), outputLength: 32 }, Buffer.concat(parts))
  // @source RFC 7693 appendix E
  expect(Buffer.from(whole).toString('hex')).toBe(
    '6a411f08ce25adcdfb02aba641451cec53c598b24f4fc787fbdc88797f4c1dfe',
  )
})

const counting = Uint8Array.from({ length: 32 }, (_, i) => i)

/** @source the algorithm's published vectors under the key 00 … 1f, of the bytes 00, 01, 02 … */
const keyed: readonly [length: number, hash: string][] = [
  [0, '48a8997da407876b3d79c0d92325ad3b89cbb754d86ab71aee047ad345fd2c49'],
  [1, '40d15fee7c328830166ac3f918650f807e7e01e177258cdc0a39b11f598066f1'],
  [255, '3fb735061abc519dfe979e54c1ee5bfad0a9d858b3315bad34bde999efd724dd'],
]
for (const [length, hash] of keyed) {
  test(`keyed BLAKE2s of ${length} bytes is that of the published vectors`, () => {
    const text = Uint8Array.from({ length }, (_, i) => i)
    expect(Buffer.from(blakeOf({ tagKey: counting, outputLength: 32 }, text)).toString('hex')).toBe(hash)
  })
}

test('many texts at once have the hashes that each has alone', () => {
  const texts = fc.array(fc.uint8Array({ maxLength: 200, size: 'max' }), { maxLength: 30, size: 'max' })
  fc.assert(
    fc.property(texts, fc.uint8Array({ minLength: 32, maxLength: 32 }), (all, key) => {
      const parameters = { sipKey: key.slice(0, 16), tagKey: key.slice(16), outputLength: 32 }
      const together = moduleUnder(parameters)
      putTexts(together, all)
      together.hashTexts(all.length)
      const results = new Uint32Array(together.memory.buffer, together.resultsAt.value)
      const alone = moduleUnder(parameters)
      const place = new Uint32Array(2)
      for (const [i, text] of all.entries()) {
        putTexts(alone, [text])
        sipHash(sipKeyOf(key, 0), { bytes: text, length: text.length }, place)
        const tag = alone.tagOf(text.length) >>> 0
        expect([...results.slice(i * 3, i * 3 + 3)]).toEqual([...place, tag])
        alone.placeOf(text.length)
        const placed = new Uint32Array(alone.memory.buffer, alone.resultsAt.value, 2)
        expect([...placed]).toEqual([...place])
      }
    }),
    { numRuns: 100 },
  )
})
