/** What a proof knows of a value: which entry of the schema it is, and whose data decided that it is this one. */
import type { SchemaPath } from '../schema/schema.ts'

/** Paths to other people's data that something depends on, sorted; empty: it depends on none. */
export type Taint = readonly SchemaPath[]

export const untainted: Taint = []

/**
 * One thing that a value may be.
 *
 * - `scalar`: a text, figure or yes/no; `literal` if it stands in the template.
 * - `record`: one of the schema. `isOther`: it is other people's by its path; `chosenBy`: what decided which one it is.
 * - `list`: `taint` is what tells how many there are and which.
 * - `made`: an object the template makes, such as `forloop`; what is not among its fields comes from `base`.
 * - `roots`: the record of all roots.
 * - `unknown`: reported already, wherever it came from.
 */
export type Shape =
  | {
      readonly kind: 'scalar'
      readonly taint: Taint
      readonly literal?: string | number | boolean | null
      /** Known to be yes or no, and never anything that can be entered. */
      readonly isFlag?: boolean
    }
  | {
      readonly kind: 'record'
      readonly type: string
      readonly path: SchemaPath
      readonly isOther: boolean
      readonly chosenBy: Taint
      readonly mayBeAbsent: boolean
    }
  | { readonly kind: 'list'; readonly element: Value; readonly taint: Taint }
  | { readonly kind: 'made'; readonly fields: ReadonlyMap<string, Value>; readonly base?: Value }
  | { readonly kind: 'roots' }
  | { readonly kind: 'unknown' }

/** Everything it may be. Never empty but for the elements of a list that has none. */
export type Value = readonly Shape[]

export const unknownValue: Value = [{ kind: 'unknown' }]

/** @limit shapes of one value; templates that people write stay below four */
const shapesMax = 16

export function scalar(taint: Taint): Value {
  return [{ kind: 'scalar', taint }]
}

export function literal(value: string | number | boolean | null): Value {
  return [{ kind: 'scalar', taint: untainted, literal: value }]
}

export function joinTaints(...taints: readonly Taint[]): Taint {
  const dirty = taints.filter((taint) => taint.length > 0)
  const [first = untainted, ...others] = dirty
  return others.length === 0 ? first : [...new Set(dirty.flat())].toSorted()
}

export function joinValues(...values: readonly Value[]): Value {
  const byKey = new Map<string, Shape>()
  for (const shape of values.flat()) {
    const key = mergeKey(shape)
    const known = byKey.get(key)
    byKey.set(key, known === undefined ? shape : mergeShapes(known, shape))
  }
  return byKey.size > shapesMax ? unknownValue : [...byKey.values()]
}

function mergeKey(shape: Shape): string {
  switch (shape.kind) {
    case 'record':
      return `record ${shape.path}`
    case 'made':
      return `made ${[...shape.fields.keys()].join(' ')} ${shape.base === undefined ? '' : 'on'}`
    default:
      return shape.kind
  }
}

function mergeShapes(left: Shape, right: Shape): Shape {
  if (left.kind === 'scalar' && right.kind === 'scalar') {
    const isSame = left.literal === right.literal && left.isFlag === right.isFlag
    const taint = joinTaints(left.taint, right.taint)
    return isSame ? { ...left, taint } : { kind: 'scalar', taint }
  }
  if (left.kind === 'record' && right.kind === 'record') {
    return {
      ...left,
      isOther: left.isOther || right.isOther,
      chosenBy: joinTaints(left.chosenBy, right.chosenBy),
      mayBeAbsent: left.mayBeAbsent || right.mayBeAbsent,
    }
  }
  if (left.kind === 'list' && right.kind === 'list') {
    return {
      kind: 'list',
      element: joinValues(left.element, right.element),
      taint: joinTaints(left.taint, right.taint),
    }
  }
  if (left.kind === 'made' && right.kind === 'made') {
    const fields = [...left.fields].map(([name, value]): [string, Value] => [
      name,
      joinValues(value, right.fields.get(name) ?? []),
    ])
    const base = joinValues(left.base ?? [], right.base ?? [])
    return { kind: 'made', fields: new Map(fields), ...(base.length > 0 && { base }) }
  }
  return left
}

/** The same text for the same value, so that a loop can see that nothing changes any more. */
export function keyOf(value: Value): string {
  return value.map(shapeKey).toSorted().join('|')
}

function shapeKey(shape: Shape): string {
  switch (shape.kind) {
    case 'scalar':
      return `s(${shape.taint.join()};${JSON.stringify(shape.literal)};${shape.isFlag ?? ''})`
    case 'record':
      return `r(${shape.path};${shape.isOther};${shape.chosenBy.join()};${shape.mayBeAbsent})`
    case 'list':
      return `l(${keyOf(shape.element)};${shape.taint.join()})`
    case 'made':
      return `m(${[...shape.fields].map(([name, value]) => `${name}=${keyOf(value)}`).join()};${keyOf(shape.base ?? [])})`
    default:
      return shape.kind
  }
}

/** The value with one more thing that decided which it is. */
export function chosen(value: Value, by: Taint): Value {
  if (by.length === 0) return value
  return value.map((shape): Shape => {
    switch (shape.kind) {
      case 'scalar':
        return { ...shape, taint: joinTaints(shape.taint, by) }
      case 'record':
        return { ...shape, chosenBy: joinTaints(shape.chosenBy, by) }
      case 'list':
        return { ...shape, element: chosen(shape.element, by), taint: joinTaints(shape.taint, by) }
      case 'made': {
        const fields = new Map([...shape.fields].map(([name, inner]) => [name, chosen(inner, by)]))
        return { kind: 'made', fields, ...(shape.base && { base: chosen(shape.base, by) }) }
      }
      default:
        // The roots cannot be tainted as a whole; nothing chooses them but a template that chooses among other things too.
        return { kind: 'unknown' }
    }
  })
}
