/** A whole run of `schleuse check`: lists, then mails in order, then the summary. */
import { emailKey } from '../exposure/identifier/email.ts'
import { openSurvey } from '../exposure/survey.ts'
import type { ReaderPool } from '../extract/pool.ts'
import { fault } from '../std/fault.ts'
import type { Speech } from '../text/speech.ts'
import { type CheckExit, countMail, type Delivery, emptyTally, exitOf, type Tally } from './delivery.ts'
import type { JudgedDirectory } from './directory.ts'
import { openJudge } from './judge-mail.ts'
import { lineOf } from './line.ts'
import { mailsIn } from './mails.ts'
import { inOrder } from './ordered.ts'
import { wholeMail } from './place-words.ts'
import { plainNaming, pseudonymNaming } from './pseudonym.ts'
import { type Remark, remarkInWords } from './remark.ts'
import { openReport, type ReportStyle } from './report.ts'
import { isOneMail, refuseWrongPaths } from './walk.ts'

export interface CheckRequest {
  readonly paths: readonly string[]
  readonly recipients: readonly string[]
  readonly output: 'json' | 'report'
  readonly isRedacted: boolean
}

export interface CheckTools {
  readonly speech: Speech
  /** Called once, before anything is judged. */
  readonly openDirectory: (remark: (remark: Remark) => void) => Promise<JudgedDirectory>
  readonly openPool: (options: { readonly workers: number }) => ReaderPool
  /** Resolves once the lines are on their way, so that a slow reader of the output slows the run down. */
  readonly print: (lines: readonly string[]) => Promise<void>
  readonly tell: (sentence: string) => void
  readonly progress: (sentence: string) => void
  readonly mark: ReportStyle['mark']
  readonly columns: number | undefined
  readonly now: () => number
  readonly random: (bytes: number) => Uint8Array
  readonly workingFolder: string
  readonly workers: number
}

/** @limit results that wait for a slow mail before them; each holds evidence, not texts */
const aheadPerWorker = 8

/**
 * @returns the exit status of the gravest verdict
 * @throws Fault of exit 2 before anything is judged; whatever the engine or the machine throws, when it throws it
 */
export async function runCheck(request: CheckRequest, tools: CheckTools): Promise<CheckExit> {
  const { speech } = tools
  const startedAt = tools.now()
  const naming = request.isRedacted ? pseudonymNaming(tools.random(32)) : plainNaming
  const remark = (one: Remark) => tools.tell(remarkInWords(one, speech))
  refuseWrongRecipients(request.recipients)
  refuseWrongPaths(request.paths, tools.workingFolder, naming.path)
  tools.progress(speech.say('progress.directory'))
  const { index, allowances, allowedFiles, allowedIn, named } = await tools.openDirectory(remark)

  // A reader costs a third of a second of computing before it has read anything.
  const workers = isOneMail(request.paths, tools.workingFolder) ? 1 : tools.workers
  const pool = tools.openPool({ workers })
  try {
    const judge = openJudge({
      ...tools,
      ...request,
      pool,
      openSurvey,
      index,
      allowances,
      allowedFiles,
      unreadable: (mail, reason) => remark({ kind: 'mail-unreadable', file: naming.mail(mail), reason }),
    })
    const report = openReport({ ...tools, naming, allowedIn })
    const limits = { atOnce: workers, ahead: workers * aheadPerWorker }
    const mails = mailsIn(request.paths, { ...tools, naming, remark })
    let tally = emptyTally
    const judged = inOrder(mails, limits, async (mail): Promise<readonly Delivery[]> => {
      if (mail.kind === 'mail') return judge(mail)
      return [{ kind: 'unaddressed', mail: mail.name, unchecked: [{ place: wholeMail, reason: 'broken' }] }]
    })
    for await (const found of judged) {
      const deliveries = await named(found)
      tally = countMail(tally, deliveries)
      const lines = deliveries.flatMap((delivery) =>
        request.output === 'json' ? [lineOf(delivery, naming)] : report.lines(delivery),
      )
      await tools.print(lines)
      tools.progress(progressOf(tally, speech))
    }
    refuseEmptyRun(
      tally,
      request.paths.map((path, index) => naming.path(path, index + 1)),
    )
    if (request.output === 'report') await tools.print(report.summary(tally, tools.now() - startedAt))
    return exitOf(tally)
  } finally {
    await pool.close()
  }
}

function progressOf({ mails, findings }: Tally, speech: Speech): string {
  return speech.say('progress.judged', { mails, findings })
}

/**
 * An address by itself, in angle brackets or not: two in one, or one behind a name, would be an address nobody has.
 *
 * @source RFC 5321 section 4.1.2 (Mailbox)
 */
const oneAddress = /^\s*<?(?:"(?:[^"\\]|\\.)*"|[^\s",:;<>()@[\]\\]+)@[^\s@,;<>]+>?\s*$/

function refuseWrongRecipients(recipients: readonly string[]): void {
  for (const [index, recipient] of recipients.entries()) {
    if (oneAddress.test(recipient) && emailKey(recipient) !== undefined) continue
    throw fault('SCH_RECIPIENT_INVALID', { params: { ordinal: index + 1 } })
  }
}

/** Mailboxes without a single message: nothing was judged, so nothing may look as if it were clear. */
function refuseEmptyRun(tally: Tally, paths: readonly string[]): void {
  if (tally.mails === 0) throw fault('SCH_MAILS_MISSING', { at: { file: paths.join(', ') } })
}
