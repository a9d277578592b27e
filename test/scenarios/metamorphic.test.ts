/** The same mail in other bytes gets the same answer: other encodings, other line breaks, other order of parts. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { encodedWord } from '../mail-builder/header.ts'
import { type Entity, mail, multipart, type TextOptions, textPart } from '../mail-builder/mime.ts'
import { type CheckLine, runCheck } from '../support/check-command.ts'
import { directoryCsv, factsCsv } from '../support/customer-list.ts'
import {
  anna,
  barcode,
  envelope,
  ilknur,
  juergen,
  katharina,
  lukasz,
  townsFacts,
  townsfolk,
} from './hidden-forms/town.ts'

/** What a part can say; some of it is of somebody else, some only together with another sentence. */
const sentences = [
  'Guten Tag Anna Lehmann, vielen Dank für Ihren Besuch in unserem Haus.',
  `Ihr Ausweis ${anna.number} gilt bis zum Ende des Jahres und wird dann verlängert.`,
  `Das Konto ${katharina.number} wurde am gestrigen Tag ausgeglichen.`,
  `Die Anschrift lautet ${juergen.street} in ${juergen.postcode} ${juergen.city}.`,
  `Der Brief geht an Jürgen Großmann und an Łukasz Dąbrowski.`,
  `Geburtstag hat am 30.07.1990 ein Kind in der Hafenstraße 9.`,
  `Rückfragen beantwortet ${ilknur.email} oder 0221 4710-123.`,
  `Das Medium ${barcode} liegt in der Weserstraße 112 bereit.`,
  `Das neue Buch von İlknur Yıldırım erscheint im Frühling.`,
  'Sehr geehrte Frau Brückner,',
  'Mit freundlichen Grüßen, Katharina Brückner',
] as const

const textStyle: fc.Arbitrary<TextOptions> = fc.oneof(
  fc.record({
    transfer: fc.constant('quoted-printable' as const),
    quoted: fc.record({
      lineWidth: fc.integer({ min: 6, max: 76 }),
      escapeAll: fc.boolean(),
      lowerCaseHex: fc.boolean(),
    }),
  }),
  fc.record({ transfer: fc.constant('base64' as const), base64Width: fc.integer({ min: 1, max: 76 }) }),
  fc.constant({ transfer: '8bit' } as const),
  fc.constant({ charset: 'utf-16le', label: 'utf-16', byteOrderMark: true, transfer: 'base64' } as const),
  fc.constant({ charset: 'utf-16be', transfer: 'base64' } as const),
  fc.constant({ transfer: '8bit', label: null } as const),
)

const style = fc.record({
  text: textStyle,
  lineWidth: fc.integer({ min: 30, max: 200 }),
  bytesPerWord: fc.integer({ min: 2, max: 40 }),
  isQ: fc.boolean(),
  turn: fc.nat(5),
  isNested: fc.boolean(),
})
type Style = typeof style extends fc.Arbitrary<infer T> ? T : never

const content = fc.record({
  subject: fc.constantFrom('Ihr Konto', `Vorgang ${katharina.number}`, 'Grüße an Łukasz Dąbrowski'),
  parts: fc.array(fc.array(fc.constantFrom(...sentences), { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 4,
  }),
})
type Content = typeof content extends fc.Arbitrary<infer T> ? T : never

/** Breaks lines at spaces, as mail programs do. */
function wrapped(sentence: string, width: number): string {
  const lines: string[] = ['']
  for (const word of sentence.split(' ')) {
    const line = lines.at(-1) ?? ''
    if (line !== '' && line.length + word.length >= width) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines.join('\n')
}

function rendered({ subject, parts }: Content, how: Style): Buffer {
  const turned = [...parts.slice(how.turn % parts.length), ...parts.slice(0, how.turn % parts.length)]
  const entities = turned.map((lines) => {
    const text = lines.map((line) => wrapped(line, how.lineWidth)).join('\n\n')
    return textPart(`${text}\n`, how.text)
  })
  const [first, ...rest] = entities
  const inner: Entity[] = how.isNested && first ? [multipart('mixed', [first]), ...rest] : entities
  const title = encodedWord(subject, { bytesPerWord: how.bytesPerWord, encoding: how.isQ ? 'Q' : 'B' })
  return mail(envelope(title), multipart('mixed', inner))
}

const folder = mkdtempSync(join(tmpdir(), 'schleuse-metamorphic-'))
writeFileSync(join(folder, 'kunden.csv'), directoryCsv(townsfolk))
writeFileSync(join(folder, 'fakten.csv'), factsCsv(townsFacts))
afterAll(() => rmSync(folder, { recursive: true }))

/** What must stay the same; places and their order may differ. */
const essence = (line: CheckLine | undefined): unknown => ({
  viewer: line?.viewer,
  verdict: line?.verdict,
  disclosures: line?.disclosures.map(({ dataSubject, kinds, rule }) => ({ dataSubject, kinds, rule })),
})

const plainStyle: Style = {
  text: { transfer: '8bit' },
  lineWidth: 200,
  bytesPerWord: 36,
  isQ: false,
  turn: 0,
  isNested: false,
}

test('re-encoding, re-wrapping and re-ordering a mail change nothing in the answer', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(content, style), { minLength: 8, maxLength: 16 }), async (pairs) => {
      const inner = mkdtempSync(join(folder, 'run-'))
      const file = (i: number, variant: string): string => join(inner, `${i}-${variant}.eml`)
      for (const [i, [what, how]] of pairs.entries()) {
        writeFileSync(file(i, 'plain'), rendered(what, plainStyle))
        writeFileSync(file(i, 'other'), rendered(what, how))
      }
      const run = await runCheck([
        inner,
        '--directory',
        join(folder, 'kunden.csv'),
        '--facts',
        join(folder, 'fakten.csv'),
      ])
      const lines = new Map(run.lines.map((line) => [line.file, line]))
      expect(run.lines.length).toBe(pairs.length * 2)
      for (const i of pairs.keys())
        expect(essence(lines.get(file(i, 'other')))).toEqual(essence(lines.get(file(i, 'plain'))))
    }),
    { numRuns: 8 },
  )
})

test('the mails compared are of both verdicts', async () => {
  const sample = fc.sample(content, { numRuns: 40, seed: 7 })
  const inner = mkdtempSync(join(folder, 'run-'))
  for (const [i, what] of sample.entries()) writeFileSync(join(inner, `${i}.eml`), rendered(what, plainStyle))
  const run = await runCheck([
    inner,
    '--directory',
    join(folder, 'kunden.csv'),
    '--facts',
    join(folder, 'fakten.csv'),
  ])
  expect(new Set(run.lines.map(({ verdict }) => verdict))).toEqual(new Set(['clear', 'exposes']))
  const named = new Set(
    run.lines.flatMap(({ disclosures }) => disclosures.map(({ dataSubject }) => dataSubject)),
  )
  expect(named).toEqual(new Set([katharina.number, juergen.number, lukasz.number, ilknur.number]))
})
