/** XML of any vocabulary: every text, attribute and comment, with the name of its element in front. */
import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2'
import type { Desk } from '../desk.ts'
import { type DataUri, embedDataUri, parseDataUri } from './data-uri.ts'
import { readHtml, type TagEvents } from './html.ts'
import { openPen, type Pen, readWithPen } from './pen.ts'
import { type EntityExpansion, openEntityExpansion, splitDocumentType } from './xml-entity.ts'

/** Text between tags inside words is joined when a text is this long, or at the end. */
const joinLength = 64 * 1024

/**
 * Reads a document twice in one pass: by element (`street: Hauptstr. 1`), and, if text and elements are mixed in it,
 * joined as it flows (`<b>00</b>12`).
 *
 * @source XML 1.0 (fifth edition)
 */
export async function readXml(text: string, desk: Desk): Promise<void> {
  const { body, subset, entities } = splitDocumentType(text)
  const reading: Reading = {
    source: body,
    pen: openPen(desk),
    joinedPen: openPen(desk),
    expansion: openEntityExpansion(entities),
    label: '',
    isInText: false,
    isAfterElement: false,
    isMixed: false,
    content: '',
    joined: '',
    readTo: 0,
    files: [],
    pages: [],
  }
  if (subset !== '') reading.pen.text(`${subset}\n`)
  const tokenizer = new Tokenizer({ xmlMode: true }, { ...textEvents(reading), ...tagEvents(reading) })
  const readBody = (): void => {
    tokenizer.write(body)
    tokenizer.end()
  }
  readWithPen(
    reading.joinedPen,
    () => readWithPen(reading.pen, readBody),
    () => join(reading),
  )
  if (reading.expansion.isIncomplete) desk.unchecked('ratio')
  for (const page of reading.pages) await readHtml(page, desk)
  for (const file of reading.files) await embedDataUri(desk, file)
}

interface Reading {
  readonly source: string
  readonly pen: Pen
  readonly joinedPen: Pen
  readonly expansion: EntityExpansion
  /** Name of the element that has just begun. */
  label: string
  /** Since the last tag there was text. */
  isInText: boolean
  isAfterElement: boolean
  isMixed: boolean
  /** Text since the last tag. */
  content: string
  /** Text without its tags. */
  joined: string
  /** Index after the last thing that was read to its end. */
  readTo: number
  readonly files: DataUri[]
  readonly pages: string[]
}

type TextEvents = Omit<TokenizerCallbacks, keyof TagEvents>

function textEvents(reading: Reading): TextEvents {
  const { source, pen, expansion } = reading
  return {
    ontext(start, end) {
      reading.readTo = end
      addText(reading, expansion.expand(source.slice(start, end)))
    },
    ontextentity(codePoint, end) {
      reading.readTo = end
      addText(reading, String.fromCodePoint(codePoint))
    },
    oncdata(start, end, offset) {
      reading.readTo = end + 1
      addText(reading, source.slice(start, end - offset))
    },
    oncomment(start, end, offset) {
      reading.readTo = end + 1
      pen.text(`\n${source.slice(start, end - offset)}`)
      reading.isInText = false
    },
    ondeclaration(start, end) {
      reading.readTo = end + 1
      pen.text(`\n${source.slice(start, end)}`)
    },
    onprocessinginstruction(start, end) {
      reading.readTo = end + 1
      const text = source.slice(start, end)
      if (!text.startsWith('?xml ')) pen.text(`\n${text}`)
    },
    onend() {
      keepPage(reading)
      // A tag that never ends hides what follows it only from programs.
      pen.text(`\n${expansion.expand(source.slice(reading.readTo))}`)
    },
  }
}

function addText(reading: Reading, text: string): void {
  const isBlank = text.trim() === ''
  reading.content += text
  reading.joined += text
  if (reading.joined.length > joinLength) join(reading)
  if (isBlank && !reading.isInText) return
  if (!isBlank && reading.isAfterElement) reading.isMixed = true
  if (!reading.isInText) reading.pen.text(reading.label === '' ? '\n' : `\n${reading.label}: `)
  reading.pen.text(text)
  reading.label = ''
  reading.isInText = true
}

/** Feeds carry pages in their elements, encoded once more. */
function keepPage(reading: Reading): void {
  if (reading.content.includes('<') && /<[a-z!/]/i.test(reading.content)) reading.pages.push(reading.content)
  reading.content = ''
}

function join(reading: Reading): void {
  if (reading.isMixed) reading.joinedPen.text(reading.joined)
  reading.joined = ''
}

function tagEvents(reading: Reading): TagEvents {
  const { source } = reading
  let name = ''
  let value = ''
  return {
    onopentagname(start, end) {
      keepPage(reading)
      if (reading.isInText) reading.isMixed = true
      reading.isInText = false
      reading.isAfterElement = false
      reading.label = localName(source.slice(start, end))
    },
    onattribname(start, end) {
      name = localName(source.slice(start, end))
      value = ''
    },
    onattribdata(start, end) {
      value += source.slice(start, end)
    },
    onattribentity(codePoint) {
      value += String.fromCodePoint(codePoint)
    },
    onattribend: () => addAttribute(reading, name, reading.expansion.expand(value)),
    onopentagend(end) {
      reading.readTo = end + 1
    },
    onselfclosingtag(end) {
      reading.readTo = end + 1
      closeElement(reading)
    },
    onclosetag(_, end) {
      reading.readTo = end + 1
      closeElement(reading)
    },
  }
}

function closeElement(reading: Reading): void {
  keepPage(reading)
  reading.label = ''
  reading.isInText = false
  reading.isAfterElement = true
}

/** Coordinates of drawings: long, frequent, and letters stand alone in them. */
const drawingAttributes: ReadonlySet<string> = new Set(['d', 'points', 'viewBox'])

function addAttribute(reading: Reading, name: string, value: string): void {
  if (value === '' || (drawingAttributes.has(name) && !/[a-z]{2}/i.test(value))) return
  const file = parseDataUri(value)
  if (file !== undefined) reading.files.push(file)
  else reading.pen.text(`\n${name}="${value}"`)
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
