/** E-mail addresses. */
import { NO_LETTER, unitClasses } from '../alphabet.ts'
import type { Candidate, Recogniser } from '../candidate.ts'
import type { FactKey } from '../fact.ts'
import { cleanText, type Word } from '../fold.ts'
import { canonicalDomain } from './domain.ts'

/** @source RFC 5321 section 4.5.3.1.1 */
export const MAX_LOCAL_LENGTH = 64
/** @source RFC 5321 section 4.5.3.1.2 */
export const MAX_DOMAIN_LENGTH = 255

/**
 * Key of one address as it is written in a directory or an envelope: `a@b`, `<a@b>`, `mailto:a@b`, `"a"@b`.
 *
 * @returns undefined if it is no address. Case never counts, though RFC 5321 section 2.4 lets local parts differ by case.
 */
export function emailKey(written: string): FactKey | undefined {
  // Nothing of a plain address is read in another way below, unless its domain has labels in ASCII spelling.
  if (plainAddress.test(written) && !written.includes('xn--') && !written.includes('XN--')) {
    const at = written.indexOf('@')
    if (at <= MAX_LOCAL_LENGTH && written.length - at - 1 <= MAX_DOMAIN_LENGTH)
      return `email:${written.toLowerCase()}`
  }
  let address = cleanText(written).trim()
  if (address.startsWith('<') && address.endsWith('>')) address = address.slice(1, -1).trim()
  if (address.slice(0, 7).toLowerCase() === 'mailto:') address = address.slice(7)
  const at = address.lastIndexOf('@')
  return emailKeyOfParts(address.slice(0, Math.max(at, 0)), address.slice(at + 1))
}

/** An address of ASCII letters and digits whose domain has at least two labels, none of them empty. */
const plainAddress = /^[a-z0-9._+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z0-9]+$/i

/** Key of an address whose parts were found in cleaned text. */
export function emailKeyOfParts(localPart: string, domain: string): FactKey | undefined {
  const local = unquote(localPart).toLowerCase().normalize('NFC')
  const host = canonicalDomain(withoutEdges(domain))
  if (local === '' || local.length > MAX_LOCAL_LENGTH) return undefined
  if (host.length > MAX_DOMAIN_LENGTH || !isDomain(host)) return undefined
  return `email:${local}@${host}`
}

/** @source RFC 5321 section 4.1.2: quoting is no part of the meaning */
function unquote(localPart: string): string {
  if (localPart.length < 2 || !localPart.startsWith('"') || !localPart.endsWith('"')) return localPart
  return localPart.slice(1, -1).replaceAll(/\\(.)/gs, '$1')
}

/** A sentence's full stop or hyphen behind an address does not belong to it. */
function withoutEdges(domain: string): string {
  let end = domain.length
  while (end > 0 && (domain[end - 1] === '.' || domain[end - 1] === '-')) end -= 1
  return domain.slice(0, end)
}

/** At least two labels, none of them empty, without spaces or signs. */
function isDomain(host: string): boolean {
  const labels = host.split('.')
  return labels.length >= 2 && labels.every((label) => /^[\p{L}\p{M}\p{N}-]+$/u.test(label))
}

/** Signs of a local part that are no letter or digit. @source RFC 5322 section 3.2.3 (atext and dot) */
const localSigns: ReadonlySet<string> = new Set("!#$%&'*+/=?^_`{|}~-.")
/** Signs that more often stand between an address and what is in front of it: `to=a@b`, `'a@b'`, `/a@b`. */
const edgeSigns: ReadonlySet<string> = new Set("!#$%&'*/=?^`{|}~_-.+")
/** An address may be broken over one line end; indentation and quote signs of a reply stand behind it. */
const MAX_INDENT = 12

/** Addresses with `@`, and those written out as "anna (at) example (dot) org". */
export const email: Recogniser = {
  find(text) {
    const found: Candidate[] = []
    for (let at = text.text.indexOf('@'); at >= 0; at = text.text.indexOf('@', at + 1)) {
      addAround(
        { text: text.text, found },
        { localEnd: skipBack(text.text, at), domainStart: skipOn(text.text, at + 1) },
      )
    }
    for (const word of text.words) {
      if (word.folded !== 'at') continue
      const around = writtenOutAt(text.text, word)
      if (around !== undefined) addAround({ text: text.text, found }, around)
    }
    return found
  },
}

interface Search {
  readonly text: string
  readonly found: Candidate[]
}

/** Where the local part ends and the domain begins. */
interface Around {
  readonly localEnd: number
  readonly domainStart: number
}

function addAround({ text, found }: Search, { localEnd, domainStart }: Around): void {
  const locals = localParts(text, localEnd)
  if (locals.length === 0) return
  const seen = new Set<FactKey>()
  for (const domain of domains(text, domainStart)) {
    for (const local of locals) {
      const key = emailKeyOfParts(local.spelling, domain.spelling)
      if (key === undefined || seen.has(key)) continue
      seen.add(key)
      found.push({ key, start: local.start, end: domain.end, isLabelled: false })
    }
  }
}

/** "(at)", "[at]", "{at}", or "at" between spaces. */
function writtenOutAt(text: string, word: Word): Around | undefined {
  const left = text[word.start - 1] ?? ''
  const right = text[word.end] ?? ''
  const isBracketed = '([{<'.includes(left) && ')]}>'.includes(right) && left !== '' && right !== ''
  if (!isBracketed && (left !== ' ' || right !== ' ')) return undefined
  const localEnd = skipBack(text, word.start - 1)
  const domainStart = skipOn(text, word.end + 1)
  return { localEnd: isBracketed ? localEnd : word.start - 1, domainStart }
}

/** One space may stand before the sign. */
function skipBack(text: string, at: number): number {
  return text[at - 1] === ' ' ? at - 1 : at
}

function skipOn(text: string, at: number): number {
  if (text[at] === ' ') return at + 1
  return text[at] === '\n' ? afterBreak(text, at) : at
}

interface Part {
  readonly spelling: string
  readonly start: number
  readonly end: number
}

/** What the local part before `end` can be: the longest run, and what is left of it behind each sign at its edge. */
function localParts(text: string, end: number): readonly Part[] {
  if (text[end - 1] === '"') {
    const open = text.lastIndexOf('"', end - 2)
    if (open >= 0 && end - open <= MAX_LOCAL_LENGTH && open >= end - MAX_LOCAL_LENGTH) {
      return [{ spelling: text.slice(open, end), start: open, end }]
    }
  }
  const start = runStart(text, end)
  if (start === end || end - start > MAX_LOCAL_LENGTH) return brokenRun(text, start, end)
  const parts = [{ spelling: text.slice(start, end), start, end }]
  let edges = 0
  for (let at = start; at < end - 1 && edges < MAX_EDGES; at++) {
    if (!edgeSigns.has(text[at] ?? '')) continue
    // A dot, plus, hyphen or underscore inside belongs to the address.
    if (at > start && '.-+_'.includes(text[at] ?? '') && !edgeSigns.has(text[at - 1] ?? '')) continue
    edges += 1
    parts.push({ spelling: text.slice(at + 1, end), start: at + 1, end })
  }
  return [...parts, ...brokenRun(text, start, end)]
}

/** A run in front of an address has at most this many signs that could begin it. */
const MAX_EDGES = 8

function runStart(text: string, end: number): number {
  let start = end
  while (start > 0 && end - start <= MAX_LOCAL_LENGTH && isLocalSign(text, start - 1)) start -= 1
  return start
}

function isLocalSign(text: string, at: number): boolean {
  return unitClasses[text.charCodeAt(at)] !== NO_LETTER || localSigns.has(text[at] ?? '')
}

/** The local part begun on the line before. */
function brokenRun(text: string, start: number, end: number): readonly Part[] {
  let at = start
  while (at > 0 && start - at < MAX_INDENT && (text[at - 1] === ' ' || text[at - 1] === '>')) at -= 1
  if (text[at - 1] !== '\n') return []
  const lineEnd = text[at - 2] === ' ' ? at - 2 : at - 1
  const before = runStart(text, lineEnd)
  if (before === lineEnd) return []
  const head = text.slice(before, lineEnd)
  const tail = text.slice(start, end)
  const parts = [{ spelling: head + tail, start: before, end }]
  if (head.endsWith('-')) parts.push({ spelling: head.slice(0, -1) + tail, start: before, end })
  return parts
}

/** What the domain from `start` can be: the whole run, cut where a sentence was glued to it, and continued on the next line. */
function domains(text: string, start: number): readonly Part[] {
  const run = domainRun(text, start)
  const parts = [run]
  const glued = gluedEnd(run.spelling)
  if (glued > 0) parts.push({ spelling: run.spelling.slice(0, glued), start, end: start + glued })
  if (run.spelling === '') return []
  if (text[run.end] === '\n' || (text[run.end] === ' ' && text[run.end + 1] === '\n')) {
    const next = domainRun(text, afterBreak(text, text[run.end] === '\n' ? run.end : run.end + 1))
    if (next.spelling !== '') {
      parts.push({ spelling: run.spelling + next.spelling, start, end: next.end })
      if (run.spelling.endsWith('-'))
        parts.push({ spelling: run.spelling.slice(0, -1) + next.spelling, start, end: next.end })
    }
  }
  return parts
}

function domainRun(text: string, start: number): Part {
  let spelling = ''
  let at = start
  while (at < text.length && at - start <= MAX_DOMAIN_LENGTH) {
    const unit = text[at] ?? ''
    if (unitClasses[text.charCodeAt(at)] !== NO_LETTER || unit === '.' || unit === '-') {
      spelling += unit
      at += 1
      continue
    }
    const dot = writtenOutDot(text, at)
    if (dot === 0) break
    spelling += '.'
    at += dot
  }
  return { spelling, start, end: at }
}

/** Ways to write a full stop out. */
const dots = ['(dot)', '[dot]', '{dot}', '(punkt)', '[punkt]', '(.)', '[.]', 'dot ', 'punkt ']

/** Length of a written-out full stop, with the spaces around it; 0 if there is none. */
function writtenOutDot(text: string, at: number): number {
  const start = text[at] === ' ' ? at + 1 : at
  const here = text.slice(start, start + 7).toLowerCase()
  const dot = dots.find((one) => here.startsWith(one) && (start > at || !one.endsWith(' ')))
  if (dot === undefined) return 0
  const end = start + dot.length
  return (text[end] === ' ' ? end + 1 : end) - at
}

/** "a@example.org.Bitte", "a@example.org-Tel": where the address ended before the next word began; 0 if nothing is glued to it. */
function gluedEnd(run: string): number {
  for (let at = 1; at + 1 < run.length; at++) {
    const isEdge = run[at] === '.' || run[at] === '-'
    const next = run.charAt(at + 1)
    if (isEdge && next !== next.toLowerCase() && run.charAt(at - 1) === run.charAt(at - 1).toLowerCase())
      return at
  }
  return 0
}

function afterBreak(text: string, at: number): number {
  let next = at + 1
  while (next - at <= MAX_INDENT && (text[next] === ' ' || text[next] === '>')) next += 1
  return next
}
