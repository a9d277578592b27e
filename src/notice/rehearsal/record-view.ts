/** How much of the invented records a notice's templates are given, and what an allowance lets pass. */
import { recipientField } from '../schema/recipient-field.ts'
import type { NoticeAllowance, NoticeRule, NoticeSchema } from '../schema/schema.ts'
import type { View } from '../synthesis/world.ts'
import type { Partials, Template, TemplateEngine } from '../template/template.ts'

/** Names a template might read: what no word of it says, it cannot ask for. */
export function viewOf(
  templates: readonly Template[],
  given: {
    readonly schema: NoticeSchema
    readonly rule: NoticeRule
    readonly partials: Readonly<Record<TemplateEngine, Partials>>
    readonly today: string
    /** Whatever its words are, it may read more than they say: by computed names, or a record as a whole. */
    readonly isWhole: boolean
  },
): View {
  const { schema, rule, partials, today, isWhole } = given
  const words = new Set<string>()
  const read = (text: string) => {
    for (const [word] of text.matchAll(/[\p{L}_][\p{L}\p{N}_]*/gu)) words.add(word)
  }
  for (const { parts, engine } of templates) {
    for (const { source } of parts) read(source)
    for (const { source } of partials[engine].values()) read(source)
  }
  for (const path of pathsOf(rule)) read(path)
  const own = (['language', 'email', 'customer-number'] as const).map((kind) => recipientField(schema, kind))
  const open = allowancesOf(schema, rule.name, today)
  for (const { path, fields } of open) read(`${path} ${fields.join(' ')}`)
  return {
    isWanted: (field) => isWhole || words.has(field) || own.includes(field),
    isAllowed: (path, field) => isOpenField(open, path, field),
  }
}

function isOpenField(open: readonly NoticeAllowance[], path: string, field: string): boolean {
  return open.some((one) => one.path === path && one.fields.includes(field))
}

function pathsOf({ to, scope }: NoticeRule): readonly string[] {
  if (scope === undefined) return [to]
  const group = scope.groupBy.kind === 'path' ? [scope.groupBy.path] : []
  return [
    to,
    scope.from,
    scope.as,
    ...scope.where.map(({ path }) => path),
    ...scope.orderBy.map(({ path }) => path),
    ...group,
  ]
}

/** Those of a notice that hold on a day. */
export function allowancesOf(
  schema: NoticeSchema,
  notice: string,
  today: string,
): readonly NoticeAllowance[] {
  return schema.allowances.filter((one) => one.notice === notice && one.expires >= today)
}
