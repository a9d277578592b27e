import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { readCutEverywhere, readDamaged, readWithChangedBytes } from '../../../test/support/hostile.ts'
import { gifBytes, jpegBytes, pngBytes, tiffBytes, webpBytes } from '../../../test/support/image-bytes.ts'
import { recordingDesk } from '../../../test/support/recording-desk.ts'
import { LimitBroken } from '../desk.ts'
import { readImage } from './image-metadata.ts'

const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))
const utf8 = (text: string) => new Uint8Array(Buffer.from(text, 'utf8'))
const joined = (...parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts))

async function read(bytes: Uint8Array) {
  const desk = recordingDesk()
  await readImage(bytes, desk)
  return desk
}

const exif = tiffBytes([
  { tag: 0x010e, type: 2, data: utf8('Erika Müller am Schalter\0') },
  {
    tag: 0x9286,
    type: 7,
    data: joined(latin1('UNICODE\0'), new Uint8Array(Buffer.from('K1000001', 'utf16le'))),
  },
  { tag: 0x9c9d, type: 1, data: new Uint8Array(Buffer.from('Müllers Foto\0', 'utf16le')) },
])
const xmp = utf8(
  '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Erika Müller</dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>',
)
const iptc = joined(
  latin1('8BIM\x04\x04\0\0\0\0\0\x0f\x1c\x02\x50\0\x0a'),
  latin1('M\xfcller, E.'),
  latin1('\0'),
)

const textCases: readonly [string, Uint8Array, string][] = [
  ['a comment in a JPEG', jpegBytes(9, 9, [[0xfe, utf8('Kundin Müller')]]), 'Kundin Müller'],
  [
    'a description in EXIF',
    jpegBytes(9, 9, [[0xe1, joined(latin1('Exif\0\0'), exif)]]),
    'Erika Müller am Schalter',
  ],
  [
    'a comment in EXIF, written in UTF-16',
    jpegBytes(9, 9, [[0xe1, joined(latin1('Exif\0\0'), exif)]]),
    'K1000001',
  ],
  [
    'a text Windows writes into EXIF',
    jpegBytes(9, 9, [[0xe1, joined(latin1('Exif\0\0'), exif)]]),
    'Müllers Foto',
  ],
  [
    'XMP in a JPEG',
    jpegBytes(9, 9, [[0xe1, joined(latin1('http://ns.adobe.com/xap/1.0/\0'), xmp)]]),
    'Erika Müller',
  ],
  ['IPTC in a JPEG', jpegBytes(9, 9, [[0xed, joined(latin1('Photoshop 3.0\0'), iptc)]]), 'Müller, E.'],
  [
    'a comment behind the first scan of a JPEG',
    joined(jpegBytes(9, 9), jpegBytes(9, 9, [[0xfe, latin1('hinten')]])),
    'hinten',
  ],
  ['a text in a PNG', pngBytes(9, 9, [['tEXt', latin1('Author\0M\xfcller')]]), 'Author: Müller'],
  [
    'a packed text in a PNG',
    pngBytes(9, 9, [['zTXt', joined(latin1('Comment\0\0'), deflateSync('K1000001'))]]),
    'K1000001',
  ],
  [
    'an international text in a PNG',
    pngBytes(9, 9, [['iTXt', joined(latin1('Title\0\0\0de\0Titel\0'), utf8('Müller'))]]),
    'Müller',
  ],
  [
    'a packed international text in a PNG',
    pngBytes(9, 9, [['iTXt', joined(latin1('Title\0\x01\0\0\0'), deflateSync(utf8('Müller')))]]),
    'Müller',
  ],
  [
    'packed XMP in a PNG',
    pngBytes(9, 9, [['iTXt', joined(latin1('XML:com.adobe.xmp\0\x01\0\0\0'), deflateSync(xmp))]]),
    'Erika Müller',
  ],
  ['EXIF in a PNG', pngBytes(9, 9, [['eXIf', exif]]), 'Erika Müller am Schalter'],
  [
    'EXIF as ImageMagick stores it',
    pngBytes(9, 9, [
      [
        'tEXt',
        latin1(
          `Raw profile type exif\0\nexif\n  99\n${Buffer.concat([latin1('Exif\0\0'), exif]).toString('hex')}\n`,
        ),
      ],
    ]),
    'K1000001',
  ],
  ['a comment in a GIF', gifBytes(9, 9, joined(latin1('\x21\xfe\x05Kunde\x02in\0'))), 'Kundein'],
  [
    'XMP in a GIF',
    gifBytes(9, 9, joined(latin1('\x21\xff\x0bXMP DataXMP'), xmp, latin1('\0'))),
    'Erika Müller',
  ],
  [
    'EXIF in a WebP',
    webpBytes([
      ['VP8X', new Uint8Array(10)],
      ['EXIF', exif],
    ]),
    'Erika Müller am Schalter',
  ],
  ['a description in a TIFF', exif, 'Erika Müller am Schalter'],
  ['EXIF in a HEIC', joined(latin1('\0\0\0\x18ftypheic'), latin1('\0\0\0\x06Exif\0\0'), exif), 'K1000001'],
]

for (const [name, bytes, expected] of textCases) {
  test(`${name} is read`, async () => {
    expect((await read(bytes)).texts.join('\n')).toContain(expected)
  })
}

const u32be = (...values: number[]) => {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, index) => {
    bytes.writeUInt32BE(value, index * 4)
  })
  return bytes
}
const short = (value: number) => new Uint8Array([value & 255, value >> 8])
const bmp = (width: number, height: number) => {
  const bytes = Buffer.alloc(54)
  bytes.write('BM')
  bytes.writeUInt32LE(40, 14)
  bytes.writeInt32LE(width, 18)
  bytes.writeInt32LE(height, 22)
  return new Uint8Array(bytes)
}
const vp8l = (width: number, height: number) => {
  const bytes = Buffer.alloc(5, 0x2f)
  bytes.writeUInt32LE((width - 1) | ((height - 1) << 14), 1)
  return bytes
}

describe('pixels', () => {
  const sizes: readonly [string, (width: number, height: number) => Uint8Array][] = [
    ['JPEG', (width, height) => jpegBytes(width, height)],
    ['PNG', (width, height) => pngBytes(width, height)],
    ['GIF', (width, height) => gifBytes(width, height)],
    ['WebP', (width, height) => webpBytes([['VP8L', vp8l(width, height)]])],
    ['BMP', bmp],
    ['BMP from top to bottom', (width, height) => bmp(width, -height)],
    [
      'TIFF',
      (width, height) =>
        tiffBytes([
          { tag: 0x100, type: 3, data: short(width) },
          { tag: 0x101, type: 3, data: short(height) },
        ]),
    ],
    [
      'icon',
      (width, height) => latin1(`\0\0\x01\0\x01\0${String.fromCharCode(width, height)}${'\0'.repeat(14)}`),
    ],
    [
      'HEIC',
      (width, height) =>
        joined(latin1('\0\0\0\x18ftypheic'), latin1('\0\0\0\x14ispe\0\0\0\0'), u32be(width, height)),
    ],
  ]
  for (const [name, make] of sizes) {
    test(`of a ${name} are unread, unless a side has two or fewer`, async () => {
      const reasons = await Promise.all(
        [make(3, 3), make(2, 200), make(200, 1)].map(async (bytes) => (await read(bytes)).uncheckedReasons),
      )
      expect(reasons).toEqual([['image'], [], []])
    })
  }

  test('of a frame larger than its screen count', async () => {
    const frame = latin1('\x2c\0\0\0\0\x20\0\x20\0\0\x02\x01\x01\0')
    expect((await read(gifBytes(1, 1, frame))).uncheckedReasons).toEqual(['image'])
  })

  test('of an unknown format are unread', async () => {
    expect((await read(latin1('pixels'))).uncheckedReasons).toEqual(['image'])
  })
})

describe('hostile pictures', () => {
  const all: readonly Uint8Array[] = textCases.map(([, bytes]) => bytes)

  test('a packed text that is a bomb breaks the limit', async () => {
    const bomb = pngBytes(9, 9, [['zTXt', joined(latin1('a\0\0'), deflateSync(new Uint8Array(100_000_000)))]])
    await expect(async () => readImage(bomb, recordingDesk(1_000_000))).rejects.toBeInstanceOf(LimitBroken)
  })

  test('tables that point at each other end', () =>
    readDamaged(readImage, tiffBytes([{ tag: 0x8769, type: 4, data: new Uint8Array([8, 0, 0, 0]) }], 8)))

  test('a value of four gigabytes is what the file has', async () => {
    const bytes = tiffBytes([{ tag: 0x10e, type: 2, data: latin1('Erika Musterfrau') }])
    new DataView(bytes.buffer).setUint32(8 + 2 + 4, 0xffffffff, true)
    expect((await read(bytes)).texts).toEqual(['Erika Musterfrau'])
  })

  test('pictures cut anywhere are read or an ordinary error', async () => {
    for (const bytes of all) await readCutEverywhere(readImage, bytes, 3)
  })

  test('pictures with changed bytes are read or an ordinary error', async () => {
    for (const bytes of all) await readWithChangedBytes(readImage, bytes, 40)
  })
})
