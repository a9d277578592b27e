/**
 * What varies in a system's mails by itself: instants, ids, boundaries. It is learnt from two runs over the same world and
 * from nothing else; whatever did not vary there is compared to the letter.
 */
import type { MailPart, SentMail } from '../interference/run.ts'

/** Where mails vary by themselves, for a person to see what is not compared. */
export interface NoisyPlace {
  readonly notice: string
  readonly part: string
  /** The line with a gap for every piece that varied. */
  readonly pattern: string
}

export interface Noise {
  readonly places: readonly NoisyPlace[]
  /** The mail with a gap for every piece that varies by itself. */
  canonical(mail: SentMail): SentMail
}

export interface NoiseLesson {
  /** Both mails came to one recipient from equal worlds. */
  compare(one: SentMail, other: SentMail): void
  learnt(): Noise
}

/** What stands for a piece that varies; it occurs in no mail that people read. @source Unicode: OBJECT REPLACEMENT CHARACTER */
const gap = '\ufffc'

/**
 * Pieces that vary as a whole: an instant whose seconds varied in two runs varies in its hours in a third.
 *
 * @source RFC 5322, section 3.3 (date-time); RFC 3339; the German order of day and time
 */
const instants = [
  String.raw`(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}(?::\d{2})?(?: [+-]\d{4}| GMT| UTC)?`,
  String.raw`\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?`,
  String.raw`\d{1,2}\.\d{1,2}\.\d{2,4},? (?:um )?\d{1,2}:\d{2}(?::\d{2})?`,
  String.raw`\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?`,
].join('|')
/**
 * Ids whose signs, and so whose words, differ from run to run. Neither dots nor slashes are among the signs of a token: a
 * link with a token in it is no id as a whole, because a customer's number may stand beside the token.
 *
 * @source RFC 5322, section 3.6.4 (msg-id); RFC 2046, section 5.1.1 (boundary)
 */
const ids = [
  String.raw`<[^<>@\s]+@[^<>\s]+>`,
  String.raw`boundary=(?:"[^"]*"|[^\s;]+)`,
  String.raw`^--\S+$`,
  String.raw`(?=[A-Za-z_-]*\d)[A-Za-z0-9_-]{20,}`,
].join('|')
/** An instant, an id, a word of letters and digits, or one sign. */
const piecePattern = new RegExp(String.raw`${instants}|${ids}|[\p{L}\p{N}]+|[^\p{L}\p{N}]`, 'gu')

/** Patterns of one part of one notice: gaps at the same pieces of a line, everything else to the letter. */
interface Patterns {
  readonly texts: Set<string>
  /** Which pieces are gaps, in all shapes that were met: `3,5` of a line of nine pieces is `9:3,5`. */
  readonly shapes: Map<string, readonly number[]>
}

export function openNoiseLesson(): NoiseLesson {
  const learnt = new Map<string, Patterns>()
  return {
    compare(one, other) {
      for (const { name, text } of one.parts) {
        const same = other.parts.find((part) => part.name === name)
        if (same === undefined || same.text === text) continue
        const key = JSON.stringify([one.notice, name])
        const patterns = learnt.get(key) ?? { texts: new Set(), shapes: new Map() }
        learnt.set(key, patterns)
        learnLines(text.split('\n'), same.text.split('\n'), patterns)
      }
    },
    learnt: () => ({
      places: placesOf(learnt),
      canonical: (mail) => ({
        ...mail,
        parts: mail.parts.map((part) => {
          const patterns = learnt.get(JSON.stringify([mail.notice, part.name]))
          return patterns === undefined ? part : masked(part, patterns)
        }),
      }),
    }),
  }
}

/** Parts of another number of lines vary in more than their words: nothing is learnt, so they will be called unsteady. */
function learnLines(ones: readonly string[], others: readonly string[], patterns: Patterns): void {
  if (ones.length !== others.length) return
  for (const [at, line] of ones.entries()) {
    const other = others[at] ?? ''
    if (line === other) continue
    const [pieces, otherPieces] = [piecesOf(line), piecesOf(other)]
    if (pieces.length !== otherPieces.length) continue
    const gaps = pieces.flatMap((piece, index) => (piece === otherPieces[index] ? [] : [index]))
    patterns.texts.add(withGaps(pieces, gaps))
    patterns.shapes.set(`${pieces.length}:${gaps.join(',')}`, gaps)
  }
}

function masked(part: MailPart, patterns: Patterns): MailPart {
  return {
    name: part.name,
    text: part.text
      .split('\n')
      .map((line) => maskedLine(line, patterns))
      .join('\n'),
  }
}

function maskedLine(line: string, { texts, shapes }: Patterns): string {
  const pieces = piecesOf(line)
  let most: { readonly text: string; readonly gaps: number } | undefined
  for (const [shape, gaps] of shapes) {
    // Where two patterns fit, one with fewer gaps keeps what varies in the other.
    if (Number.parseInt(shape, 10) !== pieces.length || gaps.length <= (most?.gaps ?? 0)) continue
    const text = withGaps(pieces, gaps)
    if (texts.has(text)) most = { text, gaps: gaps.length }
  }
  return most?.text ?? line
}

function piecesOf(line: string): readonly string[] {
  return line.match(piecePattern) ?? []
}

function withGaps(pieces: readonly string[], gaps: readonly number[]): string {
  const out = [...pieces]
  for (const at of gaps) out[at] = gap
  return out.join('')
}

function placesOf(learnt: ReadonlyMap<string, Patterns>): readonly NoisyPlace[] {
  return [...learnt].flatMap(([key, { texts }]) => {
    const [notice = '', part = '']: readonly string[] = JSON.parse(key)
    return [...texts].map((pattern) => ({ notice, part, pattern }))
  })
}
