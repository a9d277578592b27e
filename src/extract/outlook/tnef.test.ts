import { describe, expect, test } from 'vitest'
import { readCutEverywhere, readWithChangedBytes } from '../../../test/support/hostile.ts'
import { recordingDesk } from '../../../test/support/recording-desk.ts'
import type { TnefAttribute } from '../../../test/support/tnef-bytes.ts'
import { tnefBytes, tnefName, tnefProperties, tnefTable, u32 } from '../../../test/support/tnef-bytes.ts'
import { propertyId } from './outlook-message.ts'
import { parseTnef, readTnef } from './tnef.ts'

const text8 = 0x1e
const text16 = 0x1f
const binary = 0x102
const object = 0x0d
const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))
const utf16 = (text: string) => new Uint8Array(Buffer.from(`${text}\0`, 'utf16le'))

const attributes: readonly TnefAttribute[] = [
  [1, tnefName.codePage, new Uint8Array(Buffer.concat([u32(1252), u32(0)]))],
  [1, tnefName.subject, latin1('Mahnung f\xfcr Frau M\xfcller\0')],
  [1, tnefName.body, latin1('Sehr geehrte Frau M\xfcller,\0')],
  [1, tnefName.from, latin1('\x04\0\x10\0Bibliothek\0SMTP:bibliothek@example.org\0')],
  [
    1,
    tnefName.properties,
    tnefProperties([
      { type: 0x03, id: propertyId.internetCodePage, value: 65001 },
      { type: binary, id: propertyId.html, value: [latin1('<p>K1000001</p>')] },
      { type: text16, id: 0x8005, name: 'Akte', value: [utf16('A-4711')] },
      { type: 0x101f, id: 0x8006, name: 'Schlagworte', value: [utf16('Gebühr'), utf16('Frist')] },
    ]),
  ],
  [
    1,
    tnefName.recipients,
    tnefTable([
      tnefProperties([
        { type: text16, id: propertyId.displayName, value: [utf16('Erika Müller')] },
        { type: text8, id: propertyId.smtpAddress, value: [latin1('erika@example.org\0')] },
        { type: 0x03, id: propertyId.recipientType, value: 2 },
      ]),
    ]),
  ],
  [2, tnefName.attachRenddata, new Uint8Array(14)],
  [2, tnefName.attachTitle, latin1('RECHNU~1.PDF\0')],
  [2, tnefName.attachData, latin1('%PDF')],
  [
    2,
    tnefName.attachment,
    tnefProperties([
      { type: text16, id: propertyId.attachLongFilename, value: [utf16('Rechnung Müller.pdf')] },
    ]),
  ],
  [2, tnefName.attachRenddata, new Uint8Array(14)],
  [2, tnefName.attachTitle, latin1('zwei.txt\0')],
  [2, tnefName.attachData, latin1('zwei')],
]
const whole = tnefBytes(attributes)
const parse = (bytes: Uint8Array) => parseTnef(bytes, () => {})

test('subject and body are read in the code page of the message', () => {
  const message = parse(whole)
  expect(message.headers).toContainEqual(['Subject', 'Mahnung für Frau Müller'])
  expect(message.bodyText).toBe('Sehr geehrte Frau Müller,')
})

test('HTML keeps its bytes and its character set', () => {
  expect(parse(whole).bodyHtml).toEqual({ bytes: latin1('<p>K1000001</p>'), charset: 'utf-8' })
})

test('recipients have their kind, name and address', () => {
  expect(parse(whole).recipients).toEqual([
    { type: 'cc', name: 'Erika Müller', address: 'erika@example.org' },
  ])
})

test('properties with names and lists of texts are kept, and so is the sender', () => {
  const texts = parse(whole).otherTexts
  expect(texts).toEqual(expect.arrayContaining(['A-4711', 'Gebühr', 'Frist']))
  expect(texts.join('\n')).toContain('bibliothek@example.org')
})

test('attachments have their long names and their bytes', () => {
  expect(parse(whole).attachments).toEqual([
    { kind: 'file', name: 'Rechnung Müller.pdf', bytes: latin1('%PDF') },
    { kind: 'file', name: 'zwei.txt', bytes: latin1('zwei') },
  ])
})

test('wrong checksums are read over', () => {
  expect(parse(tnefBytes(attributes, 4711)).attachments).toHaveLength(2)
})

test('packed RTF is unpacked', () => {
  const packed = new Uint8Array(
    Buffer.from('1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0', 'hex'),
  )
  const properties = tnefProperties([{ type: binary, id: propertyId.rtf, value: [packed] }])
  expect(Buffer.from(parse(tnefBytes([[1, tnefName.properties, properties]])).rtf ?? []).toString()).toBe(
    '{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}',
  )
})

function nested(inner: Uint8Array): Uint8Array {
  const value = [new Uint8Array([...new Uint8Array(16), ...inner])]
  const properties = tnefProperties([{ type: object, id: propertyId.attachData, value }])
  return tnefBytes([
    [2, tnefName.attachRenddata, new Uint8Array(14)],
    [2, tnefName.attachment, properties],
  ])
}

test('a message within a message is read', () => {
  const [attachment] = parse(nested(whole)).attachments
  expect(attachment?.kind === 'message' && attachment.message.bodyText).toBe('Sehr geehrte Frau Müller,')
})

test('messages within messages are followed to a limit', async () => {
  let inner = whole
  for (let depth = 0; depth < 30; depth++) inner = nested(inner)
  const desk = recordingDesk()
  await readTnef(inner, desk)
  expect(desk.uncheckedReasons).toEqual(['too-deep'])
})

test('HTML is read in the character set the store names', async () => {
  const properties = tnefProperties([
    { type: 0x03, id: propertyId.internetCodePage, value: 28592 },
    { type: binary, id: propertyId.html, value: [latin1('<p>Wa\xb3\xeasa</p>')] },
  ])
  const desk = recordingDesk()
  await readTnef(tnefBytes([[1, tnefName.properties, properties]]), desk)
  expect(desk.texts.join('\n')).toContain('Wałęsa')
})

describe('damage', () => {
  test('a list that is cut keeps what stood before, and says so', () => {
    const properties = tnefProperties([
      { type: text16, id: 0x8005, name: 'Akte', value: [utf16('A-4711')] },
      { type: text16, id: 0x8006, name: 'Rest', value: [utf16('lang')] },
    ])
    const message = parse(
      tnefBytes([[1, tnefName.properties, properties.subarray(0, properties.length - 6)]]),
    )
    expect([message.damaged, message.otherTexts]).toEqual([true, ['A-4711']])
  })

  test('a count of four billion ends with the bytes', () => {
    expect(parse(tnefBytes([[1, tnefName.recipients, new Uint8Array(u32(0xffffffff))]])).damaged).toBe(true)
  })

  test('a list of four billion nothings ends', () => {
    const list = tnefProperties([{ type: 0x1001, id: 0x3000, value: 0xffffffff }])
    expect(parse(tnefBytes([[1, tnefName.properties, list]])).damaged).toBe(true)
  })

  test('bytes of another kind are an ordinary error', () => {
    expect(() => parse(latin1('winmail.dat'))).toThrow(Error)
  })

  test('a file cut anywhere is read or an ordinary error', () => readCutEverywhere(readTnef, whole, 7))
  test('a file with changed bytes is read or an ordinary error', () =>
    readWithChangedBytes(readTnef, whole, 500))
})
