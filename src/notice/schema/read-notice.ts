/** Notices and allowances of a schema: which rows a notice is about, and what it may show of other people. */
import { dayOf } from '../../std/day.ts'
import type { FilePosition } from '../../std/fault.ts'
import type { Condition, ConditionTest, NoticeAllowance, NoticeRule, Scope } from './schema.ts'
import { readYes, reportUnknown, type YamlFile, type YamlNode } from './yaml-node.ts'

interface Written {
  readonly at: FilePosition
  readonly node: YamlNode
  readonly yaml: YamlFile
}

export function readNotice(name: string, { at, node, yaml }: Written): NoticeRule | undefined {
  const parts = node.fields(['to', 'languages', 'scope', 'empty'])
  const to = parts.get('to')?.text()
  if (!parts.has('to')) yaml.report('SCH_SCHEMA_LACKS', node.at, { key: 'to' })
  const languages = (parts.get('languages')?.list() ?? []).flatMap((one) => one.text() ?? [])
  if (languages.length === 0) yaml.report('SCH_SCHEMA_LACKS', node.at, { key: 'languages' })
  const scopeNode = parts.get('scope')
  const scope = scopeNode && readScope(scopeNode, yaml)
  const empty = oneOf(parts.get('empty'), ['sent', 'not-sent'] as const, yaml) ?? 'not-sent'
  if (to === undefined) return undefined
  return { name, to, languages, ...(scope ? { scope } : {}), empty, at }
}

function readScope(node: YamlNode, yaml: YamlFile): Scope | undefined {
  const parts = node.fields(['from', 'as', 'where', 'groupBy', 'orderBy'])
  const from = parts.get('from')?.text()
  if (from === undefined) {
    if (!parts.has('from')) yaml.report('SCH_SCHEMA_LACKS', node.at, { key: 'from' })
    return undefined
  }
  const group = parts.get('groupBy')?.text() ?? 'recipient'
  return {
    from,
    as: parts.get('as')?.text() ?? from.slice(from.lastIndexOf('.') + 1),
    where: (parts.get('where')?.list() ?? []).flatMap((one) => readCondition(one, yaml)),
    groupBy: group === 'recipient' ? { kind: 'recipient' } : { kind: 'path', path: group },
    orderBy: (parts.get('orderBy')?.list() ?? []).flatMap((one) => readOrder(one, yaml)),
  }
}

function readOrder(node: YamlNode, yaml: YamlFile): Scope['orderBy'] {
  if (node.kind === 'text') {
    const path = node.text()
    return path === undefined ? [] : [{ path, direction: 'ascending' }]
  }
  const parts = node.fields(['path', 'descending'])
  const path = parts.get('path')?.text()
  const isDescending = readYes(parts.get('descending'), yaml)
  return path === undefined ? [] : [{ path, direction: isDescending ? 'descending' : 'ascending' }]
}

const tests = ['is', 'before', 'after', 'equals', 'above', 'below'] as const

function readCondition(node: YamlNode, yaml: YamlFile): readonly Condition[] {
  const parts = node.fields(['path', ...tests])
  const path = parts.get('path')?.text()
  const found = tests.filter((one) => parts.has(one))
  const [name] = found
  const written = name && parts.get(name)
  if (path === undefined || name === undefined || written === undefined || found.length > 1) {
    yaml.report('SCH_SCHEMA_CONDITION', node.at)
    return []
  }
  const test = readTest(name, written, yaml)
  return test === undefined ? [] : [{ path, test }]
}

function readTest(name: (typeof tests)[number], node: YamlNode, yaml: YamlFile): ConditionTest | undefined {
  switch (name) {
    case 'is': {
      const state = oneOf(node, ['set', 'unset', 'yes', 'no'] as const, yaml)
      return state && { kind: 'is', state }
    }
    case 'before':
      return oneOf(node, ['today'] as const, yaml) && { kind: 'before-today' }
    case 'after':
      return oneOf(node, ['today'] as const, yaml) && { kind: 'after-today' }
    case 'equals': {
      const value = node.text()
      return value === undefined ? undefined : { kind: 'equals', value }
    }
    case 'above':
    case 'below': {
      const value = Number(node.text() ?? Number.NaN)
      if (Number.isFinite(value)) return { kind: name, value }
      yaml.report('SCH_SCHEMA_NUMBER', node.at)
      return undefined
    }
  }
}

function oneOf<T extends string>(
  node: YamlNode | undefined,
  known: readonly T[],
  yaml: YamlFile,
): T | undefined {
  const written = node?.text()
  const found = known.find((one) => one === written)
  if (node !== undefined && written !== undefined && found === undefined)
    reportUnknown(written, node.at, { known, report: yaml.report })
  return found
}

function isDay(written: string): boolean {
  try {
    dayOf(written)
    return true
  } catch {
    return false
  }
}

export function readAllowance(node: YamlNode, yaml: YamlFile): readonly NoticeAllowance[] {
  const keys = ['notice', 'path', 'fields', 'owner', 'reason', 'expires'] as const
  const parts = node.fields(keys)
  for (const key of keys) if (!parts.has(key)) yaml.report('SCH_SCHEMA_LACKS', node.at, { key })
  const text = (key: (typeof keys)[number]) => parts.get(key)?.text() ?? ''
  const fields = (parts.get('fields')?.list() ?? []).flatMap((one) => one.text() ?? [])
  const expires = text('expires')
  if (!isDay(expires)) yaml.report('SCH_SCHEMA_DAY', parts.get('expires')?.at ?? node.at)
  return [
    {
      notice: text('notice'),
      path: text('path'),
      fields,
      owner: text('owner'),
      reason: text('reason'),
      expires,
      at: node.at,
    },
  ]
}
