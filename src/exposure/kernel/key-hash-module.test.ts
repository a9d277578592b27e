import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type KeyHashModule, openKeyHashModule } from './key-hash-module.ts'

const SIP_KEY_BYTES = 16
const counting = Uint8Array.from({ length: 32 }, (_, i) => i)

interface Parameters {
  readonly sipKey?: Uint8Array
  readonly tagKey: Uint8Array
  readonly outputLength: number
}

function moduleUnder({ sipKey, tagKey, outputLength }: Parameters): KeyHashModule {
  const module = openKeyHashModule()
  const memory = new Uint8Array(module.memory.buffer)
  if (sipKey !== undefined) memory.set(sipKey.slice(0, SIP_KEY_BYTES), module.keyAt.value)
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

/**
 * Hashes of the messages of 0 to 63 bytes 00, 01, 02 … under the key 00 … 0f, first byte first.
 *
 * @source `vectors_sip64` of the authors' reference implementation
 */
const vectors = `
  310e0edd47db6f72 fd67dc93c539f874 5a4fa9d909806c0d 2d7efbd796666785 b7877127e09427cf 8da699cd64557618
  cee3fe586e46c9cb 37d1018bf50002ab 6224939a79f5f593 b0e4a90bdf82009e f3b9dd94c5bb5d7a a7ad6b22462fb3f4
  fbe50e86bc8f1e75 903d84c02756ea14 eef27a8e90ca23f7 e545be4961ca29a1 db9bc2577fcc2a3f 9447be2cf5e99a69
  9cd38d96f0b3c14b bd6179a71dc96dbb 98eea21af25cd6be c7673b2eb0cbf2d0 883ea3e395675393 c8ce5ccd8c030ca8
  94af49f6c650adb8 eab8858ade92e1bc f315bb5bb835d817 adcf6b0763612e2f a5c91da7acaa4dde 716595876650a2a6
  28ef495c53a387ad 42c341d8fa92d832 ce7cf2722f512771 e37859f94623f3a7 381205bb1ab0e012 ae97a10fd434e015
  b4a31508beff4d31 81396229f0907902 4d0cf49ee5d4dcca 5c73336a76d8bf9a d0a704536ba93e0e 925958fcd6420cad
  a915c29bc8067318 952b79f3bc0aa6d4 f21df2e41d4535f9 87577519048f53a9 10a56cf5dfcd9adb eb75095ccd986cd0
  51a9cb9ecba312e6 96afadfc2ce666c7 72fe52975a4364ee 5a1645b276d592a1 b274cb8ebf87870a 6f9bb4203de7b381
  eaecb2a30b22a87f 9924a43cc1315724 bd838d3aafbf8db7 0b1a2a3265d51aea 135079a3231ce660 932b2846e4d70666
  e1915f5cb1eca46c f325965ca16d629f 575ff28e60381be5 724506eb4c328a95
`

test('SipHash agrees with the published vectors, whatever lies behind the message', () => {
  const module = moduleUnder({ sipKey: counting, tagKey: counting.slice(16), outputLength: 32 })
  const place = new Uint8Array(module.memory.buffer, module.resultsAt.value, 8)
  const expected = vectors.trim().split(/\s+/)
  expect(expected).toHaveLength(64)
  for (const [length, hash] of expected.entries()) {
    putTexts(module, [Uint8Array.from({ length }, (_, i) => i), new Uint8Array(16).fill(0xff)])
    module.placeOf(length)
    expect(Buffer.from(place).toString('hex')).toBe(hash)
  }
})

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
      const parameters = { sipKey: key, tagKey: key.slice(SIP_KEY_BYTES), outputLength: 32 }
      const [together, alone] = [moduleUnder(parameters), moduleUnder(parameters)]
      putTexts(together, all)
      together.hashTexts(all.length)
      const results = new Uint32Array(together.memory.buffer, together.resultsAt.value)
      const place = new Uint32Array(alone.memory.buffer, alone.resultsAt.value, 2)
      for (const [i, text] of all.entries()) {
        putTexts(alone, [text])
        alone.placeOf(text.length)
        const tag = alone.tagOf(text.length) >>> 0
        expect([...results.slice(i * 3, i * 3 + 3)]).toEqual([...place, tag])
      }
    }),
    { numRuns: 100 },
  )
})
