/** What is a mail in the folders of a Maildir, where files have no ending. */

/** Which files of a folder are mails: those with an ending, those with the name of a mail as well, or all. */
export type MailNaming = 'endings' | 'maildir-names' | 'all'

export function isMaildirPart(folderName: string): boolean {
  return folderName === 'cur' || folderName === 'new'
}

/**
 * A Maildir has three folders; copied or saved by hand, one of them may stand alone.
 *
 * @param neighbours names of the folders that stand beside it, with or without its own
 */
export function namingOf(folderName: string, neighbours: readonly string[]): MailNaming {
  if (!isMaildirPart(folderName)) return 'endings'
  const isWhole = ['cur', 'new', 'tmp'].some((part) => part !== folderName && neighbours.includes(part))
  return isWhole ? 'all' : 'maildir-names'
}

/** Whoever names `cur` or `new` itself means the mails in it. */
export function namingOfNamed(folderName: string): MailNaming {
  return isMaildirPart(folderName) ? 'all' : 'endings'
}

/**
 * Time, a part that makes it unique, host; or anything with flags. Where a file system knows no colon, copies have
 * another sign in front of the flags.
 *
 * @source maildir(5), https://cr.yp.to/proto/maildir.html
 */
export function isMaildirName(name: string): boolean {
  return /^\d+\.[^.]+\..|[:;!]2,[A-Za-z]*$/.test(name)
}
