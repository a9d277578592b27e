/** A letter as plain text and as HTML. */
import { type Entity, textPart } from '../../test/mail-builder/mime.ts'
import type { Letter } from './letter.ts'

export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}

export function plainOf(letter: Letter): string {
  const table = letter.table.map((row) => row.join('  ')).join('\n')
  return [letter.block.join('\n'), letter.greeting, ...letter.paragraphs, table, letter.closing.join('\n')]
    .filter((piece) => piece !== '')
    .join('\n\n')
    .concat('\n')
}

const lines = (text: string): string => escapeHtml(text).replace(/\n/g, '<br>\n')

/** @param extra markup between the table and the closing */
export function htmlText(letter: Letter, extra: string): Entity {
  const rows = letter.table.map(
    (row) => `<tr>${row.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`,
  )
  const body = [
    letter.block.length > 0 ? `<p>${lines(letter.block.join('\n'))}</p>` : '',
    `<p>${lines(letter.greeting)}</p>`,
    ...letter.paragraphs.map((paragraph) => `<p>${lines(paragraph)}</p>`),
    rows.length > 0 ? `<table border="0" cellpadding="4">${rows.join('\n')}</table>` : '',
    extra,
    `<p>${lines(letter.closing.join('\n'))}</p>`,
  ].join('\n')
  return textPart(
    `<!DOCTYPE html>\n<html lang="de"><head><meta charset="utf-8"><title>${escapeHtml(letter.subject)}</title><style>p{margin:0 0 1em;font:14px/20px sans-serif}</style></head>\n<body>\n${body}\n<img src="https://stadtbibliothek.example/o.gif" width="1" height="1" alt="">\n</body></html>`,
    { subtype: 'html' },
  )
}

export function htmlOf(letter: Letter): Entity {
  return htmlText(letter, '')
}
