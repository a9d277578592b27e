/** The scan in WebAssembly: what `assembly/sieve.ts` exports. */
import { compiledModule } from './compiled-module.ts'
import { sieveBytes } from './generated/sieve.ts'

export interface SieveModule {
  placeTables(
    key: number,
    codes: number,
    words: number,
    ibanLengths: number,
    remembered: number,
    scratch: number,
  ): void
  takeKey(): void
  /** @param ranges where a scan writes them: first unit and the one behind the last, 32 bits each */
  placeText(
    units: number,
    small: number,
    capitals: number,
    runs: number,
    folded: number,
    foldedWords: number,
    tokens: number,
    ranges: number,
    telling: number,
  ): void
  placeMarks(keys: number, keyBuckets: number, words: number, wordBuckets: number): void
  placeNewMarks(keys: number, keyBuckets: number, words: number, wordBuckets: number): void
  /** @param lengths bit n - 1: there are numbers of n letters and digits */
  setNumbers(lengths: bigint, hasLetterNumbers: number): void
  forgetWords(): void
  /** @returns number of ranges; -1: the whole text */
  scan(length: number, context: number): number
}

/** What the scan asks of the index: the lower and upper half of a place, as signed words. */
export interface AskedOfIndex {
  /** Bits NAME_* of a word. */
  rolesOf(low: number, high: number): number
  /** 0 if nobody has the key. */
  isKeyKnownThere(low: number, high: number): number
}

const compiled = compiledModule<SieveModule>(sieveBytes)

/** @param memory shared by every instance over one index; each has its own places in it */
export function openSieveModule(memory: WebAssembly.Memory, index: AskedOfIndex): SieveModule {
  return new WebAssembly.Instance(compiled, { env: { memory }, filter: { ...index } }).exports
}
