/** What gathers the keys of an index while it is built, in WebAssembly: what `assembly/index-build.ts` exports. */
import { compiledModule } from './compiled-module.ts'
import { indexBuildBytes } from './generated/index-build.ts'

export interface IndexBuildModule {
  readonly memory: WebAssembly.Memory
  readonly PARTITIONS: WebAssembly.Global
  readonly bucketCount: WebAssembly.Global
  readonly countsByKind: WebAssembly.Global
  readonly distinctKeys: WebAssembly.Global
  readonly firstBucket: WebAssembly.Global
  readonly hasLookAlikes: WebAssembly.Global
  readonly leftAt: WebAssembly.Global
  readonly leftKeys: WebAssembly.Global
  readonly listWords: WebAssembly.Global
  readonly listsAt: WebAssembly.Global
  readonly sharedOfKind: WebAssembly.Global
  readonly slotsAt: WebAssembly.Global
  readonly tagsAt: WebAssembly.Global
  readonly toldAt: WebAssembly.Global
  readonly toldKeys: WebAssembly.Global
  addKey(hashAt: number, kind: number, owner: number): void
  addKeys(kindsAt: number, hashesAt: number, first: number, count: number, owner: number): void
  addWords(rolesAt: number, hashesAt: number, count: number): void
  fill(partition: number): number
  findOwners(hashAt: number): number
  foundAt(): number
  group(): void
  input(sizeBytes: number): number
  openTable(buckets: number): void
  wordCount(): number
  wordsAt(): number
  wordsEnd(): number
}

const compiled = compiledModule<IndexBuildModule>(indexBuildBytes)

/** Each with a memory of its own. */
export function openIndexBuildModule(): IndexBuildModule {
  return new WebAssembly.Instance(compiled).exports
}
