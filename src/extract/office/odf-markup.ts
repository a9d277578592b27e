/** Reads the markup of OpenDocument: texts, tables, notes, struck-out text, properties, files written into it. */
import type { Desk } from '../desk.ts'
import { openPen, type Pen, readWithPen } from '../text/pen.ts'
import { formulaTexts } from './formula.ts'
import { closeAllTables, type OdfTables, openOdfTables } from './odf-table.ts'
import { openParagraph, type Paragraph } from './paragraph.ts'
import { eachWording } from './wording.ts'
import { walkXml, type XmlHandler, type XmlTag } from './xml-walk.ts'

/** Spaces one element stands for; more is no text. */
const maxSpaces = 1_000

/** @source OpenDocument 1.3, part 3 */
export async function readOdfMarkup(xml: string, desk: Desk): Promise<void> {
  const pen = openPen(desk)
  const reader = new OdfReader(pen, desk)
  let isSound = true
  try {
    readWithPen(
      pen,
      () => {
        isSound = walkXml(xml, reader)
      },
      () => reader.end(),
    )
    if (!isSound || !reader.isSound) desk.unchecked('broken')
  } finally {
    // Files that stood before a broken limit are there to be read.
    for (const file of reader.files) await desk.embedded({}, file)
  }
}

type OdfKind =
  | 'paragraph'
  | 'aside'
  | 'labelled'
  | 'spaces'
  | 'tab'
  | 'break'
  | 'table'
  | 'headerRows'
  | 'row'
  | 'cell'
  | 'oldCell'
  | 'setting'
  | 'file'
  | 'other'

const kinds: ReadonlyMap<string, OdfKind> = new Map<string, OdfKind>([
  ['p', 'paragraph'],
  ['h', 'paragraph'],
  ['annotation', 'aside'],
  ['note', 'aside'],
  ['ruby-text', 'aside'],
  ['user-defined', 'labelled'],
  ['s', 'spaces'],
  ['tab', 'tab'],
  ['line-break', 'break'],
  ['table', 'table'],
  ['table-header-rows', 'headerRows'],
  ['table-row', 'row'],
  ['table-cell', 'cell'],
  ['covered-table-cell', 'cell'],
  ['change-track-table-cell', 'oldCell'],
  ['config-item', 'setting'],
  ['binary-data', 'file'],
])

/** Attributes that hold a value or a text beside what is displayed. */
const valueAttributes = new Set(
  'string-value string-value-if-true string-value-if-false date-value current-value'.split(' '),
)
/** Attributes with formulas, in which only texts and long numbers count. */
const formulaAttributes = new Set('formula condition expression'.split(' '))

const plainRun = { isDeleted: false, isInserted: false, isHidden: false }

/** A class, because it holds what is open while the walker calls it for every tag. */
class OdfReader implements XmlHandler<OdfKind> {
  readonly files: Uint8Array[] = []
  readonly #pen: Pen
  readonly #desk: Desk
  readonly #tables: OdfTables
  /** A frame, a note or a comment stands inside a paragraph and has paragraphs of its own. */
  readonly #paragraphs: Paragraph[] = []
  readonly #wordings = new Set<string>()
  readonly #open: OdfKind[] = []
  #asides = 0
  #headerRows = 0
  #file = ''

  constructor(pen: Pen, desk: Desk) {
    this.#pen = pen
    this.#desk = desk
    this.#tables = openOdfTables(pen)
  }

  get isSound(): boolean {
    return this.#tables.isSound
  }

  kindOf(name: string): OdfKind {
    return kinds.get(name) ?? 'other'
  }

  open(kind: OdfKind, tag: XmlTag): void {
    this.#open.push(kind)
    if (kind !== 'cell') this.#addWordings(kind, tag)
    if (kind === 'paragraph' || kind === 'aside') this.#paragraphs.push(openParagraph())
    else if (kind === 'labelled') {
      this.#paragraphs.push(openParagraph())
      this.#say(`${tag.attribute('name') ?? ''}: `)
    } else if (kind === 'spaces') this.#say(' '.repeat(spacesOf(tag.attribute('c'))))
    else if (kind === 'tab') this.#say('\t')
    else if (kind === 'break') this.#say('\n')
    else if (kind === 'table') this.#tables.openTable()
    else if (kind === 'headerRows') this.#headerRows++
    else if (kind === 'cell') this.#tables.openCell(tag)
    if (kind === 'aside') this.#asides++
  }

  #addWordings(kind: OdfKind, tag: XmlTag): void {
    eachWording(tag, (value) => this.#wordings.add(value))
    tag.eachAttribute((name, value) => {
      if (valueAttributes.has(name) || (kind === 'oldCell' && name === 'value')) this.#wordings.add(value)
      else if (formulaAttributes.has(name)) for (const text of formulaTexts(value)) this.#wordings.add(text)
    })
  }

  close(kind: OdfKind): void {
    this.#open.pop()
    if (kind === 'paragraph' || kind === 'aside' || kind === 'labelled') this.#closeParagraph()
    else if (kind === 'table') this.#tables.closeTable()
    else if (kind === 'headerRows') this.#headerRows--
    else if (kind === 'row') this.#tables.closeRow(this.#headerRows > 0)
    else if (kind === 'cell') this.#tables.closeCell()
    else if (kind === 'file') this.#closeFile()
    if (kind === 'aside') this.#asides--
  }

  text(text: string): void {
    const kind = this.#open.at(-1) ?? 'other'
    if (kind === 'file') this.#file += text
    else if (kind === 'setting' && /^[\s\d.,:+-]*$/.test(text)) return
    // White space is one space, as in HTML; between paragraphs it is nothing.
    else if (this.#paragraphs.length > 0) this.#say(text.replace(/[ \t\r\n]+/g, ' '))
    else if (text.trim() !== '') this.#say(text)
  }

  remark(text: string): void {
    this.#wordings.add(text)
  }

  /** May be called again after a limit broke on the way. */
  end(): void {
    while (this.#paragraphs.length > 0) this.#closeParagraph()
    closeAllTables(this.#tables)
    for (const wording of this.#wordings) {
      this.#wordings.delete(wording)
      this.#pen.text(`${wording}\n`)
    }
  }

  #say(text: string): void {
    const paragraph = this.#paragraphs.at(-1)
    if (paragraph === undefined) this.#write(text)
    else paragraph.add(text, plainRun)
  }

  #closeParagraph(): void {
    for (const reading of this.#paragraphs.pop()?.readings() ?? []) this.#write(reading)
  }

  #write(text: string): void {
    if (!this.#tables.write(text, this.#asides > 0)) this.#pen.text(`${text}\n`)
  }

  #closeFile(): void {
    this.#desk.spend(Math.ceil(this.#file.length * 0.75))
    this.files.push(Buffer.from(this.#file, 'base64'))
    this.#file = ''
  }
}

function spacesOf(count: string | undefined): number {
  const spaces = Math.floor(Number(count ?? 1))
  return spaces >= 0 ? Math.min(spaces, maxSpaces) : 1
}
