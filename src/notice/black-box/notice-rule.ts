/** Which notice a mail of a foreign system is: it does not say so by itself. */
import type { MailPart } from '../interference/run.ts'

export interface NoticeRule {
  readonly notice: string
  /** Part that is looked at, as `header:Subject` or `text/plain`. */
  readonly part: string
  readonly matches: RegExp
}

/** Mails that no rule knows are compared all the same, as one notice of this name. */
const unknownNotice = 'unknown'

/** The first rule that fits counts. */
export function noticeOf(parts: readonly MailPart[], rules: readonly NoticeRule[]): string {
  const rule = rules.find(({ part, matches }) =>
    parts.some(({ name, text }) => name.toLowerCase() === part.toLowerCase() && matches.test(text)),
  )
  return rule?.notice ?? unknownNotice
}
