import { describe, expect, test } from 'vitest'
import { readCutEverywhere, readDamaged, readWithChangedBytes } from '../../../test/support/hostile.ts'
import { recordingDesk } from '../../../test/support/recording-desk.ts'
import { readRtf } from './rtf.ts'
import { deEncapsulateHtml } from './rtf-html.ts'

function rtf(body: string): Uint8Array {
  return new Uint8Array(Buffer.from(`{\\rtf1\\ansi\\ansicpg1252\\deff0${body}}`, 'latin1'))
}

async function read(bytes: Uint8Array) {
  const desk = recordingDesk()
  await readRtf(bytes, desk)
  return desk
}

const fonts =
  '{\\fonttbl{\\f0\\fswiss\\fcharset0 Arial;}{\\f1\\fcharset238 Arial CE;}{\\f2\\fcharset204 Arial Cyr;}{\\f3\\fcharset128 MS Gothic;}}'

const textCases: readonly [string, string, string][] = [
  [
    'paragraphs are lines',
    'Frau\\par Erika Musterfrau\\par Beispielweg 7',
    'Frau\nErika Musterfrau\nBeispielweg 7',
  ],
  ['formatting within a word does not split it', 'Muster{\\b fr}au', 'Musterfrau'],
  ['line ends of the file are no spaces', 'Muster\r\nfrau', 'Musterfrau'],
  ['hexadecimal letters are read in the code page of the document', "M\\'fcller", 'Müller'],
  ['eight-bit letters are read in the code page of the document', 'M\xfcller', 'Müller'],
  [
    'hexadecimal letters are read in the character set of their font',
    `${fonts}\\f1 Dvo\\'f8\\'e1k`,
    'Dvořák',
  ],
  ['the font ends with its group', `${fonts}{\\f2 \\'c8\\'e2\\'e0\\'ed}\\'fc`, 'Иванü'],
  ['letters of two bytes are read', `${fonts}\\f3 \\'93\\'fa\\'96{\\'7b`, '日'],
  ['Unicode is read and its fallback left out', "M\\u252\\'fcller", 'Müller'],
  ['a fallback of several characters is left out', '{\\uc3 \\u8364EUR}100', '€100'],
  ['no fallback is left out where there is none', '{\\uc0 \\u252ller}', 'üller'],
  ['Unicode above 32767 is written negative', '\\u-10179?\\u-8704?', '😀'],
  ['hidden text is read', '{\\v K1000001}', 'K1000001'],
  ['deleted text is read', '{\\deleted\\revauthdel1 K1000001}', 'K1000001'],
  ['signs of their own are read', 'M\\~K\\_7 a\\-b \\{x\\}', 'M\u00a0K\u20117 a\u00adb {x}'],
  ['binary data are no text', `A\\bin5 {{{{{B`, 'AB'],
  [
    'a field shows its result',
    '{\\field{\\*\\fldinst MERGEFIELD Name}{\\fldrslt Erika}} Musterfrau',
    'Erika Musterfrau',
  ],
  ['a group nobody knows is read', '{\\*\\unheardof K1000001}', 'K1000001'],
]

for (const [name, body, expected] of textCases) {
  test(name, async () => {
    expect((await read(rtf(body))).texts.join('\n')).toContain(expected)
  })
}

describe('beside the running text', () => {
  const cases: readonly [string, string, string][] = [
    [
      'properties',
      '{\\info{\\title Mahnung}{\\author Erika Musterfrau}{\\operator Sachbearbeiter}}',
      'Sachbearbeiter',
    ],
    ['headers', '{\\header Kundennummer K1000001\\par}', 'Kundennummer K1000001'],
    ['footers of the first page', '{\\footerf Seite von Musterfrau}', 'Seite von Musterfrau'],
    ['footnotes', 'Text{\\footnote Siehe K1000001}', 'Siehe K1000001'],
    ['comments', 'Text{\\*\\annotation Bitte K1000001 pruefen}', 'Bitte K1000001 pruefen'],
    ['authors of comments', '{\\*\\atnauthor Erika Musterfrau}', 'Erika Musterfrau'],
    ['variables of the document', '{\\*\\docvar {Kunde}{K1000001}}', 'K1000001'],
    ['properties of the author', '{\\*\\userprops{\\propname Akte}{\\staticval A-4711}}', 'A-4711'],
    [
      'alternative texts of pictures',
      '{\\pict{\\*\\picprop{\\sp{\\sn wzDescription}{\\sv Foto von Erika}}}\\pngblip 89}',
      'Foto von Erika',
    ],
    [
      'targets of links, decoded',
      '{\\field{\\*\\fldinst HYPERLINK "https://example.org/?m=erika%40example.org"}{\\fldrslt hier}}',
      'erika@example.org',
    ],
  ]
  for (const [name, body, expected] of cases) {
    test(`${name} are read`, async () => {
      expect((await read(rtf(`Anfang${body}Ende`))).texts).toContainEqual(expect.stringContaining(expected))
    })
  }

  test('a note inside a sentence does not split the sentence', async () => {
    expect((await read(rtf('Erika{\\footnote Fussnote} Musterfrau'))).texts).toContain('Erika Musterfrau')
  })

  test('names of fonts and styles are no text', async () => {
    const { texts } = await read(rtf(`${fonts}{\\stylesheet{\\s0 Normal;}}Text`))
    expect(texts).toEqual(['Text'])
  })
})

test('rows of a table are rows with the headings of their columns', async () => {
  const row = (...cells: string[]) =>
    `\\trowd\\pard\\intbl ${cells.map((cell) => `${cell}\\cell`).join(' ')}\\row`
  const { rows } = await read(
    rtf(
      `${row('Nummer', 'Name', 'Ort')}${row('K1000001', 'Erika Musterfrau', 'Bonn')}${row('K1000002', 'Max Beispiel', 'Kiel')}\\pard Ende`,
    ),
  )
  expect(rows.slice(1)).toEqual([
    { cells: ['K1000001', 'Erika Musterfrau', 'Bonn'], labels: ['Nummer', 'Name', 'Ort'] },
    { cells: ['K1000002', 'Max Beispiel', 'Kiel'], labels: ['Nummer', 'Name', 'Ort'] },
  ])
})

describe('files inside', () => {
  test('a picture is handed on', async () => {
    const { files } = await read(rtf('{\\*\\shppict{\\pict\\pngblip\\picw10\\pich10 89504e47\r\n0d0a}}'))
    expect(files).toEqual([
      { file: { mediaType: 'image/png' }, bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]) },
    ])
  })

  test('a picture in binary form is handed on', async () => {
    const { files } = await read(rtf('{\\pict\\jpegblip\\bin4 {}{}}'))
    expect(files).toEqual([{ file: { mediaType: 'image/jpeg' }, bytes: new Uint8Array(Buffer.from('{}{}')) }])
  })

  test('a file dropped into the text is handed on with its name', async () => {
    const { files } = await read(
      rtf(
        `{\\object\\objemb{\\*\\objclass Package}{\\*\\objdata ${olePackage('liste.csv', 'K1000001')}}{\\result Symbol}}`,
      ),
    )
    expect(files).toEqual([{ file: { name: 'liste.csv' }, bytes: new Uint8Array(Buffer.from('K1000001')) }])
  })

  test('an object of another kind is unchecked', async () => {
    expect((await read(rtf('{\\object{\\*\\objdata 0105}}'))).uncheckedReasons).toEqual(['unknown-format'])
  })
})

function olePackage(name: string, content: string): string {
  const u32 = (value: number) => Buffer.from(Uint32Array.of(value).buffer)
  const string = (text: string) => Buffer.concat([u32(text.length + 1), Buffer.from(`${text}\0`)])
  const native = Buffer.concat([
    Buffer.from([2, 0]),
    Buffer.from(`${name}\0C:\\${name}\0`),
    Buffer.from([0, 0, 3, 0]),
    string(name),
    u32(content.length),
    Buffer.from(content),
  ])
  return Buffer.concat([
    u32(0x501),
    u32(2),
    string('Package'),
    u32(0),
    u32(0),
    u32(native.length),
    native,
  ]).toString('hex')
}

describe('HTML inside', () => {
  const encapsulated = rtf(
    '\\fromhtml1 \\deff0{\\fonttbl{\\f0 Arial;}}{\\*\\htmltag18 <html>}{\\*\\htmltag50 <body>}{\\*\\htmltag64 <p title="K1000001">}\\htmlrtf {\\htmlrtf0 Sehr geehrte Frau M\\\'fcller{\\*\\htmltag84 &nbsp;}\\htmlrtf  \\htmlrtf0 \\line\\htmlrtf \\par}\\htmlrtf0{\\*\\htmltag72 </p>}{\\*\\htmltag58 </body>}',
  )

  test('it comes out as it went in', () => {
    expect(deEncapsulateHtml(encapsulated, () => {})).toBe(
      '<html><body><p title="K1000001">Sehr geehrte Frau Müller&nbsp;\r\n</p></body>',
    )
  })

  test('its attributes are read', async () => {
    expect((await read(encapsulated)).texts.join('\n')).toContain('K1000001')
  })

  test('RTF that never was HTML holds none', () => {
    expect(deEncapsulateHtml(rtf('Text'), () => {})).toBeUndefined()
  })
})

describe('hostile documents', () => {
  const document = rtf(
    `${fonts}{\\info{\\author Erika}}\\f1 Dvo\\'f8\\'e1k\\par\\u252\\'fc{\\field{\\*\\fldinst HYPERLINK "https://example.org/"}{\\fldrslt hier}}\\trowd\\intbl A\\cell B\\cell\\row{\\pict\\pngblip 89504e47}{\\object{\\*\\objdata ${olePackage('a.txt', 'x')}}}\\bin3 abc Ende`,
  )

  test('a document cut anywhere is read or an ordinary error', () => readCutEverywhere(readRtf, document, 1))
  test('a document with changed bytes is read or an ordinary error', () =>
    readWithChangedBytes(readRtf, document, 500))

  test('a million groups within groups are an ordinary error', () =>
    readDamaged(readRtf, rtf('{'.repeat(1_000_000))))

  test('a million closing braces change nothing', async () => {
    expect((await read(rtf(`A${'}'.repeat(1_000_000)}B`))).texts.join('')).toContain('A')
  })

  test('a binary length beyond the end takes what is there', () =>
    readDamaged(readRtf, rtf('{\\pict\\pngblip\\bin2000000000 x')))
})
