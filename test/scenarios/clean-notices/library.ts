/** Clean notices of a library: names everywhere, none of them as a customer's. */
import { filePart, multipart, textPart } from '../../mail-builder/mime.ts'
import { pdf } from '../../mail-builder/pdf.ts'
import {
  ayse,
  type CleanNotice,
  emil,
  logo,
  mehmet,
  sabine,
  signature,
  thomas,
  toSabine,
  written,
  zofia,
} from './county.ts'

const greeting = 'Sehr geehrte Frau Dr. Müller-Hofmann,'
const sheet = (inner: string) =>
  textPart(`<html><head><title>Stadtbücherei</title></head><body>${inner}</body></html>`, { subtype: 'html' })

/** All to Sabine. */
const toHer: readonly (readonly [name: string, subject: string, text: string])[] = [
  [
    'a reminder with authors who are customers',
    'Rückgabe bald fällig',
    `${greeting}\n\nbitte denken Sie an die Rückgabe:\n\nThomas Mann: Buddenbrooks, fällig am 24.03.2026\nMichael Ende: Momo, fällig am 24.03.2026\nDaniel Kehlmann: Tyll, fällig am 31.03.2026\n`,
  ],
  [
    'an overdue notice with fees and barcodes of nobody',
    'Mahnung',
    `${greeting}\n\nfolgende Medien sind überfällig:\n\n30087700012345  Mann, Thomas: Der Zauberberg  2,50 EUR\n30087700099887  Frisch, Max: Homo faber  2,50 EUR\n\nSumme: 5,00 EUR\n`,
  ],
  [
    'titles that read like names',
    'Vormerkung',
    `${greeting}\n\n"Anna Weber" von Karin Fischer und "Christian Winter" liegen für Sie bereit.\n`,
  ],
  [
    'an author with the day of his death and ISBN',
    'Neu im Bestand',
    `${greeting}\n\nThomas Mann (1875-1955), Doktor Faustus, ISBN 978-3-596-29428-8, 24,00 €\n`,
  ],
  [
    'the own number, name and address',
    'Ihre Daten',
    `${greeting}\n\nbei uns ist gespeichert:\n\nAusweis-Nr.: ${sabine.number}\nSabine Müller-Hofmann\n${sabine.street}\n${sabine.postcode} ${sabine.city}\ngeboren am 08.03.1976\nTelefon +49 40 66969-100\n`,
  ],
  [
    'the own data in other spellings',
    'Ihre Daten',
    `Liebe Sabine,\n\nMUELLER-HOFMANN, SABINE; Gr. Bergstr. 17, D-22767 HAMBURG, Mobil 0049 171 39 200 10, IBAN ${sabine.iban.replace(/(.{4})/g, '$1 ')}\n`,
  ],
  ['only half of the double name', 'Vormerkung', 'Sehr geehrte Frau Müller,\n\nIhr Buch liegt bereit.\n'],
  ['the other half of the double name', 'Vormerkung', 'Guten Tag Frau Hofmann,\n\nIhr Buch liegt bereit.\n'],
  [
    'a salutation to the husband at the common household',
    'Vormerkung',
    `Sehr geehrter Herr Müller,\n\nAusweis ${thomas.number}: Ihr Buch liegt bereit.\n`,
  ],
  [
    "a child's account",
    'Ausweis Ihres Kindes',
    `${greeting}\n\nder Ausweis ${emil.number} Ihres Sohnes Emil Müller (geb. 30.06.2015) läuft ab.\n`,
  ],
  [
    'a salutation to the family',
    'Sommerferien',
    'Liebe Familie Müller,\n\nder Leseclub beginnt am 01.07.2026.\n',
  ],
  [
    'a salutation that names nobody',
    'Öffnungszeiten',
    'Sehr geehrte Damen und Herren,\n\nam 01.05.2026 bleibt geschlossen.\n',
  ],
  [
    'a salutation to readers',
    'Öffnungszeiten',
    'Liebe Leserinnen und Leser,\n\nim August gelten andere Zeiten.\n',
  ],
  ['a salutation to customers', 'Öffnungszeiten', 'Liebe Kundinnen und Kunden,\n\nwir bauen um.\n'],
  [
    'a salutation with a name no customer has',
    'Einladung',
    'Sehr geehrte Frau Oberhuber-Zwickl,\n\nbitte geben Sie diese Einladung weiter.\n',
  ],
  [
    'the name of the librarian in the text',
    'Rückfrage',
    `${greeting}\n\nIhre Ansprechpartnerin ist Frau Petra Schulz, in Vertretung Herr Ralf Becker.\n`,
  ],
  [
    'a reading with an author in the subject',
    'Lesung: Daniel Kehlmann liest am 12. Mai',
    `${greeting}\n\nDaniel Kehlmann liest aus "Tyll". Es moderiert Karin Fischer. Eintritt 12 Euro.\n`,
  ],
  [
    'dates that are birthdays of customers',
    'Termine',
    `${greeting}\n\nFrist: 06.06.1966 bis 17.03.2026. Nächster Termin am 1. April 2026.\n`,
  ],
  [
    'an address with a neighbour of the same house',
    'Umzug',
    `${greeting}\n\nbleibt Ihre Anschrift Große Bergstraße 17, 22767 Hamburg?\n`,
  ],
  ['a city and a postcode of somebody else', 'Fernleihe', `${greeting}\n\ndas Buch kommt aus 50667 Köln.\n`],
  [
    'surnames without given names',
    'Literaturliste',
    `${greeting}\n\nMann, Ende, Frisch, Kehlmann, Fischer, Weber, Becker, Schulz, Winter, König\n`,
  ],
  [
    'months and seasons that are surnames',
    'Winterprogramm',
    `${greeting}\n\nim März und August, im Winter wie am Tag, ist August März dabei.\n`,
  ],
  [
    'amounts and order numbers',
    'Bestellung 2100000',
    `${greeting}\n\nBestellung 21000003, Artikel 100000302, Betrag 2.100.000,30 EUR, Signatur A 210/0000.3\n`,
  ],
]

const newsletter = sheet(`<p>Liebe Leserinnen und Leser,</p>
<h2>Neu im Regal</h2>
<table><tr><th>Autor</th><th>Titel</th><th>Verlag</th></tr>
<tr><td>Thomas Mann</td><td>Joseph und seine Brüder</td><td>Fischer</td></tr>
<tr><td>Michael Ende</td><td>Jim Knopf</td><td>Elbchaussee 5</td></tr>
<tr><td>Anna Weber</td><td>Annette</td><td>22765 Hamburg</td></tr></table>
<p>Ihre <b>Petra Schulz</b></p><img src="https://stadtbuecherei.test/o.gif?c=83412" width="1" height="1" alt="">`)

export const libraryNotices: readonly CleanNotice[] = [
  ...toHer.map(
    ([name, subject, text]): CleanNotice => ({
      name,
      mail: written(toSabine, subject, text),
      viewer: [sabine.number],
    }),
  ),
  {
    name: 'a newsletter whose rows hold a name and the address of its bearer apart',
    mail: written(toSabine, 'Neu im Regal', newsletter),
    viewer: [sabine.number],
  },
  {
    name: 'the organisation’s own logo, by its digest',
    mail: written(
      toSabine,
      'Gruß',
      multipart('related', [
        sheet('<p>Guten Tag</p><img src="cid:logo">'),
        filePart(logo, 'image/png', {
          name: 'logo.png',
          disposition: 'inline',
          headers: [['Content-ID', '<logo>']],
        }),
      ]),
    ),
    viewer: [sabine.number],
  },
  {
    name: 'a notice as PDF with the own name in its file name',
    mail: pdf({
      lines: [
        'Sehr geehrte Frau Dr. Müller-Hofmann,',
        'Thomas Mann: Buddenbrooks, fällig am 24.03.2026',
        'Mit freundlichen Grüßen',
        'Petra Schulz',
      ],
      title: 'Mahnung',
    }).then((bytes) =>
      written(
        toSabine,
        'Mahnung',
        multipart('mixed', [
          textPart(`${greeting}\n\nsiehe Anhang.\n\n${signature}`),
          filePart(bytes, 'application/pdf', { name: 'Mahnung_Mueller-Hofmann_2026-03.pdf' }),
        ]),
      ),
    ),
    viewer: [sabine.number],
  },
  {
    name: 'two parents at one address, one of them named',
    mail: written(
      `Ayşe Yılmaz <${ayse.email}>`,
      'Vormerkung',
      `Liebe Frau Yılmaz,\n\nAusweis ${ayse.number}: Ihr Buch liegt bereit.\n`,
    ),
    viewer: [mehmet.number, ayse.number],
  },
  {
    name: 'two parents at one address, the other one named',
    mail: written(
      `Mehmet Yilmaz <${mehmet.email}>`,
      'Vormerkung',
      `Sehr geehrter Herr Yilmaz,\n\nAusweis ${mehmet.number}, geboren 15.1.1981, Feldstr. 4.\n`,
    ),
    viewer: [mehmet.number, ayse.number],
  },
  {
    name: 'a Polish name without its letters',
    mail: written(
      `Zofia Wisniewska-Luczak <${zofia.email}>`,
      'Vormerkung',
      'Liebe Frau Wisniewska-Luczak,\n\nIhr Buch liegt bereit.\n',
    ),
    viewer: [zofia.number],
  },
  {
    name: 'a double name in the other order',
    mail: written(
      `${zofia.email}`,
      'Vormerkung',
      'Sehr geehrte Frau Łuczak-Wiśniewska,\n\nGaertnerstrasse 21, 20253 Hamburg, geboren am 24.12.1992\n',
    ),
    viewer: [zofia.number],
  },
]
