import { expect, test } from 'vitest'
import { passagesOf, readMail, uncheckedOf } from '../../../test/support/read-mail.ts'

/** Lines of a mail, joined as the standard asks. */
function mail(...lines: readonly string[]): string {
  return lines.join('\r\n')
}

const part = (type: string, text: string) => ['--b', `Content-Type: ${type}`, '', text]
const mixed = 'Content-Type: multipart/mixed; boundary=b'

interface Case {
  readonly name: string
  readonly mail: string
  readonly passages: readonly string[]
  readonly unchecked?: readonly string[]
}

const structures: readonly Case[] = [
  {
    name: 'a mail without any MIME header is text',
    mail: mail('Subject: x', '', 'Hallo'),
    passages: ['text/plain: Hallo'],
  },
  {
    name: 'a body that begins without an empty line is a body',
    mail: mail('Subject: x', 'Hallo, keine Kopfzeile', 'K1000001'),
    passages: ['text/plain: Hallo, keine Kopfzeile\r\nK1000001'],
  },
  {
    name: 'a mail without headers is a body',
    mail: 'Hallo K1000001',
    passages: ['text/plain: Hallo K1000001'],
  },
  {
    name: 'each alternative is read',
    mail: mail(
      'Content-Type: multipart/alternative; boundary="b"',
      '',
      ...part('text/plain', 'eins'),
      ...part('text/html', '<p>zwei</p>'),
      '--b--',
    ),
    passages: ['text/plain: eins', 'text/html: zwei'],
  },
  {
    name: 'text before, after and between parts is read',
    mail: mail(
      mixed,
      '',
      'vorher',
      ...part('text/plain', 'eins'),
      '--b--',
      'nachher',
      '--b',
      '',
      'noch einer',
    ),
    passages: [
      'multipart/mixed: vorher',
      'text/plain: eins',
      'multipart/mixed: nachher',
      'text/plain: noch einer',
    ],
  },
  {
    name: 'a boundary that never appears leaves the body as text',
    mail: mail(mixed, '', 'Hallo K1000001'),
    passages: ['multipart/mixed: Hallo K1000001'],
  },
  {
    name: 'a wrong boundary is replaced by the one that is used',
    mail: mail(
      mixed,
      '',
      '--other',
      'Content-Type: text/plain',
      '',
      'eins',
      '--other',
      'Content-Type: text/plain',
      '',
      'zwei',
    ),
    passages: ['text/plain: eins', 'text/plain: zwei'],
  },
  {
    name: 'a missing boundary is guessed',
    mail: mail('Content-Type: multipart/mixed', '', '--x', 'Content-Type: text/plain', '', 'eins', '--x--'),
    passages: ['text/plain: eins'],
  },
  {
    name: 'a missing end delimiter loses nothing',
    mail: mail(mixed, '', ...part('text/plain', 'eins'), ...part('text/plain', 'zwei')),
    passages: ['text/plain: eins', 'text/plain: zwei'],
  },
  {
    name: 'an inner boundary may begin with the outer one',
    mail: mail(
      mixed,
      '',
      ...part('multipart/alternative; boundary=bb', ''),
      '--bb',
      '',
      'innen',
      '--bb--',
      ...part('text/plain', 'aussen'),
      '--b--',
    ),
    passages: ['text/plain: innen', 'text/plain: aussen'],
  },
  {
    name: 'an outer delimiter ends inner parts that were never closed',
    mail: mail(
      mixed,
      '',
      ...part('multipart/alternative; boundary=c', ''),
      '--c',
      '',
      'innen',
      ...part('text/plain', 'aussen'),
      '--b--',
    ),
    passages: ['text/plain: innen', 'text/plain: aussen'],
  },
  {
    name: 'a digest holds messages',
    mail: mail(
      'Content-Type: multipart/digest; boundary=b',
      '',
      '--b',
      '',
      'Subject: innen',
      '',
      'Text',
      '--b--',
    ),
    passages: ['attachment#1:eml/text/plain: Text'],
  },
  {
    name: 'a message within a message counts its own attachments',
    mail: mail(
      mixed,
      '',
      ...part('application/x-unknown; name=a.txt', 'erster'),
      ...part(
        'message/rfc822',
        mail('Subject: innen', 'Content-Type: application/x-unknown; name=b.txt', '', 'zweiter'),
      ),
      '--b--',
    ),
    passages: [
      'attachment#1:txt!: a.txt',
      'attachment#1:txt: erster',
      'attachment#2:eml/attachment#1:txt!: b.txt',
      'attachment#2:eml/attachment#1:txt: zweiter',
    ],
  },
  {
    name: 'two content types that contradict are both followed',
    mail: mail('Content-Type: text/html', 'Content-Type: text/plain', '', 'A<b>B</b>'),
    passages: ['text/html: AB', 'text/plain: A<b>B</b>'],
  },
  {
    name: 'a second content type does not hide parts',
    mail: mail('Content-Type: text/plain', mixed, '', ...part('text/plain', 'eins'), '--b--'),
    passages: ['text/plain: eins', 'text/plain: --b\r\nContent-Type: text/plain\r\n\r\neins\r\n--b--'],
  },
  {
    name: 'two transfer encodings that contradict are both followed',
    mail: mail(
      'Content-Transfer-Encoding: 7bit',
      'Content-Transfer-Encoding: base64',
      '',
      'SGFsbG8gV2VsdA==',
    ),
    passages: ['text/plain: SGFsbG8gV2VsdA==\nHallo Welt', 'text/plain: Hallo Welt'],
  },
  {
    name: 'an unknown transfer encoding is read as it stands, and said',
    mail: mail('Content-Transfer-Encoding: rot13', '', 'Hallo'),
    passages: ['text/plain: Hallo'],
    unchecked: ['text/plain: unknown-format'],
  },
  {
    name: 'encrypted parts are said',
    mail: mail(
      'Content-Type: multipart/encrypted; boundary=b',
      '',
      ...part('application/pgp-encrypted', 'Version: 1'),
      ...part('application/octet-stream', '-----BEGIN PGP MESSAGE-----'),
      '--b--',
    ),
    passages: ['application/pgp-encrypted: Version: 1'],
    unchecked: ['multipart/encrypted: encrypted', 'application/octet-stream: encrypted'],
  },
  {
    name: 'a detached signature is nothing a person reads',
    mail: mail(
      'Content-Type: multipart/signed; boundary=b',
      '',
      ...part('text/plain', 'Text'),
      ...part('application/pgp-signature', '-----BEGIN PGP SIGNATURE-----'),
      '--b--',
    ),
    passages: ['text/plain: Text'],
  },
  {
    name: 'a piece of a divided message is read, and said to be incomplete',
    mail: mail('Content-Type: message/partial; id=1; number=1; total=2', '', 'Subject: innen', '', 'Anfang'),
    passages: ['message/partial/text/plain: Anfang'],
    unchecked: ['message/partial: broken'],
  },
  {
    name: 'a part that lies elsewhere is said, and its description is read',
    mail: mail(
      'Content-Type: message/external-body; access-type=URL; URL="https://example.org/K1"',
      '',
      'Content-Type: text/plain',
      '',
      'Hinweis',
    ),
    passages: ['message/external-body/text/plain: Hinweis'],
    unchecked: ['message/external-body: unknown-format'],
  },
  {
    name: 'a multipart that is encoded as a whole is decoded',
    mail: mail(
      mixed,
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from(mail('--b', 'Content-Type: text/html', '', '<i>a</i>b', '--b--')).toString('base64'),
    ),
    passages: ['text/html: ab'],
  },
]

for (const { name, mail: text, passages, unchecked = [] } of structures) {
  for (const [breaks, pattern] of [
    ['CRLF', '\r\n'],
    ['LF', '\n'],
    ['CR CR LF', '\r\r\n'],
    ['CR', '\r'],
  ] as const) {
    test(`${name} (${breaks})`, async () => {
      const pieces = await readMail(text.replaceAll('\r\n', pattern))
      const found = passagesOf(pieces).map((passage) => passage.replace(/\r*\n|\r/g, '\n'))
      for (const passage of passages) expect(found).toContain(passage.replaceAll('\r\n', '\n'))
      expect(uncheckedOf(pieces)).toEqual(unchecked)
      expect(pieces.at(-1)?.kind).toBe('end')
    })
  }
}

const places: readonly [name: string, header: string, place: string][] = [
  ['a third alternative', 'Content-Type: text/x-amp-html', 'text/x-amp-html'],
  ['a report of delivery', 'Content-Type: message/delivery-status', 'message/delivery-status'],
  ['an invitation', 'Content-Type: text/calendar; method=REQUEST', 'text/calendar'],
  ['a named invitation', 'Content-Type: text/calendar; name=a.ics', 'attachment#1:ics'],
  ['a data block', 'Content-Type: application/json', 'application/json'],
  ['an unknown kind of text', 'Content-Type: text/x-unknown', 'text/x-unknown'],
  ['a kind of text in capitals', 'Content-Type: TEXT/X-Unknown', 'text/x-unknown'],
  [
    'what is called an attachment',
    'Content-Type: text/plain\r\nContent-Disposition: attachment',
    'attachment#1:txt',
  ],
  ['a text with the name of a file', 'Content-Type: text/plain; name=a.txt', 'attachment#1:txt'],
  [
    'a text shown in place, with the name of a file',
    'Content-Type: text/plain\r\nContent-Disposition: inline; filename=a.txt',
    'attachment#1:txt',
  ],
  ['a text shown in place', 'Content-Type: text/plain\r\nContent-Disposition: inline', 'text/plain'],
  ['a type that holds a number', 'Content-Type: text/k1002044', 'application/octet-stream'],
  ['a type of no known class', 'Content-Type: brueckner/plain', 'application/octet-stream'],
  ['a type that holds an address', 'Content-Type: text/anna@example.org', 'application/octet-stream'],
]

for (const [name, header, place] of places) {
  test(`the place is ${place}: ${name}`, async () => {
    const pieces = await readMail(mail(mixed, '', '--b', header, '', 'Hallo', '--b--'))
    const placesOf = pieces.flatMap((piece) =>
      piece.kind === 'passage' && piece.text.includes('Hallo') ? [piece.place] : [],
    )
    expect(placesOf).toEqual([place])
  })
}

test('returned headers stand below the type of their part', async () => {
  const pieces = await readMail(
    mail(mixed, '', ...part('text/rfc822-headers', 'To: katharina@example.org\r\nSubject: x'), '--b--'),
  )
  expect(passagesOf(pieces, 'all')).toContain('text/rfc822-headers/header:To: katharina@example.org')
})

test('a message has a number of its own without being called an attachment', async () => {
  const pieces = await readMail(
    mail(mixed, '', ...part('message/rfc822', 'Subject: innen\r\n\r\nHallo'), '--b--'),
  )
  expect(passagesOf(pieces)).toContain('attachment#1:eml/text/plain: Hallo')
})
