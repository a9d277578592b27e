/** Appointments, invitations and tasks, as running text. */
import type { Desk } from '../desk.ts'
import { type ContentLine, contentLines, parameterOf, unescapedValue } from './content-line.ts'
import { type DataUri, embedDataUri, parseDataUri } from './data-uri.ts'
import { readHtml } from './html.ts'
import { openPen, readWithPen } from './pen.ts'

/**
 * Reads what a calendar shows: texts, people with their names and addresses, files, and descriptions in HTML.
 *
 * @source RFC 5545
 */
export async function readIcalendar(text: string, desk: Desk): Promise<void> {
  const pen = openPen(desk)
  const files: ContentLine[] = []
  const pages: string[] = []
  readWithPen(pen, () => {
    for (const line of contentLines(text)) {
      if (isFile(line)) files.push(line)
      else if (isPage(line)) pages.push(unescapedValue(line.value))
      else pen.text(lineText(line))
    }
  })
  for (const page of pages) await readHtml(page, desk)
  for (const file of files) await embed(desk, file)
}

function isFile(line: ContentLine): boolean {
  return parameterOf(line, 'ENCODING').toUpperCase() === 'BASE64' || dataUriOf(line) !== undefined
}

function dataUriOf(line: ContentLine): DataUri | undefined {
  return line.name === 'ATTACH' || line.name === 'IMAGE' ? parseDataUri(line.value) : undefined
}

function isPage(line: ContentLine): boolean {
  const isHtml = parameterOf(line, 'FMTTYPE').toLowerCase() === 'text/html'
  return isHtml && (line.name === 'X-ALT-DESC' || line.name === 'STYLED-DESCRIPTION')
}

async function embed(desk: Desk, line: ContentLine): Promise<void> {
  const uri = dataUriOf(line)
  if (uri !== undefined) {
    await embedDataUri(desk, uri)
    return
  }
  const mediaType = parameterOf(line, 'FMTTYPE').toLowerCase()
  const name = parameterOf(line, 'FILENAME') || parameterOf(line, 'X-FILENAME')
  desk.spend(line.value.length)
  await desk.embedded(
    { ...(mediaType === '' ? {} : { mediaType }), ...(name === '' ? {} : { name }) },
    Buffer.from(line.value, 'base64'),
  )
}

/** Parameters with a fixed vocabulary. */
const technicalParameters = new Set(
  'CUTYPE ENCODING FBTYPE FMTTYPE LANGUAGE PARTSTAT RANGE RELATED RELTYPE ROLE RSVP TZID VALUE TYPE'.split(
    ' ',
  ),
)

/** A moment, as every appointment has several; `20260301` is nobody's number. */
const moment = /^\d{8}(T\d{6}Z?)?$/

function lineText(line: ContentLine): string {
  const parts: string[] = []
  for (const { name, value } of line.parameters)
    if (value !== '' && !technicalParameters.has(name)) parts.push(`${name}: ${value}\n`)
  const value = unescapedValue(line.value)
  if (line.name === '') parts.push(`${value}\n`)
  // A text of several lines begins on a line of its own, so that a greeting is where it belongs.
  else if (value.includes('\n')) parts.push(`${line.name}:\n${value}\n\n`)
  else if (line.name !== 'BEGIN' && line.name !== 'END' && !moment.test(value))
    parts.push(`${line.name}: ${value}\n`)
  return parts.join('')
}
