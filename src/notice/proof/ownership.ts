/** What of the schema belongs to the addressee of one notice, and what a declared allowance adds to it. */
import {
  countOfList,
  type Field,
  type NoticeAllowance,
  type NoticeRule,
  type NoticeSchema,
  type Root,
} from '../schema/schema.ts'
import { joinTaints, type Shape, type Taint, untainted, type Value } from './value.ts'

export interface Ownership {
  /** Undefined: the schema has no such root. */
  root(name: string): Value | undefined
  /** Undefined: records of this type have no such entry. */
  field(record: RecordShape, name: string): Value | undefined
  /** What the existence of this record, and which one it is, depends on. */
  reference(record: RecordShape): Taint
  /** Whether an allowance covers this entry of this record, or with no entry the record itself. */
  isAllowed(path: string, field: string | undefined): boolean
  /** Whether something that leaves its owner can be reached from the roots, or from a record of this type. */
  reachesOthers(type: string | undefined): boolean
  /** Allowances that were needed, and those that would have been but are over. */
  readonly used: ReadonlySet<NoticeAllowance>
  readonly expired: ReadonlySet<NoticeAllowance>
}

export type RecordShape = Extract<Shape, { kind: 'record' }>

/** @limit entries of a path; a schema whose records refer to each other has endless ones */
const pathWordsMax = 12

/** @param today `YYYY-MM-DD` */
export function ownershipOf(schema: NoticeSchema, notice: NoticeRule, today: string): Ownership {
  const used = new Set<NoticeAllowance>()
  const expired = new Set<NoticeAllowance>()
  const addressee = otherAddressee(schema, notice)
  const allowances = schema.allowances.filter((allowance) => allowance.notice === notice.name)

  const isAllowed = (path: string, field: string | undefined): boolean => {
    const fitting = allowances.filter(
      (one) => one.path === path && (field === undefined || one.fields.includes(field)),
    )
    const [valid] = fitting.filter((one) => one.expires >= today)
    if (valid !== undefined) used.add(valid)
    else for (const one of fitting) expired.add(one)
    return valid !== undefined
  }
  const isShown = (place: Placed) => place.path === notice.to || isAllowed(place.parent, place.name)

  return {
    used,
    expired,
    isAllowed,
    root(name) {
      const root = schema.roots.get(name)
      if (root === undefined) return undefined
      const isRows = notice.scope?.as === name && root.kind === 'many'
      // The rows of a scope are what its path leads to, so that an allowance is written once for both names.
      const path = isRows ? (notice.scope?.from ?? name) : name
      const isMixed = isRows && notice.scope?.groupBy.kind === 'path'
      const isOther = (isOtherRoot(root, addressee) && name !== addressee) || isMixed
      const place = { path, parent: '', name, isOther, chosenBy: untainted }
      return root.kind === 'value' ? single(root, place, isShown) : related(root, place, isAllowed)
    },
    field(record, name) {
      const field = schema.types.get(record.type)?.fields.get(name)
      if (field === undefined) return undefined
      const path = `${record.path}.${name}`
      if (path.split('.').length > pathWordsMax) return [{ kind: 'unknown' }]
      const isOther = ((record.isOther && record.path !== addressee) || field.leaves) && path !== addressee
      const place = { path, parent: record.path, name, isOther, chosenBy: record.chosenBy }
      return field.kind === 'value' ? single(field, place, isShown) : related(field, place, isAllowed)
    },
    reference(record) {
      const isKnown = !record.isOther || isAllowed(record.path, undefined)
      return isKnown ? record.chosenBy : joinTaints(record.chosenBy, [record.path])
    },
    reachesOthers: (type) => reachesOthers(schema, type),
  }
}

function single(
  { value }: Extract<Field, { kind: 'value' }>,
  place: Placed,
  isShown: (place: Placed) => boolean,
): Value {
  const { isOther, path, chosenBy } = place
  const taint = isOther && !isShown(place) ? joinTaints(chosenBy, [path]) : chosenBy
  return [{ kind: 'scalar', taint, ...(value === 'flag' && { isFlag: true }) }]
}

function related(
  field: Exclude<Field, { kind: 'value' }>,
  { path, isOther, chosenBy }: Placed,
  isAllowed: (path: string, field: string) => boolean,
): Value {
  const mayBeAbsent = field.kind === 'one' && field.optional
  const record: RecordShape = { kind: 'record', type: field.type, path, isOther, chosenBy, mayBeAbsent }
  if (field.kind === 'one') return [record]
  const count = isOther && !isAllowed(path, countOfList) ? [path] : untainted
  return [{ kind: 'list', element: [{ ...record, chosenBy: untainted }], taint: joinTaints(chosenBy, count) }]
}

interface Placed {
  readonly path: string
  /** Path of the record it stands in. */
  readonly parent: string
  readonly name: string
  readonly isOther: boolean
  readonly chosenBy: Taint
}

/**
 * Path of the record of whoever gets the mail, if that is not the recipient himself but staff or a guardian; to them the
 * recipient's data is another's.
 */
function otherAddressee(schema: NoticeSchema, { to }: NoticeRule): string | undefined {
  const [first = '', ...words] = to.split('.')
  const root = schema.roots.get(first)
  let field: Field | undefined = root
  let isHisOwn = root?.owner === 'recipient' && !root.leaves
  for (const word of words) {
    field =
      field === undefined || field.kind === 'value'
        ? undefined
        : schema.types.get(field.type)?.fields.get(word)
    isHisOwn &&= field?.leaves === false
  }
  return isHisOwn ? undefined : [first, ...words].slice(0, -1).join('.')
}

function isOtherRoot(root: Root, addressee: string | undefined): boolean {
  return root.leaves || root.owner === 'other' || (root.owner === 'recipient' && addressee !== undefined)
}

function reachesOthers(schema: NoticeSchema, type: string | undefined): boolean {
  const seen = new Set<string>()
  const leaves = (fields: ReadonlyMap<string, Field>): boolean =>
    [...fields.values()].some((field) => {
      if (field.leaves) return true
      if (field.kind === 'value' || seen.has(field.type)) return false
      seen.add(field.type)
      return leaves(schema.types.get(field.type)?.fields ?? new Map())
    })
  return type === undefined ? leaves(schema.roots) : leaves(schema.types.get(type)?.fields ?? new Map())
}
