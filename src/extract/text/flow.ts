/** Text as it flows on a page: white space collapses, blocks and line breaks end lines. */

export interface Flow {
  text: string
  /** Line ends that are due before the next word: 1 a new line, 2 a blank line between. */
  breaks: number
  /** What is due before the next word on the same line. */
  gap: '' | ' ' | '\t'
  /** Nothing was written since the beginning, so that no break is due. */
  isEmpty: boolean
}

export function openFlow(): Flow {
  return { text: '', breaks: 0, gap: '', isEmpty: true }
}

/** Adds `source[start, end)` with its white space collapsed. */
export function addText(flow: Flow, source: string, start: number, end: number): void {
  let at = start
  while (at < end) {
    const wordStart = skipSpace(source, at, end)
    if (wordStart > at) addSpace(flow)
    if (wordStart === end) return
    at = wordStart
    // Words with single spaces between them are copied as one.
    while (at < end) {
      const code = source.charCodeAt(at)
      if (code > 0x20 || !isSpace(code)) at++
      else if (code === 0x20 && at + 1 < end && source.charCodeAt(at + 1) > 0x20) at += 2
      else break
    }
    addVerbatim(flow, source.slice(wordStart, at))
  }
}

/** Adds text that keeps its spaces and lines. */
export function addVerbatim(flow: Flow, text: string): void {
  if (flow.isEmpty) flow.isEmpty = false
  else if (flow.breaks > 0) flow.text += flow.breaks > 1 ? '\n\n' : '\n'
  else if (flow.gap !== '') flow.text += flow.gap
  flow.breaks = 0
  flow.gap = ''
  flow.text += text
}

/** Adds lines that stand for themselves. */
export function addBlock(flow: Flow, text: string): void {
  addBreak(flow, 1)
  addVerbatim(flow, text)
  addBreak(flow, 1)
}

export function addSpace(flow: Flow): void {
  if (flow.gap === '') flow.gap = ' '
}

/** A cell ends beside the next one. */
export function addGap(flow: Flow): void {
  flow.gap = '\t'
}

/** The border of a block: at least so many line ends. */
export function addBreak(flow: Flow, breaks: 1 | 2): void {
  if (flow.breaks < breaks) flow.breaks = breaks
}

/** A line break inside a block: two of them leave a line blank. */
export function addLineBreak(flow: Flow): void {
  if (flow.breaks < 2) flow.breaks++
}

/** Takes what was written so far; breaks that are due stay due. */
export function takeText(flow: Flow): string {
  const { text } = flow
  flow.text = ''
  return text
}

/** A word that is longer is none. */
const maxWordLength = 256

/** Takes what was written so far except for a word that may go on; of an endless one the last letters are repeated. */
export function takeWords(flow: Flow): string {
  const text = takeText(flow)
  if (flow.breaks > 0 || flow.gap !== '') return text
  const wordLimit = Math.max(0, text.length - maxWordLength)
  let end = text.length
  while (end > wordLimit && text.charCodeAt(end - 1) > 0x20) end--
  flow.text = text.slice(end)
  return end === wordLimit ? text : text.slice(0, end)
}

function skipSpace(source: string, start: number, end: number): number {
  let at = start
  while (at < end && isSpace(source.charCodeAt(at))) at++
  return at
}

/** Space as HTML knows it; other control characters are left to folding. */
function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09 || code === 0x0c
}
