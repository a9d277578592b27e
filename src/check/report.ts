/** The report that a person reads: a line for each finding while the run goes on, and a summary at its end. */
import type { Disclosure, EvidenceRule } from '../exposure/verdict.ts'
import type { Unchecked, UncheckedReason } from '../exposure/view.ts'
import { printable } from '../text/printable.ts'
import { writeList, writeNumber } from '../text/render.ts'
import type { SentenceKey, Speech } from '../text/speech.ts'
import type { Delivery, NamedViewer, Tally } from './delivery.ts'
import { placeInWords } from './place-words.ts'
import type { Naming } from './pseudonym.ts'

export interface ReportStyle {
  readonly speech: Speech
  readonly naming: Naming
  /** Writes a word so that it stands out, where the output can. */
  readonly mark: (word: string, meaning: 'danger' | 'caution' | 'good') => string
}

export interface Report {
  /** The lines of one delivery; none if there is nothing to say. */
  lines(delivery: Delivery): readonly string[]
  /** The last lines; they explain what the lines before them named. */
  summary(tally: Tally, elapsedMs: number): readonly string[]
}

/** @limit a line stays a line; JSON has them all */
const listedMax = 5

export function openReport(style: ReportStyle): Report {
  const { speech, naming } = style
  const seenRules = new Set<EvidenceRule>()
  const seenReasons = new Set<UncheckedReason>()
  let hasUnaddressed = false
  let isShownToNobody = false
  const danger = style.mark(speech.say('report.exposes'), 'danger')
  const caution = style.mark(padTo(speech.say('report.exposes'), speech.say('report.unread')), 'caution')
  return {
    lines(delivery) {
      if (delivery.kind === 'clear') return []
      for (const { reason } of delivery.unchecked) seenReasons.add(reason)
      if (delivery.kind === 'unaddressed') {
        hasUnaddressed = true
        return [`${caution}  ${printable(unaddressedLine(delivery, style))}`]
      }
      const findings = delivery.kind === 'exposes' ? delivery.disclosures : []
      for (const { rule } of findings) seenRules.add(rule)
      if (findings.length > 0 && delivery.viewer.kind === 'nobody') isShownToNobody = true
      const viewer = viewerInWords(delivery.recipient, delivery.viewer, style)
      const file = naming.mail(delivery.mail)
      const lines = findings.map(
        (finding) => `${danger}  ${printable(findingLine(file, viewer, finding, style))}`,
      )
      if (delivery.unchecked.length === 0) return lines
      const parts = partsInWords(delivery.unchecked, speech)
      return [...lines, `${caution}  ${printable(speech.say('report.unread-line', { file, viewer, parts }))}`]
    },
    summary(tally, elapsedMs) {
      const todo = todoKeys(tally, { seenRules, seenReasons, hasUnaddressed, isShownToNobody })
      return [
        ...(tally.exposing + tally.undecided > 0 ? [''] : []),
        ...countLines(tally, elapsedMs, style),
        ...(todo.length === 0 ? [] : ['', `${speech.say('summary.todo')}:`]),
        ...todo.map((key) => `- ${speech.sayChosen(key, {})}`),
      ]
    },
  }
}

function padTo(model: string, word: string): string {
  return word.padEnd(model.length)
}

function findingLine(file: string, viewer: string, finding: Disclosure, style: ReportStyle): string {
  const { speech, naming } = style
  const said = {
    file,
    viewer,
    kinds: writeList(
      speech.language,
      finding.kinds.map((kind) => speech.say(`kind.${kind}`)),
    ),
    subject: naming.customer(finding.dataSubject),
    places: shortList(
      finding.places.map((place) => placeInWords(place, speech)),
      speech,
    ),
    why: speech.say(`why.${finding.rule}`),
  }
  const { candidates } = finding
  return candidates === undefined
    ? speech.say('report.finding', said)
    : speech.say('report.finding-candidates', { ...said, candidates })
}

function unaddressedLine(delivery: Delivery, { speech, naming }: ReportStyle): string {
  const parts =
    delivery.unchecked.length === 0
      ? speech.say('report.no-recipient-read')
      : speech.say('report.no-recipient-parts', { parts: partsInWords(delivery.unchecked, speech) })
  return speech.say('report.no-recipient', { file: naming.mail(delivery.mail), parts })
}

function viewerInWords(recipient: string, viewer: NamedViewer, { speech, naming }: ReportStyle): string {
  const name = naming.recipient(recipient)
  if (viewer.kind === 'nobody') return speech.say('report.viewer-nobody', { recipient: name })
  if (viewer.kind === 'staff') return speech.say('report.viewer-staff', { recipient: name })
  const customers = viewer.customerNumbers.map((number) => naming.customer(number))
  return speech.say('report.viewer-customer', {
    recipient: name,
    count: customers.length,
    customers: shortList(customers, speech),
  })
}

function partsInWords(unchecked: readonly Unchecked[], speech: Speech): string {
  const parts = unchecked.map(({ place, reason }) =>
    speech.say('report.part', { place: placeInWords(place, speech), reason: speech.say(`reason.${reason}`) }),
  )
  return shortList(parts, speech)
}

function shortList(items: readonly string[], speech: Speech): string {
  const rest = items.length - listedMax
  if (rest <= 0) return writeList(speech.language, items)
  return writeList(speech.language, [
    ...items.slice(0, listedMax),
    speech.say('report.further', { count: rest }),
  ])
}

function countLines(tally: Tally, elapsedMs: number, { speech, mark }: ReportStyle): readonly string[] {
  const { mails, deliveries, exposing, undecided, clear, staff, findings } = tally
  const seconds = Math.round(elapsedMs / 100) / 10
  const counts = [exposing, undecided, clear].map((count) => writeNumber(speech.language, count))
  const width = Math.max(...counts.map((count) => count.length))
  const [exposingText = '', undecidedText = '', clearText = ''] = counts.map((count) => count.padStart(width))
  const isAllClear = exposing + undecided === 0
  return [
    speech.say('summary.judged', { mails, deliveries, seconds }),
    ...(exposing === 0
      ? []
      : [
          `  ${mark(exposingText, 'danger')}  ${speech.say('summary.exposes', { count: exposing, findings })}`,
        ]),
    ...(undecided === 0 ? [] : [`  ${mark(undecidedText, 'caution')}  ${speech.say('summary.undecided')}`]),
    `  ${mark(clearText, 'good')}  ${staff === 0 ? speech.say('summary.clear') : speech.say('summary.clear-staff', { staff })}`,
    ...(isAllClear ? [speech.say('summary.all-clear')] : []),
  ]
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
