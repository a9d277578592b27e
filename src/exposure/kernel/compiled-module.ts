/** WebAssembly whose bytes stand in a source file as base64: see `scripts/kernel.mjs`. */

/** @typeParam Exports what the module's source in `assembly/` exports */
export function compiledModule<Exports extends object>(base64: string): WebAssembly.Module<Exports> {
  return new WebAssembly.Module(Uint8Array.from(atob(base64), (unit) => unit.charCodeAt(0)))
}
