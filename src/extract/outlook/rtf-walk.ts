/** Walks an RTF document and turns its bytes into text: character sets of fonts, Unicode with fallbacks, groups. */
import type { CodePageDecoder } from './code-page.ts'
import { isDoubleByte, openCodePages, pageOfFontCharset } from './code-page.ts'
import { scanRtf } from './rtf-token.ts'

export interface RtfGroup {
  /** Control word that says what the group holds; the empty string for the document's own text. */
  destination: string
  /** Whether the group itself said so; groups within it did not. */
  entered: boolean
  /** Changes with `\f`. */
  codePage: number
  /** How many characters of fallback follow a `\u`. */
  fallback: number
  /** Inside `\htmlrtf`: RTF that an HTML reader is not to see. */
  htmlRtf: boolean
}

export interface RtfListener {
  open(group: RtfGroup): void
  close(group: RtfGroup): void
  text(text: string, group: RtfGroup): void
  /** Words that are no text and no font; `\par`, `\tab` and the like come here too. */
  word(word: string, parameter: number | undefined, group: RtfGroup): void
  binary(bytes: Uint8Array, group: RtfGroup): void
}

/** Groups within groups: no writer goes beyond some dozens, a bomb has millions. */
const deepest = 10_000
const mostFonts = 10_000

/** Words that are one character. */
const characters: ReadonlyMap<string, string> = new Map([
  ['emdash', '\u2014'],
  ['endash', '\u2013'],
  ['lquote', '\u2018'],
  ['rquote', '\u2019'],
  ['ldblquote', '\u201c'],
  ['rdblquote', '\u201d'],
  ['bullet', '\u2022'],
  ['emspace', '\u2003'],
  ['enspace', '\u2002'],
  ['qmspace', '\u2005'],
  ['zwj', '\u200d'],
  ['zwnj', '\u200c'],
])

interface Walk {
  readonly file: Buffer
  readonly destinations: ReadonlySet<string>
  readonly listener: RtfListener
  readonly decoderOf: (page: number) => CodePageDecoder
  readonly fonts: Map<number, number>
  readonly outer: RtfGroup[]
  readonly pending: number[]
  group: RtfGroup
  documentPage: number
  definedFont: number
  /** What a group is for is said by its first word, or by the one behind `\*`. */
  atStart: boolean
  starred: boolean
  /** Characters of a fallback still to be left out. */
  skip: number
}

/**
 * @param destinations words that begin a group of another kind without `\*` in front
 * @throws Error if the groups lie deeper than any document's
 */
export function walkRtf(bytes: Uint8Array, destinations: ReadonlySet<string>, listener: RtfListener): void {
  const walk: Walk = {
    file: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    destinations,
    listener,
    decoderOf: openCodePages(),
    fonts: new Map(),
    outer: [],
    pending: [],
    group: { destination: '', entered: false, codePage: 1252, fallback: 1, htmlRtf: false },
    documentPage: 1252,
    definedFont: -1,
    atStart: false,
    starred: false,
    skip: 0,
  }
  scanRtf(bytes, {
    open: () => open(walk),
    close: () => close(walk),
    word: (word, parameter) => readWord(walk, word, parameter),
    symbol: (code) => readSymbol(walk, code),
    byte: (value) => {
      walk.atStart = false
      if (walk.skip > 0) walk.skip--
      else walk.pending.push(value)
    },
    text: (start, end) => readText(walk, start, end),
    binary: (start, end) => {
      flush(walk)
      walk.atStart = false
      if (walk.skip > 0) walk.skip--
      else listener.binary(bytes.subarray(start, end), walk.group)
    },
  })
  while (walk.outer.length > 0) close(walk)
  flush(walk)
}

function open(walk: Walk): void {
  flush(walk)
  if (walk.outer.length >= deepest) throw new Error('rtf: groups too deep')
  walk.outer.push(walk.group)
  walk.group = { ...walk.group, entered: false }
  walk.skip = 0
  walk.atStart = true
  walk.starred = false
}

function close(walk: Walk): void {
  flush(walk)
  walk.skip = 0
  walk.atStart = false
  const outer = walk.outer.pop()
  if (outer === undefined) return
  if (walk.group.entered) walk.listener.close(walk.group)
  walk.group = outer
}

function readWord(walk: Walk, word: string, parameter: number | undefined): void {
  flush(walk)
  const { group, listener } = walk
  const first = walk.atStart
  walk.atStart = false
  if (first && (walk.starred || walk.destinations.has(word))) {
    walk.starred = false
    group.destination = word
    group.entered = true
    listener.open(group)
    return
  }
  if (walk.skip > 0) {
    walk.skip--
    return
  }
  const text = characters.get(word)
  if (text !== undefined) listener.text(text, group)
  else if (word === 'u') {
    listener.text(String.fromCharCode((parameter ?? 0x3f) & 0xffff), group)
    walk.skip = group.fallback
  } else if (word === 'uc') group.fallback = Math.max(0, parameter ?? 1)
  else if (word === 'htmlrtf') group.htmlRtf = parameter !== 0
  else if (!readCharset(walk, word, parameter)) listener.word(word, parameter, group)
}

/** @returns whether the word was about character sets */
function readCharset(walk: Walk, word: string, parameter: number | undefined): boolean {
  const { group, fonts } = walk
  if (word === 'f') {
    if (group.destination === 'fonttbl') walk.definedFont = parameter ?? 0
    else group.codePage = fonts.get(parameter ?? 0) ?? walk.documentPage
  } else if (word === 'fcharset' || word === 'cpg') {
    const page = word === 'cpg' ? parameter : pageOfFontCharset(parameter ?? 1)
    if (fonts.size < mostFonts) fonts.set(walk.definedFont, page ?? walk.documentPage)
  } else if (word === 'ansicpg') {
    walk.documentPage = parameter || 1252
    group.codePage = walk.documentPage
  } else if (word === 'plain') group.codePage = walk.documentPage
  else return false
  return true
}

function readSymbol(walk: Walk, code: number): void {
  if (code === 0x2a && walk.atStart) {
    walk.starred = true
    return
  }
  flush(walk)
  walk.atStart = false
  if (walk.skip > 0) walk.skip--
  else if (code === 0x0a || code === 0x0d) walk.listener.word('par', undefined, walk.group)
  else {
    const text = code === 0x7e ? '\u00a0' : code === 0x2d ? '\u00ad' : code === 0x5f ? '\u2011' : undefined
    if (text !== undefined) walk.listener.text(text, walk.group)
    else if (code === 0x5c || code === 0x7b || code === 0x7d) {
      walk.listener.text(String.fromCharCode(code), walk.group)
    }
  }
}

function readText(walk: Walk, start: number, end: number): void {
  walk.atStart = false
  const from = Math.min(end, start + walk.skip)
  walk.skip -= from - start
  if (from === end) return
  if (walk.pending.length > 0 && isDoubleByte(walk.group.codePage)) {
    for (let at = from; at < end; at++) walk.pending.push(walk.file[at] ?? 0)
    return
  }
  flush(walk)
  walk.listener.text(decodeRun(walk, from, end), walk.group)
}

function flush(walk: Walk): void {
  if (walk.pending.length === 0) return
  const text = walk.decoderOf(walk.group.codePage)(Uint8Array.from(walk.pending))
  walk.pending.length = 0
  walk.listener.text(text, walk.group)
}

function decodeRun({ file, group, decoderOf }: Walk, start: number, end: number): string {
  for (let at = start; at < end; at++) {
    if ((file[at] ?? 0) >= 0x80) return decoderOf(group.codePage)(file.subarray(start, end))
  }
  return file.toString('latin1', start, end)
}
