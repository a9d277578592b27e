/** The hashes of the kernel, in WebAssembly: what `assembly/key-hash.ts` exports. */
import { compiledModule } from './compiled-module.ts'
import { keyHashBytes } from './generated/key-hash.ts'

export interface KeyHashModule {
  readonly memory: WebAssembly.Memory
  readonly MAX_TEXTS: WebAssembly.Global
  readonly keyAt: WebAssembly.Global
  readonly endsAt: WebAssembly.Global
  readonly resultsAt: WebAssembly.Global
  readonly textsAt: WebAssembly.Global
  setKey(tagKeyLength: number, outputLength: number): void
  placeOf(length: number): void
  tagOf(length: number): number
  wordOfLast(word: number): number
  hashTexts(count: number): void
}

const compiled = compiledModule<KeyHashModule>(keyHashBytes)

/** Each with a memory of its own: a key is set once and stays. */
export function openKeyHashModule(): KeyHashModule {
  return new WebAssembly.Instance(compiled).exports
}
