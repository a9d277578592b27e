/** Reads a schema of notices as a person writes it; everything that does not fit is named with its line and column. */
import type { FilePosition } from '../../std/fault.ts'
import { checkPaths } from './check-paths.ts'
import { readAllowance, readNotice } from './read-notice.ts'
import {
  type Field,
  type NoticeSchema,
  type Owner,
  owners,
  type RecordType,
  type Root,
  valueKinds,
} from './schema.ts'
import { openYaml, readYes, reportUnknown, type YamlFile, type YamlNode } from './yaml-node.ts'

/** @param file as the operator named it, for messages */
export function readNoticeSchema(text: string, file: string): NoticeSchema {
  const yaml = openYaml(text, file)
  const top = yaml.root.fields(['recipient', 'types', 'roots', 'notices', 'allowances'])
  const lacking = (['recipient', 'types', 'roots', 'notices'] as const).filter((key) => !top.has(key))
  for (const key of lacking) yaml.report('SCH_SCHEMA_LACKS', yaml.root.at, { key })
  const places = new Map<string, FilePosition>()
  const types = new Map<string, RecordType>()
  for (const [name, { node }] of top.get('types')?.entries() ?? [])
    types.set(name, readType(name, { node, yaml, places }))
  const rootNodes = top.get('roots')?.entries() ?? new Map()
  const roots = new Map<string, Root>()
  for (const [name, { keyAt, node }] of rootNodes) {
    refuseName(name, keyAt, yaml)
    places.set(`roots.${name}`, keyAt)
    const root = readRoot(node, types, yaml)
    if (root) roots.set(name, root)
  }
  const notices = new Map(
    [...(top.get('notices')?.entries() ?? [])].flatMap(([name, { keyAt, node }]) => {
      const rule = readNotice(name, { at: keyAt, node, yaml })
      return rule ? [[name, rule] as const] : []
    }),
  )
  const allowances = (top.get('allowances')?.list() ?? []).flatMap((node) => readAllowance(node, yaml))
  const schema: NoticeSchema = {
    recipient: top.get('recipient')?.text() ?? '',
    types,
    roots,
    notices,
    allowances,
  }
  checkPaths({ schema, yaml, places, recipientAt: top.get('recipient')?.at ?? yaml.root.at })
  yaml.finish()
  return schema
}

/** What template languages understand by themselves: a field of that name would not be what the proof takes it for. */
const reserved = new Set(
  [
    'size length first last this forloop tablerowloop continue constructor prototype __proto__',
    'toString valueOf toJSON toHTML hasOwnProperty',
  ].flatMap((line) => line.split(' ')),
)

function refuseName(name: string, at: FilePosition, yaml: YamlFile): void {
  if (reserved.has(name) || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
    yaml.report('SCH_SCHEMA_NAME', at, { key: name })
}

function readType(
  name: string,
  {
    node,
    yaml,
    places,
  }: { readonly node: YamlNode; readonly yaml: YamlFile; readonly places: Map<string, FilePosition> },
): RecordType {
  const parts = node.fields(['owner', 'fields'])
  const owner = readOwner(parts.get('owner'), yaml) ?? 'other'
  const fields = new Map<string, Field>()
  for (const [field, { keyAt, node: value }] of parts.get('fields')?.entries() ?? []) {
    refuseName(field, keyAt, yaml)
    places.set(`types.${name}.${field}`, keyAt)
    const read = readField(value, yaml)
    if (read) fields.set(field, read)
  }
  if (fields.size === 0) yaml.report('SCH_SCHEMA_LACKS', node.at, { key: 'fields' })
  return { name, owner, fields }
}

function readOwner(node: YamlNode | undefined, yaml: YamlFile): Owner | undefined {
  const written = node?.text()
  const owner = owners.find((one) => one === written)
  if (node !== undefined && written !== undefined && owner === undefined)
    reportUnknown(written, node.at, { known: owners, report: yaml.report })
  return owner
}

/** `date`, `{ value: date, optional: yes }`, `{ one: TYPE }` or `{ many: TYPE }`. */
function readField(node: YamlNode, yaml: YamlFile, more: readonly string[] = []): Field | undefined {
  if (node.kind === 'text') return readValue(node, { leaves: false, optional: false }, yaml)
  const parts = node.fields(['value', 'one', 'many', 'leaves', 'optional', ...more])
  const leaves = readYes(parts.get('leaves'), yaml)
  const optional = readYes(parts.get('optional'), yaml)
  const relations = (['value', 'one', 'many'] as const).filter((key) => parts.has(key))
  const [relation] = relations
  if (relation === undefined || relations.length > 1) {
    yaml.report('SCH_SCHEMA_FIELD', node.at)
    return undefined
  }
  const meant = parts.get(relation)
  if (meant === undefined) return undefined
  if (relation === 'value') return readValue(meant, { leaves, optional }, yaml)
  const type = meant.text()
  if (type === undefined) return undefined
  return relation === 'one' ? { kind: 'one', type, leaves, optional } : { kind: 'many', type, leaves }
}

function readValue(
  node: YamlNode,
  more: { readonly leaves: boolean; readonly optional: boolean },
  yaml: YamlFile,
): Field | undefined {
  const written = node.text()
  const value = valueKinds.find((kind) => kind === written)
  if (value !== undefined) return { kind: 'value', value, ...more }
  if (written !== undefined) reportUnknown(written, node.at, { known: valueKinds, report: yaml.report })
  return undefined
}

/** A single value at the root is public unless it says whose it is; a relation is its type's. */
function readRoot(node: YamlNode, types: ReadonlyMap<string, RecordType>, yaml: YamlFile): Root | undefined {
  const field = readField(node, yaml, ['owner'])
  if (field === undefined) return undefined
  const said = node.kind === 'map' ? readOwner(node.entries().get('owner')?.node, yaml) : undefined
  const own: Owner = field.kind === 'value' ? 'public' : (types.get(field.type)?.owner ?? 'other')
  return { ...field, owner: said ?? own }
}
