/** Entries of values: a field of a record, an element or the size of a list. */
import type { Position } from '../template/template.ts'
import { type Machine, report, worked } from './machine.ts'
import { taintOfSurface } from './taint.ts'
import { chosen, joinTaints, joinValues, type Shape, scalar, unknownValue, type Value } from './value.ts'

export interface EntryWish {
  /** What names the entry. */
  readonly entry: Value
  readonly at: Position
  /** The whole expression, for a report. */
  readonly words: string
}

/** Words that every language reads as the size or an end of a list or text; no entry of a schema is called so. */
const sizeWords = ['size', 'length']
const endWords = ['first', 'last']

export function entryOf(machine: Machine, of: Value, wish: EntryWish): Value {
  const [name, ...others] = wish.entry
  const word = name?.kind === 'scalar' && others.length === 0 ? name.literal : undefined
  return joinValues(
    ...of.map((shape) =>
      typeof word === 'string' || typeof word === 'number'
        ? namedEntry(machine, shape, { ...wish, word })
        : anyEntry(machine, shape, wish),
    ),
  )
}

function namedEntry(
  machine: Machine,
  shape: Shape,
  wish: EntryWish & { readonly word: string | number },
): Value {
  const { at, words } = wish
  const word = String(wish.word)
  switch (shape.kind) {
    case 'unknown':
      return [shape]
    case 'scalar':
      if (isListWord(word)) return scalar(shape.taint)
      // There is nothing in what is empty.
      if (shape.literal === null) return [shape]
      break
    case 'list':
      if (sizeWords.includes(word)) return scalar(shape.taint)
      if (isListWord(word)) return elementOf(machine, shape, at)
      break
    case 'record': {
      // Reaching into what may not be there can end the whole mail, so it tells whether it is.
      if (shape.mayBeAbsent) report(machine, at, 'decides', machine.ownership.reference(shape))
      const value = machine.ownership.field(shape, word)
      if (value !== undefined) return deepEnough(machine, value, wish)
      break
    }
    case 'made': {
      const value = shape.fields.get(word)
      if (value !== undefined) return value
      if (shape.base !== undefined) return entryOf(machine, shape.base, wish)
      break
    }
    case 'roots': {
      const value = machine.ownership.root(word)
      if (value !== undefined) return value
      break
    }
  }
  machine.findings.open(at, 'unknown-field', words)
  return unknownValue
}

function deepEnough(machine: Machine, value: Value, { at, words }: EntryWish): Value {
  if (value.some(({ kind }) => kind === 'unknown')) machine.findings.open(at, 'too-complex', words)
  return value
}

function isListWord(word: string): boolean {
  return sizeWords.includes(word) || endWords.includes(word) || /^-?\d+$/.test(word)
}

/** An element by its position. That there is one tells of the list, and a missing one can end the whole mail. */
export function elementOf(machine: Machine, list: Extract<Shape, { kind: 'list' }>, at: Position): Value {
  report(machine, at, 'decides', list.taint)
  return chosen(list.element, list.taint).map((shape) =>
    shape.kind === 'record' ? { ...shape, mayBeAbsent: true } : shape,
  )
}

/**
 * An entry that something decides which the proof cannot follow: of a list any element, of a record nobody knows. That there
 * is none can end the whole mail, so what decides tells.
 */
function anyEntry(machine: Machine, shape: Shape, { entry, at, words }: EntryWish): Value {
  const by = worked(machine, at, taintOfSurface(machine, entry, at))
  if (shape.kind === 'list')
    return joinValues(chosen(elementOf(machine, shape, at), by), scalar(joinTaints(shape.taint, by)))
  if (shape.kind === 'scalar') return scalar(joinTaints(shape.taint, by))
  machine.findings.open(at, 'dynamic', words)
  return unknownValue
}
