import { expect, test } from 'vitest'
import { decodeText, innerCharset } from './charset.ts'

const latin1 = (text: string) => Buffer.from(text, 'latin1')
const utf8 = (text: string) => Buffer.from(text, 'utf8')
const utf16 = (text: string) => Buffer.from(text, 'utf16le')
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16()

const cases: readonly [
  name: string,
  bytes: Buffer,
  label: string | undefined,
  readings: readonly string[],
][] = [
  ['plain ASCII under any label', latin1('K1000001'), 'koi8-r', ['K1000001']],
  ['UTF-8 without a label', utf8('Müller'), undefined, ['Müller']],
  ['windows-1252 without a label', latin1('M\xfcller \x80'), undefined, ['Müller €']],
  ['windows-1252 labelled iso-8859-1', latin1('M\xfcller \x84x\x93'), 'ISO-8859-1', ['Müller „x“']],
  ['windows-1252 labelled us-ascii', latin1('M\xfcller'), 'us-ascii', ['Müller']],
  ['UTF-8 labelled iso-8859-1', utf8('Müller'), 'iso-8859-1', ['Müller', 'MÃ¼ller']],
  ['windows-1252 labelled utf-8', latin1('M\xfcller'), 'utf-8', ['Müller', 'M\ufffdller']],
  ['a quoted label', latin1('M\xfcller'), '"iso-8859-1"', ['Müller']],
  ['a label of many spellings', latin1('M\xfcller'), 'cp-1252', ['Müller']],
  ['iso-8859-15', latin1('\xa4'), 'iso-8859-15', ['€']],
  ['koi8-r', Buffer.from('f0d2c9d7c5d4', 'hex'), 'koi8-r', ['Привет']],
  ['gb18030', Buffer.from('c4e3bac3', 'hex'), 'gb2312', ['你好']],
  ['iso-2022-jp', Buffer.from('1b244224221b2842', 'hex'), 'iso-2022-jp', ['あ']],
  ['UTF-7', latin1('M+APw-ller +AOQ-, 1 +- 1'), 'utf-7', ['Müller ä, 1 + 1']],
  ['code page 850', latin1('M\x81ller'), 'ibm850', ['Müller']],
  ['code page 437', latin1('Stra\xe1e'), 'cp437', ['Straße']],
  [
    'UTF-16 with a byte order mark, whatever the label',
    Buffer.concat([Buffer.from('fffe', 'hex'), utf16('Müller')]),
    'us-ascii',
    ['Müller'],
  ],
  [
    'UTF-16 big-endian with a byte order mark',
    Buffer.concat([Buffer.from('feff', 'hex'), utf16be('Müller')]),
    undefined,
    ['Müller'],
  ],
  ['UTF-16 without a mark, by its zero bytes', utf16('Hallo Anna Müller'), 'utf-16', ['Hallo Anna Müller']],
  [
    'UTF-16 big-endian under a label without an order',
    utf16be('Hallo Anna Müller'),
    'utf-16',
    ['Hallo Anna Müller'],
  ],
  ['UTF-32', Buffer.from('0000004d000000fc', 'hex'), 'utf-32be', ['Mü']],
  ['zero bytes inside a number', latin1('10\x0000\x00001'), undefined, ['1000001']],
  ['a UTF-8 mark before text', Buffer.concat([Buffer.from('efbbbf', 'hex'), utf8('ü')]), 'iso-8859-1', ['ü']],
]

for (const [name, bytes, label, readings] of cases) {
  test(`text is decoded: ${name}`, () => {
    const decoded = decodeText(bytes, label)
    expect(decoded.readings).toEqual(readings)
    expect(decoded.unknownCharset).toBe(false)
  })
}

test('UTF-16 without label or mark is found by its zero bytes', () => {
  for (const bytes of [utf16('Hallo Anna Müller'), utf16be('Hallo Anna Müller')]) {
    expect(decodeText(bytes).readings[0]).toBe('Hallo Anna Müller')
  }
})

test('UTF-8 under the label of another single-byte set is read both ways', () => {
  expect(decodeText(utf8('Müller'), 'iso-8859-5').readings).toEqual(['MУМller', 'Müller'])
})

test('an unknown label is said and the text is read all the same', () => {
  expect(decodeText(latin1('M\xfcller'), 'x-klingon')).toEqual({ readings: ['Müller'], unknownCharset: true })
})

test('a document that contradicts its mail is read both ways', () => {
  expect(decodeText(latin1('M\xfcller'), 'iso-8859-1', 'koi8-r').readings).toEqual(['Müller', 'MЭller'])
})

test('a document names its own character set', () => {
  expect(innerCharset(latin1('<html><meta charset=koi8-r>'))).toBe('koi8-r')
  expect(
    innerCharset(latin1('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2">')),
  ).toBe('iso-8859-2')
  expect(innerCharset(latin1('<?xml version="1.0" encoding="windows-1251"?>'))).toBe('windows-1251')
  expect(innerCharset(latin1('<meta charset="utf-16">'))).toBeUndefined()
})
