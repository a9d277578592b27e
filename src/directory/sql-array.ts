/** Arrays as PostgreSQL writes them, for columns of many rows handed over at once. */

/** @param values undefined becomes null */
export function byteaArray(values: readonly (Uint8Array | undefined)[]): string {
  return `{${values.map((one) => (one === undefined ? 'NULL' : byteaElement(one))).join(',')}}`
}

/** Numbers, booleans, dates, uuids and words of closed lists: nothing that would have to be quoted. */
export function plainArray(values: readonly (string | number | bigint | boolean | undefined)[]): string {
  return `{${values.map((one) => (one === undefined ? 'NULL' : plainElement(String(one)))).join(',')}}`
}

/** Texts of any content. */
export function textArray(values: readonly string[]): string {
  return `{${values.map((one) => `"${one.replace(/["\\]/g, '\\$&')}"`).join(',')}}`
}

/** @source PostgreSQL, 8.15.2: a backslash inside quotes is doubled */
function byteaElement(bytes: Uint8Array): string {
  return `"\\\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex')}"`
}

function plainElement(word: string): string {
  if (!/^[\w.:-]+$/.test(word)) throw new RangeError('this value has to be quoted')
  return word
}
