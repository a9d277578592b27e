/** What a report says of one delivery: an entry for each finding, and one for what was not read. */
import type { Disclosure } from '../exposure/verdict.ts'
import type { Unchecked } from '../exposure/view.ts'
import { writeList } from '../text/render.ts'
import type { Speech } from '../text/speech.ts'
import type { Delivery, NamedViewer } from './delivery.ts'
import { placeInWords, wholeMail } from './place-words.ts'
import type { Naming } from './pseudonym.ts'

export interface Entry {
  readonly file: string
  readonly gravity: 'danger' | 'caution'
  /** Who sees what, where, and why: each can stand on a line of its own. */
  readonly sentences: readonly [string, ...string[]]
}

export interface Wording {
  readonly speech: Speech
  readonly naming: Naming
}

/** @limit of a list in a sentence; JSON has them all */
const listedMax = 5

/** @returns none for a clear delivery: there is nothing to say */
export function entriesOf(delivery: Delivery, wording: Wording): readonly Entry[] {
  const { speech, naming } = wording
  if (delivery.kind === 'clear') return []
  const file = naming.mail(delivery.mail)
  if (delivery.kind === 'unaddressed') {
    const { unchecked } = delivery
    const why = speech.say(isUnreadable(delivery) ? 'report.unreadable' : 'report.no-recipient')
    const rest = unchecked.length === 0 ? speech.say('report.read-whole') : notRead(unchecked, speech)
    return [{ file, gravity: 'caution', sentences: [why, rest] }]
  }
  const viewer = viewerInWords(delivery.recipient, delivery.viewer, wording)
  const findings = delivery.kind === 'exposes' ? delivery.disclosures : []
  const entries = findings.map(
    (finding): Entry => ({ file, gravity: 'danger', sentences: findingInWords(viewer, finding, wording) }),
  )
  if (delivery.unchecked.length === 0) return entries
  const sentences = [speech.say('report.to', { viewer }), notRead(delivery.unchecked, speech)] as const
  return [...entries, { file, gravity: 'caution', sentences }]
}

/** Whether nothing of the message was read, so that whom it is for is not known either. */
export function isUnreadable({ unchecked }: Delivery): boolean {
  return unchecked.some(({ place }) => place === wholeMail)
}

function findingInWords(
  viewer: string,
  finding: Disclosure,
  { speech, naming }: Wording,
): readonly [string, ...string[]] {
  const kinds = finding.kinds.map((kind) => speech.say(`kind.${kind}`))
  const seen = {
    viewer,
    kinds: writeList(speech.language, kinds),
    subject: naming.customer(finding.dataSubject),
  }
  const { candidates } = finding
  const places = finding.places.map((place) => placeInWords(place, speech))
  return [
    candidates === undefined
      ? speech.say('report.sees', seen)
      : speech.say('report.sees-candidates', { ...seen, candidates }),
    speech.say('report.where', { places: shortList(places, speech) }),
    speech.say('report.why', { why: speech.say(`why.${finding.rule}`) }),
  ]
}

function viewerInWords(recipient: string, viewer: NamedViewer, { speech, naming }: Wording): string {
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

function notRead(unchecked: readonly Unchecked[], speech: Speech): string {
  const parts = unchecked.map(({ place, reason }) =>
    speech.say('report.part', { place: placeInWords(place, speech), reason: speech.say(`reason.${reason}`) }),
  )
  return speech.say('report.not-read', { parts: shortList(parts, speech) })
}

function shortList(items: readonly string[], speech: Speech): string {
  const rest = items.length - listedMax
  if (rest <= 0) return writeList(speech.language, items)
  return writeList(speech.language, [
    ...items.slice(0, listedMax),
    speech.say('report.further', { count: rest }),
  ])
}
