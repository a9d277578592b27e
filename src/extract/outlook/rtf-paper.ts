/** The running text of an RTF document, put on a desk paragraph by paragraph and its tables row by row. */
import type { Desk } from '../desk.ts'
import type { Table } from '../table.ts'
import { openTable } from '../table.ts'

export interface RtfPaper {
  text(text: string): void
  /** A control word that places text; others mean nothing here. */
  word(word: string): void
  close(): void
}

/** Enough that an address block or a letter stands in one text; a book is put down in pieces. */
const longestText = 262_144

interface Sheet {
  readonly desk: Desk
  readonly paragraphs: string[]
  length: number
  /** Of the paragraph or the cell that is being written. */
  parts: string[]
  cells: string[]
  inTable: boolean
  /** `\trhdr`: the row is repeated on each page, as headings are. */
  isHeader: boolean
  table: Table | undefined
}

export function openPaper(desk: Desk): RtfPaper {
  const sheet: Sheet = {
    desk,
    paragraphs: [],
    length: 0,
    parts: [],
    cells: [],
    inTable: false,
    isHeader: false,
    table: undefined,
  }
  return {
    text: (text) => {
      sheet.parts.push(text)
    },
    word: (word) => placeWord(sheet, word),
    close: () => {
      endRow(sheet)
      endParagraph(sheet)
      sheet.table?.close()
      putParagraphs(sheet)
    },
  }
}

function placeWord(sheet: Sheet, word: string): void {
  switch (word) {
    case 'par':
    case 'sect':
    case 'page':
      if (sheet.inTable) sheet.parts.push('\n')
      else endParagraph(sheet)
      break
    case 'line':
    case 'softline':
    case 'column':
    case 'nestrow':
      sheet.parts.push('\n')
      break
    case 'tab':
    case 'nestcell':
      sheet.parts.push('\t')
      break
    case 'cell':
      endCell(sheet)
      break
    case 'row':
      endRow(sheet)
      break
    case 'trhdr':
      sheet.isHeader = true
      break
    case 'trowd':
      sheet.isHeader = false
      sheet.inTable = true
      break
    case 'intbl':
      sheet.inTable = true
      break
    case 'pard':
      sheet.inTable = false
  }
}

function endCell(sheet: Sheet): void {
  sheet.cells.push(sheet.parts.join('').trim())
  sheet.parts = []
}

function endRow(sheet: Sheet): void {
  if (sheet.cells.length === 0) return
  sheet.table ??= openTable(sheet.desk)
  let length = 0
  for (const cell of sheet.cells) length += cell.length
  sheet.desk.spend(length)
  sheet.table.row(sheet.cells, sheet.isHeader ? 'header' : undefined)
  sheet.cells = []
}

function endParagraph(sheet: Sheet): void {
  const text = sheet.parts.join('')
  sheet.parts = []
  if (text.trim() !== '') {
    // Rows before and after running text are two tables.
    sheet.table?.close()
    sheet.table = undefined
  }
  sheet.paragraphs.push(text)
  sheet.length += text.length
  if (sheet.length > longestText) putParagraphs(sheet)
}

function putParagraphs(sheet: Sheet): void {
  const text = sheet.paragraphs.join('\n')
  sheet.paragraphs.length = 0
  sheet.length = 0
  if (text.trim() === '') return
  sheet.desk.spend(text.length)
  sheet.desk.text(text)
}
