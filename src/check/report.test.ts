import { expect, test } from 'vitest'
import type { Language } from '../text/render.ts'
import { speechIn } from '../text/speech.ts'
import { countMail, type Delivery, emptyTally, exitOf } from './delivery.ts'
import { type Naming, plainNaming, pseudonymNaming } from './pseudonym.ts'
import { openReport } from './report.ts'

const anna = {
  recipient: 'anna@example.org',
  viewer: { kind: 'customers', customerNumbers: ['K1'] },
} as const
const mail = (label: string) => ({ label, fileNumber: 1 })

const exposing: Delivery = {
  kind: 'exposes',
  mail: mail('in/1.eml'),
  ...anna,
  disclosures: [
    {
      dataSubject: 'K2',
      kinds: ['customer-number', 'name'],
      places: ['header:Subject', 'text/plain', 'attachment#2:pdf'],
      rule: 'identifier',
    },
    {
      dataSubject: 'K3',
      kinds: ['name'],
      places: ['attachment#3:zip/attachment#1:xlsx'],
      rule: 'addressed',
      candidates: 4,
    },
  ],
  unchecked: [{ place: 'attachment#1:png', reason: 'image' }],
}
const undecided: Delivery = {
  kind: 'undecided',
  mail: mail('in/2.eml'),
  recipient: 'x@example.org',
  viewer: { kind: 'nobody' },
  unchecked: [{ place: 'attachment#1:zip', reason: 'encrypted' }],
}
const unaddressed: Delivery = {
  kind: 'unaddressed',
  mail: mail('in/3.eml'),
  unchecked: [{ place: 'message/rfc822', reason: 'broken' }],
}
const clear: Delivery = { kind: 'clear', mail: mail('in/4.eml'), ...anna, unchecked: [] }
const staff: Delivery = { ...clear, viewer: { kind: 'staff', customerNumbers: [] } }

function reportOf(
  language: Language,
  deliveries: readonly Delivery[],
  { naming = plainNaming, columns }: { readonly naming?: Naming; readonly columns?: number } = {},
): string {
  const report = openReport({
    speech: speechIn(language),
    allowedIn: 'file',
    naming,
    columns,
    mark: (word) => word,
  })
  const lines = deliveries.flatMap((delivery) => report.lines(delivery))
  const tally = deliveries.reduce((sum, delivery) => countMail(sum, [delivery]), emptyTally)
  return [...lines, ...report.summary(tally, 1_234)].join('\n')
}

test('the German report says whose data who sees where and why, and what to do', () => {
  expect(reportOf('de', [exposing, undecided, unaddressed, clear, staff])).toMatchInlineSnapshot(`
    "FREMDE DATEN  in/1.eml: anna@example.org (Kunde K1) sieht Kundennummer und Namen von Kunde K2. Wo: Betreff, Text und Anhang 2 (PDF). Warum: Schon eine Kennung allein weist auf diesen Kunden.
    FREMDE DATEN  in/1.eml: anna@example.org (Kunde K1) sieht Namen, wohl von Kunde K3 (der Name passt auf 4 Kunden). Wo: Anhang 1 (XLSX) in Anhang 3 (ZIP). Warum: Der Name steht dort, wo der des Empfängers stehen müsste.
    UNGEPRÜFT     in/1.eml: an anna@example.org (Kunde K1). Nicht gelesen: Anhang 1 (PNG) – Bild.
    UNGEPRÜFT     in/2.eml: an x@example.org (kein Kunde). Nicht gelesen: Anhang 1 (ZIP) – verschlüsselt.
    UNGEPRÜFT     in/3.eml: Die Mail lässt sich nicht lesen und deshalb nicht beurteilen. Nicht gelesen: ganze Mail – beschädigt.

    5 Mails, 5 Zustellungen (je Mail und Empfänger), 1,2 s
      1  zeigt fremde Daten (2 Funde)
      2  nicht zu beurteilen, weil etwas ungelesen blieb
      2  ohne Befund (1 an Personal)

    Was zu tun ist:
    - Fremde Daten: Diese Mails nicht versenden. Vorlage oder Programm berichtigen, aus dem sie kommen, und neu prüfen. Sind sie schon versandt, sofort die Datenschutzbeauftragte verständigen: Ab Kenntnis laufen 72 Stunden (Art. 33 DSGVO).
    - Name statt des Empfängers: Gehört er jemandem vom Personal, ihn in der Datei zu --allow unter phrases eintragen.
    - Ungeprüft: Was nicht gelesen wurde, kann alles enthalten. Vor dem Versand selbst ansehen oder weglassen.
    - Verschlüsselt: Die Datei ohne Kennwort prüfen, bevor sie verschlüsselt wird.
    - Bilder: Eigene Bilder (Logo, Unterschrift) mit ihrer SHA-256 in der Datei zu --allow unter files eintragen."
  `)
})

test('the English report says the same', () => {
  expect(reportOf('en', [exposing, undecided, unaddressed, clear, staff])).toMatchInlineSnapshot(`
    "DISCLOSURE  in/1.eml: anna@example.org (customer K1) sees customer number and name of customer K2. Where: subject, text, and attachment 2 (PDF). Why: one identifier alone points to this customer.
    DISCLOSURE  in/1.eml: anna@example.org (customer K1) sees name, probably of customer K3 (the name fits 4 customers). Where: attachment 1 (XLSX) in attachment 3 (ZIP). Why: the name stands where the recipient’s should.
    UNCHECKED   in/1.eml: to anna@example.org (customer K1). Not read: attachment 1 (PNG) – image.
    UNCHECKED   in/2.eml: to x@example.org (not a customer). Not read: attachment 1 (ZIP) – encrypted.
    UNCHECKED   in/3.eml: The mail cannot be read, so it cannot be judged. Not read: whole mail – damaged.

    5 mails, 5 deliveries (one for each mail and recipient), 1.2 s
      1  shows other customers’ data (2 findings)
      2  cannot be judged, because something stayed unread
      2  nothing found (1 to staff)

    What to do:
    - Disclosure: Do not send these mails. Correct the template or program they come from and check again. If they are already sent, tell the data protection officer at once: 72 hours run from becoming aware (Art. 33 GDPR).
    - Name in place of the recipient’s: If it is one of your staff’s, enter it in the file for --allow under phrases.
    - Unchecked: What was not read can hold anything. Look at it yourself before sending, or leave it out.
    - Encrypted: Check the file without its password, before it is encrypted.
    - Images: Enter your own images (logo, signature) by their SHA-256 in the file for --allow under files."
  `)
})

test('on a terminal the mail stands above its findings, and nothing is wider than the window', () => {
  const report = reportOf('de', [exposing, undecided, unaddressed], { columns: 60 })
  expect(report).toMatchInlineSnapshot(`
    "in/1.eml
      FREMDE DATEN  anna@example.org (Kunde K1) sieht
                    Kundennummer und Namen von Kunde K2.
                    Wo: Betreff, Text und Anhang 2 (PDF).
                    Warum: Schon eine Kennung allein weist auf
                    diesen Kunden.
      FREMDE DATEN  anna@example.org (Kunde K1) sieht Namen,
                    wohl von Kunde K3 (der Name passt auf 4
                    Kunden).
                    Wo: Anhang 1 (XLSX) in Anhang 3 (ZIP).
                    Warum: Der Name steht dort, wo der des
                    Empfängers stehen müsste.
      UNGEPRÜFT     an anna@example.org (Kunde K1).
                    Nicht gelesen: Anhang 1 (PNG) – Bild.

    in/2.eml
      UNGEPRÜFT     an x@example.org (kein Kunde).
                    Nicht gelesen: Anhang 1 (ZIP) –
                    verschlüsselt.

    in/3.eml
      UNGEPRÜFT     Die Mail lässt sich nicht lesen und deshalb
                    nicht beurteilen.
                    Nicht gelesen: ganze Mail – beschädigt.

    3 Mails, 3 Zustellungen (je Mail und Empfänger), 1,2 s
      1  zeigt fremde Daten (2 Funde)
      2  nicht zu beurteilen, weil etwas ungelesen blieb
      0  ohne Befund

    Was zu tun ist:
    - Fremde Daten: Diese Mails nicht versenden. Vorlage oder
      Programm berichtigen, aus dem sie kommen, und neu prüfen.
      Sind sie schon versandt, sofort die Datenschutzbeauftragte
      verständigen: Ab Kenntnis laufen 72 Stunden (Art. 33
      DSGVO).
    - Name statt des Empfängers: Gehört er jemandem vom
      Personal, ihn in der Datei zu --allow unter phrases
      eintragen.
    - Ungeprüft: Was nicht gelesen wurde, kann alles enthalten.
      Vor dem Versand selbst ansehen oder weglassen.
    - Verschlüsselt: Die Datei ohne Kennwort prüfen, bevor sie
      verschlüsselt wird.
    - Bilder: Eigene Bilder (Logo, Unterschrift) mit ihrer
      SHA-256 in der Datei zu --allow unter files eintragen."
  `)
  expect(report.split('\n').filter((line) => line.length > 60)).toEqual([])
})

test('on a terminal a word longer than the window stays whole', () => {
  const path = `in/${'x'.repeat(80)}.eml`
  const report = reportOf('en', [{ ...undecided, mail: mail(path) }], { columns: 40 })
  expect(report.split('\n')[0]).toBe(path)
})

test('a mail that was read and names nobody is told from one that cannot be read', () => {
  const report = reportOf('en', [{ ...unaddressed, unchecked: [] }])
  expect(report).toContain('No recipient can be found, so it cannot be judged. The mail was read completely.')
  expect(report).toContain('Say with --to whom the mail is for.')
})

test('a run without findings ends in one clear sentence', () => {
  expect(reportOf('de', [clear])).toMatchInlineSnapshot(`
    "1 Mail, 1 Zustellung (je Mail und Empfänger), 1,2 s
      1  ohne Befund
    Keine Mail zeigt einem Kunden die Daten eines anderen."
  `)
})

test('with pseudonyms the report names no file, recipient or customer', () => {
  const report = reportOf('de', [exposing], { naming: pseudonymNaming(Buffer.alloc(32, 1)) })
  expect(report).not.toMatch(/in\/1|example|K[123]/)
})

test('what a mail says cannot steer the terminal', () => {
  const recipient = '\u001b[31mx\u202e@example.org'
  for (const columns of [undefined, 60]) {
    const report = reportOf('de', [{ ...undecided, recipient, mail: mail(recipient) }], {
      ...(columns === undefined ? {} : { columns }),
    })
    expect(report).not.toMatch(/\u001b|\u202e/)
  }
})

test('the exit status is that of the gravest verdict', () => {
  const exit = (...deliveries: readonly Delivery[]) => exitOf(countMail(emptyTally, deliveries))
  expect([exit(clear), exit(clear, undecided), exit(unaddressed), exit(undecided, exposing)]).toEqual([
    0, 3, 3, 1,
  ])
})
