/** What the kernel uses of WebAssembly, which every engine has and the language's own library does not declare. */
declare namespace WebAssembly {
  /** @typeParam Exports what the module's source exports: the compiler of the module and not that of this text knows it */
  class Module<Exports extends object> {
    constructor(bytes: Uint8Array)
    static imports(
      module: Module<object>,
    ): readonly { readonly module: string; readonly name: string; readonly kind: string }[]
    /** Keeps modules with different exports apart. */
    protected readonly exports: Exports
  }

  class Instance<Exports extends object> {
    constructor(
      module: Module<Exports>,
      imports?: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
    )
    readonly exports: Exports
  }

  /** Memory of an instance, in pages of 64 KB. */
  class Memory {
    constructor(size: { readonly initial: number; readonly maximum?: number; readonly shared?: boolean })
    /** Another one after each growth, unless it is shared. */
    readonly buffer: ArrayBuffer
    grow(pages: number): number
  }

  /** A constant that a module exports. */
  interface Global {
    readonly value: number
  }
}
