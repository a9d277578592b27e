/**
 * Text of one page, put together from where its glyphs stand.
 *
 * A PDF has no words and no lines, only strings at places, in any order. The place decides what is read together; the
 * order of writing is a second reading where it says something else, since a generator may write an address block as
 * one piece beside a block that stands on the same height.
 */

import type { Line, PlacedText } from './page-lines.ts'

/** @returns one to three readings; further ones only where they hold another sequence of words */
export function readingsOf(items: readonly PlacedText[], lines: readonly Line[]): readonly string[] {
  const readings: string[] = []
  const known = new Set<string>()
  for (const reading of [joinRows(lines), joinAsWritten(items), joinBlocks(lines), joinSpaced(lines)]) {
    const words = reading.replace(/\s+/g, ' ').trim()
    if (words === '' || known.has(words)) continue
    known.add(words)
    readings.push(reading)
  }
  return readings
}

function joinAsWritten(items: readonly PlacedText[]): string {
  let text = ''
  for (const item of items) text += item.endsLine ? `${item.text}\n` : item.text
  return text
}

function joinRows(lines: readonly Line[]): string {
  return lines.map((line) => line.map((segment) => segment.text).join('\t')).join('\n')
}

interface Block {
  readonly lines: string[]
  start: number
  end: number
  level: number
}

/** @limit blocks side by side that a line may continue: a page has some few, a table some dozens */
const mostOpenBlocks = 200

/** Reads columns and boxes one after the other: a cell continues the block above it if both share a stretch of the line. */
function joinBlocks(lines: readonly Line[]): string {
  const blocks: Block[] = []
  let open: Block[] = []
  for (const line of lines) {
    const level = line[0]?.level ?? 0
    const reach = line.reduce((size, segment) => Math.max(size, segment.size), 0) * 2
    open = open.filter((block) => level - block.level <= reach && level >= block.level).slice(-mostOpenBlocks)
    for (const cell of line) {
      const above = open.find(
        (block) => block.level < level && block.start < cell.end && cell.start < block.end,
      )
      if (above === undefined) {
        const block = { lines: [cell.text], start: cell.start, end: cell.end, level }
        blocks.push(block)
        open.push(block)
      } else {
        above.lines.push(cell.text)
        above.level = level
        above.start = Math.min(above.start, cell.start)
        above.end = Math.max(above.end, cell.end)
      }
    }
  }
  return blocks.map((block) => block.lines.join('\n')).join('\n\n')
}

/** Lines whose letters are spaced out or stand in boxes, as words: `M u s t e r` is how spaced print arrives. */
function joinSpaced(lines: readonly Line[]): string {
  const joined: string[] = []
  for (const line of lines) {
    const cells = line.map((cell) => joinLetters(cell.text))
    const words = joinBoxes(cells)
    if (words.length === cells.length && line.every((cell, index) => cell.text === cells[index])) continue
    const text = words.join(' ')
    joined.push(text)
    // Between spaced words the space is lost: where the kind of sign changes, a new word may begin.
    const parted = text.replace(/(?<=\p{L})(?=\d)|(?<=\d)(?=\p{L})|(?<=\p{Ll})(?=\p{Lu})/gu, ' ')
    if (parted !== text) joined.push(parted)
  }
  return joined.join('\n')
}

const fewestSpacedLetters = 3
/** Narrow pairs like `Ko` may stand closer than the limit of a space. */
const widestSpacedPiece = 2

/** Pieces of one or two signs in a row, most of them single, become one word. */
function joinLetters(text: string): string {
  const pieces: string[] = []
  let run: string[] = []
  for (const piece of [...text.trim().split(' '), '']) {
    if (piece.length > 0 && piece.length <= widestSpacedPiece) {
      run.push(piece)
      continue
    }
    const singles = run.filter((letter) => letter.length === 1).length
    if (singles >= fewestSpacedLetters && singles * 2 > run.length) pieces.push(run.join(''))
    else pieces.push(...run)
    run = []
    if (piece !== '') pieces.push(piece)
  }
  return pieces.length === 0 ? text : pieces.join(' ')
}

/** Fewer boxes in a row are columns of single signs, like quantities. */
const fewestBoxes = 5

function joinBoxes(cells: readonly string[]): readonly string[] {
  const words: string[] = []
  let boxes: string[] = []
  for (const cell of [...cells, '']) {
    if (cell.trim().length === 1) {
      boxes.push(cell.trim())
      continue
    }
    if (boxes.length >= fewestBoxes) words.push(boxes.join(''))
    else words.push(...boxes)
    boxes = []
    if (cell !== '') words.push(cell)
  }
  return words
}
