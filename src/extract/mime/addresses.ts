import { domainToASCII } from 'node:url'
import { decodeWords } from './encoded-word.ts'

export interface MailAddress {
  /** As written, without comments, white space and angle brackets. */
  readonly address: string
  /** Display name or, where there is none, the comment; encoded words decoded; may be empty. */
  readonly name: string
}

/** Addresses of one header that are read; larger lists are split by every mail system. */
const addressCount = 20_000

interface Draft {
  phrase: string
  angle: string | undefined
  comment: string
}

/**
 * Reads an address list: groups, comments, quoted local parts, routes, encoded words, semicolons between addresses,
 * missing angle brackets. Whatever holds an `@` and is understood in no other way is an address.
 *
 * @source RFC 5322, 3.4 and 4.4; RFC 6532
 */
export function readAddresses(header: string): readonly MailAddress[] {
  const found: MailAddress[] = []
  let draft: Draft = { phrase: '', angle: undefined, comment: '' }
  const close = () => {
    if (found.length < addressCount) found.push(...addressesOf(draft))
    draft = { phrase: '', angle: undefined, comment: '' }
  }
  let at = 0
  let unclosed = 0
  while (at < header.length) {
    const char = header[at] ?? ''
    const isSpan = (char === '"' || char === '(') && unclosed < unclosedSpans
    if (isSpan && char === '"') {
      const end = quoteEnd(header, at)
      if (end === at + 1) unclosed++
      const text = header.slice(at, end)
      if (draft.angle === undefined) draft.phrase += text
      else draft.angle += text
      at = end
      continue
    }
    if (isSpan && char === '(') {
      const end = commentEnd(header, at)
      if (end === at + 1) unclosed++
      else draft.comment = header.slice(at + 1, end - 1)
      at = end
      continue
    }
    if (char === '<') {
      const end = angleEnd(header, at)
      if (draft.angle !== undefined && draft.angle !== '') close()
      draft.angle = header.slice(at + 1, end)
      at = header[end] === '>' ? end + 1 : end
      continue
    }
    if (char === ',' || char === ';' || char === '\n') close()
    else if (char === ':' && isGroupName(draft.phrase)) draft.phrase = ''
    else draft.phrase += char
    at++
  }
  close()
  return found
}

function isGroupName(phrase: string): boolean {
  return phrase.length <= spanChars && !phrase.includes('@') && !phrase.includes('[')
}

/** @returns addresses in order, each once; a domain in Unicode and in its ASCII form is one */
export function distinctAddresses(addresses: Iterable<string>): readonly string[] {
  const seen = new Map<string, string>()
  for (const address of addresses) {
    const split = address.lastIndexOf('@')
    const domain = address.slice(split + 1).toLowerCase()
    const key = `${address.slice(0, split).toLowerCase()}@${domainToASCII(domain) || domain}`
    if (!seen.has(key)) seen.set(key, address)
  }
  return [...seen.values()]
}

function addressesOf(draft: Draft): readonly MailAddress[] {
  const comment = decodeWords(draft.comment).text.trim()
  const phrase = draft.phrase.trim()
  if (phrase.length > spanChars) return [...looseAddresses(draft.angle ?? ''), ...looseAddresses(phrase)]
  if (draft.angle !== undefined) {
    const address = bareAddress(draft.angle)
    const name = unquote(phrase) || comment
    const inName = address === '' ? looseAddresses(phrase) : []
    return address === '' ? inName : [{ address, name }]
  }
  if (!phrase.includes('@')) {
    const decoded = decodeWords(phrase).text
    return decoded !== phrase && decoded.includes('@') ? readDecoded(decoded) : []
  }
  const single = bareAddress(phrase)
  if (single !== '' && !/\s/.test(outsideQuotes(phrase))) return [{ address: single, name: comment }]
  return looseAddresses(phrase)
}

/** A whole mailbox inside an encoded word: forbidden, and seen. */
function readDecoded(text: string): readonly MailAddress[] {
  const angle = /^(.*)<([^<>]+@[^<>]+)>/s.exec(text)
  if (angle !== null) return [{ address: bareAddress(angle[2] ?? ''), name: unquote(angle[1] ?? '') }]
  return looseAddresses(text)
}

/** Every word with an `@`, the other words being its name. */
function looseAddresses(phrase: string): readonly MailAddress[] {
  const words = phrase.split(/\s+/)
  // White space around the at sign is the obsolete form of one address.
  const isSpaced = words.length <= 3 && /^\S+\s*@\s*\S+$/.test(phrase.slice(0, spanChars))
  const joined = (isSpaced ? [phrase.replace(/\s+/g, '')] : words).filter((word) => word.length <= spanChars)
  const addresses = joined.map(trimmed).filter((word) => /[^@]@[^@]/.test(word))
  const name = unquote(
    joined
      .filter((word) => !word.includes('@'))
      .join(' ')
      .slice(0, spanChars),
  )
  return addresses.map((address) => ({ address, name: addresses.length === 1 ? name : '' }))
}

function trimmed(word: string): string {
  return word.replace(/^[<>[\]'"“”„(]+|[<>'"“”)]+$/g, '').replace(/^mailto:/i, '')
}

function bareAddress(text: string): string {
  let rest = text.trim().replace(/^<+|>+$/g, '')
  // The route of the obsolete form ends at a colon. @source RFC 5322, 4.4
  if (rest.startsWith('@') && rest.includes(':'))
    rest = rest.slice(rest.lastIndexOf(':', rest.lastIndexOf('@')) + 1)
  rest = withoutComments(rest).replace(/^mailto:/i, '')
  if (!rest.startsWith('"')) rest = rest.replace(/\s+/g, '')
  rest = rest.replace(/^'(.*)'$/s, '$1')
  return /[^@]@[^@]/.test(rest) ? rest : ''
}

/** Comments one in another are rare in an address: two levels are enough. */
function withoutComments(text: string): string {
  return text.replace(/\([^()]*\)/g, '').replace(/\([^()]*\)/g, '')
}

function outsideQuotes(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"/g, '')
}

function unquote(text: string): string {
  const plain = text.replace(/"((?:[^"\\]|\\.)*)"/g, (_, inner: string) => inner.replace(/\\(.)/g, '$1'))
  return decodeWords(plain)
    .text.replace(/^['"]+|['"]+$/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Quotes and comments of one header that may lack their end before all further ones are ordinary characters. */
const unclosedSpans = 1_000

/** A quoted string, comment or bracket longer than this is not closed: keeps reading linear. */
const spanChars = 1_000

/** @returns the index after the closing quote; an unclosed quote is an ordinary character */
function quoteEnd(text: string, start: number): number {
  const stop = Math.min(text.length, start + spanChars)
  for (let at = start + 1; at < stop; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '"') return at + 1
  }
  return start + 1
}

/** @returns the index after the closing parenthesis; an unclosed one is an ordinary character */
function commentEnd(text: string, start: number): number {
  const stop = Math.min(text.length, start + spanChars)
  let depth = 0
  for (let at = start; at < stop; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '(') depth++
    else if (text[at] === ')' && --depth === 0) return at + 1
  }
  return start + 1
}

/** @returns the index of the closing bracket, or of the next separator where it is missing */
function angleEnd(text: string, start: number): number {
  const stop = Math.min(text.length, start + spanChars)
  let quoted = false
  for (let at = start + 1; at < stop; at++) {
    if (text[at] === '"') quoted = !quoted
    else if (text[at] === '>' && !quoted) return at
  }
  const separator = text.slice(start + 1, stop).search(/[,;<>\n]/)
  return separator === -1 ? stop : start + 1 + separator
}
