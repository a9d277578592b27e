/** One line of a trail file, read as what it says it is. */
import type { AuditEntry } from './chain.ts'
import { digestOf, rangeOf, seqOf, type TrailRange, trailFormat } from './trail-file.ts'

export type TrailLine =
  | { readonly kind: 'trail'; readonly range: TrailRange; readonly rootFingerprint: string }
  /** `text` is the signed file. */
  | { readonly kind: 'segment' | 'head' | 'end'; readonly text: string }
  | { readonly kind: 'entry'; readonly entry: AuditEntry }
  | { readonly kind: 'leaves'; readonly batch: bigint; readonly digests: readonly Buffer[] }

/** @returns undefined for anything that no line of such a file is */
export function trailLineOf(text: string): TrailLine | undefined {
  const value = parsed(text)
  switch (value?.type) {
    case 'trail': {
      const range = rangeOf(parsedJson(text))
      const { root, format } = value
      if (!range || typeof root !== 'string' || format !== trailFormat) return undefined
      return { kind: 'trail', range, rootFingerprint: root }
    }
    case 'segment':
    case 'head':
    case 'end':
      return { kind: value.type, text: JSON.stringify(value.signed) ?? '' }
    case 'entry': {
      const entry = entryOf(value)
      return entry && { kind: 'entry', entry }
    }
    case 'leaves': {
      const batch = seqOf(value.batch)
      if (batch === undefined || !Array.isArray(value.digests)) return undefined
      const digests = value.digests.map(digestOf).filter((one) => one !== undefined)
      return digests.length === value.digests.length ? { kind: 'leaves', batch, digests } : undefined
    }
    default:
      return undefined
  }
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  const value: unknown = parsedJson(text)
  return typeof value === 'object' && value !== null ? { ...value } : undefined
}

function parsedJson(text: string) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function entryOf(value: Readonly<Record<string, unknown>>): AuditEntry | undefined {
  const { kind, actor, body } = value
  const [seq, digest] = [seqOf(value.seq), digestOf(value.digest)]
  const micros =
    typeof value.micros === 'string' && /^\d{1,18}$/.test(value.micros) ? BigInt(value.micros) : undefined
  if (typeof kind !== 'string' || typeof actor !== 'string' || typeof body !== 'string') return undefined
  if (seq === undefined || micros === undefined || !digest) return undefined
  const at = new Date(Number(micros / 1000n))
  return { seq, at, atMicros: Number(micros % 1000n), kind, actor, body, digest }
}
