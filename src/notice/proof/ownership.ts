/** What of the schema belongs to the addressee of one notice, and what a declared allowance adds to it. */
import { leavesOwner } from '../schema/leaving.ts'
import {
  countOfList,
  type Field,
  type NoticeAllowance,
  type NoticeRule,
  type NoticeSchema,
  type Root,
} from '../schema/schema.ts'
import { type Addressee, addresseeOf } from './addressee.ts'
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
  /** Whether something that leaves its owner can be reached from a record of this type. */
  reachesOthers(type: string): boolean
  /** Whether a root is another's, or leads to what is. */
  rootsReachOthers(): boolean
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
  const addressee = addresseeOf(schema, notice)
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
      const whose = rowsAt(name, root, { notice, addressee }) ?? {
        path: name,
        isOther: addressee.isOtherRoot(name, root),
      }
      const place = { ...whose, parent: '', name, chosenBy: untainted }
      return root.kind === 'value' ? single(root, place, isShown) : related(root, place, isAllowed)
    },
    field(record, name) {
      const field = schema.types.get(record.type)?.fields.get(name)
      if (field === undefined) return undefined
      const path = `${record.path}.${name}`
      if (path.split('.').length > pathWordsMax) return [{ kind: 'unknown' }]
      const isOther = addressee.isOtherBehind(record, name, field)
      const place = { path, parent: record.path, name, isOther, chosenBy: record.chosenBy }
      return field.kind === 'value' ? single(field, place, isShown) : related(field, place, isAllowed)
    },
    reference(record) {
      const isKnown = !record.isOther || isAllowed(record.path, undefined)
      return isKnown ? record.chosenBy : joinTaints(record.chosenBy, [record.path])
    },
    reachesOthers: (type) => reachesOthers(schema, type, new Set()),
    rootsReachOthers: () =>
      [...schema.roots].some(([name, root]) => {
        const rows = rowsAt(name, root, { notice, addressee })
        if (rows?.isOther ?? addressee.isOtherRoot(name, root)) return true
        return root.kind !== 'value' && reachesOthers(schema, root.type, new Set())
      }),
  }
}

/**
 * The rows of a scope are what its path leads to, so that whose they are, and what is allowed of them, is the same by both
 * names. Undefined: the root is not that of the rows.
 */
function rowsAt(
  name: string,
  root: Root,
  { notice: { scope }, addressee }: { readonly notice: NoticeRule; readonly addressee: Addressee },
): Pick<Placed, 'path' | 'isOther'> | undefined {
  if (scope?.as !== name || root.kind !== 'many') return undefined
  const isMixed = scope.groupBy.kind === 'path'
  const isOther = isMixed || root.leaves || root.owner === 'other' || addressee.isOtherAt(scope.from)
  return { path: scope.from, isOther }
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

function reachesOthers(schema: NoticeSchema, name: string, seen: Set<string>): boolean {
  const type = schema.types.get(name)
  if (type === undefined || seen.has(name)) return false
  seen.add(name)
  return [...type.fields.values()].some(
    (field) =>
      leavesOwner(schema, type.owner, field) ||
      (field.kind !== 'value' && reachesOthers(schema, field.type, seen)),
  )
}
