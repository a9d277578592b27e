import { firstPassageChars, passageChars, passageOverlapChars } from './limits.ts'

/** Joins what a reader says into passages of a good size and repeats a little after every cut. */
export interface PassageText {
  add(text: string): void
  /** Hands out what was said so far, because what comes next may take long; the text goes on after it. */
  cut(): void
  /** Hands out what is left; what follows is another text. */
  flush(): void
}

/**
 * @param emit gets texts of up to twice `passageChars`, the first ones shorter; two neighbours share `passageOverlapChars`, so that nothing that
 * spans a cut is lost
 */
export function openPassageText(emit: (text: string) => void): PassageText {
  let parts: string[] = []
  let length = 0
  let isFresh = false
  let targetChars = firstPassageChars

  const keep = (rest: string): void => {
    parts = rest === '' ? [] : [rest]
    length = rest.length
  }
  const cutAll = (text: string): string => {
    let from = 0
    while (text.length - from > 2 * targetChars) {
      const cut = cutPoint(text, from + targetChars)
      emit(text.slice(from, cut))
      from = Math.max(from + 1, wordStart(text, cut - passageOverlapChars))
      targetChars = Math.min(2 * targetChars, passageChars)
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
      isFresh = true
      if (length > 2 * targetChars) keep(cutAll(parts.join('')))
    },
    cut() {
      if (!isFresh) return
      isFresh = false
      const text = parts.join('')
      emit(text)
      keep(
        text.slice(
          text.length > passageOverlapChars ? wordStart(text, text.length - passageOverlapChars) : 0,
        ),
      )
    },
    flush() {
      if (isFresh) emit(parts.join(''))
      isFresh = false
      keep('')
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
