/**
 * Decodes UTF-7, which no platform decoder offers any more, though old mail and groupware still carries it.
 *
 * @param text the bytes as one character each
 * @source RFC 2152
 */
export function decodeUtf7(text: string): string {
  let out = ''
  let from = 0
  for (let plus = text.indexOf('+'); plus !== -1; plus = text.indexOf('+', from)) {
    out += text.slice(from, plus)
    let end = plus + 1
    while (isBase64(text.charCodeAt(end))) end++
    out += end === plus + 1 ? (text[end] === '-' ? '+' : '') : utf16OfBase64(text.slice(plus + 1, end))
    from = text[end] === '-' ? end + 1 : end
    if (end === plus + 1 && text[end] !== '-') out += '+'
  }
  return out + text.slice(from)
}

function utf16OfBase64(run: string): string {
  const bytes = Buffer.from(run, 'base64')
  return bytes
    .subarray(0, bytes.length & ~1)
    .swap16()
    .toString('utf16le')
}

function isBase64(code: number): boolean {
  return (
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === 0x2b ||
    code === 0x2f
  )
}
