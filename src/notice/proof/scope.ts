/** The data scope of a notice: whether who gets a mail, and with which rows, depends on other people. */
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
    leaking(`${scope.from}.${path}`, follow(schema, path.split('.'), rows.type)),
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

/** @param start type the path begins at; undefined: the roots */
function follow(schema: NoticeSchema, path: readonly string[], start: RecordType | undefined): Followed {
  let type = start
  let leaves = false
  let last: Field | undefined
  for (const [at, word] of path.entries()) {
    const isRoot = at === 0 && start === undefined
    const field: Field | undefined = isRoot ? schema.roots.get(word) : type?.fields.get(word)
    // What the schema does not know is nobody's own.
    leaves ||= field?.leaves ?? true
    type = field === undefined || field.kind === 'value' ? undefined : schema.types.get(field.type)
    leaves ||= type?.owner === 'other'
    last = field
  }
  return { type, leaves, last }
}
