import { describe, expect, test } from 'vitest'
import type { CompoundParts } from '../../../test/support/compound-bytes.ts'
import { compoundBytes } from '../../../test/support/compound-bytes.ts'
import { readCutEverywhere, readWithChangedBytes } from '../../../test/support/hostile.ts'
import { msgParts } from '../../../test/support/msg-bytes.ts'
import { number, propertySetBytes, text8, text16 } from '../../../test/support/property-set-bytes.ts'
import { recordingDesk } from '../../../test/support/recording-desk.ts'
import { readCompound } from './legacy-office.ts'

const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))
const utf16 = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le'))

async function read(parts: CompoundParts) {
  const desk = recordingDesk()
  await readCompound(compoundBytes(parts), desk)
  return desk
}

const properties = propertySetBytes([
  [1, 0x02, new Uint8Array([0xe2, 0x04, 0, 0])],
  [2, 0x1e, text8('Mahnung f\xfcr M\xfcller')],
  [4, 0x1f, text16('Erika Musterfrau')],
  [13, 0x101e, Buffer.concat([number(2), text8('Kapitel Eins'), text8('Kapitel Zwei')])],
  [14, 0x100c, Buffer.concat([number(2), number(0x1e), text8('Titel'), number(0x03), number(1)])],
  [0, 0, Buffer.concat([number(1), number(17), number(13), latin1('Aktenzeichen\0')])],
])
const word: CompoundParts = {
  WordDocument: new Uint8Array([...new Uint8Array(32), ...utf16('Kundennummer K1000001\rFrau Müller')]),
  '\u0005SummaryInformation': properties,
  Tabelle: latin1('\x01\x02Frau M\xfcller aus Beispielstadt\x03'),
}

const textCases: readonly [string, string][] = [
  ['text in pairs of bytes', 'Kundennummer K1000001'],
  ['text in single bytes', 'Frau Müller aus Beispielstadt'],
  ['the title, in the code page of the properties', 'Mahnung für Müller'],
  ['the author', 'Erika Musterfrau'],
  ['lists of texts', 'Kapitel Zwei'],
  ['lists of mixed values', 'Titel'],
  ['names of properties the author invented', 'Aktenzeichen'],
]
for (const [name, expected] of textCases) {
  test(`an old document is unread, but ${name} is found`, async () => {
    const desk = await read(word)
    expect(desk.texts.join('\n')).toContain(expected)
    expect(desk.uncheckedReasons).toEqual(['unknown-format'])
  })
}

test('a document inside a document is handed on', async () => {
  const { files } = await read({ ...word, ObjectPool: { _1: { Package: latin1('PK') } } })
  expect(files).toEqual([{ file: {}, bytes: latin1('PK') }])
})

test('a mail is read as a mail', async () => {
  const desk = await read(msgParts({ properties: { 55: 'Mahnung' } }))
  expect([desk.texts.join('\n'), desk.uncheckedReasons]).toEqual(['Subject: Mahnung', []])
})

describe('encrypted', () => {
  const encryptedWord = new Uint8Array(64)
  encryptedWord[11] = 1
  const cases: readonly [string, CompoundParts][] = [
    ['an Office file with a password', { EncryptedPackage: latin1('x'), EncryptionInfo: latin1('x') }],
    ['an old Word file with a password', { WordDocument: encryptedWord }],
    [
      'an old Excel file with a password',
      { Workbook: new Uint8Array([9, 8, 4, 0, 0, 6, 5, 0, 0x2f, 0, 2, 0, 0, 0]) },
    ],
    [
      'an old PowerPoint file with a password',
      { 'PowerPoint Document': latin1('x'), EncryptedSummary: latin1('x') },
    ],
  ]
  for (const [name, parts] of cases) {
    test(`${name} is unchecked as such`, async () => {
      expect((await read(parts)).uncheckedReasons).toEqual(['encrypted'])
    })
  }
})

test('a file cut anywhere is read or an ordinary error', () =>
  readCutEverywhere(readCompound, compoundBytes(word), 7))
test('a file with changed bytes is read or an ordinary error', () =>
  readWithChangedBytes(readCompound, compoundBytes(word), 300))
test('properties with changed bytes are read or an ordinary error', () =>
  readWithChangedBytes(
    (bytes, desk) => readCompound(compoundBytes({ '\u0005SummaryInformation': bytes }), desk),
    properties,
    300,
  ))
