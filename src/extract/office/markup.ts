/** Reads the text of documents, slides, comments, charts and whatever else office programs write as XML. */
import { type Pen, readWithPen } from '../text/pen.ts'
import { formulaTexts } from './formula.ts'
import { type MarkupKind, markupKindOf } from './markup-kind.ts'
import { closeAllTables, type MarkupTables, openMarkupTables } from './markup-table.ts'
import { openParagraph, type Paragraph } from './paragraph.ts'
import { eachWording } from './wording.ts'
import { walkXml, type XmlHandler, type XmlTag } from './xml-walk.ts'

/**
 * Paragraphs in the order of the file, tables as rows, then the attributes people have typed, each once.
 *
 * @returns whether the markup is well-formed
 */
export function readMarkup(xml: string, pen: Pen): boolean {
  const reader = new MarkupReader(pen)
  let isSound = true
  readWithPen(
    pen,
    () => {
      isSound = walkXml(xml, reader)
    },
    () => reader.end(),
  )
  return isSound
}

/** A class, because it holds what is open while the walker calls it for every tag. */
class MarkupReader implements XmlHandler<MarkupKind> {
  readonly #pen: Pen
  readonly #tables: MarkupTables
  /** A text box stands inside a paragraph and has paragraphs of its own. */
  readonly #paragraphs: Paragraph[] = []
  readonly #wordings = new Set<string>()
  readonly #open: MarkupKind[] = []
  /** A paragraph whose end was struck out, until the next one begins. */
  #carried: Paragraph | undefined
  #deletions = 0
  #insertions = 0
  #properties = 0
  #paragraphProperties = 0
  #isHidden = false
  #formula = ''

  constructor(pen: Pen) {
    this.#pen = pen
    this.#tables = openMarkupTables(pen)
  }

  kindOf(name: string): MarkupKind {
    return markupKindOf(name)
  }

  open(kind: MarkupKind, tag: XmlTag): void {
    this.#open.push(kind)
    eachWording(tag, (value) => this.#wordings.add(value))
    switch (kind) {
      case 'paragraph':
      case 'aside':
        this.#openParagraph()
        return
      case 'labelled':
        this.#openParagraph()
        this.#say(`${tag.attribute('name') ?? ''}: `)
        return
      case 'run':
        this.#isHidden = false
        return
      case 'hidden':
        if (this.#paragraphProperties === 0) this.#isHidden = !isOff(tag.attribute('val'))
        return
      case 'deletion':
        this.#deletions++
        this.#strikeEnd()
        return
      case 'insertion':
        this.#insertions++
        return
      case 'properties':
        this.#properties++
        return
      case 'paragraphProperties':
        this.#paragraphProperties++
        return
      case 'field':
        this.#paragraphs.at(-1)?.endAside()
        return
      default:
        this.#openTablePart(kind, tag)
        return
    }
  }

  #openTablePart(kind: MarkupKind, tag: XmlTag): void {
    if (kind === 'table') this.#tables.openTable()
    else if (kind === 'row') this.#tables.openRow()
    else if (kind === 'cell') this.#tables.openCell(undefined)
    else if (kind === 'span') this.#tables.span(tag.attribute('val'))
    else if (kind === 'headerRow') this.#tables.markHeader()
    else if (this.#properties === 0 && this.#paragraphProperties === 0) this.#say(characterOf(kind, tag))
  }

  close(kind: MarkupKind): void {
    this.#open.pop()
    switch (kind) {
      case 'paragraph':
      case 'aside':
      case 'labelled':
        this.#closeParagraph()
        return
      case 'deletion':
        this.#deletions = Math.max(0, this.#deletions - 1)
        return
      case 'insertion':
        this.#insertions = Math.max(0, this.#insertions - 1)
        return
      case 'properties':
        this.#properties = Math.max(0, this.#properties - 1)
        return
      case 'paragraphProperties':
        this.#paragraphProperties = Math.max(0, this.#paragraphProperties - 1)
        return
      case 'formula':
        for (const text of formulaTexts(this.#formula)) this.#wordings.add(text)
        this.#formula = ''
        return
      case 'cell':
        this.#writeCarried()
        this.#tables.closeCell()
        return
      case 'row':
        this.#tables.closeRow()
        return
      case 'table':
        this.#writeCarried()
        this.#tables.closeTable()
        return
      default:
    }
  }

  text(text: string): void {
    const kind = this.#open.at(-1) ?? 'other'
    if (kind === 'words') this.#say(text)
    else if (kind === 'deletedWords') this.#strike(text)
    else if (kind === 'formula') this.#formula += text
    else if (kind === 'code') this.#sayAside(text)
    else if (kind === 'measure' ? !isMeasure(text) : text.trim() !== '') this.#say(text)
  }

  remark(text: string): void {
    this.#wordings.add(text)
  }

  /** May be called again after a limit broke on the way. */
  end(): void {
    while (this.#paragraphs.length > 0) this.#closeParagraph()
    this.#writeCarried()
    closeAllTables(this.#tables)
    for (const wording of this.#wordings) {
      this.#wordings.delete(wording)
      this.#write(wording)
    }
  }

  #openParagraph(): void {
    const carried = this.#carried
    this.#carried = undefined
    if (carried !== undefined) {
      carried.joinsNext = false
      carried.add('\n', { isDeleted: true, isInserted: false, isHidden: false })
    }
    this.#paragraphs.push(carried ?? openParagraph())
  }

  #closeParagraph(): void {
    const paragraph = this.#paragraphs.pop()
    if (paragraph?.joinsNext) this.#carried = paragraph
    else if (paragraph !== undefined) for (const reading of paragraph.readings()) this.#write(reading)
  }

  #writeCarried(): void {
    for (const reading of this.#carried?.readings() ?? []) this.#write(reading)
    this.#carried = undefined
  }

  /** A deletion among the properties of a paragraph strikes out its end. */
  #strikeEnd(): void {
    const paragraph = this.#paragraphs.at(-1)
    if (paragraph !== undefined && this.#paragraphProperties > 0) paragraph.joinsNext = true
  }

  #say(text: string): void {
    if (text === '') return
    const paragraph = this.#paragraphs.at(-1)
    if (paragraph === undefined) this.#write(text)
    else {
      const isDeleted = this.#deletions > 0
      paragraph.add(text, { isDeleted, isInserted: this.#insertions > 0, isHidden: this.#isHidden })
    }
  }

  #strike(text: string): void {
    const paragraph = this.#paragraphs.at(-1)
    if (paragraph === undefined) this.#write(text)
    else paragraph.add(text, { isDeleted: true, isInserted: this.#insertions > 0, isHidden: false })
  }

  #sayAside(text: string): void {
    const paragraph = this.#paragraphs.at(-1)
    if (paragraph === undefined) this.#write(text)
    else paragraph.addAside(text)
  }

  #write(text: string): void {
    if (!this.#tables.write(text)) this.#pen.text(`${text}\n`)
  }
}

function characterOf(kind: MarkupKind, tag: XmlTag): string {
  if (kind === 'tab') return '\t'
  if (kind === 'break') return '\n'
  if (kind === 'hyphen') return '-'
  if (kind === 'softHyphen') return '\u00ad'
  return kind === 'symbol' ? symbolOf(tag.attribute('char')) : ''
}

/** Symbol fonts have their characters at F000 as well as at 0000. @source ISO/IEC 29500-1, 17.3.3.30 */
function symbolOf(char: string | undefined): string {
  const code = Number.parseInt(char ?? '', 16)
  if (!(code > 0x20 && code < 0x10000)) return ''
  return String.fromCharCode(code >= 0xf000 && code < 0xf100 ? code - 0xf000 : code)
}

function isOff(value: string | undefined): boolean {
  return value === '0' || value === 'false' || value === 'off'
}

function isMeasure(text: string): boolean {
  return /^[\s\d.,:+-]*$/.test(text)
}
