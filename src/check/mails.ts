/** The mails of a run, one after another, and what was passed over on the way. */
import { mboxMessages } from '../extract/mbox.ts'
import { SourceUnreadable } from '../extract/message-bytes.ts'
import type { MailName } from './delivery.ts'
import type { MailToJudge } from './judge-mail.ts'
import type { Naming } from './pseudonym.ts'
import type { Remark } from './remark.ts'
import { type FilePath, walk } from './walk.ts'

export type MailAtHand =
  | ({ readonly kind: 'mail' } & MailToJudge)
  | { readonly kind: 'unreadable'; readonly name: MailName }

export interface MailsTools {
  readonly workingFolder: string
  readonly naming: Naming
  readonly remark: (remark: Remark) => void
}

/** @limit files named in a remark; the count says how many there are in all */
const namedMax = 5

/** What was passed over is counted and told once, when the walk is over. */
export async function* mailsIn(paths: readonly string[], tools: MailsTools): AsyncGenerator<MailAtHand> {
  const files = openCount('files-passed-over', tools)
  const links = openCount('links-passed-over', tools)
  let fileNumber = 0
  for (const walked of walk(paths, tools.workingFolder)) {
    if (walked.kind === 'passed-over') {
      const count = walked.isLink ? links : files
      count.add(walked.label)
      continue
    }
    fileNumber += 1
    const name = { label: walked.label, fileNumber }
    if (walked.kind === 'unreadable') {
      yield unreadable(name, walked.reason, tools)
    } else if (walked.format === 'mbox') {
      yield* messagesOf(walked.path, name, tools)
    } else {
      yield { kind: 'mail', name, source: { ...pathFields(walked.path), format: walked.format } }
    }
  }
  files.tell()
  links.tell()
}

async function* messagesOf(path: FilePath, name: MailName, tools: MailsTools): AsyncGenerator<MailAtHand> {
  let messageNumber = 0
  try {
    for await (const { start, end } of mboxMessages(path)) {
      messageNumber += 1
      const source = { ...pathFields(path), format: 'mbox-message', start, end } as const
      yield { kind: 'mail', name: { ...name, messageNumber }, source }
    }
  } catch (error) {
    if (!(error instanceof SourceUnreadable)) throw error
    yield unreadable(name, error.code, tools)
  }
}

function pathFields(path: FilePath): { readonly path: string; readonly pathBase64?: string } {
  if (typeof path === 'string') return { path }
  return { path: path.toString(), pathBase64: path.toString('base64') }
}

function unreadable(name: MailName, reason: string, { naming, remark }: MailsTools): MailAtHand {
  remark({ kind: 'mail-unreadable', file: naming.mail(name), reason })
  return { kind: 'unreadable', name }
}

function openCount(kind: 'files-passed-over' | 'links-passed-over', { naming, remark }: MailsTools) {
  const listed: string[] = []
  let count = 0
  return {
    add: (label: string) => {
      count += 1
      const name = naming.otherFile(label)
      if (name !== undefined && listed.length < namedMax) listed.push(name)
    },
    tell: () => {
      if (count > 0) remark({ kind, count, listed })
    },
  }
}
