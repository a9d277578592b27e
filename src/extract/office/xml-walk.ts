/** Walks over XML of office files: fast, without a tree, without recursion, and on over whatever is not well-formed. */

export interface XmlHandler<Kind> {
  /** What an element is to the handler; asked once per name. @param name without its namespace prefix, which varies */
  kindOf(name: string): Kind
  open(kind: Kind, tag: XmlTag): void
  close(kind: Kind): void
  /** Entities decoded; white space between elements is text as well. */
  text(text: string): void
  /** A comment, a processing instruction or a document type: nothing a program shows, but it can be read. */
  remark(text: string): void
}

/** The tag that was opened last; valid until the next event. */
export interface XmlTag {
  readonly name: string
  /** @param name without prefix @returns the decoded value */
  attribute(name: string): string | undefined
  eachAttribute(visit: (name: string, value: string) => void): void
}

/**
 * @returns whether the document is well-formed and has no document type; entities that one defines are never expanded
 * @source XML 1.0, section 2
 */
export function walkXml<Kind>(xml: string, handler: XmlHandler<Kind>): boolean {
  const names = new Map<string, Name<Kind>>()
  const open: Name<Kind>[] = []
  const tag = new OpenTag(xml)
  let isSound = true
  let at = 0
  const nameOf = (start: number, end: number): Name<Kind> => {
    const written = xml.slice(start, end)
    const known = names.get(written)
    if (known !== undefined) return known
    const local = written.slice(written.indexOf(':') + 1)
    const name = { local, kind: handler.kindOf(local) }
    names.set(written, name)
    return name
  }
  // Whatever an end tag names, it ends what was opened last: so a handler always sees pairs.
  const close = (name: Name<Kind>): void => {
    const last = open.pop()
    if (last !== name) isSound = false
    if (last !== undefined) handler.close(last.kind)
  }
  while (at < xml.length) {
    const mark = xml.indexOf('<', at)
    const textEnd = mark < 0 ? xml.length : mark
    if (textEnd > at) handler.text(decoded(xml.slice(at, textEnd)))
    if (mark < 0) break
    const next = xml.charCodeAt(mark + 1)
    if (next === slash) {
      const end = indexOrEnd(xml, '>', mark)
      close(nameOf(mark + 2, trimmedEnd(xml, mark + 2, end)))
      at = end + 1
    } else if (next === exclamation || next === question) {
      const special = specialAt(xml, mark)
      if (special.kind === 'text') handler.text(special.text)
      else handler.remark(special.text)
      isSound &&= special.isSound
      at = special.end
    } else {
      const end = tagEnd(xml, mark + 1)
      if (end >= xml.length) isSound = false
      const nameEnd = nameEndOf(xml, mark + 1, end)
      const isEmpty = xml.charCodeAt(end - 1) === slash && end - 1 >= nameEnd
      const name = nameOf(mark + 1, nameEnd)
      open.push(name)
      tag.set(name.local, nameEnd, isEmpty ? end - 1 : end)
      handler.open(name.kind, tag)
      if (isEmpty) close(name)
      at = end + 1
    }
  }
  if (open.length > 0) isSound = false
  for (const name of open.reverse()) handler.close(name.kind)
  return isSound
}

interface Name<Kind> {
  readonly local: string
  readonly kind: Kind
}

const slash = 0x2f
const exclamation = 0x21
const question = 0x3f
const doubleQuote = 0x22
const singleQuote = 0x27
const greater = 0x3e
const equals = 0x3d
const colon = 0x3a

class OpenTag implements XmlTag {
  name = ''
  readonly #xml: string
  #start = 0
  #end = 0
  /** The attribute the scan stands at, as index ranges. */
  #nameStart = 0
  #nameEnd = 0
  #valueStart = 0
  #valueEnd = 0
  constructor(xml: string) {
    this.#xml = xml
  }
  set(name: string, start: number, end: number): void {
    this.name = name
    this.#start = start
    this.#end = end
  }
  attribute(wanted: string): string | undefined {
    for (let at = this.#scan(this.#start); at >= 0; at = this.#scan(at)) {
      const isWanted = this.#nameEnd - this.#nameStart === wanted.length
      if (isWanted && this.#xml.startsWith(wanted, this.#nameStart)) return this.#value()
    }
    return undefined
  }
  eachAttribute(visit: (name: string, value: string) => void): void {
    for (let at = this.#scan(this.#start); at >= 0; at = this.#scan(at)) {
      visit(this.#xml.slice(this.#nameStart, this.#nameEnd), this.#value())
    }
  }
  #value(): string {
    return decoded(this.#xml.slice(this.#valueStart, this.#valueEnd))
  }
  /** Finds the next attribute that is no namespace. @returns where to go on, or -1 if there is none */
  #scan(from: number): number {
    const xml = this.#xml
    let at = from
    while (at < this.#end) {
      while (at < this.#end && isSpace(xml.charCodeAt(at))) at++
      const start = at
      let local = at
      while (at < this.#end && xml.charCodeAt(at) !== equals) {
        if (xml.charCodeAt(at) === colon) local = at + 1
        at++
      }
      const nameEnd = trimmedEnd(xml, local, at)
      at++
      while (at < this.#end && isSpace(xml.charCodeAt(at))) at++
      const quote = xml.charCodeAt(at)
      if (at >= this.#end || (quote !== doubleQuote && quote !== singleQuote)) continue
      const valueStart = ++at
      while (at < this.#end && xml.charCodeAt(at) !== quote) at++
      if (!xml.startsWith('xmlns', start)) {
        this.#nameStart = local
        this.#nameEnd = nameEnd
        this.#valueStart = valueStart
        this.#valueEnd = at
        return at + 1
      }
      at++
    }
    return -1
  }
}

interface Special {
  readonly kind: 'text' | 'remark'
  readonly text: string
  readonly end: number
  readonly isSound: boolean
}

/** CDATA, comments, processing instructions, document types. */
function specialAt(xml: string, mark: number): Special {
  const [opening, ending] = xml.startsWith('<![CDATA[', mark)
    ? ['<![CDATA[', ']]>']
    : xml.startsWith('<!--', mark)
      ? ['<!--', '-->']
      : xml.startsWith('<?', mark)
        ? ['<?', '?>']
        : ['<!', doctypeEnding(xml, mark)]
  const close = xml.indexOf(ending, mark + opening.length)
  const textEnd = close < 0 ? xml.length : close
  const text = xml.slice(mark + opening.length, textEnd)
  const isSound = close >= 0 && opening !== '<!'
  const isDeclaration = opening === '<?' && text.startsWith('xml ')
  return {
    kind: opening === '<![CDATA[' ? 'text' : 'remark',
    text: isDeclaration ? '' : text,
    end: textEnd + ending.length,
    isSound,
  }
}

function doctypeEnding(xml: string, mark: number): string {
  const end = xml.indexOf('>', mark)
  const subset = xml.indexOf('[', mark)
  return subset >= 0 && subset < end ? ']>' : '>'
}

/** Index of the `>` that ends a tag; one inside a quoted value does not. */
function tagEnd(xml: string, start: number): number {
  for (let at = start; at < xml.length; at++) {
    const code = xml.charCodeAt(at)
    if (code === greater) return at
    if (code !== doubleQuote && code !== singleQuote) continue
    const close = xml.indexOf(code === doubleQuote ? '"' : "'", at + 1)
    // A quote that is never closed: then the tag ends where it seems to.
    if (close < 0) return indexOrEnd(xml, '>', at)
    at = close
  }
  return xml.length
}

function nameEndOf(xml: string, start: number, end: number): number {
  let at = start
  while (at < end && !isSpace(xml.charCodeAt(at)) && xml.charCodeAt(at) !== slash) at++
  return at
}

function trimmedEnd(xml: string, start: number, end: number): number {
  let at = end
  while (at > start && isSpace(xml.charCodeAt(at - 1))) at--
  return at
}

function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d)
}

function indexOrEnd(xml: string, wanted: string, from: number): number {
  const at = xml.indexOf(wanted, from)
  return at < 0 ? xml.length : at
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', apos: "'", quot: '"' }

/** @source XML 1.0, section 4.6 and 4.1 (character references) */
function decoded(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,4}));/gi, (written, decimal, hex, name) => {
    if (name !== undefined) return named[name] ?? written
    const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : written
  })
}
