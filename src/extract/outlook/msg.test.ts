import { describe, expect, test } from 'vitest'
import { compoundBytes } from '../../../test/support/compound-bytes.ts'
import { readCutEverywhere, readWithChangedBytes } from '../../../test/support/hostile.ts'
import type { MsgParts } from '../../../test/support/msg-bytes.ts'
import { msgParts } from '../../../test/support/msg-bytes.ts'
import { recordingDesk } from '../../../test/support/recording-desk.ts'
import { parseMsg, readMsg } from './msg.ts'
import { propertyId } from './outlook-message.ts'

const { subject, body, html, rtf, transportHeaders, displayName, smtpAddress, emailAddress, recipientType } =
  propertyId

function msg(parts: MsgParts): Uint8Array {
  return compoundBytes(msgParts(parts))
}

const parse = (parts: MsgParts) => parseMsg(msg(parts), () => {})
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))

const whole: MsgParts = {
  properties: {
    [subject]: 'Mahnung für Erika Müller',
    [transportHeaders]: 'Received: from mail.example.org\r\nX-Kunde: K1000001\r\n',
    [body]: 'Sehr geehrte Frau Müller,',
    66: 'Bibliothek',
    23810: 'bibliothek@example.org',
    32769: 'Aktenzeichen A-4711',
  },
  binaries: { [html]: bytesOf('<p>Sehr geehrte Frau M\xfcller</p>') },
  recipients: [
    { properties: { [displayName]: 'Erika Müller', [smtpAddress]: 'erika@example.org', [recipientType]: 1 } },
    { properties: { [displayName]: 'Max', [emailAddress]: 'max@example.org', [recipientType]: 3 } },
  ],
  attachments: [
    {
      properties: {
        [propertyId.attachLongFilename]: 'Rechnung Müller.pdf',
        [propertyId.attachFilename]: 'RECHNU~1.PDF',
        [propertyId.attachMimeTag]: 'Application/PDF',
      },
      binaries: { [propertyId.attachData]: bytesOf('%PDF') },
    },
  ],
}

test('headers are those of the internet and those made of properties', () => {
  const message = parse(whole)
  expect(message.transportHeaders).toContain('X-Kunde: K1000001')
  expect(message.headers).toEqual([
    ['From', 'Bibliothek <bibliothek@example.org>'],
    ['Subject', 'Mahnung für Erika Müller'],
  ])
})

test('recipients have their kind, name and address', () => {
  expect(parse(whole).recipients).toEqual([
    { type: 'to', name: 'Erika Müller', address: 'erika@example.org' },
    { type: 'bcc', name: 'Max', address: 'max@example.org' },
  ])
})

test('bodies are given as text and as the bytes of the HTML', () => {
  const message = parse(whole)
  expect(message.bodyText).toBe('Sehr geehrte Frau Müller,')
  expect(message.bodyHtml?.bytes).toEqual(bytesOf('<p>Sehr geehrte Frau M\xfcller</p>'))
})

test('an attachment has its long name, its type in lower case and its bytes', () => {
  expect(parse(whole).attachments).toEqual([
    { kind: 'file', name: 'Rechnung Müller.pdf', mediaType: 'application/pdf', bytes: bytesOf('%PDF') },
  ])
})

test('texts with a name of their own are kept', () => {
  expect(parse(whole).otherTexts).toContain('Aktenzeichen A-4711')
})

test('a subject that Outlook shows is kept where the headers say another', () => {
  expect(parse(whole).otherTexts).toContain('Mahnung für Erika Müller')
})

const codePages: readonly [string, number, string, string][] = [
  ['western letters', 1252, 'M\xfcller', 'Müller'],
  ['Polish letters', 1250, 'Wa\xb3\xeasa', 'Wałęsa'],
  ['Cyrillic letters', 1251, '\xc8\xe2\xe0\xed', 'Иван'],
  ['UTF-8', 65001, 'M\xc3\xbcller', 'Müller'],
]
for (const [name, page, stored, expected] of codePages) {
  test(`eight-bit texts are read in the code page of the message: ${name}`, () => {
    const message = parse({
      properties: { [propertyId.messageCodePage]: page },
      eightBit: { [body]: bytesOf(stored) },
    })
    expect(message.bodyText).toBe(expected)
  })
}

test('the character set of the HTML is the one the mail came with', () => {
  const message = parse({
    properties: { [propertyId.internetCodePage]: 28592 },
    binaries: { [html]: bytesOf('<p>') },
  })
  expect(message.bodyHtml?.charset).toBe('iso-8859-2')
})

test('packed RTF is unpacked', () => {
  const packed = '1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0'
  const message = parse({ properties: {}, binaries: { [rtf]: new Uint8Array(Buffer.from(packed, 'hex')) } })
  expect(Buffer.from(message.rtf ?? []).toString()).toBe('{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}')
})

test('broken RTF is damage and hides nothing else', () => {
  const message = parse({ properties: { [body]: 'Text' }, binaries: { [rtf]: bytesOf('x'.repeat(40)) } })
  expect([message.damaged, message.bodyText]).toEqual([true, 'Text'])
})

test('a mail within a mail is a message with all its parts', () => {
  const [attachment] = parse({
    properties: {},
    attachments: [{ properties: {}, message: whole }],
  }).attachments
  expect(attachment?.kind === 'message' && attachment.message.headers).toContainEqual([
    'Subject',
    'Mahnung für Erika Müller',
  ])
})

test('mails within mails are followed to a limit', () => {
  let inner: MsgParts = { properties: { [subject]: 'innen' } }
  for (let depth = 0; depth < 30; depth++)
    inner = { properties: {}, attachments: [{ properties: {}, message: inner }] }
  const reasons: string[] = []
  let { attachments } = parse(inner)
  for (;;) {
    const [attachment] = attachments
    if (attachment?.kind !== 'message') {
      if (attachment?.kind === 'unread') reasons.push(attachment.reason)
      break
    }
    attachments = attachment.message.attachments
  }
  expect(reasons).toEqual(['too-deep'])
})

describe('on a desk', () => {
  test('everything of the mail is put down', async () => {
    const desk = recordingDesk()
    await readMsg(msg(whole), desk)
    const text = desk.texts.join('\n')
    for (const expected of [
      'To: Erika Müller <erika@example.org>',
      'Mahnung für Erika Müller',
      'X-Kunde: K1000001',
      'A-4711',
    ]) {
      expect(text).toContain(expected)
    }
    expect(desk.files.map(({ file }) => file)).toEqual([
      { name: 'Rechnung Müller.pdf', mediaType: 'application/pdf' },
    ])
  })

  test('mails within are put down as well', async () => {
    const desk = recordingDesk()
    await readMsg(msg({ properties: {}, attachments: [{ properties: {}, message: whole }] }), desk)
    expect(desk.texts.join('\n')).toContain('Sehr geehrte Frau Müller')
  })

  test('an object of another program is unchecked', async () => {
    const desk = recordingDesk()
    await readMsg(
      msg({ properties: {}, attachments: [{ properties: {}, object: { Inhalt: bytesOf('x') } }] }),
      desk,
    )
    expect(desk.uncheckedReasons).toEqual(['unknown-format'])
  })

  test('a file cut anywhere is read or an ordinary error', () => readCutEverywhere(readMsg, msg(whole)))
  test('a file with changed bytes is read or an ordinary error', () =>
    readWithChangedBytes(readMsg, msg(whole), 300))
})
