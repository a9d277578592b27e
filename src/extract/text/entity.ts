/** Character references that are still in a text after it was decoded once. */
import { Tokenizer } from 'htmlparser2'

/** The longest name, `&CounterClockwiseContourIntegral;`, has 33 characters. */
const maxReferenceLength = 40

/**
 * Decodes `&name;`, `&#64;` and `&#x40;` that end in a semicolon; anything else stays as it is.
 *
 * @source HTML standard, section 13.5 (named character references)
 */
export function entitiesDecoded(text: string): string {
  let at = text.indexOf('&')
  if (at < 0) return text
  const parts: string[] = []
  const decode = openDecoder()
  let copied = 0
  while (at >= 0) {
    const end = referenceEnd(text, at)
    const decoded = end > 0 ? decode(text.slice(at, end)) : ''
    if (decoded !== '') {
      parts.push(text.slice(copied, at), decoded)
      copied = end
    }
    at = text.indexOf('&', decoded === '' ? at + 1 : end)
  }
  if (parts.length === 0) return text
  parts.push(text.slice(copied))
  return parts.join('')
}

/** @returns a function from one reference to its characters, or to nothing if it is unknown */
function openDecoder(): (reference: string) => string {
  let decoded = ''
  const ignore = (): void => undefined
  const tokenizer = new Tokenizer(
    {},
    {
      ontextentity(codePoint) {
        decoded += String.fromCodePoint(codePoint)
      },
      ontext: ignore,
      onattribdata: ignore,
      onattribentity: ignore,
      onattribend: ignore,
      onattribname: ignore,
      oncdata: ignore,
      onclosetag: ignore,
      oncomment: ignore,
      ondeclaration: ignore,
      onend: ignore,
      onopentagend: ignore,
      onopentagname: ignore,
      onprocessinginstruction: ignore,
      onselfclosingtag: ignore,
    },
  )
  return (reference) => {
    decoded = ''
    tokenizer.write(reference)
    return decoded
  }
}

/** Index after the semicolon of a reference that begins at `start`, or 0. */
function referenceEnd(text: string, start: number): number {
  const limit = Math.min(text.length, start + maxReferenceLength)
  for (let at = start + 1; at < limit; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x3b) return at - start > 1 ? at + 1 : 0
    const lower = code | 0x20
    const isPart = (lower >= 0x61 && lower <= 0x7a) || (code >= 0x30 && code <= 0x39) || code === 0x23
    if (!isPart) return 0
  }
  return 0
}
