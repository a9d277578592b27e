/** Texts of a PDF beside its pages: properties, bookmarks, labels, form fields, notes, scripts, alternative texts. */

/** Keys whose strings are technical: object numbers, kinds, colours. */
const technicalKeys = new Set([
  'id',
  'ref',
  'subtype',
  'fieldType',
  'type',
  'fontName',
  'borderStyle',
  'PDFFormatVersion',
  'EncryptFilterName',
  'dest',
  'rawDest',
  'creationDate',
  'modificationDate',
])

/** More strings than any form or outline has; what is beyond is reported by `complete`. */
const mostStrings = 100_000

/**
 * Every string in a tree of plain values, whatever its shape, each once.
 *
 * @returns the strings, and whether the tree was read to its end
 */
export function stringsOf(root: unknown): {
  readonly strings: readonly string[]
  readonly complete: boolean
} {
  const strings = new Set<string>()
  const seen = new Set<object>()
  const open: unknown[] = [root]
  while (open.length > 0) {
    if (strings.size > mostStrings || seen.size > mostStrings)
      return { strings: [...strings], complete: false }
    const value = open.pop()
    if (typeof value === 'string') {
      if (value.trim() !== '') strings.add(value)
    } else if (
      typeof value === 'object' &&
      value !== null &&
      !ArrayBuffer.isView(value) &&
      !seen.has(value)
    ) {
      seen.add(value)
      for (const child of childrenOf(value).reverse()) open.push(child)
    }
  }
  return { strings: [...strings], complete: true }
}

function childrenOf(value: object): unknown[] {
  if (Array.isArray(value)) return value.slice(0, mostStrings)
  if (value instanceof Map) return [...value].slice(0, mostStrings).flat(1)
  if (value instanceof Set) return [...value].slice(0, mostStrings)
  const children: unknown[] = []
  for (const [key, child] of Object.entries(value)) if (!technicalKeys.has(key)) children.push(child)
  return children
}
