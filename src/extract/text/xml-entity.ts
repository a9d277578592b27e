/** Entities a document defines itself. They can be made to grow without end; here they do not. */

/** More text than this comes out of no honest document's own entities. */
const maxExpandedLength = 64 * 1024
/** An entity in an entity in an entity. */
const maxDepth = 4

export interface DocumentType {
  /** The document without its type declaration. */
  readonly body: string
  /** What the declaration says. */
  readonly subset: string
  readonly entities: ReadonlyMap<string, string>
}

/**
 * Takes the document type declaration out, which may hold declarations of its own.
 *
 * @source XML 1.0 (fifth edition), sections 2.8 and 4.2
 */
export function splitDocumentType(text: string): DocumentType {
  const start = text.indexOf('<!DOCTYPE')
  const bracket = start < 0 ? -1 : text.indexOf('[', start)
  const simpleEnd = start < 0 ? -1 : text.indexOf('>', start)
  if (bracket < 0 || simpleEnd < bracket) return { body: text, subset: '', entities: new Map() }
  const end = subsetEnd(text, bracket + 1)
  const close = text.indexOf('>', end)
  const subset = text.slice(bracket + 1, end)
  return {
    body: text.slice(0, start) + (close < 0 ? '' : text.slice(close + 1)),
    subset,
    entities: entitiesOf(subset),
  }
}

/** Index of the bracket that closes the subset: brackets in quotes and comments do not count. */
function subsetEnd(text: string, start: number): number {
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x5d) return at
    const isQuote = code === 0x22 || code === 0x27
    const isComment = code === 0x3c && text.startsWith('<!--', at)
    if (!isQuote && !isComment) continue
    const close = isQuote ? text.indexOf(text.charAt(at), at + 1) : text.indexOf('-->', at)
    if (close < 0) return text.length
    at = close
  }
  return text.length
}

function entitiesOf(subset: string): ReadonlyMap<string, string> {
  const entities = new Map<string, string>()
  // The first definition of a name holds.
  for (const [, name = '', double, single] of subset.matchAll(
    /<!ENTITY\s+([^\s%"']+)\s+(?:"([^"]*)"|'([^']*)')/g,
  ))
    if (!entities.has(name)) entities.set(name, double ?? single ?? '')
  return entities
}

export interface EntityExpansion {
  expand(text: string): string
  /** Something was left as it is because it would have grown too long or too deep. */
  isIncomplete: boolean
}

/** @limit 64 Ki characters in all, four levels; what is beyond stays a reference */
export function openEntityExpansion(entities: ReadonlyMap<string, string>): EntityExpansion {
  let left = maxExpandedLength
  const expandAt = (text: string, depth: number): string => {
    if (!text.includes('&')) return text
    return text.replace(/&([^;&\s#]{1,64});/g, (reference, name: string) => {
      const value = entities.get(name)
      if (value === undefined) return reference
      if (depth >= maxDepth || value.length > left) {
        expansion.isIncomplete = true
        return reference
      }
      left -= value.length
      return expandAt(value, depth + 1)
    })
  }
  const expansion: EntityExpansion = {
    isIncomplete: false,
    expand: (text) => (entities.size === 0 ? text : expandAt(text, 0)),
  }
  return expansion
}
