/**
 * Text of one page, put together from where its glyphs stand.
 *
 * A PDF has no words and no lines, only strings at places, in any order. The place decides what is read together; the
 * order of writing is a second reading where it says something else, since a generator may write an address block as
 * one piece beside a block that stands on the same height.
 */

export interface PlacedText {
  readonly text: string
  readonly x: number
  readonly y: number
  /** Along the direction of writing. */
  readonly width: number
  /** Font size as seen on the page. */
  readonly size: number
  /** Direction of writing, whole degrees. */
  readonly angle: number
  readonly endsLine: boolean
}

interface Segment {
  readonly text: string
  /** Along the line. */
  readonly start: number
  readonly end: number
  /** Across the lines, growing downwards. */
  readonly level: number
  readonly size: number
}

/** Gap between two strings, in font sizes, from which they are two words: a narrow space is a quarter of the size. */
const wordGap = 0.15
/** Gap from which they are two cells or columns: three times a wide space. */
const cellGap = 1.5
/** Two base lines closer than this part of the font size are one line; raised numbers lie within it. */
const lineTolerance = 0.45

/** @returns one to three readings; further ones only where they hold another sequence of words */
export function readingsOf(items: readonly PlacedText[]): readonly string[] {
  const readings: string[] = []
  const known = new Set<string>()
  const lines = linesOf(items)
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

type Line = readonly Segment[]

function joinRows(lines: readonly Line[]): string {
  return lines.map((line) => line.map((segment) => segment.text).join('\t')).join('\n')
}

/** @returns lines from top to bottom, their cells from start to end; text of another direction follows */
function linesOf(items: readonly PlacedText[]): readonly Line[] {
  const byAngle = new Map<number, Segment[]>()
  for (const item of items) {
    if (item.text.trim() === '') continue
    const radians = (item.angle * Math.PI) / 180
    const start = item.x * Math.cos(radians) + item.y * Math.sin(radians)
    const level = item.x * Math.sin(radians) - item.y * Math.cos(radians)
    const placed = { text: item.text, start, end: start + item.width, level, size: item.size || 1 }
    const same = byAngle.get(item.angle)
    if (same === undefined) byAngle.set(item.angle, [placed])
    else same.push(placed)
  }
  const lines: Line[] = []
  for (const placed of byAngle.values())
    for (const line of linesOfOneAngle(placed)) lines.push(joinCells(line))
  return lines
}

function linesOfOneAngle(placed: Segment[]): Segment[][] {
  placed.sort((a, b) => a.level - b.level)
  const lines: Segment[][] = []
  let line: Segment[] = []
  let level = Number.NEGATIVE_INFINITY
  for (const segment of placed) {
    if (line.length > 0 && segment.level - level > lineTolerance * segment.size) {
      lines.push(line)
      line = []
    }
    if (line.length === 0) level = segment.level
    line.push(segment)
  }
  if (line.length > 0) lines.push(line)
  for (const each of lines) each.sort((a, b) => a.start - b.start)
  return lines
}

function joinCells(line: readonly Segment[]): Line {
  const cells: Segment[] = []
  let cell: Segment | undefined
  for (const segment of line) {
    if (cell === undefined) {
      cell = segment
      continue
    }
    const gap = segment.start - cell.end
    const size = Math.max(cell.size, segment.size)
    if (gap >= cellGap * size) {
      cells.push(cell)
      cell = segment
    } else {
      const space: string =
        gap >= wordGap * size && !cell.text.endsWith(' ') && !segment.text.startsWith(' ') ? ' ' : ''
      cell = { ...cell, text: cell.text + space + segment.text, end: Math.max(cell.end, segment.end), size }
    }
  }
  if (cell !== undefined) cells.push(cell)
  return cells
}

interface Block {
  readonly lines: string[]
  start: number
  end: number
  level: number
}

/** Reads columns and boxes one after the other: a cell continues the block above it if both share a stretch of the line. */
function joinBlocks(lines: readonly Line[]): string {
  const blocks: Block[] = []
  let open: Block[] = []
  for (const line of lines) {
    const level = line[0]?.level ?? 0
    const reach = Math.max(...line.map((segment) => segment.size)) * 2
    open = open.filter((block) => level - block.level <= reach && level >= block.level)
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

/** Lines whose letters are spaced out, as words: `M u s t e r` is how spaced print arrives. */
function joinSpaced(lines: readonly Line[]): string {
  const joined: string[] = []
  for (const line of lines) {
    const words = line.map((cell) => (isSpacedOut(cell.text) ? cell.text.replaceAll(' ', '') : cell.text))
    if (line.some((cell) => isSpacedOut(cell.text))) joined.push(words.join(' '))
  }
  return joined.join('\n')
}

const shortestSpacedWord = 3

function isSpacedOut(text: string): boolean {
  const letters = text.trim().split(' ')
  return letters.length >= shortestSpacedWord && letters.every((letter) => letter.length === 1)
}
