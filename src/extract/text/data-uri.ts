/** A file that stands inside a link: `data:image/png;base64,…`. */
import type { Desk } from '../desk.ts'
import { percentDecoded } from './percent.ts'

export interface DataUri {
  readonly mediaType: string
  readonly isBase64: boolean
  /** As it is written after the comma. */
  readonly body: string
}

/** Parameters before the comma are short; without a comma near the beginning it is no `data:` URI. */
const maxHeaderLength = 512

/** @source RFC 2397 */
export function parseDataUri(url: string): DataUri | undefined {
  if (!isDataUri(url)) return undefined
  const comma = url.slice(0, maxHeaderLength).indexOf(',')
  if (comma < 0) return undefined
  const [mediaType = '', ...parameters] = url.slice('data:'.length, comma).toLowerCase().split(';')
  return {
    mediaType: mediaType.trim() || 'text/plain',
    isBase64: parameters.some((parameter) => parameter.trim() === 'base64'),
    body: url.slice(comma + 1),
  }
}

export function isDataUri(url: string): boolean {
  return (url.charCodeAt(0) | 0x20) === 0x64 && url.slice(0, 'data:'.length).toLowerCase() === 'data:'
}

/** Hands the file to the desk, one level deeper. */
export async function embedDataUri(desk: Desk, uri: DataUri): Promise<void> {
  desk.spend(uri.body.length)
  const text = percentDecoded(uri.body)
  const bytes = Buffer.from(text, uri.isBase64 ? 'base64' : 'utf8')
  await desk.embedded({ mediaType: uri.mediaType }, bytes)
}
