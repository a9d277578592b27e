/** Holds what a schema names against what it declares: types, roots, and every path from entry to entry. */
import type { FaultCode, FilePosition } from '../../std/fault.ts'
import { nearestWord } from '../../std/nearest-word.ts'
import {
  countOfList,
  type Field,
  type NoticeAllowance,
  type NoticeRule,
  type NoticeSchema,
  type RecordType,
  type SchemaPath,
} from './schema.ts'
import type { YamlFile } from './yaml-node.ts'

interface Check {
  readonly schema: NoticeSchema
  readonly yaml: YamlFile
  /** Where the schema names its recipient. */
  readonly recipientAt: FilePosition
  /** `types.TYPE.FIELD` or `roots.NAME` → where it stands. */
  readonly places: ReadonlyMap<string, FilePosition>
}

export function checkPaths(check: Check): void {
  const { schema, yaml, recipientAt } = check
  const recipient = schema.roots.get(schema.recipient)
  if (recipient?.kind !== 'one') yaml.report('SCH_SCHEMA_RECIPIENT', recipientAt, { key: schema.recipient })
  for (const type of schema.types.values()) checkFields(`types.${type.name}`, type, check)
  checkFields('roots', { owner: 'other', fields: schema.roots }, check)
  for (const notice of schema.notices.values()) checkNotice(notice, check)
  for (const allowance of schema.allowances) checkAllowance(allowance, check)
}

/** From what is everybody's to what is one person's there is no way that does not leave: whose would it be? */
function checkFields(
  where: string,
  { owner, fields }: Pick<RecordType, 'owner' | 'fields'>,
  { schema, yaml, recipientAt, places }: Check,
): void {
  for (const [name, field] of fields) {
    if (field.kind === 'value') continue
    const path = `${where}.${name}`
    const at = places.get(path) ?? recipientAt
    const type = schema.types.get(field.type)
    if (type === undefined) {
      const known = [...schema.types.keys()]
      reportWord('SCH_SCHEMA_TYPE_UNKNOWN', at, { yaml, word: field.type, known, where: path })
    } else if (owner === 'public' && !field.leaves && type.owner === 'recipient') {
      yaml.report('SCH_SCHEMA_LEAVES', at, { path })
    }
  }
}

function checkNotice(notice: NoticeRule, { schema, yaml }: Check): void {
  const path = (one: SchemaPath, base?: RecordType) =>
    checkPath(one, { schema, yaml, at: notice.at, ...(base ? { base } : {}) })
  const to = path(notice.to)
  const isToStaff = schema.roots.get(notice.to.split('.')[0] ?? '')?.owner === 'public'
  if (to !== undefined && !isToStaff && !(to.kind === 'value' && to.value === 'email'))
    yaml.report('SCH_SCHEMA_TO', notice.at, { path: notice.to })
  const from = notice.scope && path(notice.scope.from)
  if (notice.scope === undefined || from === undefined) return
  const row = from.kind === 'many' ? schema.types.get(from.type) : undefined
  if (row === undefined) {
    yaml.report('SCH_SCHEMA_NO_ROWS', notice.at, { path: notice.scope.from })
    return
  }
  const { where, orderBy, groupBy } = notice.scope
  for (const one of [...where, ...orderBy]) path(one.path, row)
  if (groupBy.kind === 'path') path(groupBy.path, row)
}

function checkAllowance(allowance: NoticeAllowance, { schema, yaml }: Check): void {
  const { at, notice, path, fields } = allowance
  if (!schema.notices.has(notice)) {
    const known = [...schema.notices.keys()]
    reportWord('SCH_SCHEMA_NOTICE_UNKNOWN', at, { yaml, word: notice, known })
  }
  const field = checkPath(path, { schema, yaml, at })
  if (field === undefined || field.kind === 'value') return
  const entries = schema.types.get(field.type)?.fields
  const known = [...(entries?.keys() ?? []), ...(field.kind === 'many' ? [countOfList] : [])]
  for (const word of fields)
    if (!known.includes(word)) reportWord('SCH_SCHEMA_PATH', at, { yaml, word, known, where: path })
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
