/** The data scope of a notice: whether who gets a mail, and with which rows, depends on other people. */
import type { Field, NoticeRule, NoticeSchema, RecordType } from '../schema/schema.ts'
import type { LeakPlace } from './finding.ts'

/**
 * Rows must be the recipient's own, chosen and ordered by what is his own, and grouped by him: a mail that joins the rows
 * of all who have something else in common shows them to each other.
 */
export function scopeLeaks(schema: NoticeSchema, { scope, at }: NoticeRule): readonly LeakPlace[] {
  if (scope === undefined) return []
  const leak = (path: string): LeakPlace => ({ ...at, part: 'scope', path, how: 'scope' })
  const rows = follow(schema, scope.from.split('.'), undefined)
  const own = [...scope.where, ...scope.orderBy]
    .map(({ path }) => path)
    .filter((path) => follow(schema, path.split('.'), rows.type).leaves)
    .map((path) => leak(`${scope.from}.${path}`))
  const from = rows.leaves ? [leak(scope.from)] : []
  const group = scope.groupBy.kind === 'path' ? [leak(`${scope.from}.${scope.groupBy.path}`)] : []
  return [...from, ...group, ...own]
}

/** @param start type the path begins at; undefined: the roots */
function follow(
  schema: NoticeSchema,
  path: readonly string[],
  start: RecordType | undefined,
): { readonly type: RecordType | undefined; readonly leaves: boolean } {
  let type = start
  let leaves = false
  for (const [at, word] of path.entries()) {
    const isRoot = at === 0 && start === undefined
    const field: Field | undefined = isRoot ? schema.roots.get(word) : type?.fields.get(word)
    // What the schema does not know is nobody's own.
    leaves ||= field?.leaves ?? true
    type = field === undefined || field.kind === 'value' ? undefined : schema.types.get(field.type)
    leaves ||= type?.owner === 'other'
  }
  return { type, leaves }
}
