/** A JSON document, with the pages and files that programs put into its strings. */
import type { Desk } from '../desk.ts'
import { type DataUri, embedDataUri, parseDataUri } from './data-uri.ts'
import { readHtml } from './html.ts'
import { readJsonValues } from './json-values.ts'

/**
 * Reads every value; strings that are pages are read as pages as well, `data:` links as files.
 *
 * @source RFC 8259
 */
export async function readJson(text: string, desk: Desk): Promise<void> {
  const pages: string[] = []
  const files: DataUri[] = []
  readJsonValues(text, desk, (value) => {
    const file = parseDataUri(value)
    if (file !== undefined) {
      files.push(file)
      return ''
    }
    if (isPage(value)) pages.push(value)
    return value
  })
  for (const page of pages) await readHtml(page, desk)
  for (const file of files) await embedDataUri(desk, file)
}

/** A closing tag, a declaration or a comment: `a < b` is no page, and `<Anna>` alone is read where it stands. */
function isPage(text: string): boolean {
  return text.includes('<') && /<(\/[a-z]|!|br\b|p\b|img\b|a\s)/i.test(text)
}
