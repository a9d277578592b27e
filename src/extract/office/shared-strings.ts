/** Texts that cells refer to by number. */
import { walkXml } from './xml-walk.ts'

export interface SharedStrings {
  /** @returns undefined for a number that no text has */
  at(index: string): string | undefined
  /** Texts no cell has referred to: left over from cells that were deleted. */
  unused(): Iterable<string>
  readonly isSound: boolean
}

export const noStrings: SharedStrings = { at: () => undefined, unused: () => [], isSound: true }

/** @source ISO/IEC 29500-1, 18.4 */
export function sharedStrings(xml: string): SharedStrings {
  const texts: string[] = []
  let text = ''
  let isText = false
  const isSound = walkXml<'si' | 't' | 'rPh' | 'other'>(xml, {
    kindOf: (name) => (name === 'si' || name === 't' || name === 'rPh' ? name : 'other'),
    open(kind) {
      isText = kind === 't'
      if (kind === 'si') text = ''
      // How a name is read aloud stands beside it.
      else if (kind === 'rPh') text += ' '
    },
    close(kind) {
      isText = false
      if (kind === 'si') texts.push(unescaped(text))
    },
    text(piece) {
      if (isText || piece.trim() !== '') text += piece
    },
    remark() {},
  })
  const used = new Uint8Array(texts.length)
  return {
    isSound,
    at(index) {
      const number = Number(index)
      if (index.trim() === '' || texts[number] === undefined) return undefined
      used[number] = 1
      return texts[number]
    },
    *unused() {
      for (const [number, one] of texts.entries()) if (used[number] === 0 && one !== '') yield one
    },
  }
}

/** Characters that XML cannot hold stand as `_x000D_`. @source ISO/IEC 29500-1, 22.9.2.19 (ST_Xstring) */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([\da-f]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}
