/** Reads a sheet: rows with the cells at their columns, and the texts around them. */
import { openTable, type Table } from '../table.ts'
import { type Pen, readWithPen } from '../text/pen.ts'
import { formulaTexts } from './formula.ts'
import type { NumberFormats } from './number-format.ts'
import { type SharedStrings, unescaped } from './shared-strings.ts'
import { eachWording } from './wording.ts'
import { walkXml, type XmlHandler, type XmlTag } from './xml-walk.ts'

/** Columns of a sheet end at XFD. @source ISO/IEC 29500-1, 18.3.1.4 and the limits of the programs */
const maxColumns = 16_384

export interface Workbook {
  readonly strings: SharedStrings
  readonly formats: NumberFormats
}

/**
 * Hidden rows, columns and sheets are read like any others.
 *
 * @returns whether the sheet is well-formed and refers to nothing that is missing
 * @source ISO/IEC 29500-1, 18.3
 */
export function readWorksheet(xml: string, workbook: Workbook, pen: Pen): boolean {
  const reader = new WorksheetReader(workbook, pen)
  let isSound = true
  readWithPen(
    pen,
    () => {
      isSound = walkXml(xml, reader)
    },
    () => reader.end(),
  )
  return reader.isSound && isSound
}

type SheetKind = 'row' | 'cell' | 'value' | 'words' | 'phonetic' | 'formula' | 'pageText' | 'other'

const kinds: ReadonlyMap<string, SheetKind> = new Map([
  ['row', 'row'],
  ['c', 'cell'],
  // So it is called in the copies of other workbooks' sheets.
  ['cell', 'cell'],
  ['v', 'value'],
  ['t', 'words'],
  ['rPh', 'phonetic'],
  ...['f', 'formula', 'formula1', 'formula2'].map((name): [string, SheetKind] => [name, 'formula']),
  ...['oddHeader', 'oddFooter', 'evenHeader', 'evenFooter', 'firstHeader', 'firstFooter'].map(
    (name): [string, SheetKind] => [name, 'pageText'],
  ),
])

/** A class, because it holds the open cell while the walker calls it for every tag. */
class WorksheetReader implements XmlHandler<SheetKind> {
  readonly #workbook: Workbook
  readonly #pen: Pen
  readonly #table: Table
  readonly #wordings = new Set<string>()
  readonly #open: SheetKind[] = []
  #cells: string[] = []
  /** What a row says beside its cells: texts of formulas, numbers behind their display. */
  #extras: string[] = []
  #width = 0
  #column = -1
  #isInCell = false
  #type: string | undefined
  #style: string | undefined
  #value = ''
  #words = ''
  #formula = ''
  #isSound = true

  constructor(workbook: Workbook, pen: Pen) {
    this.#workbook = workbook
    this.#pen = pen
    this.#table = openTable(pen)
  }

  kindOf(name: string): SheetKind {
    return kinds.get(name) ?? 'other'
  }

  open(kind: SheetKind, tag: XmlTag): void {
    this.#open.push(kind)
    if (kind === 'cell') this.#openCell(tag)
    else if (kind === 'row') this.#column = -1
    else if (kind === 'phonetic') this.#words += ' '
    else if (kind === 'other') eachWording(tag, (value) => this.#wordings.add(value))
  }

  #openCell(tag: XmlTag): void {
    this.#isInCell = true
    this.#type = tag.attribute('t')
    this.#style = tag.attribute('s')
    this.#value = ''
    this.#words = ''
    const column = columnOf(tag.attribute('r') ?? '')
    if (column >= maxColumns) this.#isSound = false
    this.#column = column >= 0 && column < maxColumns ? column : this.#column + 1
  }

  close(kind: SheetKind): void {
    this.#open.pop()
    if (kind === 'cell') this.#closeCell()
    else if (kind === 'row') this.#closeRow()
    else if (kind === 'formula') this.#closeFormula()
    else if (kind === 'words' && !this.#isInCell) {
      this.#wordings.add(this.#words)
      this.#words = ''
    }
  }

  text(text: string): void {
    const kind = this.#open.at(-1) ?? 'other'
    if (kind === 'value') this.#value += text
    else if (kind === 'words') this.#words += text
    else if (kind === 'formula') this.#formula += text
    else if (text.trim() === '') return
    else if (kind === 'pageText') this.#wordings.add(pageText(text))
    else this.#wordings.add(text)
  }

  remark(text: string): void {
    this.#wordings.add(text)
  }

  /** Whether everything was there that cells refer to. */
  get isSound(): boolean {
    return this.#isSound
  }

  /** May be called again after a limit broke on the way. */
  end(): void {
    this.#closeRow()
    this.#table.close()
    for (const wording of this.#wordings) {
      this.#wordings.delete(wording)
      this.#pen.text(`${wording}\n`)
    }
  }

  #closeCell(): void {
    this.#isInCell = false
    this.#put(this.#words === '' ? this.#shown() : unescaped(this.#words))
    if (this.#words !== '' && this.#value !== '') this.#extras.push(this.#value)
  }

  #shown(): string {
    const value = this.#value
    if (value === '') return ''
    switch (this.#type) {
      case 's': {
        const text = this.#workbook.strings.at(value)
        if (text === undefined) this.#isSound = false
        return text ?? value
      }
      case 'str':
      case 'd':
        return unescaped(value)
      case 'inlineStr':
        return value
      case 'b':
        return value === '0' || value === '1' ? '' : value
      case 'e':
        return value.startsWith('#') ? '' : value
      default: {
        const shown = this.#workbook.formats.show(value, this.#style)
        if (shown.raw !== undefined) this.#extras.push(shown.raw)
        return shown.text
      }
    }
  }

  #put(text: string): void {
    if (text === '') return
    const column = this.#column
    while (this.#cells.length < column) this.#cells.push('')
    // Two cells at one place: the later one must not hide the other.
    if (this.#cells[column] !== undefined && this.#cells[column] !== '') this.#extras.push(text)
    else this.#cells[column] = text
  }

  #closeFormula(): void {
    const texts = formulaTexts(this.#formula)
    this.#formula = ''
    for (const text of texts) {
      if (this.#isInCell) this.#extras.push(text)
      else this.#wordings.add(text)
    }
  }

  #closeRow(): void {
    const cells = this.#cells
    if (cells.length === 0 && this.#extras.length === 0) return
    this.#width = Math.max(this.#width, cells.length)
    if (this.#extras.length > 0) {
      // Extras stand behind the columns, where they have no label.
      while (cells.length < this.#width) cells.push('')
      for (const extra of this.#extras) cells.push(extra)
      this.#extras = []
    }
    this.#cells = []
    this.#table.row(cells)
  }
}

/** @returns 0 for A, -1 if there are no letters */
function columnOf(reference: string): number {
  let column = 0
  for (let at = 0; at < reference.length && column <= maxColumns; at++) {
    const lower = reference.charCodeAt(at) | 0x20
    if (lower < 0x61 || lower > 0x7a) break
    column = column * 26 + lower - 0x60
  }
  return column - 1
}

/** Headers and footers without the codes of fonts, sizes and sides. @source ISO/IEC 29500-1, 18.3.1.46 */
function pageText(text: string): string {
  return text.replace(
    /&(&|[LCR]|"[^"]*"|K(?:[\da-f]{6}|\d\d[+-]\d{3})|\d{1,3}|[A-Z])/gi,
    (_, code: string) => (code === '&' ? '&' : /^[LCR]$/.test(code) ? '\n' : ''),
  )
}
