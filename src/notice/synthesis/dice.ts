/** Numbers that look thrown and are always the same for the same question. */

/** @returns 32 bits, unsigned. @source MurmurHash3's finalizer (A. Appleby, public domain), over FNV-1a of the text */
export function thrown(seed: number, ...question: readonly (string | number)[]): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0
  for (const part of question) {
    const text = typeof part === 'number' ? `#${part}` : part
    for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0
    hash = Math.imul(hash ^ 0x1f, 0x01000193) >>> 0
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) >>> 0
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35) >>> 0
  return (hash ^ (hash >>> 16)) >>> 0
}
