/** One spelling per value, so that a signature holds for the value and not for white space. */

export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue }

/** Deeper than anything we sign; a limit, since a signed file comes from outside. */
const depthMax = 32

/**
 * JSON with sorted names and no white space.
 *
 * @throws RangeError for numbers that are no safe integers (their spelling differs between programs), lone surrogates, and
 *   nesting beyond 32 levels
 * @source RFC 8785 (JCS), for the values named above
 */
export function canonicalJson(value: JsonValue, depth = 0): string {
  if (depth > depthMax) throw new RangeError('nested too deeply to be signed')
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new RangeError('only whole numbers are signed')
    return String(value)
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new RangeError('a text that is no Unicode is not signed')
    return JSON.stringify(value)
  }
  if (value === null || typeof value === 'boolean') return String(value)
  if (isArray(value)) return `[${value.map((one) => canonicalJson(one, depth + 1)).join(',')}]`
  const members = Object.entries(value)
    // By UTF-16 code units, as RFC 8785 3.2.3 asks and as `<` compares.
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, one]) => `${canonicalJson(name)}:${canonicalJson(one, depth + 1)}`)
  return `{${members.join(',')}}`
}

function isArray(value: object): value is readonly JsonValue[] {
  return Array.isArray(value)
}
