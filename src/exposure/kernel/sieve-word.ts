/** The engine's own words as the sieve knows them: one table of bytes, made of the lists that the recognisers use. */
import { firstWords, streetWords, titleless } from '../identifier/address-in-text.ts'
import { labels, readerWords, salutations, secondHalves } from '../identifier/address-word.ts'
import { birthLabels, months } from '../identifier/birth-date.ts'
import { listWords } from '../identifier/customer-number.ts'
import { companyTitles } from '../identifier/full-name.ts'
import { nameLabels } from '../identifier/name-pair.ts'
import { joints } from '../identifier/name-phrase.ts'
import { companyJoints, formsOfAddress, legalForms, particles, titles } from '../identifier/name-word.ts'
import { numberLabels, tails } from '../identifier/number-label.ts'
import { phoneLabels } from '../identifier/phone.ts'
import { leadingWords, numberWords, streetTypes } from '../identifier/postal-address.ts'
import type { WordSet } from '../identifier/word-set.ts'

type Words = Pick<WordSet, 'words'>

const wordsOf = (...words: readonly string[]): Words => ({ words })
const salutationsOf = (isSecond: boolean): Words => ({
  words: [...salutations.words].filter((word) => (secondHalves.get(word) !== undefined) === isSecond),
})

/** Bits as `assembly/scan/layout.ts` has them: place of the bit → words. */
const lists: readonly (readonly [bit: number, lists: readonly Words[]])[] = [
  [3, [numberLabels]],
  [4, [listWords, tails]],
  [5, [phoneLabels]],
  [6, [birthLabels]],
  [7, [months]],
  [8, [streetWords]],
  [9, [streetTypes, leadingWords]],
  [10, [numberWords]],
  [11, [titleless]],
  [12, [firstWords]],
  [13, [formsOfAddress]],
  [14, [salutationsOf(false)]],
  [15, [salutationsOf(true)]],
  [16, [...secondHalves.words].flatMap((word) => secondHalves.get(word) ?? [])],
  [17, [labels]],
  [18, [wordsOf('zhd', 'hd')]],
  [19, [titles, particles, nameLabels, joints, readerWords]],
  [20, [particles]],
  [21, [legalForms, companyJoints]],
  [22, [companyTitles]],
  [24, [wordsOf('at')]],
  [25, [wordsOf('an', 'herrn')]],
]

/** Slots of the table; `assembly/scan/layout.ts` says the same. */
const SLOTS = 4096
const HEAD_BYTES = 8

/** The table: for each slot 0 or where a word lies; there its bits, its length, its letters. */
export function sieveWordTable(): Uint8Array {
  const bitsOf = new Map<string, number>()
  for (const [bit, sets] of lists) {
    for (const { words } of sets) {
      for (const word of words) bitsOf.set(word, (bitsOf.get(word) ?? 0) | (1 << bit))
    }
  }
  bitsOf.delete('')
  let size = SLOTS * 4
  for (const word of bitsOf.keys()) size += placeFor(word)
  const bytes = new Uint8Array(size)
  const view = new DataView(bytes.buffer)
  let next = SLOTS * 4
  for (const [word, bits] of bitsOf) {
    let slot = slotOf(word)
    while (view.getUint32(slot * 4, true) !== 0) slot = (slot + 1) % SLOTS
    view.setUint32(slot * 4, next, true)
    view.setUint32(next, bits, true)
    view.setUint32(next + 4, word.length, true)
    for (let i = 0; i < word.length; i++) bytes[next + HEAD_BYTES + i] = word.charCodeAt(i)
    next += placeFor(word)
  }
  return bytes
}

/** Each word begins at a whole word of memory. */
function placeFor(word: string): number {
  return HEAD_BYTES + Math.ceil(word.length / 4) * 4
}

/** As `slotOf` in `assembly/scan/word.ts`. */
function slotOf(word: string): number {
  let sum = word.length
  for (let i = 0; i < word.length; i++) sum = Math.imul(sum ^ word.charCodeAt(i), 0x9e3779b1)
  return (sum >>> 16) % SLOTS
}
