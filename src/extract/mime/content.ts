import type { HeaderField } from './header-block.ts'
import type { Parameterised } from './parameters.ts'
import { readParameters } from './parameters.ts'
import type { TransferEncoding } from './transfer-encoding.ts'
import { transferEncodingOf } from './transfer-encoding.ts'

export interface PartType {
  /** Lower case, without parameters. */
  readonly mediaType: string
  readonly charset: string | undefined
  readonly boundary: string | undefined
  readonly flowed: 'delete-space' | 'keep-space' | undefined
}

/** What a header block says about the body below it. Where it contradicts itself, each reading is kept. */
export interface Content {
  readonly types: readonly [PartType, ...PartType[]]
  readonly encodings: readonly [TransferEncoding, ...TransferEncoding[]]
  readonly names: readonly string[]
  /** Has a place of its own number: called an attachment, named like a file, or a message. */
  readonly isAttachment: boolean
  readonly unknownCharset: boolean
}

/** Contradicting headers that are each followed; more are no mail program's mistake. */
const readingsCount = 3

export function contentOf(fields: readonly HeaderField[], defaultType: string): Content {
  const declared = valuesOf(fields, 'Content-Type').map(readParameters)
  const dispositions = valuesOf(fields, 'Content-Disposition').map(readParameters)
  const types = distinct(
    declared.map((header) => typeOf(header, defaultType)),
    (type) => `${type.mediaType} ${type.charset} ${type.boundary}`,
  )
  const encodings = distinct(
    valuesOf(fields, 'Content-Transfer-Encoding').map(transferEncodingOf),
    (name) => name,
  )
  const [type = { ...unsaid, mediaType: defaultType }, ...otherTypes] = types
  const [encoding = 'identity', ...otherEncodings] = encodings
  const names = [...dispositions, ...declared].flatMap(namesOf)
  const isMessage = messageTypes.has(type.mediaType)
  return {
    types: [type, ...otherTypes],
    encodings: [encoding, ...otherEncodings],
    names: [...new Set(names)],
    isAttachment:
      isMessage || names.length > 0 || dispositions.some((header) => header.value === 'attachment'),
    unknownCharset: [...dispositions, ...declared].some((header) => header.unknownCharset),
  }
}

/** @source RFC 2046, 5.2.1; RFC 6532, 3.7 */
const messageTypes: ReadonlySet<string> = new Set(['message/rfc822', 'message/global'])

const unsaid = { charset: undefined, boundary: undefined, flowed: undefined }

/** @param name as people write it */
export function valuesOf(fields: readonly HeaderField[], name: string): readonly string[] {
  return fields.filter((field) => field.name === name).map((field) => field.value)
}

function typeOf(header: Parameterised, defaultType: string): PartType {
  const match = /^([!-.0-9;-~]+)\s*\/\s*([!-.0-9;-~]+)/.exec(header.value)
  const boundary = header.parameters.get('boundary')
  return {
    mediaType: match === null ? defaultType : `${match[1]}/${match[2]}`,
    charset: header.parameters.get('charset'),
    boundary: boundary === undefined || boundary.trimEnd() === '' ? undefined : boundary.trimEnd(),
    flowed: flowedOf(header.parameters),
  }
}

function flowedOf(parameters: ReadonlyMap<string, string>): PartType['flowed'] {
  if (parameters.get('format')?.toLowerCase() !== 'flowed') return undefined
  return parameters.get('delsp')?.toLowerCase() === 'yes' ? 'delete-space' : 'keep-space'
}

/** Parameters that name a file. */
export const fileNameParameters: ReadonlySet<string> = new Set(['filename', 'name'])

/** The last step of a path, whatever system wrote it. */
function namesOf(header: Parameterised): readonly string[] {
  return header.every
    .filter(([parameter]) => fileNameParameters.has(parameter))
    .map(([, name]) => name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1).trim())
    .filter((name) => name !== '')
}

function distinct<T>(values: readonly T[], keyOf: (value: T) => string): readonly T[] {
  const byKey = new Map<string, T>()
  for (const value of values) if (!byKey.has(keyOf(value))) byKey.set(keyOf(value), value)
  return [...byKey.values()].slice(0, readingsCount)
}
