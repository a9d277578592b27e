import { passageChars, passageOverlapChars } from './limits.ts'

/** Joins what a reader says into passages of a good size and repeats a little after every cut. */
export interface PassageText {
  add(text: string): void
  /** Hands out what is left. */
  flush(): void
}

/**
 * @param emit gets texts of about `passageChars`; two neighbours share `passageOverlapChars`, so that nothing that
 * spans a cut is lost
 */
export function openPassageText(emit: (text: string) => void): PassageText {
  let parts: string[] = []
  let length = 0
  let fresh = false

  const cutAll = (text: string): string => {
    let from = 0
    while (text.length - from > 2 * passageChars) {
      const cut = cutPoint(text, from + passageChars)
      emit(text.slice(from, cut))
      from = Math.max(from + 1, wordStart(text, cut - passageOverlapChars))
    }
    return text.slice(from)
  }

  return {
    add(text) {
      if (text === '') return
      const last = parts.at(-1)
      if (last !== undefined && !/\s$/.test(last.slice(-1)) && !/^\s/.test(text.slice(0, 1))) {
        parts.push('\n')
        length++
      }
      parts.push(text)
      length += text.length
      fresh = true
      if (length <= 2 * passageChars) return
      const rest = cutAll(parts.join(''))
      parts = [rest]
      length = rest.length
    },
    flush() {
      if (!fresh) return
      emit(parts.join(''))
      parts = []
      length = 0
      fresh = false
    },
  }
}

/** The nearest line break before `at`, else the nearest space, else a place that splits no surrogate pair. */
function cutPoint(text: string, at: number): number {
  const window = text.slice(at - 4 * passageOverlapChars, at)
  const line = window.lastIndexOf('\n')
  const gap = line === -1 ? window.lastIndexOf(' ') : line
  if (gap !== -1) return at - window.length + gap + 1
  return isLowSurrogate(text.charCodeAt(at)) ? at + 1 : at
}

function wordStart(text: string, at: number): number {
  for (let back = at; back > at - passageOverlapChars; back--) {
    const code = text.charCodeAt(back - 1)
    if (code === 0x20 || code === 0x0a) return back
  }
  return isLowSurrogate(text.charCodeAt(at)) ? at - 1 : at
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff
}
