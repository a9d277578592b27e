/** An address is at most this long. @source RFC 5321, 4.5.3.1 */
const addressChars = 320

/** Prefixes tried before a wrapped address: `bounce-`, `list+123-`. */
const prefixCount = 6

/**
 * Addresses that mailing lists and forwarders wrap in their own: `bounce-anna=example.org@lists.example.com` (variable
 * envelope return paths) and `SRS0=hash=time=example.org=anna@forwarder.example.com`.
 *
 * @param value of a header field
 */
export function wrappedAddresses(value: string): readonly string[] {
  if (!value.includes('=') || !value.includes('@')) return []
  const found: string[] = []
  for (const word of value.split(/[\s<>"(),;]+/)) {
    const at = word.lastIndexOf('@')
    const equals = word.lastIndexOf('=', at)
    if (at === -1 || equals < 1 || word.length > addressChars) continue
    const local = word.slice(0, equals)
    const rest = word.slice(equals + 1, at)
    if (/^srs[01][=+-]/i.test(word)) found.push(`${rest}@${local.slice(local.lastIndexOf('=') + 1)}`)
    else if (rest.includes('.')) found.push(...withoutPrefixes(local).map((name) => `${name}@${rest}`))
  }
  return found
}

function withoutPrefixes(local: string): readonly string[] {
  const names = [local]
  let name = local
  for (let count = 0; count < prefixCount; count++) {
    const separator = name.search(/[-+=]/)
    if (separator === -1) break
    name = name.slice(separator + 1)
    if (name !== '') names.push(name)
  }
  return names
}
