/** What Handlebars' parser says of a template that it cannot read. */
import Handlebars from 'handlebars'
import type { EngineFailure } from '../engine/exchange.ts'
import { positionOf } from '../engine/text-position.ts'

/**
 * The parser tells the line, and of the column only what stands around: up to twenty characters before and behind, without
 * ends of lines.
 */
export function syntaxFailure(error: unknown, text: string, source: number): EngineFailure {
  if (error instanceof Handlebars.Exception) {
    return {
      reason: 'syntax',
      source,
      line: error.lineNumber,
      column: error.column + 1,
      words: withoutPlace(error.message),
    }
  }
  const [first = '', excerpt = '', arrow = '', ...others] =
    error instanceof Error ? error.message.split('\n') : []
  const line = Number(/ on line (\d+)/.exec(first)?.[1] ?? 1)
  const words = (others.length > 0 ? others.join(' ') : first).slice(0, wordsCharsMax)
  const before = excerpt.slice(0, arrow.indexOf('^'))
  const offset = offsetOf(
    text,
    before.replace(/^\.\.\./, ''),
    excerpt.slice(before.length).replace(/\.\.\.$/, ''),
  )
  return { reason: 'syntax', source, words, ...(offset === undefined ? { line } : positionOf(text, offset)) }
}

/** @limit the parser lists everything it would have taken instead */
const wordsCharsMax = 300

/** Where a text goes on with `behind` after `before`, ends of lines aside. */
function offsetOf(text: string, before: string, behind: string): number | undefined {
  const kept = [...text.matchAll(/[^\n]/g)].map(({ index }) => index)
  const at = text.replaceAll('\n', '').indexOf(before + behind)
  return at < 0 ? undefined : (kept[at + before.length] ?? text.length)
}

export function withoutPlace(message: string): string {
  return message.replace(/ - \d+:\d+$/, '')
}
