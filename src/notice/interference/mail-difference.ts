/** Where two mails to one recipient differ. */
import type { MailPart, SentMail } from './run.ts'

export type MailDifference =
  /** A mail more or fewer: its very existence depends on somebody else. */
  | { readonly kind: 'count'; readonly before: number; readonly after: number }
  | {
      readonly kind: 'line'
      readonly part: string
      /** From 1, in the part as it was sent. */
      readonly line: number
      readonly before: string
      readonly after: string
    }

/** More lines of one mail tell a reader nothing new. */
const differencesMax = 20

/** @param before the mails of one recipient and notice; order does not count */
export function mailDifferences(
  before: readonly SentMail[],
  after: readonly SentMail[],
): readonly MailDifference[] {
  if (before.length !== after.length) return [{ kind: 'count', before: before.length, after: after.length }]
  const [ones, others] = [withoutCommon(before, after), withoutCommon(after, before)]
  const found: MailDifference[] = []
  for (const [at, one] of ones.entries()) {
    const other = others[at]
    if (other) found.push(...partDifferences(one.parts, other.parts))
    if (found.length >= differencesMax) break
  }
  return found.slice(0, differencesMax)
}

/** Mails that have no equal among the others, in a fixed order. */
function withoutCommon(mails: readonly SentMail[], others: readonly SentMail[]): readonly SentMail[] {
  const left = others.map(({ parts }) => JSON.stringify(parts))
  return mails
    .map((mail) => [JSON.stringify(mail.parts), mail] as const)
    .filter(([text]) => {
      const at = left.indexOf(text)
      if (at >= 0) left.splice(at, 1)
      return at < 0
    })
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, mail]) => mail)
}

function partDifferences(before: readonly MailPart[], after: readonly MailPart[]): readonly MailDifference[] {
  const names = [...new Set([...before, ...after].map(({ name }) => name))]
  const textOf = (parts: readonly MailPart[], name: string) =>
    parts.find((part) => part.name === name)?.text ?? ''
  return names.flatMap((part) => lineDifferences(part, textOf(before, part), textOf(after, part)))
}

/** Line by line; where lines were added, everything behind the first new one would differ, so common ends are skipped. */
function lineDifferences(part: string, before: string, after: string): readonly MailDifference[] {
  if (before === after) return []
  const [ones, others] = [before.split('\n'), after.split('\n')]
  let first = 0
  while (first < Math.min(ones.length, others.length) && ones[first] === others[first]) first++
  let end = 0
  const room = Math.min(ones.length, others.length) - first
  while (end < room && ones.at(-1 - end) === others.at(-1 - end)) end++
  const lines = Math.max(ones.length, others.length) - end - first
  return Array.from({ length: lines }, (_, at) => ({
    kind: 'line' as const,
    part,
    line: first + at + 1,
    before: first + at < ones.length - end ? (ones[first + at] ?? '') : '',
    after: first + at < others.length - end ? (others[first + at] ?? '') : '',
  })).filter(({ before: one, after: other }) => one !== other)
}
