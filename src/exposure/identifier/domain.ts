/** Internet domain names: the Unicode spelling and the ASCII spelling (`xn--`) of one domain become one. */
import { cleanText } from '../fold.ts'

/** @source RFC 1035 section 2.3.4 */
const MAX_LABEL_LENGTH = 63

/** Lower case, NFC, `xn--` labels decoded; a label that is no valid Punycode stays as it is. */
export function canonicalDomain(domain: string): string {
  const lower = domain.toLowerCase()
  const unicode = lower.includes('xn--') ? cleanText(lower.split('.').map(decodeLabel).join('.')) : lower
  return unicode.toLowerCase().normalize('NFC')
}

function decodeLabel(label: string): string {
  if (!label.startsWith('xn--') || label.length > MAX_LABEL_LENGTH) return label
  return decodePunycode(label.slice(4)) ?? label
}

const BASE = 36
const T_MIN = 1
const T_MAX = 26
const SKEW = 38
const DAMP = 700
const FIRST_BIAS = 72
const FIRST_CODE_POINT = 0x80

/** @source RFC 3492 section 6.2 */
function decodePunycode(encoded: string): string | undefined {
  const delimiter = encoded.lastIndexOf('-')
  const output = delimiter > 0 ? [...encoded.slice(0, delimiter)] : []
  let at = delimiter > 0 ? delimiter + 1 : 0
  let codePoint = FIRST_CODE_POINT
  let bias = FIRST_BIAS
  let i = 0
  while (at < encoded.length) {
    const before = i
    let weight = 1
    for (let k = BASE; ; k += BASE) {
      const digit = digitOf(encoded.charCodeAt(at))
      at += 1
      if (digit === undefined) return undefined
      i += digit * weight
      const threshold = Math.min(Math.max(k - bias, T_MIN), T_MAX)
      if (digit < threshold) break
      weight *= BASE - threshold
    }
    const count = output.length + 1
    bias = adapt(i - before, count, before === 0)
    codePoint += Math.floor(i / count)
    if (codePoint > 0x10ffff) return undefined
    i %= count
    output.splice(i, 0, String.fromCodePoint(codePoint))
    i += 1
  }
  return output.join('')
}

/** @source RFC 3492 section 6.1 */
function adapt(delta: number, count: number, isFirst: boolean): number {
  let rest = isFirst ? Math.floor(delta / DAMP) : Math.floor(delta / 2)
  rest += Math.floor(rest / count)
  let k = 0
  while (rest > ((BASE - T_MIN) * T_MAX) / 2) {
    rest = Math.floor(rest / (BASE - T_MIN))
    k += BASE
  }
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW))
}

function digitOf(unit: number): number | undefined {
  if (unit >= 0x61 && unit <= 0x7a) return unit - 0x61
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30 + 26
  return undefined
}
