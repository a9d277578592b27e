/** Facts in attached files. */
import { gzip, tar, zip } from '../../mail-builder/archive.ts'
import { encodeText } from '../../mail-builder/charset.ts'
import { type Entity, filePart, mail, multipart, textPart } from '../../mail-builder/mime.ts'
import { ods, odt } from '../../mail-builder/odf.ts'
import { docx, sheetSerial, xlsx } from '../../mail-builder/ooxml.ts'
import { msg, rtf, tnef } from '../../mail-builder/outlook.ts'
import { pdf } from '../../mail-builder/pdf.ts'
import { jpegWithComment, pngWithText } from '../../mail-builder/picture.ts'
import { anna, attached, envelope, type HiddenForm, juergen, katharina } from './town.ts'

const number = ['customer-number'] as const
const nameAndAddress = ['name', 'address'] as const
const nameAndBirthDate = ['name', 'birth-date'] as const
const leak = 'Konto K1002044'

type Row = readonly [
  name: string,
  file: Entity,
  kinds?: HiddenForm['kinds'],
  dataSubject?: string,
  rule?: HiddenForm['rule'],
]

const file = (bytes: Uint8Array | string, mediaType: string, name: string): Entity =>
  filePart(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, mediaType, { name })

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const sheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const openText = 'application/vnd.oasis.opendocument.text'
const openSheet = 'application/vnd.oasis.opendocument.spreadsheet'

const vcard =
  'BEGIN:VCARD\r\nVERSION:3.0\r\nN:Brückner;Katharina;;;\r\nFN:Katharina Brückner\r\nADR:;;Lindenstraße 48;Köln;;50674;\r\nEND:VCARD\r\n'
const calendar =
  'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Beratung\r\nATTENDEE;CN=Gast:mailto:katharina.brueck\r\n ner@mail.test\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n'
const rows = [
  ['Nachname', 'Vorname', 'Geburtsdatum'],
  ['Brückner', 'Katharina', '23.05.1979'],
  ['Muster', 'Max', '01.01.2000'],
]
const csv = rows.map((row) => row.join(';')).join('\r\n')

const texts: readonly Row[] = [
  ['a text file', file(leak, 'text/plain', 'a.txt')],
  ['a text file sent as bytes', file(leak, 'application/octet-stream', 'a.bin')],
  ['a text file in UTF-16', file(encodeText(`\ufeff${leak}`, 'utf-16le'), 'text/plain', 'a.txt')],
  ['an HTML file', file('<p>Konto K10<b>02</b>044</p>', 'text/html', 'a.html')],
  [
    'an SVG picture',
    file(
      '<svg xmlns="http://www.w3.org/2000/svg"><text>Konto K1002044</text></svg>',
      'image/svg+xml',
      'a.svg',
    ),
  ],
  ['a row of a CSV file', file(csv, 'text/csv', 'a.csv'), nameAndBirthDate, katharina.number, 'corroborated'],
  [
    'a row of a CSV file in windows-1252',
    file(encodeText(csv, 'windows-1252'), 'text/csv', 'a.csv'),
    nameAndBirthDate,
    katharina.number,
    'corroborated',
  ],
  [
    'a CSV file sent as a workbook',
    file(csv, 'application/vnd.ms-excel', 'a.xls.csv'),
    nameAndBirthDate,
    katharina.number,
    'corroborated',
  ],
  [
    'JSON',
    file(
      JSON.stringify({
        kunden: [{ vorname: 'Katharina', nachname: 'Brückner', strasse: 'Lindenstraße 48' }],
      }),
      'application/json',
      'a.json',
    ),
    nameAndAddress,
    katharina.number,
    'corroborated',
  ],
  [
    'JSON with escapes',
    file('{"mail":"katharina.brueckner\\u0040mail.test"}', 'application/json', 'a.json'),
    ['email'],
  ],
  [
    'an attribute in XML',
    file('<?xml version="1.0"?><export><kunde nr="K1002044"/></export>', 'application/xml', 'a.xml'),
  ],
  ['character references in XML', file('<?xml version="1.0"?><k>K1&#48;&#x30;2044</k>', 'text/xml', 'a.xml')],
  ['a vCard', file(vcard, 'text/vcard', 'a.vcf'), nameAndAddress, katharina.number, 'corroborated'],
  [
    'a vCard of version 2.1',
    file(
      'BEGIN:VCARD\r\nVERSION:2.1\r\nEMAIL;INTERNET;ENCODING=QUOTED-PRINTABLE:katharina.brueckner=40mail=\r\n.test\r\nEND:VCARD\r\n',
      'text/x-vcard',
      'a.vcf',
    ),
    ['email'],
  ],
  ['an attendee in a calendar', file(calendar, 'text/calendar; method=REQUEST', 'a.ics'), ['email']],
  ['a mail', file(mail([['Subject', leak]], textPart('Hallo')), 'message/rfc822', 'a.eml')],
  ['RTF', file(rtf(leak), 'application/rtf', 'a.rtf')],
  [
    'RTF with groups inside the number',
    file(rtf('Konto 4471093582', 2), 'text/rtf', 'a.rtf'),
    number,
    juergen.number,
  ],
  [
    'RTF with Unicode escapes',
    file(rtf('Katharina Brückner, Lindenstraße 48'), 'application/msword', 'a.doc'),
    nameAndAddress,
    katharina.number,
    'corroborated',
  ],
]

const office: readonly Row[] = [
  [
    'Word, runs that split the number',
    file(docx({ paragraphs: [['Konto 44', '7109', '3582']] }), word, 'a.docx'),
    number,
    juergen.number,
  ],
  ['Word, a tracked deletion', file(docx({ deleted: leak }), word, 'a.docx')],
  ['Word, hidden text', file(docx({ hidden: leak }), word, 'a.docx')],
  ['Word, a comment', file(docx({ comment: leak }), word, 'a.docx')],
  ['Word, a page header', file(docx({ header: leak }), word, 'a.docx')],
  ['Word, a footnote', file(docx({ footnote: leak }), word, 'a.docx')],
  ['Word, a document property', file(docx({ subject: leak }), word, 'a.docx')],
  ['Word, a property of its own', file(docx({ customProperty: leak }), word, 'a.docx')],
  [
    'Word, a link target',
    file(docx({ linkTarget: 'https://b.test/?m=katharina.brueckner%40mail.test' }), word, 'a.docx'),
    ['email'],
  ],
  [
    'Word, a workbook inside',
    file(docx({ embedded: { 'oleObject1.xlsx': xlsx({ sheets: [{ rows: [[leak]] }] }) } }), word, 'a.docx'),
  ],
  [
    'Word, a row of a table',
    file(docx({ table: rows }), word, 'a.docx'),
    nameAndBirthDate,
    katharina.number,
    'corroborated',
  ],
  ['Excel, a shared string', file(xlsx({ sheets: [{ rows: [[leak]] }] }), sheet, 'a.xlsx')],
  ['Excel, an inline string', file(xlsx({ sheets: [{ rows: [[{ inline: leak }]] }] }), sheet, 'a.xlsx')],
  [
    'Excel, a hidden sheet',
    file(xlsx({ sheets: [{ rows: [['Titel']] }, { rows: [[leak]], isHidden: true }] }), sheet, 'a.xlsx'),
  ],
  [
    'Excel, a hidden column',
    file(xlsx({ sheets: [{ rows: [['Titel', leak]], hiddenColumn: 1 }] }), sheet, 'a.xlsx'),
  ],
  [
    'Excel, a hidden row',
    file(xlsx({ sheets: [{ rows: [['Titel'], [leak]], hiddenRow: 1 }] }), sheet, 'a.xlsx'),
  ],
  ['Excel, a comment', file(xlsx({ sheets: [{ rows: [['Titel']] }], comment: leak }), sheet, 'a.xlsx')],
  [
    'Excel, a number in a cell',
    file(xlsx({ sheets: [{ rows: [['Kunde'], [{ number: 4471093582 }]] }] }), sheet, 'a.xlsx'),
    number,
    juergen.number,
  ],
  [
    'Excel, a date in a cell of the same row',
    file(
      xlsx({
        sheets: [
          {
            rows: [
              ['Name', 'Geburtstag', 'Titel'],
              ['Katharina Brückner', { dateSerial: sheetSerial('1979-05-23') }, 'Faust'],
              ['Max Muster', { dateSerial: 36526 }, 'Nathan'],
            ],
          },
        ],
      }),
      sheet,
      'a.xlsx',
    ),
    nameAndBirthDate,
    katharina.number,
    'corroborated',
  ],
  ['OpenDocument text', file(odt({ paragraphs: [leak] }), openText, 'a.odt')],
  ['OpenDocument, an annotation', file(odt({ annotation: leak }), openText, 'a.odt')],
  ['OpenDocument, a tracked deletion', file(odt({ deleted: leak }), openText, 'a.odt')],
  ['OpenDocument, a page header', file(odt({ header: leak }), openText, 'a.odt')],
  ['OpenDocument, a keyword', file(odt({ keyword: leak }), openText, 'a.odt')],
  [
    'OpenDocument, a row of a sheet',
    file(ods(rows), openSheet, 'a.ods'),
    nameAndBirthDate,
    katharina.number,
    'corroborated',
  ],
  ['OpenDocument, a hidden sheet', file(ods([[leak]], true), openSheet, 'a.ods')],
]

const pdfs: readonly Row[] = [
  ['PDF text', file(await pdf({ lines: [leak] }), 'application/pdf', 'a.pdf')],
  [
    'PDF text, name and street on two lines',
    file(await pdf({ lines: ['Katharina Brückner', 'Lindenstraße 48'] }), 'application/pdf', 'a.pdf'),
    nameAndAddress,
    katharina.number,
    'corroborated',
  ],
  [
    'PDF text, letters set apart',
    file(await pdf({ spaced: 'Konto 4471093582' }), 'application/pdf', 'a.pdf'),
    number,
    juergen.number,
  ],
  [
    'PDF without compression, sent as bytes',
    file(await pdf({ lines: [leak], isCompressed: false }), 'application/octet-stream', 'a.dat'),
  ],
  ['PDF title', file(await pdf({ title: leak }), 'application/pdf', 'a.pdf')],
  ['PDF keywords', file(await pdf({ keywords: 'K1002044' }), 'application/pdf', 'a.pdf')],
  ['PDF annotation', file(await pdf({ note: leak }), 'application/pdf', 'a.pdf')],
  [
    'PDF link',
    file(
      await pdf({ link: 'https://b.test/?m=katharina.brueckner%40mail.test' }),
      'application/pdf',
      'a.pdf',
    ),
    ['email'],
  ],
  [
    'PDF form field',
    file(await pdf({ formField: { name: 'kunde', value: 'K1002044' } }), 'application/pdf', 'a.pdf'),
  ],
  [
    'PDF with a file inside',
    file(await pdf({ embedded: { name: 'daten.csv', bytes: Buffer.from(csv) } }), 'application/pdf', 'a.pdf'),
    nameAndBirthDate,
    katharina.number,
    'corroborated',
  ],
  [
    'PDF salutation',
    file(
      await pdf({ lines: ['Sehr geehrte Frau Brückner,', '', 'Ihr Buch liegt bereit.'] }),
      'application/pdf',
      'a.pdf',
    ),
    ['name'],
    katharina.number,
    'addressed',
  ],
]

const containers: readonly Row[] = [
  ['zip', file(zip({ 'a.txt': leak }), 'application/zip', 'a.zip')],
  [
    'zip without compression, sent as bytes',
    file(zip({ 'a.txt': leak }, 0), 'application/octet-stream', 'a'),
  ],
  ['zip in zip', file(zip({ 'b.zip': zip({ 'a.txt': leak }) }), 'application/zip', 'a.zip')],
  [
    'a Word file in zip',
    file(zip({ 'a.docx': docx({ comment: leak }) }), 'application/x-zip-compressed', 'a.zip'),
  ],
  ['the name of a file in zip', file(zip({ 'mahnung_K1002044.txt': 'Hallo' }), 'application/zip', 'a.zip')],
  ['gzip', file(gzip(Buffer.from(leak), 'a.txt'), 'application/gzip', 'a.txt.gz')],
  ['tar in gzip', file(gzip(tar({ 'ordner/a.txt': leak })), 'application/gzip', 'a.tar.gz')],
  ['tar', file(tar({ 'a.txt': 'Hallo', 'b.txt': leak }), 'application/x-tar', 'a.tar')],
  ['winmail.dat, its text', file(tnef({ body: leak }), 'application/ms-tnef', 'winmail.dat')],
  [
    'winmail.dat, its attachment',
    file(
      tnef({ attachment: { name: 'a.txt', bytes: Buffer.from(leak) } }),
      'application/ms-tnef',
      'winmail.dat',
    ),
  ],
  ['an Outlook message', file(msg({ subject: 'Hallo', body: leak }), 'application/vnd.ms-outlook', 'a.msg')],
  [
    'an Outlook message, its attachment',
    file(
      msg({ subject: 'Hallo', body: 'Hallo', attachments: [{ name: 'a.txt', bytes: Buffer.from(leak) }] }),
      'application/vnd.ms-outlook',
      'a.msg',
    ),
  ],
  ['the text inside a PNG', file(pngWithText(leak), 'image/png', 'a.png')],
  ['the comment of a JPEG', file(jpegWithComment(leak), 'image/jpeg', 'a.jpg')],
]

const asForm = ([
  name,
  entity,
  kinds = number,
  dataSubject = katharina.number,
  rule = 'identifier',
]: Row): HiddenForm => ({
  name: `attachment: ${name}`,
  mail: attached(entity),
  dataSubject,
  kinds,
  rule,
  place: name.startsWith('PDF')
    ? /^attachment#1:pdf/
    : name.startsWith('zip')
      ? /^attachment#1:zip/
      : /^attachment#1:/,
})

const outlook = (name: string, bytes: Buffer, place: RegExp): HiddenForm => ({
  name: `outlook: ${name}`,
  mail: bytes,
  ending: 'msg',
  dataSubject: katharina.number,
  kinds: number,
  rule: 'identifier',
  place,
})
const recipients = [{ name: 'Anna Lehmann', address: anna.email }]

export const attachmentForms: readonly HiddenForm[] = [
  ...[...texts, ...office, ...pdfs, ...containers].map(asForm),
  outlook('the text', msg({ subject: 'Hallo', body: leak, recipients }), /./),
  outlook('the HTML text', msg({ subject: 'Hallo', html: '<p>Konto K10<b>02</b>044</p>', recipients }), /./),
  outlook('the subject', msg({ subject: leak, body: 'Hallo', recipients }), /^header:Subject$/i),
  outlook(
    'a long text',
    msg({ subject: 'Hallo', body: `${'Ihr Buch liegt bereit. '.repeat(400)}${leak}`, recipients }),
    /./,
  ),
  outlook(
    'an attachment',
    msg({
      subject: 'Hallo',
      body: 'Hallo',
      recipients,
      attachments: [{ name: 'a.pdf', bytes: await pdf({ lines: [leak] }) }],
    }),
    /^attachment#1:pdf/,
  ),
  {
    name: 'attachment: the second of two files',
    mail: mail(
      envelope(),
      multipart('mixed', [
        textPart('Guten Tag Anna Lehmann'),
        file('Hallo', 'text/plain', 'a.txt'),
        file(leak, 'text/plain', 'b.txt'),
      ]),
    ),
    dataSubject: katharina.number,
    kinds: number,
    rule: 'identifier',
    place: /^attachment#2:/,
  },
]
