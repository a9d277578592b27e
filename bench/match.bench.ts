/**
 * How fast notices of 20 KB are matched and judged with each index; reading the mails is not part of it. One notice in
 * fifty names a stranger: each answer is checked. Run: node bench/match.bench.ts compact|reference [customers]
 */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { noAllowances } from '../src/exposure/allowance.ts'
import type { CustomerRecord } from '../src/exposure/fact.ts'
import { buildCompactIndex } from '../src/exposure/kernel/compact-index.ts'
import { INDEX_KEY_BYTES } from '../src/exposure/kernel/keyed-hash.ts'
import { buildReferenceIndex } from '../src/exposure/reference-index.ts'
import { openSurvey } from '../src/exposure/survey.ts'
import { viewerOf } from '../src/exposure/viewer.ts'
import { townsman, townsmen } from './town.ts'

const [which = 'compact', count = '100000'] = process.argv.slice(2)
const customers = Number(count)
const notices = 100
const repeats = 6
const plantedEvery = 50
const paragraphsOfANotice = 40

const words =
  `die der und in zu den das nicht von sie ist des sich mit dem dass er es ein ich auf so eine auch als an nach wie im für man aber aus
durch wenn nur war noch werden bei hat wir was wird sein einen welche sind oder um haben einer mir über ihm diese einem ihr uns da zum
kann doch vor dieser mich ihn du hatte seine mehr am denn nun unter sehr selbst schon hier bis habe ihre dann ihnen seiner alle wieder
meine Zeit gegen vom ganz einzelnen wo muss ohne eines können Ausleihe Bestand Medien Regal Lesesaal Gebühr Verlängerung Öffnungszeit
Rückgabe Vormerkung Zweigstelle Veranstaltung Kinderbuch Zeitschrift Katalog Anmeldung Fernleihe Sommer Ferien Leseclub Ausstellung`.split(
    /\s+/,
  )

interface Notice {
  readonly text: string
  readonly to: string
  readonly exposed: string | undefined
}

function noticeOf(i: number): Notice {
  const viewer = townsman((i * 37) % customers)
  const stranger = i % plantedEvery === 0 ? townsman((i * 41 + 13) % customers) : undefined
  const paragraphs = Array.from({ length: paragraphsOfANotice }, (_, paragraph) =>
    Array.from({ length: 80 }, (_, at) => words[(i * 31 + paragraph * 17 + at * at) % words.length]).join(
      ' ',
    ),
  )
  const known = stranger === undefined ? [] : [`Vorgang zu ${stranger.customerNumber}.`]
  return {
    text: [...greetingOf(viewer), ...paragraphs, ...known].join('\n\n'),
    to: viewer.emails[0] ?? '',
    exposed: stranger?.customerNumber,
  }
}

function greetingOf({ firstName, lastName, customerNumber, street, postcode, city }: CustomerRecord) {
  return [
    `${firstName} ${lastName}\n${street}\n${postcode} ${city}`,
    `Guten Tag ${firstName} ${lastName},`,
    `Ihre Kundennummer: ${customerNumber}, Rückgabe bis 24.11.2026.`,
  ]
}

const key = randomBytes(INDEX_KEY_BYTES)
const index =
  which === 'reference'
    ? buildReferenceIndex({ records: townsmen(customers) })
    : buildCompactIndex({ records: townsmen(customers) }, key)
const written = Array.from({ length: notices }, (_, i) => noticeOf(i))
const bytes = written.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0)

function judgeAll(): void {
  for (const { text, to, exposed } of written) {
    const survey = openSurvey(index, noAllowances)
    survey.add({ place: 'body', part: 0, text })
    const verdict = survey.judge(viewerOf(to, index, noAllowances))
    const found = verdict.kind === 'exposes' ? verdict.disclosures.map(({ dataSubject }) => dataSubject) : []
    assert.deepEqual(found, exposed === undefined ? [] : [exposed])
  }
}

const times: number[] = []
for (let repeat = 0; repeat < repeats; repeat++) {
  const startedAt = performance.now()
  judgeAll()
  times.push(performance.now() - startedAt)
}
const best = Math.min(...times)
process.stdout.write(
  `${which} index, ${customers} customers, notices of ${Math.round(bytes / notices / 1000)} KB: ` +
    `${(best / notices).toFixed(2)} ms each, ${(bytes / 1000 / best).toFixed(1)} MB/s (best of ${repeats})\n`,
)
