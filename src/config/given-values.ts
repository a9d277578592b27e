/** What file, environment and options say, fitted to the structure of the settings: raw values and where each comes from. */

import type { FilePosition, Problem } from '../std/fault.ts'
import { nearestWord } from '../std/nearest-word.ts'
import type { Override } from './override.ts'
import type { SettingsDocument, SettingsNode } from './settings-document.ts'
import type { MapStructure, Structure } from './structure.ts'
import type { Form } from './value/written.ts'

export type Origin =
  | { readonly kind: 'default' }
  | { readonly kind: 'file'; readonly at: FilePosition }
  | { readonly kind: 'environment' | 'option'; readonly name: string }

/** One single value that holds. */
export interface GivenValue {
  /** `directory.sources[0].every` */
  readonly key: string
  readonly form: Form
  /** As it is written, or would be. */
  readonly raw: unknown
  readonly origin: Origin
}

export interface GivenValues {
  /** Only keys the structure knows; what only a default says is not in it. */
  readonly raw: unknown
  readonly values: readonly GivenValue[]
  /** Keys that do not exist, and values where entries or a list belong. */
  readonly problems: readonly Problem[]
}

interface Fitting {
  readonly overrides: ReadonlyMap<string, Override>
  readonly positionOf: (offset: number) => FilePosition
  readonly values: GivenValue[]
  readonly problems: Problem[]
}

/** @param document undefined if there is no file */
export function fitGiven(
  structure: Structure,
  document: SettingsDocument | undefined,
  overrides: readonly Override[],
): GivenValues {
  const fitting: Fitting = {
    overrides: new Map(overrides.map((one) => [one.key.join('.'), one])),
    positionOf: document?.positionOf ?? (() => ({ file: '' })),
    values: [],
    problems: [],
  }
  const raw = fitNode(structure, document?.root, '', fitting)
  return { raw, values: fitting.values, problems: fitting.problems }
}

function fitNode(
  structure: Structure,
  node: SettingsNode | undefined,
  key: string,
  fitting: Fitting,
): unknown {
  if (structure.kind === 'leaf') return fitLeaf(structure, node, key, fitting)
  const isEmpty = node?.kind === 'text' && node.text === ''
  const inside = isEmpty ? undefined : node
  if (inside === undefined && node === undefined && structure.absence === 'empty') return undefined
  switch (structure.kind) {
    case 'list':
      return fitList(structure, inside, key, fitting)
    case 'map':
      return fitMap(structure, inside, key, fitting)
    case 'choice':
      return fitChoice(structure, inside, key, fitting)
  }
}

function fitLeaf(
  { form, fallback }: Extract<Structure, { kind: 'leaf' }>,
  node: SettingsNode | undefined,
  key: string,
  { overrides, values, positionOf }: Fitting,
): unknown {
  const override = overrides.get(key)
  if (override !== undefined) {
    values.push({ key, form, raw: override.raw, origin: { kind: override.by, name: override.name } })
    return override.raw
  }
  if (node !== undefined) {
    const raw = plainOf(node)
    values.push({ key, form, raw, origin: { kind: 'file', at: positionOf(node.offset) } })
    return raw
  }
  if (fallback !== undefined) values.push({ key, form, raw: fallback, origin: { kind: 'default' } })
  return undefined
}

function fitList(
  { element }: Extract<Structure, { kind: 'list' }>,
  node: SettingsNode | undefined,
  key: string,
  fitting: Fitting,
): unknown {
  if (node === undefined) return []
  if (node.kind !== 'list') {
    fitting.problems.push({ code: 'SCH_CONFIG_LIST', at: fitting.positionOf(node.offset), params: { key } })
    return []
  }
  return node.items.map((item, at) => fitNode(element, item, `${key}[${at}]`, fitting))
}

function fitMap(
  { keys }: MapStructure,
  node: SettingsNode | undefined,
  key: string,
  fitting: Fitting,
  passedOver?: string,
): Record<string, unknown> {
  if (node !== undefined && node.kind !== 'map') {
    const at = fitting.positionOf(node.offset)
    fitting.problems.push({
      code: 'SCH_CONFIG_ENTRIES',
      at,
      params: { key, known: [...keys.keys()].join(', ') },
    })
    return {}
  }
  for (const [word, { keyOffset }] of node?.entries ?? []) {
    if (keys.has(word) || word === passedOver) continue
    const known = passedOver === undefined ? [...keys.keys()] : [passedOver, ...keys.keys()]
    fitting.problems.push(unknownKey(word, known, fitting.positionOf(keyOffset)))
  }
  const fitted = [...keys].map(([word, inner]) => {
    const below = key === '' ? word : `${key}.${word}`
    return [word, fitNode(inner, node?.entries.get(word)?.node, below, fitting)] as const
  })
  return Object.fromEntries(fitted.filter(([, value]) => value !== undefined))
}

function unknownKey(key: string, known: readonly string[], at: FilePosition): Problem {
  const near = nearestWord(key, known)
  if (near !== undefined) return { code: 'SCH_CONFIG_KEY_UNKNOWN_NEAR', at, params: { key, near } }
  return { code: 'SCH_CONFIG_KEY_UNKNOWN', at, params: { key, known: known.join(', ') } }
}

/** A map whose keys hang on one of its words, such as `kind: sql`. */
function fitChoice(
  { by, options }: Extract<Structure, { kind: 'choice' }>,
  node: SettingsNode | undefined,
  key: string,
  fitting: Fitting,
): unknown {
  const words = [...options.keys()].join(', ')
  const chosen = node?.kind === 'map' ? node.entries.get(by)?.node : undefined
  const option = chosen?.kind === 'text' ? options.get(chosen.text) : undefined
  if (chosen?.kind === 'text' && option !== undefined) {
    const origin: Origin = { kind: 'file', at: fitting.positionOf(chosen.offset) }
    const form: Form = { kind: 'choice', params: { words } }
    fitting.values.push({ key: `${key}.${by}`, form, raw: chosen.text, origin })
    return { [by]: chosen.text, ...fitMap(option, node, key, fitting, by) }
  }
  const at = fitting.positionOf((chosen ?? node)?.offset ?? 0)
  fitting.problems.push({ code: 'SCH_CONFIG_CHOICE', at, params: { key: `${key}.${by}`, words } })
  return undefined
}

function plainOf(node: SettingsNode): unknown {
  switch (node.kind) {
    case 'text':
      return node.text
    case 'list':
      return node.items.map(plainOf)
    case 'map':
      return Object.fromEntries([...node.entries].map(([key, entry]) => [key, plainOf(entry.node)]))
  }
}
