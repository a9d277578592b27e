/** Tables of a page, nested as they come: those of data become rows, those that only place things become text. */
import type { RowPassage } from '../desk.ts'
import { openTable } from '../table.ts'
import { addBlock, addBreak, type Flow, openFlow, takeText, takeWords } from './flow.ts'
import type { Pen } from './pen.ts'
import {
  type CellShape,
  closeCell,
  closeRow,
  type Frame,
  layOut,
  openCell,
  openFrame,
} from './table-frame.ts'

/** More text than this stands in a cell only where a table places the parts of a page. */
const maxCellLength = 8 * 1024
/** Text of the page that is passed on at once when it is this long. */
const drainLength = 32 * 1024
/** Text that is looked at while it grows is kept short. */
const shortLength = 4 * 1024

export interface TableNest {
  /** Where text goes now. */
  flow: Flow
  openTable(): void
  openRow(): void
  openCell(shape: CellShape): void
  closeCell(): void
  closeRow(): void
  closeTable(): void
  /** To be called where a block ends: passes on what need not wait. */
  settle(): void
  /** To be called inside a block as well: passes on what need not wait of a text that has become long. */
  drain(): void
  /** Passes on everything: what comes next may take long. Tables that are undecided are layout then. */
  giveWay(): void
  /** The last words of the text that is being written. */
  lastWords(): string
  /** Closes what is still open and writes everything. */
  finish(): void
}

interface State {
  readonly pen: Pen
  readonly page: Flow
  readonly frames: Frame[]
  /** Frames below this one are decided. */
  decided: number
}

export function openTableNest(pen: Pen): TableNest {
  const state: State = { pen, page: openFlow(), frames: [], decided: 0 }
  const onTop = (act: (frame: Frame) => void): void => {
    const frame = state.frames.at(-1)
    if (frame !== undefined) act(frame)
    else addBreak(state.page, 1)
    nest.flow = flowOf(state)
  }
  const nest: TableNest = {
    flow: state.page,
    openTable() {
      addBreak(nest.flow, 2)
      pushFrame(state, nest.flow)
      nest.flow = flowOf(state)
    },
    openRow: () => onTop(closeRow),
    openCell: (shape) => onTop((frame) => openCell(frame, shape)),
    closeCell: () => onTop(closeCell),
    closeRow: () => onTop(closeRow),
    closeTable() {
      if (!popFrame(state)) return
      nest.flow = flowOf(state)
      addBreak(nest.flow, 2)
      nest.settle()
    },
    settle() {
      const isLong = nest.flow !== state.page && nest.flow.text.length > maxCellLength
      if (isLong && state.decided < state.frames.length) {
        layOutBelow(state, state.frames.length)
        nest.flow = flowOf(state)
      }
      if (state.page.text.length > drainLength) pen.text(takeWords(state.page))
    },
    drain() {
      if (nest.flow.text.length > drainLength) nest.settle()
    },
    giveWay() {
      layOutBelow(state, state.frames.length)
      nest.flow = flowOf(state)
      for (const frame of state.frames) if (!frame.isLaidOut) putOpenRow(state, frame)
      pen.text(takeWords(state.page))
    },
    lastWords() {
      const last = nest.flow.text
      if (nest.flow === state.page && last.length > shortLength) pen.text(takeText(state.page))
      // What is due stands between the last words and the next.
      return nest.flow.breaks > 0 || nest.flow.gap !== '' ? '' : last
    },
    finish() {
      while (state.frames.length > 0) nest.closeTable()
      pen.text(takeText(state.page))
    },
  }
  return nest
}

/** Where text goes: into the innermost cell that is kept, else into the page. */
function flowOf(state: State): Flow {
  const top = state.frames.at(-1)
  if (top === undefined) return state.page
  return top.isLaidOut ? top.base : top.cell
}

function pushFrame(state: State, base: Flow): void {
  const height = state.frames.length
  const table = openTable({
    text: (text) => addBlock(frame.base, text.endsWith('\n') ? text.slice(0, -1) : text),
    row: (row) => putRow(state, height, row),
  })
  const frame = openFrame(table, base)
  state.frames.push(frame)
}

function popFrame(state: State): boolean {
  const frame = state.frames.at(-1)
  if (frame === undefined) return false
  closeRow(frame)
  frame.table.close()
  state.frames.pop()
  state.decided = Math.min(state.decided, state.frames.length)
  return true
}

/** A row of data: the tables around it are layout, and what stands before it comes first. */
function putRow(state: State, height: number, row: RowPassage): void {
  layOutBelow(state, height)
  state.pen.text(takeText(state.page))
  state.pen.row(row)
}

/** Of a row of data that is not complete yet, what stands there already; it is said once more when the row ends. */
function putOpenRow(state: State, frame: Frame): void {
  const cells = [...frame.cells, frame.cell.text].filter((cell) => cell !== '')
  if (cells.length > 0) state.pen.row({ cells })
}

/** Lays out every undecided table below `height`: it holds a table of data or a long text. */
function layOutBelow(state: State, height: number): void {
  const { frames, page } = state
  for (; state.decided < height; state.decided++) {
    const frame = frames[state.decided]
    if (frame === undefined) return
    const outer = frames[state.decided - 1]
    frame.base = outer === undefined ? page : outer.isLaidOut ? outer.base : outer.cell
    if (frame.table.layOut()) layOut(frame)
  }
  const outer = frames[height - 1]
  const next = frames[height]
  if (next !== undefined && outer?.isLaidOut) next.base = outer.base
}
