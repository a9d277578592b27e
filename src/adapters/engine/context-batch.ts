import type { RenderContext, RenderValue } from '../../notice/renderer.ts'
import type { ContextBatch } from './exchange.ts'

/** What several recipients have in common, such as the library's address, is the same value and goes along once. */
export function batchOf(contexts: readonly RenderContext[]): ContextBatch {
  const seen = new Map<RenderValue, number>()
  for (const context of contexts) {
    for (const value of Object.values(context)) {
      if (typeof value === 'object' && value !== null) seen.set(value, (seen.get(value) ?? 0) + 1)
    }
  }
  const shared: RenderValue[] = []
  const places = new Map<RenderValue, number>()
  for (const [value, count] of seen) if (count > 1) places.set(value, shared.push(value) - 1)
  if (shared.length === 0) return { shared, contexts: contexts.map((own) => ({ own, shared: {} })) }
  return {
    shared,
    contexts: contexts.map((context) => {
      const own: Record<string, RenderValue> = {}
      const common: Record<string, number> = {}
      for (const [name, value] of Object.entries(context)) {
        const place = places.get(value)
        if (place === undefined) own[name] = value
        else common[name] = place
      }
      return { own, shared: common }
    }),
  }
}
