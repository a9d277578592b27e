/** Facts in corners of the message's structure. */
import { type Entity, filePart, mail, multipart, renderEntity, textPart } from '../../mail-builder/mime.ts'
import { base64Lines, uuencode } from '../../mail-builder/transfer.ts'
import { envelope, type HiddenForm, htmlPart, katharina } from './town.ts'

const clean = textPart('Guten Tag Anna Lehmann,\n\nIhr Buch liegt bereit.\n')
const cleanHtml = htmlPart('<p>Ihr Buch liegt bereit.</p>')
const leak = textPart('Guten Tag Anna Lehmann,\n\nIhr Konto K1002044.\n')
const leakHtml = htmlPart('<p>Ihr Konto K1002044</p>')
const inner = mail(
  [
    ['From', 'kasse@bibliothek.test'],
    ['To', 'info@bibliothek.test'],
    ['Subject', 'weitergeleitet'],
  ],
  leak,
)

const message = (bytes: Buffer): Entity => ({
  headers: [['Content-Type', 'message/rfc822']],
  body: bytes,
})

const nested = (depth: number): Entity => {
  let entity: Entity = leak
  for (let level = 0; level < depth; level++) entity = multipart('mixed', [clean, entity])
  return entity
}

const raw = (headers: string, body: string): Buffer =>
  Buffer.from(
    `${envelope()
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('')}${headers}\r\n${body}`,
  )

const rows: readonly (readonly [name: string, mail: Buffer, place: string | RegExp])[] = [
  ['only the HTML alternative', mail(envelope(), multipart('alternative', [clean, leakHtml])), 'text/html'],
  ['only the plain alternative', mail(envelope(), multipart('alternative', [leak, cleanHtml])), 'text/plain'],
  [
    'a third alternative',
    mail(
      envelope(),
      multipart('alternative', [clean, textPart('Konto K1002044', { subtype: 'x-amp-html' }), cleanHtml]),
    ),
    /amp/,
  ],
  [
    'text in front of the first boundary',
    mail(envelope(), multipart('mixed', [clean], { preamble: 'Konto K1002044' })),
    /./,
  ],
  [
    'text behind the last boundary',
    mail(envelope(), multipart('mixed', [clean], { epilogue: 'Konto K1002044' })),
    /./,
  ],
  [
    'a boundary that is never closed',
    mail(envelope(), multipart('mixed', [clean, leak], { leaveOpen: true })),
    'text/plain',
  ],
  ['a message inside', mail(envelope(), multipart('mixed', [clean, message(inner)])), /text\/plain$/],
  [
    'a message inside in base64',
    mail(
      envelope(),
      multipart('mixed', [clean, filePart(inner, 'message/rfc822', { name: 'nachricht.eml' })]),
    ),
    /text\/plain$/,
  ],
  [
    'a message inside a message inside',
    mail(envelope(), multipart('mixed', [clean, message(mail([['Subject', 'x']], message(inner)))])),
    /text\/plain$/,
  ],
  ['a digest', mail(envelope(), multipart('digest', [{ headers: [], body: inner }])), /text\/plain$/],
  [
    'the subject of a message inside',
    mail(envelope(), multipart('mixed', [clean, message(mail([['Subject', 'Konto K1002044']], clean))])),
    /header:Subject$/,
  ],
  ['twelve levels deep', mail(envelope(), nested(12)), 'text/plain'],
  [
    'related parts',
    mail(envelope(), multipart('related', [multipart('alternative', [clean, leakHtml])])),
    'text/html',
  ],
  [
    'a report of delivery',
    mail(
      envelope(),
      multipart('report', [
        clean,
        {
          headers: [['Content-Type', 'message/delivery-status']],
          body: Buffer.from(
            'Reporting-MTA: dns; mx.test\r\n\r\nFinal-Recipient: rfc822; katharina.brueckner@mail.test\r\n',
          ),
        },
      ]),
    ),
    /delivery-status/,
  ],
  [
    'the headers of a returned mail',
    mail(
      envelope(),
      multipart('report', [
        clean,
        {
          headers: [['Content-Type', 'text/rfc822-headers']],
          body: Buffer.from('To: katharina.brueckner@mail.test\r\nSubject: x\r\n'),
        },
      ]),
    ),
    /rfc822-headers/,
  ],
  [
    'an unknown type of text',
    mail(envelope(), multipart('mixed', [clean, textPart('Konto K1002044', { subtype: 'x-unknown' })])),
    /x-unknown/,
  ],
  [
    'enriched text',
    mail(envelope(), textPart('<bold>Konto</bold> K10<italic>02</italic>044', { subtype: 'enriched' })),
    /enriched/,
  ],
  [
    'HTML that says it is plain',
    mail(envelope(), textPart('<html><body>Konto K10<b>02</b>044</body></html>')),
    /text\//,
  ],
  [
    'base64 with rubbish between its lines',
    raw(
      'MIME-Version: 1.0\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n',
      base64Lines(Buffer.from('Ihr Konto K1002044 wurde verlaengert.'), 8).replace(/\r\n/g, ' *\r\n'),
    ),
    'text/plain',
  ],
  [
    'base64 without its padding',
    raw(
      'MIME-Version: 1.0\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n',
      Buffer.from('Ihr Konto: K1002044').toString('base64').replace(/=+$/, ''),
    ),
    'text/plain',
  ],
  [
    'quoted-printable with broken escapes',
    raw(
      'MIME-Version: 1.0\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n',
      '100 % =XX Rabatt = K10020=\r\n44 =4',
    ),
    'text/plain',
  ],
  [
    'an unknown transfer encoding',
    raw(
      'MIME-Version: 1.0\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: x-none\r\n',
      'Ihr Konto K1002044',
    ),
    'text/plain',
  ],
  [
    'two content types',
    raw('Content-Type: text/plain\r\nContent-Type: text/html\r\n', '<p>Konto K10<b>02</b>044</p>'),
    /text\//,
  ],
  [
    'a multipart without a boundary',
    raw('Content-Type: multipart/mixed\r\n', '--x\r\n\r\nKonto K1002044\r\n--x--\r\n'),
    /./,
  ],
  [
    'a uuencoded file inside plain text',
    mail(
      envelope(),
      textPart(`Anbei:\n${uuencode(Buffer.from('Konto K1002044'), 'konto.txt')}`, { transfer: '7bit' }),
    ),
    /./,
  ],
  [
    'a header without an empty line behind it',
    Buffer.from(
      `${envelope()
        .map(([name, value]) => `${name}: ${value}\r\n`)
        .join('')}Ihr Konto K1002044 wurde verlängert\r\n`,
    ),
    /./,
  ],
  [
    'a part whose header never ends',
    mail([...envelope(), ['Content-Type', 'multipart/mixed; boundary=b']], {
      headers: [],
      body: Buffer.from('--b\r\nContent-Type: text/plain\r\nX-Konto: K1002044\r\n--b--\r\n'),
    }),
    /./,
  ],
  [
    'a boundary in a comment and quotes',
    mail([...envelope(), ['Content-Type', 'multipart/mixed (x); boundary="b (1)"']], {
      headers: [],
      body: Buffer.concat([Buffer.from('--b (1)\r\n'), renderEntity(leak), Buffer.from('\r\n--b (1)--\r\n')]),
    }),
    'text/plain',
  ],
]

export const structureForms: readonly HiddenForm[] = rows.map(([name, written, place]) => ({
  name: `structure: ${name}`,
  mail: written,
  dataSubject: katharina.number,
  kinds: name.startsWith('a report') || name.startsWith('the headers') ? ['email'] : ['customer-number'],
  rule: 'identifier',
  place,
}))
