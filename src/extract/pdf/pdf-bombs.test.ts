import { deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { type PdfStream, pdfBytes } from '../../../test/support/pdf-bytes.ts'
import { recordingDesk } from '../../../test/support/recording-desk.ts'
import { LimitBroken } from '../desk.ts'
import { surveyStreams } from './drawn.ts'
import { readPdf } from './pdf.ts'
import { fullPatience, rawStreams, unpackStream } from './raw-stream.ts'

const limitBytes = 2_000_000
const large = new Uint8Array(40_000_000).fill(0x20)
const deflated = deflateSync(large)

function words(text: string): PdfStream {
  return { dictionary: '', data: `BT /F1 12 Tf 50 700 Td (${text}) Tj ET` }
}

/** Three pages, the second of which is under test, with properties, metadata and an embedded file. */
function threePages(second: PdfStream): Uint8Array {
  const page = (contents: number) =>
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${contents} 0 R /Resources << /Font << /F1 9 0 R >> >> >>`
  return pdfBytes({
    objects: [
      '<< /Type /Catalog /Pages 2 0 R /Metadata 11 0 R /Names << /EmbeddedFiles << /Names [(a) 12 0 R] >> >> >>',
      '<< /Type /Pages /Kids [3 0 R 4 0 R 5 0 R] /Count 3 >>',
      page(6),
      page(7),
      page(8),
      words('Davor K1000001'),
      second,
      words('Danach K1000002'),
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
      '<< /Title (Titel K1000003) >>',
      {
        dictionary: '/Type /Metadata /Subtype /XML',
        data: '<x:xmpmeta xmlns:x="adobe:ns:meta/">K1000004</x:xmpmeta>',
      },
      '<< /Type /Filespec /F (liste.csv) /UF (liste.csv) /EF << /F 13 0 R >> >>',
      { dictionary: '/Type /EmbeddedFile /Filter /FlateDecode', data: deflateSync('K1000005') },
    ],
    trailer: '/Root 1 0 R /Info 10 0 R',
  })
}

function hexOf(bytes: Uint8Array): string {
  return `${Buffer.from(bytes).toString('hex')}>`
}

const bombs: readonly [string, PdfStream, string][] = [
  ['deflated', { dictionary: '/Filter /FlateDecode', data: deflated }, 'too-large'],
  ['deflated under its short name', { dictionary: '/F /Fl', data: deflated }, 'too-large'],
  ['with a filter named elsewhere', { dictionary: '/Filter 10 0 R', data: deflated }, 'too-large'],
  [
    'deflated twice',
    { dictionary: '/Filter [/FlateDecode /FlateDecode]', data: deflateSync(deflated) },
    'too-large',
  ],
  [
    'deflated, written in hexadecimal digits',
    { dictionary: '/Filter [/ASCIIHexDecode /FlateDecode]', data: hexOf(deflated) },
    'too-large',
  ],
  [
    'of base-85 zeros',
    { dictionary: '/Filter [/Fl /ASCII85Decode]', data: deflateSync('z'.repeat(1_500_000)) },
    'too-large',
  ],
  [
    'of runs',
    { dictionary: '/Filter [/Fl /RL]', data: deflateSync(new Uint8Array(1_000_000).fill(129)) },
    'too-large',
  ],
  ['in codes of a growing table', { dictionary: '/Filter /LZWDecode', data: growingCodes(5) }, 'too-large'],
  [
    'with rows of a billion columns',
    {
      dictionary: '/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 1000000000 >>',
      data: deflateSync('abc'),
    },
    'too-large',
  ],
  [
    'that says it is a picture of one pixel',
    { dictionary: '/Subtype /Image /Width 1 /Height 1 /Filter /FlateDecode', data: deflated },
    'too-large',
  ],
  [
    'that is a picture without saying so',
    { dictionary: '/Filter /DCTDecode /Width 60000 /Height 60000', data: 'pixels' },
    'image',
  ],
  [
    'of objects',
    { dictionary: '/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode', data: deflated },
    'too-large',
  ],
]

/** Codes of which each stands for one byte more than the one before (ISO 32000-1, 7.4.4), over and over. */
function growingCodes(times: number): Uint8Array {
  const bytes: number[] = []
  let hold = 0
  let count = 0
  const put = (code: number, width: number): void => {
    hold = (hold << width) | code
    count += width
    for (; count >= 8; count -= 8) bytes.push((hold >> (count - 8)) & 0xff)
    hold &= (1 << count) - 1
  }
  for (let time = 0; time < times; time++) {
    let width = 9
    put(256, time === 0 ? 9 : 12)
    put(0x20, width)
    for (let code = 258; code < 4096; code++) {
      put(code, width)
      if (code + 2 >= 1 << width && width < 12) width++
    }
  }
  return Uint8Array.from(bytes)
}

for (const [name, second, reason] of bombs) {
  test(`beside a stream ${name} everything else is read, and what is left out is told`, async () => {
    const desk = recordingDesk(limitBytes)
    await readPdf(threePages(second), desk)
    const texts = desk.texts.join('\n')
    for (const number of ['K1000001', 'K1000002', 'K1000003', 'K1000004']) expect(texts).toContain(number)
    expect(desk.files.map(({ bytes }) => Buffer.from(bytes).toString('latin1'))).toContain('K1000005')
    expect(desk.uncheckedReasons).toContain(reason)
  })
}

for (const [name, second] of bombs) {
  test(`beside a stream ${name} all that is left to unpack was paid for`, async () => {
    const desk = recordingDesk(limitBytes)
    const { readable } = await surveyStreams(threePages(second), desk)
    let unpackedBytes = 0
    const count = (bytes: number) => {
      unpackedBytes += bytes
    }
    for (const stream of rawStreams(readable)) await unpackStream(stream, count, { leftBytes: fullPatience })
    expect(unpackedBytes).toBeGreaterThan(0)
    expect(unpackedBytes).toBeLessThanOrEqual(desk.spentBytes)
    expect(desk.spentBytes).toBeLessThanOrEqual(limitBytes)
  })
}

test('after bombs without number, an ordinary page is still read', async () => {
  const bomb = { dictionary: '/Filter /FlateDecode', data: deflated }
  const page =
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>'
  const desk = recordingDesk(limitBytes)
  const packed = deflateSync(`BT /F1 12 Tf 50 700 Td (Danach K1000002) Tj ET`)
  const bytes = pdfBytes({
    objects: [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      page.replace('5 0 R', '25 0 R'),
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
      ...Array.from({ length: 20 }, () => bomb),
      { dictionary: '/Filter /FlateDecode', data: packed },
    ],
  })
  await readPdf(bytes, desk)
  expect(desk.texts.join('\n')).toContain('K1000002')
})

test('when the time is up nothing more is read', async () => {
  const desk = recordingDesk()
  desk.spend = () => {
    throw new LimitBroken('timeout')
  }
  await expect(async () => readPdf(threePages(words('Text')), desk)).rejects.toMatchObject({
    reason: 'timeout',
  })
})

const packings: readonly [string, PdfStream][] = [
  [
    'hexadecimal digits',
    { dictionary: '/Filter /AHx', data: hexOf(Buffer.from(`${'10 10 m 20 20 l S '.repeat(60)}`)) },
  ],
  ['runs', { dictionary: '/Filter /RL', data: runsOf('10 10 m 20 20 l S '.repeat(60)) }],
]

function runsOf(text: string): Uint8Array {
  const chunks: number[] = []
  for (let at = 0; at < text.length; at += 100) {
    const piece = Buffer.from(text.slice(at, at + 100), 'latin1')
    chunks.push(piece.length - 1, ...piece)
  }
  return Uint8Array.from([...chunks, 128])
}

for (const [name, second] of packings) {
  test(`drawings packed as ${name} are seen, so that a page of them is no blank page`, async () => {
    const desk = recordingDesk(limitBytes)
    await readPdf(threePages(second), desk)
    expect(desk.uncheckedReasons).toEqual(['image'])
  })
}
