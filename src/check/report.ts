/** The report that a person reads: what is found while the run goes on, and a summary at its end. */
import type { EvidenceRule } from '../exposure/verdict.ts'
import type { UncheckedReason } from '../exposure/view.ts'
import { writeNumber } from '../text/render.ts'
import type { SentenceKey } from '../text/speech.ts'
import type { Delivery, Tally } from './delivery.ts'
import { type Entry, entriesOf, isUnreadable, type Wording } from './delivery-words.ts'
import { type Layout, openLayout } from './report-layout.ts'

export interface ReportStyle extends Wording {
  /** Where what is the organisation's own is declared. */
  readonly allowedIn: 'file' | 'organisation'
  /** Of the terminal the report is read on; undefined elsewhere: then a finding is one line. */
  readonly columns?: number | undefined
  /** Writes a word so that it stands out, where the output can. */
  readonly mark: (word: string, meaning: 'danger' | 'caution' | 'good') => string
}

export interface Report {
  /** The lines of one delivery; none if there is nothing to say. */
  lines(delivery: Delivery): readonly string[]
  /** The last lines; they explain what the lines before them named. */
  summary(tally: Tally, elapsedMs: number): readonly string[]
}

export function openReport(style: ReportStyle): Report {
  const { speech } = style
  const layout = openLayout(style.columns)
  const seenRules = new Set<EvidenceRule>()
  const seenReasons = new Set<UncheckedReason>()
  let hasUnaddressed = false
  let isShownToNobody = false
  const labels = labelsOf(style)
  return {
    lines(delivery) {
      if (delivery.kind === 'clear') return []
      for (const { reason } of delivery.unchecked) seenReasons.add(reason)
      if (delivery.kind === 'unaddressed' && !isUnreadable(delivery)) hasUnaddressed = true
      if (delivery.kind === 'exposes') {
        for (const { rule } of delivery.disclosures) seenRules.add(rule)
        if (delivery.viewer.kind === 'nobody') isShownToNobody = true
      }
      return entriesOf(delivery, style).flatMap((entry) => layout.entry(entry, labels[entry.gravity]))
    },
    summary(tally, elapsedMs) {
      const seen = { seenRules, seenReasons, hasUnaddressed, isShownToNobody }
      const todo = todoKeys(tally, seen).map((key) => declaredIn(style.allowedIn, key))
      return [
        ...(tally.exposing + tally.undecided > 0 ? [''] : []),
        ...countLines(tally, elapsedMs, style, layout),
        ...(todo.length === 0 ? [] : ['', `${speech.say('summary.todo')}:`]),
        ...todo.flatMap((key) => layout.sentence(speech.sayChosen(key, {}), '- ')),
      ]
    },
  }
}

/** Both words take the same room, so that what follows them stands in one column. */
function labelsOf({ speech, mark }: ReportStyle) {
  const words = { danger: speech.say('report.exposes'), caution: speech.say('report.unread') }
  const length = Math.max(words.danger.length, words.caution.length)
  const label = (meaning: Entry['gravity']) => {
    const text = words[meaning].padEnd(length)
    return { text, shown: mark(text, meaning) }
  }
  return { danger: label('danger'), caution: label('caution') }
}

function countLines(
  tally: Tally,
  elapsedMs: number,
  { speech, mark }: ReportStyle,
  layout: Layout,
): readonly string[] {
  const { mails, deliveries, exposing, undecided, clear, staff, findings } = tally
  const seconds = Math.round(elapsedMs / 100) / 10
  const counts = [exposing, undecided, clear].map((count) => writeNumber(speech.language, count))
  const width = Math.max(...counts.map((count) => count.length))
  const [exposingText = '', undecidedText = '', clearText = ''] = counts.map((count) => count.padStart(width))
  const isAllClear = exposing + undecided === 0
  return [
    ...layout.sentence(speech.say('summary.judged', { mails, deliveries, seconds }), ''),
    ...(exposing === 0
      ? []
      : [
          `  ${mark(exposingText, 'danger')}  ${speech.say('summary.exposes', { count: exposing, findings })}`,
        ]),
    ...(undecided === 0 ? [] : [`  ${mark(undecidedText, 'caution')}  ${speech.say('summary.undecided')}`]),
    `  ${mark(clearText, 'good')}  ${staff === 0 ? speech.say('summary.clear') : speech.say('summary.clear-staff', { staff })}`,
    ...(isAllClear ? layout.sentence(speech.say('summary.all-clear'), '') : []),
  ]
}

/** Names the place in which the reader declares what he is told to declare. */
function declaredIn(place: ReportStyle['allowedIn'], key: SentenceKey): SentenceKey {
  if (place === 'file') return key
  return key === 'todo.addressed' || key === 'todo.nobody' || key === 'todo.image'
    ? `${key}.organisation`
    : key
}

function todoKeys(
  tally: Tally,
  seen: {
    readonly seenRules: ReadonlySet<EvidenceRule>
    readonly seenReasons: ReadonlySet<UncheckedReason>
    readonly hasUnaddressed: boolean
    readonly isShownToNobody: boolean
  },
): readonly SentenceKey[] {
  return [
    ...(tally.exposing > 0 ? (['todo.exposes'] as const) : []),
    ...(seen.seenRules.has('addressed') ? (['todo.addressed'] as const) : []),
    ...(seen.isShownToNobody ? (['todo.nobody'] as const) : []),
    ...(seen.seenReasons.size > 0 ? (['todo.undecided'] as const) : []),
    ...(seen.seenReasons.has('encrypted') ? (['todo.encrypted'] as const) : []),
    ...(seen.seenReasons.has('image') ? (['todo.image'] as const) : []),
    ...(seen.hasUnaddressed ? (['todo.no-recipient'] as const) : []),
  ]
}
