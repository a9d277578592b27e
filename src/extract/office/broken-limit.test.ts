import { expect, test } from 'vitest'
import {
  documentFile,
  officeFile,
  paragraph,
  run,
  sharedStringsPart,
  sheetPart,
  workbookFile,
} from '../../../test/support/office-file.ts'
import { type RecordingDesk, recordingDesk } from '../../../test/support/recording-desk.ts'
import { LimitBroken, type Reader } from '../desk.ts'
import { readOdf } from './odf.ts'
import { readOoxml } from './ooxml.ts'

const lines = Array.from({ length: 12 }, (_, i) => [`K10020${i + 10}`, `Berta%20Beispiel${i}`, 'Ulm'])
const last = 'K1002021'

const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`
const sheetRows = lines.map((cells) => `<row>${cells.map(cell).join('')}</row>`).join('')
const wordTable = `<w:tbl>${lines
  .map((cells) => `<w:tr>${cells.map((text) => `<w:tc>${paragraph(run(text))}</w:tc>`).join('')}</w:tr>`)
  .join('')}</w:tbl>`
const odfCell = (text: string) => `<table:table-cell><text:p>${text}</text:p></table:table-cell>`
const odfRows = lines
  .map((cells) => `<table:table-row>${cells.map(odfCell).join('')}</table:table-row>`)
  .join('')
const odfContent = (rows: string) =>
  `<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><table:table>${rows}</table:table></office:body></office:document-content>`

const files: readonly [string, Reader, Uint8Array][] = [
  ['a sheet', readOoxml, workbookFile(sheetRows)],
  ['a table of a document', readOoxml, documentFile(wordTable)],
  ['a table of OpenDocument', readOdf, officeFile({ 'content.xml': odfContent(odfRows) })],
]

function saidBy(desk: RecordingDesk): string {
  return [...desk.texts, ...desk.rows.flatMap((row) => row.cells)].join('\n')
}

for (const [name, read, bytes] of files) {
  test(`rows of ${name} that were held back are handed out wherever a limit breaks among them`, async () => {
    const whole = recordingDesk()
    await read(bytes, whole)
    const passages = [...whole.texts, ...whole.rows.map((row) => row.cells.join('\t'))]
    const tableBytes = passages.filter((text) => text.includes('Beispiel')).join('').length
    expect(tableBytes).toBeGreaterThan(200)
    for (let limit = whole.spentBytes - tableBytes; limit < whole.spentBytes; limit += 7) {
      const desk = recordingDesk(limit)
      await expect(async () => read(bytes, desk)).rejects.toBeInstanceOf(LimitBroken)
      expect(saidBy(desk)).toContain(last)
    }
  })
}

const padding = ' '.repeat(3_000_000)
const bombs: readonly [string, Reader, Uint8Array][] = [
  ['a sheet', readOoxml, workbookFile(sheetRows + padding)],
  ['a document', readOoxml, documentFile(wordTable + padding)],
  ['OpenDocument', readOdf, officeFile({ 'content.xml': odfContent(odfRows + padding) })],
  [
    'a workbook whose texts no sheet has shown yet',
    readOoxml,
    officeFile({
      'xl/sharedStrings.xml': sharedStringsPart(`<t>${last}</t>`),
      'xl/worksheets/sheet1.xml': sheetPart('worksheet', `<sheetData>${padding}</sheetData>`),
    }),
  ],
  [
    'a workbook whose texts do not end',
    readOoxml,
    officeFile({ 'xl/sharedStrings.xml': sharedStringsPart(`<t>${last}</t>`, `<t>${padding}</t>`) }),
  ],
]

for (const [name, read, bytes] of bombs) {
  test(`what stands in ${name} before the budget ends is read`, async () => {
    const desk = recordingDesk(1_000_000)
    await expect(async () => read(bytes, desk)).rejects.toBeInstanceOf(LimitBroken)
    expect(saidBy(desk)).toContain(last)
  })
}
