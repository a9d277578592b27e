/** Records that templates see, and what stands in them at a path. */
import type { RenderContext, RenderValue } from './renderer.ts'
import type { SchemaPath } from './schema/schema.ts'

export function isRecord(value: RenderValue | undefined): value is RenderContext {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Everything at the end of a path, through lists without an index; nothing where a record or an entry is missing. */
export function valuesAt(from: RenderValue, path: SchemaPath): readonly RenderValue[] {
  return path
    .split('.')
    .reduce<readonly RenderValue[]>(
      (values, word) => values.flatMap((value) => entriesAt(value, word)),
      [from],
    )
}

function entriesAt(value: RenderValue, word: string): readonly RenderValue[] {
  const found = isRecord(value) ? value[word] : undefined
  return found === undefined || found === null ? [] : Array.isArray(found) ? found : [found]
}
