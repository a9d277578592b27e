/** What a schema finds wrong with values, as problems with a place and a sentence. */
import type { z } from 'zod'
import type { FaultCode, FilePosition, Problem } from '../std/fault.ts'
import type { Override } from './override.ts'
import type { SettingsDocument, SettingsNode } from './settings-document.ts'
import type { Conflict, Form, WrongValue } from './value/written.ts'

const codeOfForm: Readonly<Record<Form['kind'], FaultCode>> = {
  address: 'SCH_CONFIG_ADDRESS',
  choice: 'SCH_CONFIG_CHOICE',
  connection: 'SCH_CONFIG_CONNECTION',
  duration: 'SCH_CONFIG_DURATION',
  listen: 'SCH_CONFIG_LISTEN',
  name: 'SCH_CONFIG_NAME',
  network: 'SCH_CONFIG_NETWORK',
  number: 'SCH_CONFIG_NUMBER',
  path: 'SCH_CONFIG_PATH',
  secret: 'SCH_CONFIG_SECRET',
  size: 'SCH_CONFIG_SIZE',
  text: 'SCH_CONFIG_TEXT',
  url: 'SCH_CONFIG_URL',
  'yes-no': 'SCH_CONFIG_YES_NO',
}

/** @returns undefined for an issue that the structure has found already */
export function valueProblem(
  issue: z.core.$ZodIssue,
  document: SettingsDocument | undefined,
  overrides: readonly Override[],
): Problem | undefined {
  const key = keyOf(issue.path)
  const override = overrides.findLast((one) => one.key.join('.') === key)
  const at = override === undefined && document ? positionIn(document, issue.path) : undefined
  const place = at === undefined ? {} : { at }
  const named = { key: override?.name ?? key }
  switch (issue.code) {
    case 'custom':
      return { ...place, ...customProblem(issue.params, named) }
    case 'too_big':
      return { code: 'SCH_CONFIG_LIST_LONG', ...place, params: { ...named, max: Number(issue.maximum) } }
    case 'too_small':
      return { code: 'SCH_CONFIG_LIST_SHORT', ...place, params: { ...named, min: Number(issue.minimum) } }
    default:
      return undefined
  }
}

function customProblem(params: unknown, named: { readonly key: string }): Omit<Problem, 'at'> {
  if (isWrongValue(params)) {
    if (params.wrong === 'missing') return { code: 'SCH_CONFIG_MISSING', params: named }
    if (params.wrong === 'clear') return { code: 'SCH_CONFIG_SECRET_CLEAR', params: named }
    return { code: codeOfForm[params.form.kind], params: { ...named, ...params.form.params } }
  }
  if (isConflict(params)) return { code: params.code, params: { ...named, ...params.params } }
  throw new TypeError('an issue of the settings names neither a form nor a fault')
}

function isWrongValue(params: unknown): params is WrongValue {
  return typeof params === 'object' && params !== null && 'wrong' in params
}

function isConflict(params: unknown): params is Conflict {
  return typeof params === 'object' && params !== null && 'code' in params
}

function keyOf(path: readonly PropertyKey[]): string {
  return path
    .map((word) => (typeof word === 'number' ? `[${word}]` : `.${String(word)}`))
    .join('')
    .replace(/^\./, '')
}

/** The value itself, or for one that is missing what it is missing from. */
function positionIn({ root, positionOf }: SettingsDocument, path: readonly PropertyKey[]): FilePosition {
  let offset = root.offset
  let node: SettingsNode | undefined = root
  for (const word of path) {
    if (node?.kind === 'map') {
      const entry = node.entries.get(String(word))
      if (entry === undefined) return positionOf(offset)
      // A missing entry of a section is told at the section's name, where a reader looks for it.
      offset = entry.node.kind === 'map' ? entry.keyOffset : entry.node.offset
      node = entry.node
    } else if (node?.kind === 'list') {
      node = node.items[Number(word)]
      offset = node?.offset ?? offset
    }
  }
  return positionOf(offset)
}
