/** Where a value of JSON stands: its keys, and the object of a list it belongs to. */
import type { Pen } from './pen.ts'

/** A record has no more fields; an object with more is a list in itself and becomes running text. */
const maxCells = 200
/** Deeper keys are no label any more. Values below are read like all others. */
const maxDepth = 64
/** Labels are words, not paths. */
const maxLabelKeys = 3
const maxKeyLength = 60

export interface JsonOutline {
  open(kind: 'object' | 'array'): void
  close(): void
  /** A comma: what was said since the last one is a value. */
  next(): void
  /** A colon: what was said last is a key. */
  key(): void
  value(text: string): void
  finish(): void
}

interface Level {
  readonly kind: 'object' | 'array'
  key: string
}

interface State {
  readonly pen: Pen
  readonly levels: Level[]
  /** Levels beyond the deepest that is remembered. */
  deeper: number
  /** What was said last, and may turn out to be a key. */
  waiting: string | undefined
  record: ListedObject | undefined
}

interface ListedObject {
  readonly height: number
  readonly cells: string[]
  readonly labels: string[]
}

/**
 * Objects in a list become rows; all else is running text, `key: value` by line.
 *
 * @param areLines objects that follow each other are a list
 */
export function openJsonOutline(pen: Pen, areLines: boolean): JsonOutline {
  const state: State = { pen, levels: [], deeper: 0, waiting: undefined, record: undefined }
  return {
    open(kind) {
      settle(state)
      openLevel(state, kind, areLines)
    },
    close() {
      settle(state)
      closeLevel(state)
    },
    next() {
      settle(state)
      nameLevel(state, '')
    },
    key() {
      const key = state.waiting
      if (key === undefined) return
      // A key that says more than a word is a value as well: objects are kept by number or address.
      if (isTelling(key)) put(state, key)
      nameLevel(state, key.slice(0, maxKeyLength))
      state.waiting = undefined
    },
    value(text) {
      settle(state)
      state.waiting = text
    },
    finish() {
      settle(state)
      spill(state)
    },
  }
}

function settle(state: State): void {
  const { waiting } = state
  state.waiting = undefined
  if (waiting !== undefined) put(state, waiting)
}

function put(state: State, text: string): void {
  const { record } = state
  const label = labelOf(state.levels, record?.height ?? 0)
  if (record === undefined) {
    putText(state, label, text)
    return
  }
  record.cells.push(text.replaceAll('\t', ' '))
  record.labels.push(label)
  if (record.cells.length >= maxCells) spill(state)
}

function putText(state: State, label: string, text: string): void {
  state.pen.text(label === '' ? `${text}\n` : `${label}: ${text}\n`)
}

/** Gives the record up: it is too large, or never ended. */
function spill(state: State): void {
  const { record } = state
  state.record = undefined
  if (record === undefined) return
  for (const [i, cell] of record.cells.entries()) putText(state, record.labels[i] ?? '', cell)
}

function openLevel(state: State, kind: 'object' | 'array', areLines: boolean): void {
  const { levels } = state
  if (state.deeper > 0 || levels.length >= maxDepth) {
    state.deeper++
    return
  }
  const outer = levels.at(-1)
  const isListed = outer === undefined ? areLines : outer.kind === 'array'
  if (kind === 'object' && isListed && state.record === undefined)
    state.record = { height: levels.length, cells: [], labels: [] }
  levels.push({ kind, key: '' })
}

function closeLevel(state: State): void {
  if (state.deeper > 0) {
    state.deeper--
    return
  }
  state.levels.pop()
  const { record } = state
  if (record === undefined || record.height < state.levels.length) return
  state.record = undefined
  if (record.cells.length > 0) state.pen.row({ cells: record.cells, labels: record.labels })
}

function nameLevel(state: State, key: string): void {
  const level = state.levels.at(-1)
  if (level !== undefined && state.deeper === 0) level.key = key
}

/** The keys from `height` down to here, the last ones. */
function labelOf(levels: readonly Level[], height: number): string {
  const keys: string[] = []
  for (let i = levels.length - 1; i >= height && keys.length < maxLabelKeys; i--) {
    const key = levels[i]?.key
    if (key !== undefined && key !== '') keys.unshift(key)
  }
  return keys.join(' ')
}

function isTelling(key: string): boolean {
  return key.length > maxKeyLength || /[\d@\s]/.test(key)
}
