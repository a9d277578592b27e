/** The data scope of a notice: whether who gets a mail, and with which rows, depends on other people. */
import { leavesOwner } from '../schema/leaving.ts'
import {
  countOfList,
  type Field,
  type NoticeRule,
  type NoticeSchema,
  type RecordType,
} from '../schema/schema.ts'
import type { LeakPlace } from './finding.ts'
import type { Ownership } from './ownership.ts'

/**
 * Rows must be the recipient's own, chosen and ordered by what is his own, and grouped by him: a mail that joins the rows
 * of all who have something else in common shows them to each other.
 */
export function scopeLeaks(
  schema: NoticeSchema,
  { scope, at }: NoticeRule,
  ownership: Pick<Ownership, 'isAllowed'>,
): readonly LeakPlace[] {
  if (scope === undefined) return []
  const rows = follow(schema, scope.from.split('.'), undefined)
  const leak = (path: string): LeakPlace => ({ ...at, part: 'scope', path, how: 'scope' })
  const leaking = (path: string, { leaves, last }: Followed) =>
    leaves && !isDeclared(path, last, ownership) ? [leak(path)] : []
  const chosen = [...scope.where, ...scope.orderBy].flatMap(({ path }) =>
    leaking(`${scope.from}.${path}`, follow(schema, path.split('.'), rows)),
  )
  const group = scope.groupBy.kind === 'path' ? [leak(`${scope.from}.${scope.groupBy.path}`)] : []
  return [...leaking(scope.from, rows), ...group, ...chosen]
}

/** Allowed as it would be in a template: a value by its record, a relation by its presence, a list by its count. */
function isDeclared(
  path: string,
  last: Field | undefined,
  { isAllowed }: Pick<Ownership, 'isAllowed'>,
): boolean {
  const end = path.lastIndexOf('.')
  if (last === undefined) return false
  if (last.kind === 'value') return isAllowed(path.slice(0, end), path.slice(end + 1))
  return isAllowed(path, last.kind === 'many' ? countOfList : undefined)
}

interface Followed {
  readonly type: RecordType | undefined
  readonly leaves: boolean
  /** What the path ends in. */
  readonly last: Field | undefined
}

/** @param rows what the path begins at, another's if they are; undefined: the roots */
function follow(schema: NoticeSchema, path: readonly string[], rows: Followed | undefined): Followed {
  let type = rows?.type
  let owner = type?.owner
  let leaves = rows?.leaves ?? false
  let last: Field | undefined
  for (const [at, word] of path.entries()) {
    const root = at === 0 && rows === undefined ? schema.roots.get(word) : undefined
    const field: Field | undefined = root ?? type?.fields.get(word)
    owner = root?.owner ?? owner ?? 'other'
    // What the schema does not know is nobody's own.
    leaves ||= field === undefined || root?.owner === 'other' || leavesOwner(schema, owner, field)
    type = field === undefined || field.kind === 'value' ? undefined : schema.types.get(field.type)
    owner = type?.owner
    last = field
  }
  return { type, leaves, last }
}
