/** Holds what a schema names against what it declares: types, roots, and every path from entry to entry. */
import type { FaultCode, FilePosition } from '../../std/fault.ts'
import { nearestWord } from '../../std/nearest-word.ts'
import { countOfList, type Field, type NoticeSchema, type RecordType, type SchemaPath } from './schema.ts'
import type { YamlFile } from './yaml-node.ts'

export function checkPaths(
  schema: NoticeSchema,
  given: { readonly yaml: YamlFile; readonly recipientAt: FilePosition },
): void {
  const { yaml, recipientAt } = given
  const recipient = schema.roots.get(schema.recipient)
  if (recipient?.kind !== 'one') yaml.report('SCH_SCHEMA_RECIPIENT', recipientAt, { key: schema.recipient })
  for (const [where, fields] of [
    ...[...schema.types].map(([name, { fields }]) => [`types.${name}`, fields] as const),
    ['roots', schema.roots] as const,
  ])
    for (const [name, field] of fields)
      if (field.kind !== 'value' && !schema.types.has(field.type))
        reportWord('SCH_SCHEMA_TYPE_UNKNOWN', recipientAt, {
          yaml,
          word: field.type,
          known: [...schema.types.keys()],
          where: `${where}.${name}`,
        })
  for (const type of schema.types.values()) checkBoundary(type, schema, given)
  for (const notice of schema.notices.values()) {
    const path = (one: SchemaPath, base?: RecordType) =>
      checkPath(one, { schema, yaml, at: notice.at, ...(base ? { base } : {}) })
    const to = path(notice.to)
    const isToStaff = schema.roots.get(notice.to.split('.')[0] ?? '')?.owner === 'public'
    if (to !== undefined && !isToStaff && !(to.kind === 'value' && to.value === 'email'))
      yaml.report('SCH_SCHEMA_TO', notice.at, { path: notice.to })
    if (notice.scope === undefined) continue
    const from = path(notice.scope.from)
    if (from === undefined) continue
    const row = from.kind === 'many' ? schema.types.get(from.type) : undefined
    if (row === undefined) yaml.report('SCH_SCHEMA_NO_ROWS', notice.at, { path: notice.scope.from })
    else {
      for (const one of notice.scope.where) path(one.path, row)
      for (const one of notice.scope.orderBy) path(one.path, row)
      if (notice.scope.groupBy.kind === 'path') path(notice.scope.groupBy.path, row)
    }
  }
  for (const allowance of schema.allowances) {
    if (!schema.notices.has(allowance.notice))
      reportWord('SCH_SCHEMA_NOTICE_UNKNOWN', allowance.at, {
        yaml,
        word: allowance.notice,
        known: [...schema.notices.keys()],
      })
    const field = checkPath(allowance.path, { schema, yaml, at: allowance.at })
    const type = field && field.kind !== 'value' ? schema.types.get(field.type) : undefined
    for (const name of allowance.fields)
      if (
        field !== undefined &&
        !type?.fields.has(name) &&
        !(name === countOfList && field.kind === 'many') &&
        field.kind !== 'value'
      )
        reportWord('SCH_SCHEMA_PATH', allowance.at, {
          yaml,
          word: name,
          known: [...(type?.fields.keys() ?? [])],
          where: allowance.path,
        })
  }
}

/** From what is everybody's to what is one person's there is no way that does not leave: whose would it be? */
function checkBoundary(
  type: RecordType,
  schema: NoticeSchema,
  { yaml, recipientAt }: { readonly yaml: YamlFile; readonly recipientAt: FilePosition },
): void {
  if (type.owner !== 'public') return
  for (const [name, field] of type.fields)
    if (field.kind !== 'value' && !field.leaves && schema.types.get(field.type)?.owner === 'recipient')
      yaml.report('SCH_SCHEMA_LEAVES', recipientAt, { path: `types.${type.name}.${name}` })
}

/** @returns the last entry; undefined, and a problem, where an entry is not declared */
function checkPath(
  path: SchemaPath,
  given: {
    readonly schema: NoticeSchema
    readonly yaml: YamlFile
    readonly at: FilePosition
    /** The row that the first word is an entry of; else it is a root. */
    readonly base?: RecordType
  },
): Field | undefined {
  const { schema, yaml, at, base } = given
  let entries: ReadonlyMap<string, Field> | undefined = base?.fields ?? schema.roots
  let field: Field | undefined
  for (const word of path.split('.')) {
    field = entries?.get(word)
    if (field === undefined) {
      reportWord('SCH_SCHEMA_PATH', at, { yaml, word, known: [...(entries?.keys() ?? [])], where: path })
      return undefined
    }
    entries = field.kind === 'value' ? undefined : schema.types.get(field.type)?.fields
  }
  return field
}

function reportWord(
  code: FaultCode,
  at: FilePosition,
  said: {
    readonly yaml: YamlFile
    readonly word: string
    readonly known: readonly string[]
    readonly where?: string
  },
): void {
  const near = nearestWord(said.word, said.known) ?? ''
  said.yaml.report(code, at, { word: said.word, near: near === '' ? '-' : near, where: said.where ?? '' })
}
