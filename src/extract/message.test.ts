import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { passagesOf, plainOptions, readMail, uncheckedOf } from '../../test/support/read-mail.ts'
import { readMessageBytes } from './message.ts'
import type { Piece } from './piece.ts'

const fromOutside = { envelopeIsGiven: true, allowedFiles: [] }
const fromHeaders = { envelopeIsGiven: false, allowedFiles: [] }

function envelopeIn(pieces: readonly Piece[]) {
  return pieces.find((piece) => piece.kind === 'envelope')
}

const envelopes: readonly [name: string, header: string, source: string, addresses: readonly string[]][] = [
  [
    'X-Envelope-To before all others',
    'Delivered-To: a@example.org\nX-Envelope-To: b@example.org\nTo: c@example.org',
    'X-Envelope-To',
    ['b@example.org'],
  ],
  [
    'X-Original-To before Delivered-To',
    'Delivered-To: a@example.org\nX-Original-To: b@example.org',
    'X-Original-To',
    ['b@example.org'],
  ],
  [
    'every occurrence',
    'Delivered-To: a@example.org\nDelivered-To: b@example.org',
    'Delivered-To',
    ['a@example.org', 'b@example.org'],
  ],
  [
    'the visible fields',
    'To: a@example.org\nCc: G: b@example.org, c@example.org;\nBcc: d@example.org\nResent-To: e@example.org',
    'visible',
    ['a@example.org', 'b@example.org', 'c@example.org', 'd@example.org', 'e@example.org'],
  ],
  ['an address only once', 'To: a@example.org, A@EXAMPLE.org', 'visible', ['a@example.org']],
  ['nobody', 'Subject: x', 'visible', []],
]

for (const [name, header, source, addresses] of envelopes) {
  test(`envelope recipients: ${name}`, async () => {
    expect(envelopeIn(await readMail(`${header}\n\nx`, fromHeaders))).toEqual({
      kind: 'envelope',
      source,
      addresses,
    })
  })
}

test('the envelope follows the headers and comes before any part', async () => {
  const kinds = (await readMail('To: a@example.org\nSubject: s\n\nText')).map((piece) => piece.kind)
  expect(kinds).toEqual(['passage', 'passage', 'envelope', 'passage', 'end'])
})

test('a field from which the envelope is read is no content, unless the envelope is given', async () => {
  const mail = 'Delivered-To: a@example.org\nBcc: b@example.org\nTo: c@example.org\n\nx'
  expect(passagesOf(await readMail(mail, fromHeaders), 'header')).toEqual([
    'header:Bcc: b@example.org',
    'header:To: c@example.org',
  ])
  expect(passagesOf(await readMail(mail, fromOutside), 'header')).toHaveLength(3)
  const visible = 'Bcc: b@example.org\nTo: c@example.org\n\nx'
  expect(passagesOf(await readMail(visible, fromHeaders), 'header')).toEqual(['header:To: c@example.org'])
})

const headers: readonly [name: string, header: string, passages: readonly string[]][] = [
  ['a folded field', 'Subject: eins\r\n zwei', ['header:Subject: eins zwei']],
  ['eight-bit bytes without a label', 'Subject: M\xfcller', ['header:Subject: Müller']],
  ['raw UTF-8', 'Subject: M\xc3\xbcller', ['header:Subject: Müller']],
  [
    'an unknown field with its name',
    'X-Kundennummer: K1000001',
    ['header:X-Kundennummer: X-Kundennummer: K1000001'],
  ],
  ['a number in the name is read and not printed', 'X-K1002044: y', ['header:X-K#: X-K1002044: y']],
  ['a name in any case', 'SUBJECT: x', ['header:Subject: x']],
  ['space before the colon', 'Subject : x', ['header:Subject: x']],
  ['zero bytes', 'Sub\0ject: 10\x00001', ['header:Subject: 10001']],
  ['every occurrence', 'Subject: a\nSubject: b', ['header:Subject: a', 'header:Subject: b']],
  [
    'the name of the addressee',
    'To: "M\xfcller, Anna" <a@example.org>',
    ['header:To: "Müller, Anna" <a@example.org>', 'header:To!: Müller, Anna'],
  ],
  [
    'the line that separates mails in an mbox',
    'From anna@example.org Mon Jan  5 10:00:00 2026\nSubject: x',
    ['header:From: anna@example.org Mon Jan  5 10:00:00 2026', 'header:Subject: x'],
  ],
]

for (const [name, header, passages] of headers) {
  test(`header fields: ${name}`, async () => {
    expect(passagesOf(await readMail(`${header}\r\n\r\nText`), 'header')).toEqual(passages)
  })
}

test('headers of a part stand below its place, and names are without their path', async () => {
  const pieces = await readMail(
    'Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: application/pdf; name="C:\\\\x\\\\Anna.txt"\nX-A: 1\n\nText\n--b--',
  )
  expect(passagesOf(pieces, 'all')).toContain('attachment#1:txt!: Anna.txt')
  expect(passagesOf(pieces, 'all')).toContain('attachment#1:txt/header:X-A: X-A: 1')
})

test('the name of a file stands at the file only, unless folders or a comment stand beside it', async () => {
  const header = (value: string) => readMail(`Content-Disposition: attachment; ${value}\n\nText`)
  const said = async (value: string) => passagesOf(await header(value), 'all')
  expect(await said('filename="Anna (1).txt"; size=4')).toEqual([
    'header:Content-Disposition: attachment; size=4',
    'attachment#1:txt!: Anna (1).txt',
    'attachment#1:txt: Text',
  ])
  expect((await said('filename="Anna/a.txt"')).join()).toContain('Anna/a.txt')
  expect((await said('filename=a.txt (Anna)')).join()).toContain('Anna')
  expect(await said("filename=a.txt; filename*=utf-8''%C3%A4.txt; filename=b.txt")).toEqual(
    expect.arrayContaining([
      'attachment#1:txt!: a.txt',
      'attachment#1:txt!: ä.txt',
      'attachment#1:txt!: b.txt',
    ]),
  )
})

const text = 'Sehr geehrte Frau Müller,\r\nIhre Nummer ist K1000001 = alt.\r\n'
const bytesIn = (charset: 'latin1' | 'utf8' | 'utf16le') => Buffer.from(text, charset)
const quoted = (bytes: Buffer) =>
  [...bytes]
    .map((byte, at) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}${at % 20 === 19 ? '=\r\n' : ''}`)
    .join('')
const bodies: readonly [name: string, header: string, body: Buffer][] = [
  ['8bit', 'text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit', bytesIn('utf8')],
  ['8bit without a label', 'text/plain', bytesIn('latin1')],
  ['latin-1', 'text/plain; charset=iso-8859-1', bytesIn('latin1')],
  ['binary UTF-16', 'text/plain; charset=utf-16le\r\nContent-Transfer-Encoding: binary', bytesIn('utf16le')],
  [
    'base64 in lines',
    'text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64',
    Buffer.from(bytesIn('utf8').toString('base64').replace(/.{10}/g, '$&\r\n')),
  ],
  [
    'base64 without padding',
    'text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: BASE64',
    Buffer.from(bytesIn('latin1').toString('base64').replaceAll('=', '')),
  ],
  [
    'base64 UTF-16',
    'text/plain; charset=utf-16\r\nContent-Transfer-Encoding: base64',
    Buffer.from(bytesIn('utf16le').toString('base64')),
  ],
  [
    'quoted-printable',
    'text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable',
    Buffer.from(quoted(bytesIn('utf8'))),
  ],
  [
    'quoted-printable in lower case',
    'text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable',
    Buffer.from(quoted(bytesIn('latin1')).toLowerCase()),
  ],
]

for (const [name, header, body] of bodies) {
  test(`the same text is read in every encoding: ${name}`, async () => {
    const pieces = await readMail(Buffer.concat([Buffer.from(`Content-Type: ${header}\r\n\r\n`), body]))
    expect(passagesOf(pieces)[0]?.replace(/\r\n/g, '\n')).toContain(text.trim().replace(/\r\n/g, '\n'))
    expect(uncheckedOf(pieces)).toEqual([])
  })
}

const hidden: readonly [name: string, mail: string][] = [
  ['a soft break inside a number', 'Content-Transfer-Encoding: quoted-printable\n\nK1000=\n001'],
  ['a soft break with spaces', 'Content-Transfer-Encoding: quoted-printable\n\nK1000=  \r\n001'],
  ['a malformed escape beside it', 'Content-Transfer-Encoding: quoted-printable\n\n=XY=K1000001='],
  ['quoted-printable that nobody declared', 'Subject: x\n\nK1000=\n001'],
  ['base64 with foreign characters', 'Content-Transfer-Encoding: base64\n\nSz*Ew!MDAwMDE='],
  ['base64 that was joined', 'Content-Transfer-Encoding: base64\n\nSw==MTAwMDAwMQ=='],
  ['text after base64', 'Content-Transfer-Encoding: base64\n\nSGFsbG8=\n-- \nK1000001'],
  ['a base64 body that nobody declared', 'Subject: x\n\nS3VuZGU6IEsxMDAwMDAx'],
  [
    'a base64 block inside text',
    `Subject: x\n\nHier:\n${Buffer.from('Kundennummer: K1000001 und noch etwas mehr Text').toString('base64').replace(/.{48}/, '$&\n')}\nEnde`,
  ],
  ['uuencode inside text', 'Subject: x\n\nHallo\nbegin 644 a.txt\n(2S$P,#`P,#$`\n`\nend\nGruss'],
  [
    'uuencode as transfer encoding',
    'Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a.txt\n(2S$P,#`P,#$`\n`\nend',
  ],
  [
    'printable characters in an unknown file',
    'Content-Type: application/x-foo\n\n\x00\x01\x02\x03\x00\x01\x02\x04\xffK1000001\x00\x01\x02\x05\x00',
  ],
  [
    'UTF-16 characters in an unknown file',
    'Content-Type: application/x-foo\n\n\x01\x02\x03\x02\x01\x02\x04\xffK\x001\x000\x000\x000\x000\x000\x001\x00\x01\x02\x05\x01',
  ],
  ['a mail saved as UTF-16', Buffer.from('\ufeffSubject: x\n\nK1000001', 'utf16le').toString('latin1')],
  ['a mail with zero bytes', 'Subject: x\n\nK100\x000\x00001'],
  ['an encoded word inside text', 'Subject: x\n\n> Subject: =?utf-8?B?SzEwMDAwMDE=?='],
  [
    'a page in base64 that nobody declared',
    `Content-Type: text/html\n\n${Buffer.from('<p>Ihre Nummer: K100<b>0001</b>, bitte angeben</p>').toString('base64')}`,
  ],
  [
    'a page in quoted-printable that nobody declared',
    'Content-Type: text/html\n\n<p class=3D"a">K10=\n00001</p>',
  ],
  [
    'headers that a mail system returns',
    'Content-Type: text/rfc822-headers\n\nSubject: =?utf-8?B?SzEwMDAwMDE=?=\n',
  ],
  ['flowed text', 'Content-Type: text/plain; format=flowed; delsp=yes\n\nK1000 \n001'],
  [
    'a parenthesis in the target of a link in a header',
    'List-Unsubscribe: <https://example.org/ab?k=(0)K%31000001>\n\nx',
  ],
  ['marked-up text', 'Content-Type: text/enriched\n\n<bold>Konto</bold> K10<italic>00</italic>001'],
  ['the target of a link in a header', 'List-Unsubscribe: <https://example.org/?k=K%31000001>\n\nx'],
  ['a mail with a byte order mark', '\xef\xbb\xbfSubject: K1000001\n\nx'],
  [
    'a file name in the extended form',
    'Content-Disposition: attachment; filename*0=K1000; filename*1="001.txt"\n\nx',
  ],
]

for (const [name, mail] of hidden) {
  test(`a number is found: ${name}`, async () => {
    expect(passagesOf(await readMail(mail), 'all').join('\n')).toContain('K1000001')
  })
}

const opaque: readonly [name: string, mail: string, unchecked: readonly string[]][] = [
  ['an inline PGP message', 'Subject: x\n\n-----BEGIN PGP MESSAGE-----\nabc', ['text/plain: encrypted']],
  [
    'enveloped data',
    'Content-Type: application/pkcs7-mime\nContent-Transfer-Encoding: base64\n\nMBMGCSqGSIb3DQEHA6AGMAQCAQAxAA==',
    ['application/pkcs7-mime: encrypted'],
  ],
  ['yEnc', 'Subject: x\n\n=ybegin line=128 size=3 name=a.bin\nabc\n=yend', ['text/plain: unknown-format']],
  [
    'an unknown format',
    'Content-Type: application/x-foo\n\n\x00\x01\x02\x03',
    ['application/x-foo: unknown-format'],
  ],
  [
    'an unknown character set',
    'Content-Type: text/plain; charset=x-klingon\n\nM\xfcller',
    ['text/plain: unknown-charset'],
  ],
  [
    'an unknown character set in a header',
    'Subject: =?x-klingon?Q?M=FCller?=\n\nx',
    ['header:Subject: unknown-charset'],
  ],
  [
    'an archive nobody reads',
    'Content-Type: application/x-7z\n\n7z\xbc\xaf\x27\x1c\x00\x01',
    ['application/x-7z: unknown-format'],
  ],
]

for (const [name, mail, unchecked] of opaque) {
  test(`what cannot be read is said: ${name}`, async () => {
    expect(uncheckedOf(await readMail(mail))).toEqual(unchecked)
  })
}

test('content signed in one block is read', async () => {
  const inner = Buffer.from('Content-Type: text/plain\n\nK1000001')
  const octets = Buffer.concat([Buffer.from([0x04, inner.length]), inner])
  const wrap = (tag: number, ...parts: Buffer[]) => {
    const body = Buffer.concat(parts)
    return Buffer.concat([Buffer.from([tag, body.length]), body])
  }
  const data = wrap(0x30, Buffer.from('06092a864886f70d010701', 'hex'), wrap(0xa0, octets))
  const signed = wrap(
    0x30,
    Buffer.from('020101', 'hex'),
    Buffer.from('3100', 'hex'),
    data,
    Buffer.from('3100', 'hex'),
  )
  const info = wrap(0x30, Buffer.from('06092a864886f70d010702', 'hex'), wrap(0xa0, signed))
  const mail = `Content-Type: application/pkcs7-mime; smime-type=signed-data\nContent-Transfer-Encoding: base64\n\n${info.toString('base64')}`
  const pieces = await readMail(mail)
  expect(passagesOf(pieces)).toEqual(['application/pkcs7-mime/text/plain: K1000001'])
  expect(uncheckedOf(pieces)).toEqual([])
})

test('a file of the organisation itself is neither read nor unchecked, but its name is', async () => {
  const body = '\x00\x01\x02K1000001'
  const digest = createHash('sha256').update(Buffer.from(body, 'latin1')).digest('hex')
  const mail = `Content-Type: application/x-foo; name=Logo.bin\n\n${body}`
  const pieces = await readMail(mail, { ...plainOptions, allowedFiles: [digest] })
  expect(passagesOf(pieces)).toEqual(['attachment#1:bin!: Logo.bin'])
  expect(uncheckedOf(pieces)).toEqual([])
})

test('the last piece bears the digest of the bytes', async () => {
  const mail = 'Subject: x\r\n\r\ny'
  const digest = createHash('sha256').update(mail).digest('hex')
  expect((await readMail(mail)).at(-1)).toEqual({ kind: 'end', digest, bytes: mail.length })
})

test('what the receiver of pieces throws reaches the caller', async () => {
  const message = { bytes: Buffer.from('Subject: x\n\ny'), isCut: false, format: 'eml' } as const
  const refuse = () => {
    throw new Error('full')
  }
  await expect(readMessageBytes(message, plainOptions, refuse)).rejects.toThrow('full')
})

const fragments = [
  'Content-Type: multipart/mixed; boundary=b\r\n',
  'Content-Type: text/html; charset=utf-16\r\n',
  '--b\r\n',
  '--b--\r\n',
  '\r\n',
  '\n',
  '\r',
  '\0',
  'Content-Transfer-Encoding: base64\r\n',
  'Content-Transfer-Encoding: quoted-printable\r\n',
  'Content-Type: message/rfc822\r\n',
  'begin 644 a\r\n',
  'To: "a (b <c@d',
  'Subject: =?utf-8?B?',
  '?=',
  '=C3',
  '=\r\n',
  'SGFsbG8gV2VsdA==',
  '\xff\xfe',
  'PK\x03\x04',
  '%PDF-1.4',
  '{\\rtf1 x',
  '<html>',
  '\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02',
] as const

test('no bytes at all make reading throw or end without a last word', async () => {
  const piece = fc.oneof(fc.constantFrom(...fragments), fc.string({ unit: 'binary', maxLength: 8 }))
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (parts) => {
      const pieces = await readMail(parts.join(''))
      const last = pieces.at(-1)
      expect(last?.kind === 'end' || last?.kind === 'unchecked').toBe(true)
    }),
    { numRuns: 400 },
  )
})
