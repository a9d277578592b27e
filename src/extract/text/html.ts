/** HTML as a person reads it, and as a curious person reads its source. */
import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2'
import type { Desk } from '../desk.ts'
import { addBreak, addLineBreak, addSpace, addText, addVerbatim } from './flow.ts'
import { type Aside, openAside } from './html-aside.ts'
import { attributeKinds } from './html-name.ts'
import { openScopes, type Scopes } from './html-scope.ts'
import { openTableNest, type TableNest } from './html-table.ts'
import { isForeignName, keepAttribute, openTag, type Tag } from './html-tag.ts'
import { openVisibleLine, type VisibleLine } from './html-visible.ts'
import { openPen, type Pen, readWithPen } from './pen.ts'

/** Text without any tag is passed on in pieces of this length. */
const stepLength = 64 * 1024

/** Pages in comments in pages in comments: deeper ones are read as text, with their tags. */
const maxPageDepth = 4

/**
 * Reads a page in one pass without building a tree. Tags inside words do not break them, blocks end lines, hidden
 * elements count; attributes, scripts, styles and comments follow the text; files in `data:` links are handed on.
 *
 * @source HTML Living Standard, section 13 (syntax) and 15.3 (how elements are displayed)
 */
export async function readHtml(text: string, desk: Desk): Promise<void> {
  const current: { giveWay: (length: number) => void } = { giveWay: () => {} }
  const aside = openAside(desk, (length) => current.giveWay(length))
  const pages: Page[] = [{ source: text, depth: 0 }]
  try {
    // Pages found in comments and frames are added while the list is walked.
    for (const page of pages) {
      const pen = openPen(desk)
      const nest = openTableNest(pen)
      current.giveWay = openGiveWay(desk, pen, nest)
      readWithPen(
        pen,
        () => readPage(page, nest, aside, (inner) => pages.push(inner)),
        () => nest.finish(),
      )
    }
  } catch (error) {
    aside.spill()
    throw error
  }
  await aside.finish()
}

/** No real page says as much beside its text; until then, what stands in tables waits for their end. */
const maxAsideLength = 1024 * 1024

/** @returns what hands on the text of the page before so much beside it is read or written */
function openGiveWay(desk: Desk, pen: Pen, nest: TableNest): (length: number) => void {
  let asideLength = 0
  return (length) => {
    asideLength += length
    if (asideLength <= maxAsideLength) {
      nest.drain()
      return
    }
    nest.giveWay()
    pen.flush()
    desk.spend(asideLength)
    asideLength = 0
  }
}

interface Page {
  readonly source: string
  readonly depth: number
}

interface Reading {
  readonly source: string
  readonly aside: Aside
  readonly nest: TableNest
  readonly scopes: Scopes
  readonly visible: VisibleLine
  tag: Tag
  /** Element whose content is no markup, with its content so far. */
  raw: { readonly kind: 'script' | 'style' | 'frame'; readonly type: string; text: string } | undefined
  isInTableHead: boolean
  /** Index after the last thing that was read to its end. */
  readTo: number
  /** A page inside this one. */
  inner(source: string): void
}

function readPage(page: Page, nest: TableNest, aside: Aside, add: (page: Page) => void): void {
  const reading: Reading = {
    source: page.source,
    aside,
    nest,
    scopes: openScopes(),
    visible: openVisibleLine(),
    tag: openTag(''),
    raw: undefined,
    isInTableHead: false,
    readTo: 0,
    inner(source) {
      if (source.trim() === '') return
      if (page.depth < maxPageDepth && source.includes('<')) add({ source, depth: page.depth + 1 })
      else aside.line(source)
    },
  }
  const tokenizer = new Tokenizer(
    {},
    { ...textEvents(reading), ...tagEvents(reading), ...endEvents(reading) },
  )
  tokenizer.write(page.source)
  tokenizer.end()
}

type TextEvents = Pick<
  TokenizerCallbacks,
  'ontext' | 'ontextentity' | 'oncomment' | 'oncdata' | 'ondeclaration' | 'onprocessinginstruction'
>

function textEvents(reading: Reading): TextEvents {
  const { source, aside, nest, scopes, visible } = reading
  return {
    ontext(start, end) {
      reading.readTo = end
      visible.text(source, start, end)
      if (reading.raw !== undefined) reading.raw.text += source.slice(start, end)
      else if (scopes.verbatim > 0) addVerbatim(nest.flow, source.slice(start, end))
      else {
        for (let at = start; at < end; at += stepLength) {
          addText(nest.flow, source, at, Math.min(at + stepLength, end))
          nest.drain()
        }
      }
    },
    ontextentity(codePoint, end) {
      reading.readTo = end
      const text = String.fromCodePoint(codePoint)
      visible.character(text)
      if (reading.raw !== undefined) reading.raw.text += text
      else if (codePoint > 0x20) addVerbatim(nest.flow, text)
      else addText(nest.flow, text, 0, text.length)
      nest.drain()
    },
    oncomment(start, end, offset) {
      reading.readTo = end + 1
      reading.inner(commentText(source.slice(start, end - offset)))
    },
    oncdata(start, end, offset) {
      reading.readTo = end + 1
      reading.inner(source.slice(start, end - offset))
    },
    ondeclaration(start, end) {
      reading.readTo = end + 1
      aside.line(source.slice(start, end))
    },
    onprocessinginstruction(start, end) {
      reading.readTo = end + 1
      aside.line(source.slice(start, end))
    },
  }
}

/** What a comment says, without the condition of a comment for one mail program. */
function commentText(comment: string): string {
  const text = comment.trim()
  if (!text.startsWith('[')) return text
  const end = text.startsWith('[if') ? text.indexOf(']>') : -1
  if (end < 0) return /^\[(end)?if[^\]]*\]$/i.test(text) ? '' : text
  return text.slice(end + 2).replace(/<!(--)?\[endif\]$/i, '')
}

export type TagEvents = Pick<
  TokenizerCallbacks,
  | 'onopentagname'
  | 'onattribname'
  | 'onattribdata'
  | 'onattribentity'
  | 'onattribend'
  | 'onopentagend'
  | 'onselfclosingtag'
  | 'onclosetag'
>

function tagEvents(reading: Reading): TagEvents {
  const { source } = reading
  let name = ''
  /** The value that is being read: a range of the source as long as no reference stands in it. */
  let value = ''
  let start = -1
  let end = -1
  const settle = (): void => {
    if (start >= 0) value += source.slice(start, end)
    start = -1
  }
  return {
    onopentagname(nameStart, nameEnd) {
      reading.tag = openTag(source.slice(nameStart, nameEnd).toLowerCase())
    },
    onattribname(nameStart, nameEnd) {
      name = source.slice(nameStart, nameEnd).toLowerCase()
      value = ''
      start = -1
    },
    onattribdata(dataStart, dataEnd) {
      settle()
      start = dataStart
      end = dataEnd
    },
    onattribentity(codePoint) {
      settle()
      value += String.fromCodePoint(codePoint)
    },
    onattribend() {
      if (name === 'style' && start >= 0 && value === '') {
        reading.aside.style(source, start, end)
        keepAttribute(reading.tag, name, source.slice(start, end))
        return
      }
      settle()
      readAttribute(reading, name, value)
    },
    onopentagend(tagEnd) {
      reading.readTo = tagEnd + 1
      openElement(reading)
    },
    onselfclosingtag(tagEnd) {
      reading.readTo = tagEnd + 1
      openElement(reading)
    },
    onclosetag(nameStart, nameEnd) {
      reading.readTo = nameEnd
      closeElement(reading, source.slice(nameStart, nameEnd).toLowerCase())
      if (source.charCodeAt(nameEnd) !== 0x3e) readClosingTagRest(reading, nameEnd)
    },
  }
}

/** No program shows what stands in a closing tag; the source does. */
function readClosingTagRest(reading: Reading, start: number): void {
  const end = reading.source.indexOf('>', start)
  if (end < 0) return
  const rest = reading.source.slice(start, end).trim()
  if (rest !== '') reading.aside.line(rest)
}

function readAttribute(reading: Reading, name: string, value: string): void {
  const { tag, aside } = reading
  if (value === '') {
    if (name === 'hidden') keepAttribute(tag, name, value)
    // `<Anna Beispiel>` is a name and no element.
    if (tag.kind === undefined || /[\d@]/.test(name)) aside.line(name)
    return
  }
  if (keepAttribute(tag, name, value)) return
  if (attributeKinds.get(name) === 'page') reading.inner(value)
  else aside.attribute(name, value)
}

function openElement(reading: Reading): void {
  const { tag, nest, scopes, aside } = reading
  const { flow } = nest
  if (tag.value !== '') aside.field(tag.label || 'value', tag.value)
  if (tag.scope === 'reversed') addVerbatim(flow, '\u202e')
  if (tag.scope === 'block') addBreak(flow, 1)
  if (tag.scope === 'hidden') reading.visible.hide(nest.lastWords())
  if (tag.kind !== 'inline' && tag.kind !== 'image') endLine(reading)
  scopes.open(tag.name, tag.scope)
  switch (tag.kind) {
    case 'inline':
      return
    case 'line':
      addLineBreak(flow)
      break
    case 'image':
      // An image stands between words; one nobody sees may stand inside a word.
      if (!tag.isTiny) addSpace(flow)
      return
    case 'field':
      addSpace(flow)
      if (tag.type !== 'hidden') addText(flow, tag.value, 0, tag.value.length)
      addSpace(flow)
      return
    case 'script':
    case 'style':
    case 'frame':
      reading.raw = { kind: tag.kind, type: tag.type, text: '' }
      return
    case 'table':
    case 'row':
    case 'cell':
    case 'group':
      openTablePart(reading, tag)
      return
    case undefined:
      if (!isForeignName(tag.name)) aside.line(tag.name)
      return
    default:
      addBreak(flow, tag.kind === 'paragraph' ? 2 : 1)
  }
  nest.settle()
}

/** What is shown of a line is read once more if something was hidden inside it. */
function endLine(reading: Reading): void {
  const shown = reading.visible.end()
  if (shown !== '') reading.aside.line(shown)
}

function openTablePart(reading: Reading, tag: Tag): void {
  const { nest } = reading
  if (tag.kind === 'table') nest.openTable()
  else if (tag.kind === 'row') nest.openRow()
  else if (tag.kind === 'group') {
    nest.closeRow()
    reading.isInTableHead = tag.name === 'thead'
  } else {
    const isHeader = tag.name === 'th' || reading.isInTableHead
    nest.openCell({ isHeader, columns: tag.columns, rows: tag.rows })
  }
}

function closeElement(reading: Reading, name: string): void {
  const { nest, scopes, aside } = reading
  const { kind } = openTag(name)
  const scope = scopes.close(name)
  if (scope === 'reversed') addVerbatim(nest.flow, '\u202c')
  if (scope === 'block') addBreak(nest.flow, 1)
  if (scope === 'hidden') reading.visible.show()
  if (kind !== 'inline') endLine(reading)
  switch (kind) {
    case 'inline':
      return
    case 'script':
    case 'style':
    case 'frame':
      closeRaw(reading)
      return
    case 'table':
      nest.closeTable()
      reading.isInTableHead = false
      return
    case 'row':
    case 'group':
      nest.closeRow()
      if (name === 'thead') reading.isInTableHead = false
      return
    case 'cell':
      nest.closeCell()
      return
    case undefined:
      if (/[\d@]/.test(name)) aside.line(name)
      return
    default:
      addBreak(nest.flow, kind === 'paragraph' ? 2 : 1)
      nest.settle()
  }
}

function closeRaw(reading: Reading): void {
  const { raw, aside } = reading
  reading.raw = undefined
  if (raw === undefined || raw.text.trim() === '') return
  if (raw.kind === 'script') aside.script(raw.type, raw.text)
  else if (raw.kind === 'style') aside.styleSheet(raw.text)
  else reading.inner(raw.text)
}

function endEvents(reading: Reading): Pick<TokenizerCallbacks, 'onend'> {
  return {
    onend() {
      endLine(reading)
      closeRaw(reading)
      // A tag that never ends hides all that follows it, except from those who look at the source.
      const rest = reading.source.slice(reading.readTo)
      if (rest.length > 1) reading.inner(rest.slice(1))
    },
  }
}
