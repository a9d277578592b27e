/** One mail: read in another process, judged here piece by piece, one delivery for each recipient. */
import type { Allowances } from '../exposure/allowance.ts'
import { emailKey } from '../exposure/identifier/email.ts'
import type { IdentifierIndex } from '../exposure/identifier-index.ts'
import type { Judgement, Survey } from '../exposure/survey.ts'
import type { Viewer } from '../exposure/verdict.ts'
import type { Unchecked } from '../exposure/view.ts'
import { viewerOf } from '../exposure/viewer.ts'
import { SourceUnreadable } from '../extract/message-bytes.ts'
import type { MessageSource, Piece } from '../extract/piece.ts'
import type { ReaderPool } from '../extract/pool.ts'
import { compareBytes } from '../std/byte-order.ts'
import type { Delivery, MailName, NamedViewer } from './delivery.ts'
import { wholeMail } from './place-words.ts'

/**
 * Time from the start of reading in which pieces are judged. A verdict is owed within 5 s; what is left is for judging
 * each recipient and for printing.
 */
export const matchingDeadlineMs = 4_000

export interface MailToJudge {
  readonly name: MailName
  readonly source: MessageSource
}

export interface JudgeTools {
  readonly pool: Pick<ReaderPool, 'read'>
  readonly openSurvey: (index: IdentifierIndex, allowances: Allowances) => Survey
  readonly index: IdentifierIndex
  readonly allowances: Allowances
  readonly allowedFiles: readonly string[]
  /** Envelope recipients given from outside; empty if the mail names them. */
  readonly recipients: readonly string[]
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number
  /** Told of a mail whose file cannot be opened, with the system's word for why. */
  readonly unreadable: (mail: MailName, reason: string) => void
}

/** Judges one mail after another or several at once; all share one thread for matching. */
export function openJudge(tools: JudgeTools): (mail: MailToJudge) => Promise<readonly Delivery[]> {
  const matching = openStopwatch(tools.now)
  return async ({ name, source }) => {
    const { index, allowances, recipients, allowedFiles } = tools
    const intake = openIntake(tools.openSurvey(index, allowances), matching)
    const options = { envelopeIsGiven: recipients.length > 0, allowedFiles }
    try {
      await tools.pool.read(source, options, intake.take)
    } catch (error) {
      if (!(error instanceof SourceUnreadable)) throw error
      tools.unreadable(name, error.code)
    }
    const { survey, envelope, isRead, unread } = intake.close()
    const addresses = isRead ? withoutRepetition(recipients.length > 0 ? recipients : envelope) : []
    if (addresses.length === 0) return [{ kind: 'unaddressed', mail: name, unchecked: unread }]
    return addresses.map((recipient) => {
      const viewer = viewerOf(recipient, index, allowances)
      return deliveryOf({ mail: name, recipient, viewer: namedViewerOf(viewer, index) }, survey.judge(viewer))
    })
  }
}

/** Measures the matching of all mails together, so that one mail is not charged with the time of another. */
interface Stopwatch {
  readonly now: () => number
  totalMs(): number
  run(work: () => void): void
}

function openStopwatch(now: () => number): Stopwatch {
  let totalMs = 0
  return {
    now,
    totalMs: () => totalMs,
    run(work) {
      const startedAt = now()
      work()
      totalMs += now() - startedAt
    },
  }
}

interface Intake {
  readonly take: (piece: Piece) => void
  close(): {
    readonly survey: Survey
    readonly envelope: readonly string[]
    /** Something of the message was read, be it only that it is empty. */
    readonly isRead: boolean
    readonly unread: readonly Unchecked[]
  }
}

function openIntake(survey: Survey, matching: Stopwatch): Intake {
  const startedAt = matching.now()
  const matchedBeforeMs = matching.totalMs()
  const unread: Unchecked[] = []
  let ownMs = 0
  let envelope: readonly string[] = []
  let isRead = false
  let isEnded = false
  let isLate = false
  const note = ({ place, reason }: Unchecked): void => {
    unread.push({ place, reason })
    survey.unread({ place, reason })
  }
  const elapsedMs = () => {
    const othersMs = matching.totalMs() - matchedBeforeMs - ownMs
    return matching.now() - startedAt - othersMs
  }
  const match = (passage: Extract<Piece, { kind: 'passage' }>): void => {
    if (elapsedMs() > matchingDeadlineMs) {
      if (!isLate) note({ place: passage.place, reason: 'timeout' })
      isLate = true
      return
    }
    const before = matching.totalMs()
    matching.run(() => survey.add(passage))
    ownMs += matching.totalMs() - before
  }
  return {
    take(piece) {
      if (piece.kind === 'unchecked') return note(piece)
      isRead = true
      if (piece.kind === 'passage') match(piece)
      else if (piece.kind === 'envelope') envelope = piece.addresses
      else isEnded = true
    },
    close() {
      // Reading that neither came to the end nor says why did not read everything.
      if (!isEnded && unread.length === 0) note({ place: wholeMail, reason: 'broken' })
      return { survey, envelope, isRead, unread }
    },
  }
}

/** The first spelling of each address stays. */
function withoutRepetition(addresses: readonly string[]): readonly string[] {
  const byKey = new Map<string, string>()
  for (const address of addresses) {
    const key = emailKey(address) ?? address.trim().toLowerCase()
    if (!byKey.has(key)) byKey.set(key, address)
  }
  return [...byKey.values()]
}

function namedViewerOf(viewer: Viewer, index: IdentifierIndex): NamedViewer {
  if (viewer.kind === 'nobody') return { kind: 'nobody' }
  if (viewer.kind === 'staff') return { kind: 'staff', customerNumbers: [] }
  const customerNumbers = [...viewer.handles]
    .map((handle) => index.record(handle).customerNumber)
    .sort(compareBytes)
  return { kind: viewer.isStaff ? 'staff' : 'customers', customerNumbers }
}

function deliveryOf(
  about: { readonly mail: MailName; readonly recipient: string; readonly viewer: NamedViewer },
  judgement: Judgement,
): Delivery {
  const { unchecked } = judgement
  switch (judgement.kind) {
    case 'clear':
      return { kind: 'clear', ...about, unchecked }
    case 'exposes':
      return { kind: 'exposes', ...about, unchecked, disclosures: judgement.disclosures }
    case 'undecided':
      return { kind: 'undecided', ...about, unchecked }
  }
}
