import { expect, test } from 'vitest'
import { compoundBytes } from '../../test/support/compound-bytes.ts'
import { msgParts } from '../../test/support/msg-bytes.ts'
import { passagesOf, readMail, uncheckedOf } from '../../test/support/read-mail.ts'
import { propertyId } from './outlook/outlook-message.ts'

const letter = compoundBytes(
  msgParts({
    properties: {
      [propertyId.subject]: 'Mahnung für Erika Müller',
      [propertyId.transportHeaders]: 'Received: from mail.example.org\r\nX-Kunde: K1000001\r\n',
      [propertyId.body]: 'Sehr geehrte Frau Müller,',
      32769: 'Aktenzeichen A-4711',
    },
    binaries: { [propertyId.html]: new Uint8Array(Buffer.from('<p>Frau M\xfc<b>ll</b>er</p>', 'latin1')) },
    recipients: [
      {
        properties: {
          [propertyId.displayName]: 'Erika Müller',
          [propertyId.smtpAddress]: 'erika@example.org',
          [propertyId.recipientType]: 1,
        },
      },
    ],
    attachments: [
      {
        properties: { [propertyId.attachLongFilename]: 'Liste Müller.txt' },
        binaries: { [propertyId.attachData]: new Uint8Array(Buffer.from('K1000002')) },
      },
    ],
  }),
)

test('a mail of Outlook gives the pieces of a mail', async () => {
  const pieces = await readMail(letter, { envelopeIsGiven: false, allowedFiles: [] }, {}, 'msg')
  expect(pieces.find((piece) => piece.kind === 'envelope')).toEqual({
    kind: 'envelope',
    source: 'visible',
    addresses: ['erika@example.org'],
  })
  expect(passagesOf(pieces, 'header')).toEqual([
    'header:Received: from mail.example.org',
    'header:X-Kunde: X-Kunde: K1000001',
    'header:Subject: Mahnung für Erika Müller',
    'header:To: "Erika Müller" <erika@example.org>',
    'header:To!: Erika Müller',
  ])
  const bodies = passagesOf(pieces)
  expect(bodies).toContain('text/plain: Sehr geehrte Frau Müller,')
  expect(bodies).toContain('text/html: Frau Müller')
  expect(bodies).toContain('attachment#1:txt!: Liste Müller.txt')
  expect(bodies).toContain('attachment#1:txt: K1000002')
  expect(bodies.join('\n')).toContain('A-4711')
  expect(uncheckedOf(pieces)).toEqual([])
  expect(pieces.at(-1)?.kind).toBe('end')
})

test('a mail of Outlook attached to a mail stands below its place', async () => {
  const mail = Buffer.concat([
    Buffer.from(
      'Subject: x\nContent-Type: application/vnd.ms-outlook; name=a.msg\nContent-Transfer-Encoding: base64\n\n',
    ),
    Buffer.from(Buffer.from(letter).toString('base64')),
  ])
  const pieces = await readMail(mail)
  expect(passagesOf(pieces)).toContain('attachment#1:msg/attachment#1:txt: K1000002')
  expect(passagesOf(pieces, 'header')).toContain('attachment#1:msg/header:To!: Erika Müller')
})

test('a broken mail of Outlook is said, and what stands in it in plain sight is read', async () => {
  const pieces = await readMail(letter.subarray(0, letter.length / 2), undefined, {}, 'msg')
  expect(uncheckedOf(pieces).join()).toContain('broken')
})

test('a mail under the wrong ending is read as what it is', async () => {
  const pieces = await readMail('From: a@example.org\nSubject: x\n\nHallo', undefined, {}, 'msg')
  expect(passagesOf(pieces)).toEqual(['text/plain: Hallo'])
})
