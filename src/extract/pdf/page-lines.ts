/** Lines and cells of a page, found from where its strings stand. */

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

/** Strings that stand close together on one line. */
export interface Segment {
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

/** Cells from start to end. */
export type Line = readonly Segment[]

/** @returns lines from top to bottom, their cells from start to end; text of another direction follows */
export function linesOf(items: readonly PlacedText[]): readonly Line[] {
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
