/** Facts in header fields. */
import { continuedParameter, encodedWord } from '../../mail-builder/header.ts'
import { filePart, type HeaderField, mail, multipart, textPart } from '../../mail-builder/mime.ts'
import { pdf } from '../../mail-builder/pdf.ts'
import { anna, envelope, type HiddenForm, juergen, katharina } from './town.ts'

const number = ['customer-number'] as const
const body = textPart('Guten Tag Anna Lehmann,\n\nIhr Buch liegt bereit.\n')

const withField = (name: string, value: string): Buffer => mail([...envelope(), [name, value]], body)

const withSubject = (value: string): Buffer =>
  mail(
    envelope().map((field): HeaderField => (field[0] === 'Subject' ? ['Subject', value] : field)),
    body,
  )

type Row = readonly [
  name: string,
  mail: Buffer,
  field: string,
  kinds: HiddenForm['kinds'],
  dataSubject?: string,
  rule?: HiddenForm['rule'],
]

const rows: readonly Row[] = [
  ['a subject', withSubject('Ihr Konto K1002044'), 'Subject', number],
  ['a subject in base64', withSubject(encodedWord('Verlängerung für K1002044')), 'Subject', number],
  [
    'a subject in the Q encoding',
    withSubject(encodedWord('Verlängerung für K1002044', { encoding: 'Q' })),
    'Subject',
    number,
  ],
  [
    'encoded words that cut a character and the number',
    withSubject(encodedWord('Grüße K1002044', { bytesPerWord: 3 })),
    'Subject',
    number,
  ],
  [
    'encoded words in windows-1252',
    withSubject(
      encodedWord('Grüße an katharina.brueckner@mail.test', { charset: 'windows-1252', encoding: 'Q' }),
    ),
    'Subject',
    ['email'],
  ],
  ['encoded words glued to text', withSubject(`Re:${encodedWord('K1002044')}!`), 'Subject', number],
  ['a subject in plain UTF-8', withSubject('Grüße K1002044'), 'Subject', number],
  [
    'a subject folded inside a grouped number',
    withSubject('Konto 4471\r\n 093 582'),
    'Subject',
    number,
    juergen.number,
  ],
  ['a field of the organisation', withField('X-Kunde', 'K1002044'), 'X-Kunde', number],
  [
    'a field with JSON',
    withField('X-SMTPAPI', '{"unique_args":{"mail":"katharina.brueckner@mail.test"}}'),
    'X-SMTPAPI',
    ['email'],
  ],
  ['a field with space before the colon', withField('X-Kunde ', 'K1002044'), 'X-Kunde', number],
  [
    'List-Unsubscribe with percent',
    withField('List-Unsubscribe', '<https://bibliothek.test/u?m=katharina.brueckner%40mail.test>'),
    'List-Unsubscribe',
    ['email'],
  ],
  [
    'List-Unsubscribe with a token',
    withField(
      'List-Unsubscribe',
      `<https://bibliothek.test/u/${Buffer.from('katharina.brueckner@mail.test').toString('base64url')}>`,
    ),
    'List-Unsubscribe',
    ['email'],
  ],
  [
    'List-Unsubscribe by mail',
    withField('List-Unsubscribe', '<mailto:abmelden@bibliothek.test?subject=K1002044>'),
    'List-Unsubscribe',
    number,
  ],
  ['Comments', withField('Comments', 'Vorgang (K1002044)'), 'Comments', number],
  ['Keywords', withField('Keywords', 'Mahnung, K1002044'), 'Keywords', number],
  ['Reply-To', withField('Reply-To', 'Katharina <katharina.brueckner@mail.test>'), 'Reply-To', ['email']],
  ['References', withField('References', '<K1002044.17@bibliothek.test>'), 'References', number],
  [
    'Received',
    withField(
      'Received',
      'from app by mx.test for <katharina.brueckner@mail.test>; Tue, 03 Mar 2026 10:00:00 +0100',
    ),
    'Received',
    ['email'],
  ],
  ['a comment in an address field', withField('Sender', 'info@bibliothek.test (K1002044)'), 'Sender', number],
]

const recipients: readonly Row[] = [
  [
    'an open list of recipients',
    mail(
      [
        ...envelope('Ihr Konto', `Anna Lehmann <${anna.email}>, ${katharina.email}`),
        ['X-Envelope-To', anna.email],
      ],
      body,
    ),
    'To',
    ['email'],
  ],
  [
    'To of somebody else under an own envelope',
    mail([...envelope('Ihr Konto', katharina.email), ['X-Envelope-To', anna.email]], body),
    'To',
    ['email'],
  ],
  [
    'a display name of somebody else',
    mail(envelope('Ihr Konto', `"Katharina Brückner" <${anna.email}>`), body),
    'To',
    ['name'],
    katharina.number,
    'addressed',
  ],
  [
    'an encoded display name of somebody else',
    mail(envelope('Ihr Konto', `${encodedWord('Brückner, Katharina')} <${anna.email}>`), body),
    'To',
    ['name'],
    katharina.number,
    'addressed',
  ],
  [
    'a display name as a comment',
    mail(envelope('Ihr Konto', `${anna.email} (Katharina Brueckner)`), body),
    'To',
    ['name'],
    katharina.number,
    'addressed',
  ],
]

/** Names of files stand where the addressee stands; the place is not the field but the attachment. */
const fileNames: readonly (readonly [
  name: string,
  parameter: string,
  kinds: HiddenForm['kinds'],
  rule: HiddenForm['rule'],
  contentType?: string,
])[] = [
  ['a plain file name', 'filename="Mahnung_Katharina_Brueckner.pdf"', ['name'], 'addressed'],
  ['a surname in a file name', 'filename="Mahnung Brückner 2026.pdf"', ['name'], 'addressed'],
  [
    'a continued file name',
    continuedParameter('filename', 'Mahnung Katharina Brückner.pdf'),
    ['name'],
    'addressed',
  ],
  [
    'an extended file name',
    "filename*=utf-8''Mahnung%20Katharina%20Br%C3%BCckner.pdf",
    ['name'],
    'addressed',
  ],
  [
    'an encoded word as file name',
    `filename="${encodedWord('Mahnung Katharina Brückner.pdf', { bytesPerWord: 99 })}"`,
    ['name'],
    'addressed',
  ],
  ['a number in a file name', 'filename="mahnung-K1002044.pdf"', number, 'identifier'],
  [
    'a name only in the content type',
    '',
    number,
    'identifier',
    'application/pdf; name="mahnung_K1002044.pdf"',
  ],
]

const harmlessPdf = await pdf({ lines: ['Ihre Unterlagen'] })

export const headerForms: readonly HiddenForm[] = [
  ...[...rows, ...recipients].map(
    ([name, written, field, kinds, dataSubject = katharina.number, rule = 'identifier']): HiddenForm => ({
      name: `header: ${name}`,
      mail: written,
      dataSubject,
      kinds,
      rule,
      place: new RegExp(`^header:${field}$`, 'i'),
    }),
  ),
  ...fileNames.map(
    ([name, nameParameter, kinds, rule, contentType = 'application/pdf']): HiddenForm => ({
      name: `header: ${name}`,
      mail: mail(
        envelope(),
        multipart('mixed', [body, filePart(harmlessPdf, contentType, { nameParameter })]),
      ),
      dataSubject: katharina.number,
      kinds,
      rule,
      place: /^attachment#1/,
    }),
  ),
  {
    name: 'header: the description of a part',
    mail: mail(
      envelope(),
      multipart('mixed', [
        body,
        filePart(harmlessPdf, 'application/pdf', {
          name: 'a.pdf',
          headers: [['Content-Description', 'Beleg K1002044']],
        }),
      ]),
    ),
    dataSubject: katharina.number,
    kinds: number,
    rule: 'identifier',
    place: /header:Content-Description|attachment#1/i,
  },
]
