/** Address cards: each card is one record. */
import type { Desk, EmbeddedFile } from '../desk.ts'
import { type ContentLine, contentLines, parameterOf, unescapedValue } from './content-line.ts'
import { type DataUri, embedDataUri, parseDataUri } from './data-uri.ts'
import { openPen, readWithPen } from './pen.ts'
import { bytesDecoded, hexNumber } from './percent.ts'

/**
 * Reads cards as rows, one column a property, names and addresses in the order in which they are read aloud.
 *
 * @source RFC 6350 (4.0), RFC 2426 (3.0), the vCard 2.1 specification of 1996
 */
export async function readVcard(text: string, desk: Desk): Promise<void> {
  const pen = openPen(desk)
  const files: CardFile[] = []
  let card: { readonly cells: string[]; readonly labels: string[] } | undefined
  const endCard = (): void => {
    if (card !== undefined && card.cells.length > 0) pen.row(card)
    card = undefined
  }
  const readLine = (line: ContentLine): void => {
    if (line.name === 'BEGIN' || line.name === 'END') {
      endCard()
      if (line.name === 'BEGIN') card = { cells: [], labels: [] }
      return
    }
    const file = fileOf(line)
    if (file !== undefined) files.push(file)
    for (const [label, value] of file === undefined ? propertyTexts(line) : []) {
      if (card === undefined) pen.text(label === '' ? `${value}\n` : `${label}: ${value}\n`)
      else {
        card.cells.push(value.replaceAll('\t', ' '))
        card.labels.push(label)
      }
    }
  }
  const readLines = (): void => {
    for (const line of contentLines(text)) readLine(line)
  }
  readWithPen(pen, readLines, endCard)
  for (const file of files) await embed(desk, file)
}

type CardFile =
  | { readonly kind: 'base64'; readonly file: EmbeddedFile; readonly body: string }
  | { readonly kind: 'uri'; readonly uri: DataUri }

function fileOf(line: ContentLine): CardFile | undefined {
  const uri = parseDataUri(unescapedValue(line.value.slice(0, 512)) + line.value.slice(512))
  if (uri !== undefined) return { kind: 'uri', uri }
  const encoding = parameterOf(line, 'ENCODING').toLowerCase()
  const isBase64 = encoding === 'b' || encoding === 'base64' || line.parameters.some(isBareBase64)
  return isBase64 ? { kind: 'base64', file: {}, body: line.value } : undefined
}

/** vCard 2.1 allows to leave out the name of a parameter. */
function isBareBase64(parameter: { readonly name: string; readonly value: string }): boolean {
  return parameter.name === 'TYPE' && parameter.value.toLowerCase() === 'base64'
}

async function embed(desk: Desk, file: CardFile): Promise<void> {
  if (file.kind === 'uri') {
    await embedDataUri(desk, file.uri)
    return
  }
  desk.spend(file.body.length)
  await desk.embedded(file.file, Buffer.from(file.body, 'base64'))
}

/** Parameters that say how a value is written, not what it says. */
const technicalParameters = new Set(
  'TYPE ENCODING CHARSET VALUE PREF LANGUAGE ALTID PID MEDIATYPE INDEX'.split(' '),
)

function* propertyTexts(line: ContentLine): Iterable<readonly [label: string, text: string]> {
  const value = isQuotedPrintable(line) ? quotedPrintableDecoded(line.value) : line.value
  const text = valueText(line.name, value).trim()
  if (text !== '' && line.name !== 'VERSION') yield [line.name, text]
  for (const parameter of line.parameters) {
    if (parameter.value !== '' && !technicalParameters.has(parameter.name))
      yield [parameter.name, unescapedValue(parameter.value)]
  }
}

function valueText(name: string, value: string): string {
  switch (name) {
    case 'N': {
      const [family = '', given = '', additional = '', prefix = '', suffix = ''] = components(value)
      return joined([prefix, given, additional, family, suffix], ' ')
    }
    case 'ADR': {
      const [box = '', extension = '', street = '', place = '', region = '', code = '', country = ''] =
        components(value)
      return joined([extension, street, box, joined([code, place], ' '), region, country], '\n')
    }
    case 'ORG':
      return joined(components(value), ' ')
    case 'BDAY':
      return value.replace(/^(\d{4})(\d\d)(\d\d)/, '$1-$2-$3')
    default:
      return unescapedValue(value)
  }
}

/** The parts between semicolons that are not escaped. */
function components(value: string): string[] {
  return value.split(/(?<!\\);/).map((part) => unescapedValue(part).trim())
}

function joined(parts: readonly string[], separator: string): string {
  return parts.filter((part) => part !== '').join(separator)
}

function isQuotedPrintable(line: ContentLine): boolean {
  return line.parameters.some((parameter) => parameter.value.toLowerCase() === 'quoted-printable')
}

/** @source RFC 2045 section 6.7 */
function quotedPrintableDecoded(value: string): string {
  const text = value.replaceAll('=\n', '')
  return text.replace(/(?:=[0-9A-Fa-f]{2})+/g, (run) => {
    const bytes = new Uint8Array(run.length / 3)
    for (let i = 0; i < bytes.length; i++) bytes[i] = hexNumber(run, i * 3 + 1, 2)
    return bytesDecoded(bytes)
  })
}
