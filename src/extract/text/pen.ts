/** Writes what a reader finds onto the desk: in pieces of moderate size, and with its other readings. */
import { type Desk, LimitBroken, type RowPassage } from '../desk.ts'
import { rereadings } from './rereading.ts'

/** Large enough that hardly any mail is cut, small enough that a long list is judged while it is read. */
const pieceLength = 64 * 1024

/** What follows a cut inside running text begins this much earlier, so that nothing that spans the cut is lost. */
const overlapLength = 256

export interface Pen {
  text(text: string): void
  row(row: RowPassage): void
  /** To be called at the end, and before something that must come after what was written. */
  flush(): void
  /** A limit is broken: from now on what was read before is still handed out, without its other readings, and nothing fails any more. */
  spill(): void
}

/**
 * Reads with a pen.
 * @param finish hands over what `read` holds back: at the end, and if a limit breaks on the way
 */
export function readWithPen(pen: Pen, read: () => void, finish: () => void = () => {}): void {
  try {
    read()
    finish()
    pen.flush()
  } catch (error) {
    pen.spill()
    finish()
    pen.flush()
    throw error
  }
}

export function openPen(desk: Pick<Desk, 'text' | 'row' | 'spend'>): Pen {
  let waiting = ''
  let isSpilling = false
  const give = (act: () => void): void => {
    try {
      act()
    } catch (error) {
      if (!isSpilling || !(error instanceof LimitBroken)) throw error
    }
  }
  const flush = (): void => {
    const text = waiting
    if (text === '') return
    for (let at = 0; at < text.length; ) {
      const piece = text.slice(at, at + pieceLength)
      const isLast = at + piece.length >= text.length
      const cut = isLast ? { length: piece.length, next: piece.length } : cutOf(piece)
      at += cut.next
      // If a limit breaks here, what follows is still there to be spilled.
      waiting = text.slice(at)
      give(() => write(desk, piece.slice(0, cut.length), isSpilling))
    }
  }
  return {
    text(text) {
      waiting += text
      if (waiting.length >= pieceLength) flush()
    },
    row(row) {
      flush()
      give(() => (isSpilling ? desk.row(row) : writeRow(desk, row)))
    },
    flush,
    spill() {
      isSpilling = true
    },
  }
}

/** The bytes of the text were paid for when they were unpacked, and the desk counts what it is told. */
function write(desk: Pick<Desk, 'text' | 'spend'>, text: string, isBare: boolean): void {
  if (text.trim() === '') return
  desk.text(text)
  if (isBare) return
  const more = rereadings(text)
  if (more.length === 0) return
  const readings = `\n${more.join('\n')}\n`
  desk.spend(readings.length)
  desk.text(readings)
}

/** Other readings of a cell are cells of the same row, without a label. */
function writeRow(desk: Pick<Desk, 'row' | 'spend'>, row: RowPassage): void {
  const more = row.cells.flatMap(rereadings).map((reading) => reading.replaceAll('\t', ' '))
  if (more.length === 0) {
    desk.row(row)
    return
  }
  try {
    for (const reading of more) desk.spend(reading.length + 1)
  } catch (error) {
    desk.row(row)
    throw error
  }
  const cells = [...row.cells, ...more]
  desk.row(
    row.labels === undefined ? { cells } : { cells, labels: cells.map((_, i) => row.labels?.[i] ?? '') },
  )
}

/** Where a piece that is not the last ends, and where the next one begins: at a paragraph, else at a line or word. */
function cutOf(piece: string): { length: number; next: number } {
  const paragraph = piece.lastIndexOf('\n\n') + 2
  if (paragraph > piece.length / 2) return { length: paragraph, next: paragraph }
  const line = piece.lastIndexOf('\n') + 1
  const word = piece.lastIndexOf(' ') + 1
  const length = line > piece.length / 2 ? line : word > piece.length / 2 ? word : piece.length
  const back = piece.slice(length - overlapLength, length)
  return { length, next: length - overlapLength + Math.max(back.search(/\s/) + 1, 0) }
}
