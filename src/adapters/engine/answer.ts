/** Reads what a process has answered: it is nothing of ours until it has the form of an answer to this very order. */
import type { BranchSite } from '../../notice/template/branch.ts'
import type { Answer, EngineFailure, EngineResult, EngineTemplate } from './exchange.ts'

/** What was ordered, as far as the answer must fit it. */
export type Ordered =
  /** To set up, or to forget. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'template'; readonly template: EngineTemplate }
  | {
      readonly kind: 'render'
      readonly template: EngineTemplate
      /** Contexts of the batch. */
      readonly count: number
      readonly isTraced: boolean
    }

/** @returns undefined for whatever is no answer to this order */
export function readAnswer(text: string, ordered: Ordered, ticket: string): Answer | undefined {
  const value = parsed(text)
  if (!isRecord(value) || value.ticket !== ticket) return undefined
  switch (ordered.kind) {
    case 'ready':
      return value.kind === 'ready' ? { kind: 'ready' } : undefined
    case 'template':
      return readTemplateAnswer(value, sourcesIn(ordered.template))
    case 'render':
      return readRenderAnswer(value, ordered)
  }
}

const sourcesIn = ({ parts, partials }: EngineTemplate) => parts.length + partials.length

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function readTemplateAnswer(value: Fields, sources: number): Answer | undefined {
  const { kind, sites, failure } = value
  if (kind === 'refused' && isFailure(failure, sources)) return { kind, failure }
  const isCompiled = kind === 'compiled' && isListOf(sites, isSitesOfOne) && sites.length === sources
  return isCompiled ? { kind, sites } : undefined
}

function readRenderAnswer(
  { kind, results, residentBytes }: Fields,
  { template, count, isTraced }: Extract<Ordered, { kind: 'render' }>,
): Answer | undefined {
  const sources = sourcesIn(template)
  const isFitting = (result: unknown): result is EngineResult =>
    isRecord(result) &&
    ('failure' in result
      ? isFailure(result.failure, sources)
      : isListOf(result.texts, isText) &&
        result.texts.length === template.parts.length &&
        (isTraced ? isListOf(result.visited, isCount) : result.visited === undefined))
  // One mail for each recipient: a list that is shorter or longer would give mails to others.
  const isRendered = kind === 'rendered' && isListOf(results, isFitting) && results.length === count
  return isRendered && isCount(residentBytes) ? { kind, results, residentBytes } : undefined
}

const reasons: Readonly<Record<EngineFailure['reason'], true>> = {
  'missing-field': true,
  syntax: true,
  time: true,
  memory: true,
  output: true,
  forbidden: true,
  value: true,
}

function isFailure(value: unknown, sources: number): value is EngineFailure {
  if (!isRecord(value)) return false
  const { reason, source, line, column, field, words } = value
  return (
    isText(reason) &&
    Object.hasOwn(reasons, reason) &&
    isCount(source) &&
    source < sources &&
    [line, column].every((place) => place === undefined || isCount(place)) &&
    [field, words].every((text) => text === undefined || isText(text))
  )
}

const isSitesOfOne = (value: unknown): value is readonly BranchSite[] => isListOf(value, isSite)

function isSite(value: unknown): value is BranchSite {
  if (!isRecord(value) || !isCount(value.line) || !isCount(value.column)) return false
  return (
    value.kind === 'loop' ||
    value.kind === 'section' ||
    (value.kind === 'decision' && isCount(value.alternatives))
  )
}

type Fields = Readonly<Record<string, unknown>>

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is string => typeof value === 'string'
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0

function isListOf<Item>(value: unknown, isItem: (item: unknown) => item is Item): value is readonly Item[] {
  return Array.isArray(value) && value.every(isItem)
}
