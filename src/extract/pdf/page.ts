/** One page of a PDF: its text in reading order, its notes and fields, its alternative texts. */
import type { Desk } from '../desk.ts'
import { stringsOf } from './document-texts.ts'
import type { Drawn } from './drawn.ts'
import type { PlacedText } from './page-lines.ts'
import { linesOf } from './page-lines.ts'
import { putTables } from './page-table.ts'
import { readingsOf } from './page-text.ts'
import type { PdfDocument, PdfPage } from './pdf-engine.ts'

export interface PageExtras {
  /** Targets of the links on the page. */
  readonly links: readonly string[]
  /** Files pinned to the page: id and name. */
  readonly files: readonly (readonly [string, string])[]
  /** Whether something pinned to the page has a drawing whose text was not read with it. */
  readonly hasDrawnNotes: boolean
}

export async function readPage(input: {
  readonly document: PdfDocument
  readonly number: number
  readonly drawn: Drawn
  readonly desk: Desk
}): Promise<PageExtras> {
  const { desk, drawn } = input
  const page = await input.document.getPage(input.number)
  const items = await placedTexts(page)
  const lines = linesOf(items)
  for (const reading of readingsOf(items, lines)) desk.text(reading)
  putTables(lines, desk)
  reportUnreadable(items, drawn, desk)
  const annotations: readonly unknown[] = await page.getAnnotations({ intent: 'any' })
  const actions = await page.getJSActions()
  const structure = await page.getStructTree()
  const { strings, complete } = stringsOf([annotations, actions, structure])
  if (strings.length > 0) desk.text(strings.join('\n'))
  if (!complete) desk.unchecked('too-many-parts')
  page.cleanup()
  return extrasOf(annotations)
}

async function placedTexts(page: PdfPage): Promise<readonly PlacedText[]> {
  const content = await page.getTextContent()
  const placed: PlacedText[] = []
  for (const item of content.items) {
    if (!('str' in item)) continue
    const [a = 1, b = 0, , , x = 0, y = 0] = item.transform.map(Number)
    placed.push({
      text: item.str,
      x,
      y,
      width: item.width,
      size: Math.max(item.height, Math.hypot(a, b)),
      angle: Math.round((Math.atan2(b, a) * 180) / Math.PI),
      endsLine: item.hasEOL,
    })
  }
  return placed
}

/** So many signs without meaning are no bullet points and no logo. */
const mostStrangeSigns = 8
const mostStrangeShare = 0.2

function reportUnreadable(items: readonly PlacedText[], drawn: Drawn, desk: Desk): void {
  let signs = 0
  let strange = 0
  for (const { text } of items) {
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code === 0x20) continue
      signs++
      if (isStrange(code)) strange++
    }
  }
  if (strange > mostStrangeSigns && strange > signs * mostStrangeShare) desk.unchecked('unknown-charset')
  else if (signs > 0 && drawn.hasUnnamedFont) desk.unchecked('unknown-charset')
  // A page without text that is not blank may be letters drawn as curves.
  if (signs === 0 && drawn.hasDrawings) desk.unchecked('image')
}

function isStrange(code: number): boolean {
  if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return true
  return (code >= 0xe000 && code <= 0xf8ff) || code >= 0xfff0
}

function extrasOf(annotations: readonly unknown[]): PageExtras {
  let hasDrawnNotes = false
  const links: string[] = []
  const files: (readonly [string, string])[] = []
  for (const annotation of annotations) {
    if (typeof annotation !== 'object' || annotation === null) continue
    if (
      Reflect.get(annotation, 'hasAppearance') === true &&
      Reflect.get(annotation, 'textContent') === undefined
    ) {
      hasDrawnNotes = true
    }
    for (const key of ['url', 'unsafeUrl'] as const) {
      const url = key in annotation ? Reflect.get(annotation, key) : undefined
      if (typeof url === 'string') links.push(url)
    }
    const id = Reflect.get(annotation, 'fileId')
    const file = Reflect.get(annotation, 'file')
    if (typeof id !== 'string') continue
    const name = typeof file === 'object' && file !== null ? Reflect.get(file, 'filename') : undefined
    files.push([id, typeof name === 'string' ? name : ''])
  }
  return { links, files, hasDrawnNotes }
}

/**
 * Texts drawn by what is pinned to a page, where all of it is free text.
 *
 * @returns undefined if something is not, and has a drawing all the same
 */
export async function noteTexts(page: PdfPage): Promise<string | undefined> {
  const texts: string[] = []
  const annotations: readonly unknown[] = await page.getAnnotations({ intent: 'any' })
  for (const annotation of annotations) {
    if (typeof annotation !== 'object' || annotation === null) continue
    const lines: unknown = Reflect.get(annotation, 'textContent')
    if (Array.isArray(lines)) texts.push(lines.join('\n'))
    else if (
      Reflect.get(annotation, 'hasAppearance') === true &&
      Reflect.get(annotation, 'subtype') !== 'FreeText'
    ) {
      return undefined
    }
  }
  return texts.join('\n')
}
