/** Clean notices of utilities, hosters, town halls and schools, and mail that reaches no customer. */
import { zip } from '../../mail-builder/archive.ts'
import { encodedWord } from '../../mail-builder/header.ts'
import { filePart, mail, multipart, textPart } from '../../mail-builder/mime.ts'
import { docx, xlsx } from '../../mail-builder/ooxml.ts'
import { pdf } from '../../mail-builder/pdf.ts'
import { png } from '../../mail-builder/picture.ts'
import {
  type CleanNotice,
  county,
  fields,
  florist,
  ownIban,
  sabine,
  thomas,
  toSabine,
  written,
  zofia,
} from './county.ts'

const toFlorist = `"Blumen Schäfer & Söhne GmbH" <${florist.email}>`
const toZofia = `Zofia Wiśniewska-Łuczak <${zofia.email}>`
const sabinesGreeting = 'Guten Tag Sabine Müller-Hofmann,'

const rows: readonly (readonly [name: string, to: string, subject: string, text: string, viewer: string])[] =
  [
    [
      'an invoice with the organisation’s account',
      toSabine,
      'Rechnung 2026-118',
      `${sabinesGreeting}\n\nbitte überweisen Sie 48,20 EUR auf ${ownIban.replace(/(.{4})/g, '$1 ')}.\nVerwendungszweck: 2026-118\n`,
      sabine.number,
    ],
    [
      'a direct debit from the own account',
      toSabine,
      'Lastschrift',
      `${sabinesGreeting}\n\nwir ziehen 48,20 EUR von ${sabine.iban} ein. Gläubiger-ID DE98ZZZ09999999999.\n`,
      sabine.number,
    ],
    [
      'a company and its own data',
      toFlorist,
      'Abschlag',
      `Sehr geehrte Damen und Herren der Blumen Schäfer & Söhne GmbH,\n\nVerbrauchsstelle Marktplatz 12, 20095 Hamburg, Kundennummer ${florist.number}.\n`,
      florist.number,
    ],
    [
      'a company in short',
      toFlorist,
      'Abschlag',
      'Liebes Team von Blumen Schäfer,\n\nder Abschlag beträgt 310,00 EUR.\n',
      florist.number,
    ],
    [
      'meter readings and long numbers',
      toZofia,
      'Zählerstand',
      'Guten Tag Zofia Wiśniewska-Łuczak,\n\nZähler 1EMH0012345678, Stand 21.000,3 kWh, Marktlokation 51238696781, Vertrag 700012345.\n',
      zofia.number,
    ],
    [
      'an outage with streets of customers',
      toZofia,
      'Störung',
      'Guten Tag,\n\nheute ohne Strom: Elbchaussee 5, Waldweg 2, Bahnhofstraße 1, Feldstraße 4 und 6.\n',
      zofia.number,
    ],
    [
      'postcodes and cities of customers in one sentence',
      toZofia,
      'Ausbau',
      'Guten Tag,\n\nwir bauen in 80331 München, 50667 Köln und 22765 Hamburg.\n',
      zofia.number,
    ],
    [
      'server names and addresses of nobody',
      toSabine,
      'Umzug Ihres Postfachs',
      `${sabinesGreeting}\n\nServer mx01.hoster.test, 192.0.2.17, Port 993. Fragen an support@hoster.test oder +49 40 66969-999.\n`,
      sabine.number,
    ],
    [
      'a ticket with a log',
      toSabine,
      'Ticket #21000003',
      `${sabinesGreeting}\n\n2026-03-17T08:15:00Z pid=4711 id=8f14e45fceea167a5a36dedd4bea2543 bytes=2100000302\n`,
      sabine.number,
    ],
    [
      'a password link with a random token',
      toSabine,
      'Passwort',
      `${sabinesGreeting}\n\nhttps://hoster.test/reset?t=q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQ&u=8123\n`,
      sabine.number,
    ],
    [
      'an appointment at the town hall',
      toZofia,
      'Ihr Termin',
      'Guten Tag Frau Wiśniewska-Łuczak,\n\nIhr Termin ist am 01.04.2026, 10:30 Uhr, Zimmer 217, bei Herrn Becker.\n',
      zofia.number,
    ],
    [
      'a mayor who signs',
      toZofia,
      'Bürgerbrief',
      'Liebe Mitbürgerinnen und Mitbürger,\n\ndie Brücke öffnet im August.\n\nIhr Bürgermeister\nStefan König\n',
      zofia.number,
    ],
    [
      'a letter from school to parents',
      toSabine,
      'Elternabend 4b',
      'Liebe Eltern,\n\nder Elternabend mit Frau Fischer und Herrn Winter ist am 14.04.2026.\n\nKarin Fischer, Klassenlehrerin\n',
      sabine.number,
    ],
    [
      'a letter from school about the own child',
      toSabine,
      'Ausflug',
      'Liebe Frau Müller-Hofmann,\n\nEmil (geb. 30.06.2015) fährt am 05.05. mit. Zahlung an die Klassenkasse.\n',
      sabine.number,
    ],
    [
      'an English notice',
      toSabine,
      'Item available',
      'Dear Dr Müller-Hofmann,\n\n"Momo" by Michael Ende is ready for you until 24 March 2026.\n\nKind regards\nKarin Fischer\nCustomer Service\n',
      sabine.number,
    ],
    [
      'an English notice with a greeting to all',
      toSabine,
      'Maintenance',
      'Dear customer,\n\nwe update our servers on 1 April 2026. Contact: Ralf Becker.\n',
      sabine.number,
    ],
    [
      'a greeting with the day',
      toSabine,
      'Hallo',
      'Guten Tag,\n\nguten Abend, schönen Winter!\n',
      sabine.number,
    ],
    [
      'a legal footer',
      toSabine,
      'AGB',
      `${sabinesGreeting}\n\nunsere AGB ändern sich.\n\nGeschäftsführung: Petra Schulz, Ralf Becker. Aufsichtsrat: Stefan König (Vorsitz). Amtsgericht Hamburg HRB 21000, USt-IdNr. DE210000030.\n`,
      sabine.number,
    ],
    [
      'quoted mail of the viewer',
      toSabine,
      'Re: Frage',
      `${sabinesGreeting}\n\nja, gern.\n\n> Am 16.03.2026 schrieb Sabine Müller-Hofmann <${sabine.email}>:\n> Liebe Frau Schulz,\n> bitte rufen Sie mich an: 040/66969100.\n> Viele Grüße, Sabine Müller-Hofmann\n> Große Bergstr. 17, 22767 Hamburg\n>> Guten Tag Frau Müller-Hofmann,\n>> gern.\n>> Petra Schulz\n`,
      sabine.number,
    ],
    [
      'a salutation behind a quotation, to staff',
      toSabine,
      'Re: Frage',
      `${sabinesGreeting}\n\ngern.\n\n> Sehr geehrte Frau Schulz,\n> wann öffnen Sie?\n`,
      sabine.number,
    ],
  ]

const calendar = textPart(
  'BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:20260401-17@stadtbuecherei.test\nDTSTART:20260401T083000Z\nSUMMARY:Beratung\nORGANIZER;CN=Ralf Becker:mailto:ralf.becker@stadtbuecherei.test\nATTENDEE;CN=Sabine Müller-Hofmann:mailto:sabine.mueller-hofmann@example.org\nEND:VEVENT\nEND:VCALENDAR\n',
  { subtype: 'calendar', parameters: '; method=REQUEST' },
)

const customersOf = county.map(({ number, firstName = '', lastName = '', email = '' }) => [
  number,
  firstName,
  lastName,
  email,
])

const files: readonly CleanNotice[] = [
  {
    name: 'an invitation by staff',
    mail: written(
      toSabine,
      'Termin',
      multipart('mixed', [textPart(`${sabinesGreeting}\n\nbis dann.\n`), calendar]),
    ),
    viewer: [sabine.number],
  },
  {
    name: 'price lists in Word, Excel and zip',
    mail: written(
      toZofia,
      'Preise',
      multipart('mixed', [
        textPart('Guten Tag,\n\nanbei die Preise.\n'),
        filePart(
          docx({ paragraphs: [['Preisliste 2026'], ['Ansprechpartner: Ralf Becker']], header: 'Stadtwerke' }),
          'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
          { name: 'Preise.docx' },
        ),
        filePart(
          xlsx({
            sheets: [
              {
                rows: [
                  ['Artikel', 'Preis', 'Autor'],
                  ['Faust', { number: 12.5 }, 'Thomas Mann'],
                  ['Momo', { number: 9 }, 'Michael Ende'],
                ],
              },
            ],
          }),
          'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
          { name: 'Preise.xlsx' },
        ),
        filePart(
          zip({ 'lies-mich.txt': 'Stand 01.04.2026', 'agb.txt': 'Es gelten die AGB.' }),
          'application/zip',
          { name: 'AGB.zip' },
        ),
      ]),
    ),
    viewer: [zofia.number],
  },
  {
    name: 'a tracking pixel inside the mail',
    mail: written(
      toSabine,
      'Gruß',
      multipart('related', [
        textPart('<p>Guten Tag</p><img src="cid:p">', { subtype: 'html' }),
        filePart(png(1), 'image/png', { disposition: 'inline', headers: [['Content-ID', '<p>']] }),
      ]),
    ),
    viewer: [sabine.number],
  },
  {
    name: 'a mail forwarded inside, the viewer’s own',
    mail: written(
      toSabine,
      'Fwd: Frage',
      multipart('mixed', [
        textPart(`${sabinesGreeting}\n\nIhre Frage liegt bei.\n`),
        {
          headers: [['Content-Type', 'message/rfc822']],
          body: mail(
            [
              ['From', toSabine],
              ['To', 'Stadtbücherei <info@stadtbuecherei.test>'],
              ['Subject', 'Frage'],
            ],
            textPart('Wann öffnen Sie?\n\nSabine Müller-Hofmann\n'),
          ),
        },
      ]),
    ),
    viewer: [sabine.number],
  },
  {
    name: 'an invoice in PDF with its own author and file name',
    mail: pdf({
      lines: [
        'Rechnung 2026-118',
        'Dr. Sabine Müller-Hofmann',
        'Große Bergstraße 17',
        '22767 Hamburg',
        `Zahlbar auf ${ownIban}`,
      ],
      title: 'Rechnung',
    }).then((bytes) =>
      written(
        toSabine,
        'Rechnung',
        multipart('mixed', [
          textPart(sabinesGreeting),
          filePart(bytes, 'application/pdf', { name: 'Rechnung_2026-118.pdf' }),
        ]),
      ),
    ),
    viewer: [sabine.number],
  },
  {
    name: 'headers of lists and campaigns',
    mail: mail(
      [
        ...fields(toSabine, encodedWord('Frühling in der Stadtbücherei')),
        ['List-Id', '<neues.stadtbuecherei.test>'],
        [
          'List-Unsubscribe',
          '<mailto:ab@stadtbuecherei.test?subject=ab>, <https://stadtbuecherei.test/ab?u=MTIzNDU2Nzg5>',
        ],
        ['X-Campaign', '21000003-02'],
        [
          'DKIM-Signature',
          'v=1; a=rsa-sha256; d=stadtbuecherei.test; s=k1; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=Zm9vYmFyMTIzNDU2Nzg5MDEyMzQ1Njc4OTA=',
        ],
      ],
      textPart('Liebe Leserinnen und Leser,\n\nes ist Frühling.\n'),
    ),
    viewer: [sabine.number],
  },
  {
    name: 'blind and visible copies to one household',
    mail: mail(
      [
        ...fields(`${sabine.email}, Thomas Müller <${thomas.email}>`, 'Ausweise'),
        ['X-Envelope-To', sabine.email],
      ],
      textPart('Liebe Familie Müller,\n\nbeide Ausweise sind verlängert.\n'),
    ),
    viewer: [sabine.number],
  },
  {
    name: 'a person nobody knows',
    mail: written(
      'Neue Person <neu@mail.test>',
      'Willkommen',
      'Guten Tag,\n\nThomas Mann und Karin Fischer erwarten Sie.\n',
    ),
    viewer: [],
  },
  {
    name: 'a list that reaches customers, without their data',
    mail: written(
      'neuerwerbungen@stadtbuecherei.test',
      'Neu',
      'Liebe Leserinnen und Leser,\n\nneu: Thomas Mann, Buddenbrooks.\n',
    ),
    viewer: [],
  },
]

const staffMail = (name: string, to: string, text: string): CleanNotice => ({
  name,
  mail: written(to, 'Intern', text),
  viewer: [],
  isStaff: true,
})

export const providerNotices: readonly CleanNotice[] = [
  ...rows.map(
    ([name, to, subject, text, viewer]): CleanNotice => ({
      name,
      mail: written(to, subject, text),
      viewer: [viewer],
    }),
  ),
  ...files,
  staffMail(
    'a colleague gets the data of customers',
    'kasse@stadtbuecherei.test',
    `Bitte prüfen: ${sabine.number}, ${zofia.email}, Katalog`,
  ),
  staffMail(
    'a colleague at a private address',
    'Aushilfe@Example.org',
    `Sehr geehrte Frau Weber,\n\n${sabine.number}\n`,
  ),
  {
    name: 'a colleague gets the whole list as a workbook',
    mail: written(
      'Leitung <leitung@stadtbuecherei.test>',
      'Liste',
      multipart('mixed', [
        textPart('anbei'),
        filePart(
          xlsx({ sheets: [{ rows: customersOf }] }),
          'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
          { name: 'Liste.xlsx' },
        ),
      ]),
    ),
    viewer: [],
    isStaff: true,
  },
]
