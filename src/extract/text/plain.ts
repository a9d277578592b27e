/** Plain text, as it stands and as it was before it was quoted or wrapped. */
import type { Desk } from '../desk.ts'
import { openPen } from './pen.ts'

/** Reads text as it stands; lines that are quoted (`> > `) are read once more without their marks. */
export function readPlain(text: string, desk: Desk): void {
  const pen = openPen(desk)
  pen.text(text)
  pen.flush()
  const quoted = quotedLines(text)
  if (quoted !== '') pen.text(`\n${quoted}`)
  pen.flush()
}

/**
 * Lines of a text with `format=flowed` as they were before they were wrapped. Marks of quotation stay.
 *
 * @param delSp the parameter `DelSp=yes`: the space that marks a soft line break is not part of the text
 * @source RFC 3676 section 4
 */
export function unflow(text: string, delSp: boolean): string {
  const lines: string[] = []
  let open = ''
  let openDepth = -1
  for (const line of linesOf(text)) {
    const depth = quoteDepth(line)
    // A space in front was put there so that the line is not taken for something else.
    const start = line.charCodeAt(depth) === 0x20 ? depth + 1 : depth
    const content = line.slice(start)
    const isSoft = content.endsWith(' ') && content !== '-- '
    if (openDepth >= 0 && (openDepth !== depth || content === '-- ')) {
      lines.push(open)
      openDepth = -1
    }
    if (openDepth < 0) open = depth > 0 ? `${'>'.repeat(depth)} ` : ''
    open += isSoft && delSp ? content.slice(0, -1) : content
    openDepth = isSoft ? depth : -1
    if (!isSoft) lines.push(open)
  }
  if (openDepth >= 0) lines.push(open)
  return lines.join('\n')
}

/** The quoted lines without their marks; a blank line where something stands between them. */
function quotedLines(text: string): string {
  if (!text.includes('>')) return ''
  const lines: string[] = []
  for (const line of linesOf(text)) {
    const end = marksEnd(line)
    if (end > 0) lines.push(line.slice(end))
    else if (lines.length > 0 && lines.at(-1) !== '') lines.push('')
  }
  return lines.join('\n')
}

function* linesOf(text: string): Iterable<string> {
  let start = 0
  while (start <= text.length) {
    const feed = text.indexOf('\n', start)
    const end = feed < 0 ? text.length : feed
    yield text.slice(start, end > start && text.charCodeAt(end - 1) === 0x0d ? end - 1 : end)
    start = end + 1
  }
}

function quoteDepth(line: string): number {
  let depth = 0
  while (line.charCodeAt(depth) === 0x3e) depth++
  return depth
}

/** Index after `>`, `> > ` and the like at the beginning of a line, or 0. */
function marksEnd(line: string): number {
  let end = 0
  let at = 0
  while (line.charCodeAt(at) === 0x3e || line.charCodeAt(at) === 0x20) {
    if (line.charCodeAt(at) === 0x3e) end = line.charCodeAt(at + 1) === 0x20 ? at + 2 : at + 1
    at++
  }
  return end
}
