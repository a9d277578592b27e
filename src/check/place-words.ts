/** A place in the words of a person: `attachment#2:pdf` becomes "Anhang 2 (PDF)". */
import type { Place } from '../exposure/view.ts'
import type { Speech } from '../text/speech.ts'

/** Place of what concerns a message as a whole. */
export const wholeMail: Place = 'message/rfc822'

/** Header fields that mail programs show under a name of their own. */
const shownHeaders = ['subject', 'from', 'to', 'cc', 'bcc', 'reply-to'] as const

/** @limit deeper places are named by their outermost and innermost parts */
const segmentsMax = 3

export function placeInWords(place: Place, speech: Speech): string {
  if (place === wholeMail) return speech.say('place.message')
  const segments = segmentsOf(place).map((segment) => segmentInWords(segment, speech))
  const shown =
    segments.length > segmentsMax ? [...segments.slice(0, segmentsMax - 1), ...segments.slice(-1)] : segments
  return shown.reduce((outer, inner) => speech.say('place.in', { inner, outer }))
}

/** Places nest with `/`, which media types have inside themselves. */
function segmentsOf(place: Place): readonly [string, ...string[]] {
  const pattern = /attachment#\d+:[^/]*|header:[^/]*|[^/:#]+\/[^/]*|[^/]+/g
  const [first, ...others] = place.match(pattern) ?? []
  return first === undefined ? [place] : [first, ...others]
}

function segmentInWords(segment: string, speech: Speech): string {
  const [, header] = /^header:(.*)$/.exec(segment) ?? []
  if (header !== undefined) return headerInWords(header, speech)
  const [, number, type] = /^attachment#(\d+):(.*)$/.exec(segment) ?? []
  if (number !== undefined && type !== undefined) {
    return speech.say('place.attachment', { number, type: type.toUpperCase() })
  }
  if (segment === 'text/plain' || segment === 'text/html') return speech.say(`place.${segment}`)
  return segment.includes('/') ? speech.say('place.part', { type: segment }) : segment
}

function headerInWords(name: string, speech: Speech): string {
  const shown = shownHeaders.find((header) => header === name.toLowerCase())
  return shown === undefined ? speech.say('place.header', { name }) : speech.say(`place.header.${shown}`)
}
