import type { Reading } from '../reading.ts'
import { linkTexts } from '../text/links.ts'
import { readAddresses } from './addresses.ts'
import { fileNameParameters } from './content.ts'
import { decodeWords } from './encoded-word.ts'
import type { HeaderBlock, HeaderField } from './header-block.ts'
import { readParameters } from './parameters.ts'
import { wrappedAddresses } from './wrapped-address.ts'

/** Fields whose name says nothing about the value; any other name is read before its value, as a label would be. */
const plainFields = new Set(
  (
    'From To Cc Bcc Sender Reply-To Resent-From Resent-To Resent-Cc Resent-Bcc Resent-Sender Subject Comments Keywords Date ' +
    'Resent-Date Message-ID Resent-Message-ID In-Reply-To References Return-Path Received Delivered-To X-Original-To ' +
    'X-Envelope-To Thread-Topic Content-Type Content-Disposition Content-Description Content-ID Content-Location'
  ).split(' '),
)

/** Fields that name the person the message is for. */
const addresseeFields = new Set(['To', 'Resent-To'])

/** Values that can hold nothing of anybody: leaving them out spares a third of all passages. */
const emptyValues: Readonly<Record<string, RegExp>> = {
  'MIME-Version': /^1\.0$/,
  'Content-Transfer-Encoding': /^(7bit|8bit|binary|base64|quoted-printable)$/i,
}

export interface HeaderPassages {
  readonly block: HeaderBlock
  /** Before `header:NAME`, with its slash, or empty. */
  readonly prefix: string
  /** Fields that the reader of the mail does not see, by common name. */
  readonly hidden: ReadonlySet<string>
}

/** Puts every field of a header block on the desk, decoded; the block is one part. */
export function readHeaderPassages(reading: Reading, { block, prefix, hidden }: HeaderPassages): void {
  const placeOf = (field: HeaderField | undefined) =>
    `${prefix}header:${printableName(field?.name ?? 'Subject')}`
  const section = reading.section(placeOf(block.fields[0]))
  const isMultipart = block.fields.some(isMultipartType)
  for (const field of block.fields) {
    const { name } = field
    if (hidden.has(name) || field.value === '' || emptyValues[name]?.test(field.value)) continue
    const place = placeOf(field)
    const decoded = decodeWords(isMultipart ? field.value : withoutFileName(field))
    if (decoded.unknownCharset) section.unchecked('unknown-charset', place)
    section.passage({ place, text: plainFields.has(name) ? decoded.text : `${name}: ${decoded.text}` })
    const further = new Set([
      ...parameterTexts(field, isMultipart),
      ...wrappedAddresses(field.value),
      ...targets(field.value).flatMap((url) => linkTexts(url)),
    ])
    further.delete(decoded.text)
    if (further.size > 0) section.passage({ place, text: [...further].join('\n') })
    if (addresseeFields.has(name)) {
      const names = readAddresses(field.value).map((address) => address.name)
      for (const text of new Set(names))
        if (text !== '') section.passage({ place, text, position: 'addressee' })
    }
  }
  if (block.broken !== undefined) section.unchecked(block.broken, placeOf(block.fields.at(-1)))
  section.close()
}

function isMultipartType({ name, value }: HeaderField): boolean {
  return name === 'Content-Type' && /^\s*multipart\//i.test(value)
}

/** The name of a file is said once, where the file stands; a multipart is no file, so its headers keep everything. */
function withoutFileName({ name, value }: HeaderField): string {
  if (!namingFields.has(name)) return value
  const header = readParameters(value)
  const fileNames = header.every.filter(([parameter]) => fileNameParameters.has(parameter))
  // A comment, or folders before the name, are said nowhere else.
  const hasComment = value.replace(/"[^"]*"/g, '').includes('(')
  if (fileNames.length === 0 || hasComment || fileNames.some(([, text]) => /[/\\]/.test(text))) return value
  const others = header.every.filter(([parameter]) => !fileNameParameters.has(parameter))
  return [header.value, ...others.map(([parameter, text]) => `${parameter}=${text}`)].join('; ')
}

const namingFields: ReadonlySet<string> = new Set(['Content-Type', 'Content-Disposition'])

/** Parameters that are split or percent-encoded read differently from what is written. */
function parameterTexts(field: HeaderField, isMultipart: boolean): readonly string[] {
  if (!/\*\d*\*?\s*=/.test(field.value)) return []
  const isSaid = (parameter: string) =>
    !isMultipart && namingFields.has(field.name) && fileNameParameters.has(parameter)
  return readParameters(field.value)
    .every.filter(([name]) => !isSaid(name))
    .map(([, value]) => value)
}

/** Targets of links in a value. */
function targets(value: string): readonly string[] {
  if (!/[:=%]/.test(value)) return []
  // Within angle brackets a parenthesis is part of the address, elsewhere it may begin a comment.
  const bracketed = value.split('<').map((text) => text.slice(0, Math.max(0, text.indexOf('>'))))
  return [...value.split(/[\s<>"(),]+/), ...bracketed.map((text) => text.replace(/\s+/g, ''))]
    .filter((word) => /^[a-z][a-z0-9+.-]*:\S/i.test(word) && /[/@%=]/.test(word))
    .map((word) => word.replace(/;$/, ''))
}

/** A place is printed, and the name of a field is the sender's to choose: a number in it may be somebody's. */
function printableName(name: string): string {
  return name.replace(/\d{4,}/g, '#')
}
