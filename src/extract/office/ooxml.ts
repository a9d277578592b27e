/** Reads documents, workbooks and presentations of Office Open XML, with macros and as templates as well. */

import { type Desk, LimitBroken } from '../desk.ts'
import { printableText } from '../printable.ts'
import { openPen, readWithPen } from '../text/pen.ts'
import { readXml } from '../text/xml.ts'
import { readMarkup } from './markup.ts'
import { type NumberFormats, numberFormats, plainFormats } from './number-format.ts'
import { deskFor, type OfficePart, officeParts, partText, rootOf } from './office-package.ts'
import { type PivotField, pivotFields, readPivotRecords, writePivotFields } from './pivot-cache.ts'
import { noStrings, type SharedStrings, sharedStrings } from './shared-strings.ts'
import { readWorksheet, type Workbook } from './worksheet.ts'
import { looksLikeXml, xmlText } from './xml-text.ts'
import { walkXml } from './xml-walk.ts'

/**
 * Every part is read, whether the document refers to it or not: what a part is, its root element says.
 *
 * @source ISO/IEC 29500-1 and -2
 */
export async function readOoxml(bytes: Uint8Array, desk: Desk): Promise<void> {
  const parts = inOrder(await officeParts(bytes, desk))
  const state: State = {
    strings: noStrings,
    styles: '',
    startsIn1904: false,
    formats: undefined,
    fields: new Map(),
  }
  const isBinaryWorkbook = parts.some((part) => /\/workbook\.bin$/i.test(part.name))
  try {
    for (const part of parts) {
      for (const content of part.contents()) {
        const own = deskFor(content, desk)
        if (isXmlPart(part.name, content.bytes))
          await readXmlPart(part.name, partText(content, own), state, own)
        else await readOtherPart(part.name, content.bytes, isBinaryWorkbook, own)
        if (content.limit !== undefined) throw content.limit
      }
    }
  } catch (error) {
    // Texts stand before the sheets that refer to them; when the time is up there is none left for them.
    if (error instanceof LimitBroken && error.reason !== 'timeout') spillUnused(state.strings, desk)
    throw error
  }
  writeUnused(state.strings, desk)
}

/** What parts of a workbook have to know of each other. */
interface State {
  strings: SharedStrings
  styles: string
  startsIn1904: boolean
  /** Made of the two before when the first sheet needs them. */
  formats: NumberFormats | undefined
  /** Columns of pivot caches, by the number in the name of the part. */
  readonly fields: Map<string, readonly PivotField[]>
}

/** Parts that others refer to come first; then the order people number in. */
function inOrder(parts: readonly OfficePart[]): readonly OfficePart[] {
  const types = new Map<string, string>()
  for (const part of parts.filter(({ name }) => name.toLowerCase() === '[content_types].xml')) {
    for (const content of part.contents()) readTypes(xmlText(content.bytes).text, types)
  }
  const rankOf = ({ name }: OfficePart): number => {
    const said = `${name} ${types.get(name.toLowerCase()) ?? ''}`
    if (/(workbook|styles|sharedStrings)\d*\.xml|(sharedStrings|styles|sheet\.main)\+xml/i.test(said))
      return 0
    return /pivotCacheDefinition/i.test(said) ? 1 : 2
  }
  const ranked = parts.map((part) => ({ part, rank: rankOf(part) }))
  ranked.sort((a, b) => a.rank - b.rank || naturally.compare(a.part.name, b.part.name))
  return ranked.map(({ part }) => part)
}

const naturally = new Intl.Collator('en', { numeric: true })

/** @source ISO/IEC 29500-2, 7.2.3 (content types) */
function readTypes(xml: string, types: Map<string, string>): void {
  walkXml<'type' | 'other'>(xml, {
    kindOf: (name) => (name === 'Override' ? 'type' : 'other'),
    open(kind, tag) {
      if (kind !== 'type') return
      const name = (tag.attribute('PartName') ?? '').replace(/^\//, '').toLowerCase()
      types.set(name, tag.attribute('ContentType') ?? '')
    },
    close() {},
    text() {},
    remark() {},
  })
}

function isXmlPart(name: string, bytes: Uint8Array): boolean {
  const isNamedXml = /\.(xml|rels|vml)$/i.test(name) && !/(^|\/)(media|embeddings)\//i.test(name)
  return isNamedXml && looksLikeXml(bytes)
}

const officeVocabulary =
  /schemas\.openxmlformats\.org|schemas\.microsoft\.com|purl\.oclc\.org\/ooxml|urn:schemas-microsoft-com/i

async function readXmlPart(name: string, xml: string, state: State, desk: Desk): Promise<void> {
  const pen = openPen(desk)
  const root = rootOf(xml)
  const number = /\d+(?=\.xml$)/i.exec(name)?.[0] ?? ''
  let isSound = true
  if (!officeVocabulary.test(root.tag) && !/\.(rels|vml)$/i.test(name)) await readXml(xml, desk)
  else if (root.name === 'sst') {
    // A second table of texts is no cell's: it is read as what is left over.
    writeUnused(state.strings, desk)
    state.strings = sharedStrings(xml)
    isSound = state.strings.isSound
  } else if (/^(worksheet|chartsheet|dialogsheet|macrosheet|externalLink)$/.test(root.name)) {
    isSound = readWorksheet(xml, workbookOf(state), pen)
  } else if (root.name === 'pivotCacheRecords') {
    isSound = readPivotRecords(xml, state.fields.get(number) ?? [], pen)
  } else {
    if (root.name === 'styleSheet') state.styles = xml
    else if (root.name === 'workbook') state.startsIn1904 = /\bdate1904\s*=\s*["'](1|true|on)["']/.test(xml)
    else if (root.name === 'pivotCacheDefinition') {
      const fields = pivotFields(xml)
      state.fields.set(number, fields)
      readWithPen(pen, () => writePivotFields(fields, pen))
    }
    isSound = readMarkup(xml, pen)
  }
  pen.flush()
  if (!isSound) desk.unchecked('broken')
}

function workbookOf(state: State): Workbook {
  state.formats ??= state.styles === '' ? plainFormats : numberFormats(state.styles, state.startsIn1904)
  return { strings: state.strings, formats: state.formats }
}

function writeUnused(strings: SharedStrings, desk: Desk): void {
  const pen = openPen(desk)
  readWithPen(pen, () => {
    for (const text of strings.unused()) pen.text(`${text}\n`)
  })
}

/** Nothing fails any more: what the desk takes no longer is dropped. */
function spillUnused(strings: SharedStrings, desk: Desk): void {
  const pen = openPen(desk)
  pen.spill()
  for (const text of strings.unused()) pen.text(`${text}\n`)
  pen.flush()
}

/** Settings of a printer: numbers and the name of the printer. */
const printerSettings = /(^|\/)printerSettings\d*\.bin$/i

async function readOtherPart(
  name: string,
  bytes: Uint8Array,
  isBinaryWorkbook: boolean,
  desk: Desk,
): Promise<void> {
  if (bytes.length === 0) return
  const isRecordPart = isBinaryWorkbook && /\.bin$/i.test(name) && !/vbaProject|embeddings/i.test(name)
  if (isRecordPart || printerSettings.test(name)) {
    if (isRecordPart) desk.unchecked('unknown-format')
    const text = printableText(bytes)
    desk.spend(text.length)
    desk.text(`${text}\n`)
    return
  }
  if (/\.(xml|rels|vml)$/i.test(name) && !/media|embeddings/i.test(name)) desk.unchecked('broken')
  await desk.embedded({ name }, bytes)
}
