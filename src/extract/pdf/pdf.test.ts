import { deflateSync } from 'node:zlib'
import PDFDocument from 'pdfkit'
import { describe, expect, test } from 'vitest'
import { readCutEverywhere, readDamaged, readWithChangedBytes } from '../../../test/support/hostile.ts'
import { onePagePdf, packedPagePdf, pdfBytes } from '../../../test/support/pdf-bytes.ts'
import { recordingDesk } from '../../../test/support/recording-desk.ts'
import { readPdf } from './pdf.ts'

async function read(bytes: Uint8Array) {
  const desk = recordingDesk()
  await readPdf(bytes, desk)
  return desk
}

function generated(options: object, draw: (document: PDFDocument) => void): Promise<Uint8Array> {
  return new Promise((resolve) => {
    const document = new PDFDocument({ size: 'A4', ...options })
    const chunks: Buffer[] = []
    document.on('data', (chunk: Buffer) => chunks.push(chunk))
    document.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))))
    draw(document)
    document.end()
  })
}

const letter = () =>
  generated(
    { info: { Title: 'Mahnung', Author: 'Bibliothek Beispiel', Fallnummer: 'M-4711' } },
    (document) => {
      document.fontSize(8).text('Stadtbibliothek Beispielstadt, Postfach 1, 12345 Beispielstadt', 57, 140)
      document.fontSize(11).text('Frau\nErika Musterfrau\nBeispielweg 7\n12345 Beispielstadt', 57, 160)
      document.text('Kundennummer: K1000001', 360, 160)
      document.text('Datum: 24.11.2026', 360, 174)
      document.text('Sehr geehrte Frau Musterfrau,', 57, 300)
    },
  )

test('a letter gives its address window as lines and keeps the number beside it on its own line', async () => {
  const { texts } = await read(await letter())
  const readings = texts.join('\n###\n')
  expect(readings).toContain('Frau\nErika Musterfrau\nBeispielweg 7\n12345 Beispielstadt')
  expect(readings).toContain('Kundennummer: K1000001')
  expect(readings).toContain('Sehr geehrte Frau Musterfrau,')
})

test('properties are read, also those the author invented', async () => {
  const { texts } = await read(await letter())
  for (const value of ['Mahnung', 'Bibliothek Beispiel', 'M-4711']) expect(texts.join('\n')).toContain(value)
})

const pageCases: readonly [string, string, string][] = [
  ['letters placed singly become a word', singly('Musterfrau', 6.2), 'Musterfrau'],
  [
    'strings of one word in pieces become one word',
    'BT /F1 12 Tf 50 700 Td [(Mus) -10 (ter) 5 (frau)] TJ ET',
    'Musterfrau',
  ],
  ['spaced letters become a word', singly('KUNDE', 14), 'KUNDE'],
  [
    'letters set apart become words, parted where the kind of sign changes',
    'BT /F1 11 Tf 1.5 Tc 50 700 Td (Konto 4471093582) Tj ET',
    'Konto 4471093582',
  ],
  [
    'a number of letters and digits set apart is one number',
    'BT /F1 11 Tf 1.5 Tc 50 700 Td (K1000001) Tj ET',
    'K1000001',
  ],
  [
    'names set apart are two words',
    'BT /F1 11 Tf 2 Tc 50 700 Td (Erika Musterfrau) Tj ET',
    'Erika Musterfrau',
  ],
  [
    'words placed apart stay words of one line',
    place([
      [50, 700, 'Erika'],
      [85, 700, 'Musterfrau'],
    ]),
    'Erika Musterfrau',
  ],
  [
    'cells of a table row stay on one line',
    place([
      [50, 700, 'K1000001'],
      [200, 700, 'Musterfrau'],
      [400, 700, 'Ort'],
    ]),
    'K1000001\tMusterfrau\tOrt',
  ],
  [
    'a row written in wrong order is read from left to right',
    place([
      [400, 700, 'Musterfrau'],
      [50, 700, 'Erika'],
    ]),
    'Erika\tMusterfrau',
  ],
  ['invisible text is read', 'BT /F1 12 Tf 3 Tr 50 700 Td (Unsichtbar) Tj ET', 'Unsichtbar'],
  ['white text is read', '1 1 1 rg BT /F1 12 Tf 50 700 Td (Weiss) Tj ET', 'Weiss'],
  ['rotated text is read', 'BT /F1 12 Tf 0 1 -1 0 50 300 Tm (Gedreht) Tj ET', 'Gedreht'],
  [
    'rotated letters placed singly become a word',
    'BT /F1 12 Tf 0 1 -1 0 50 300 Tm (Ge) Tj 0 1 -1 0 50 316 Tm (dreht) Tj ET',
    'Gedreht',
  ],
  ['clipped text is read', '0 0 1 1 re W n BT /F1 12 Tf 50 700 Td (Beschnitten) Tj ET', 'Beschnitten'],
  ['text of hidden layers is read', '/OC /L1 BDC BT /F1 12 Tf 50 700 Td (Ebene) Tj ET EMC', 'Ebene'],
]

for (const [name, content, expected] of pageCases) {
  test(`${name}`, async () => {
    expect((await read(onePagePdf(content))).texts.join('\n')).toContain(expected)
  })
}

function place(strings: readonly (readonly [number, number, string])[]): string {
  return strings.map(([x, y, text]) => `BT /F1 12 Tf ${x} ${y} Td (${text}) Tj ET`).join('\n')
}

function singly(word: string, step: number): string {
  const widths: Record<string, number> = {
    M: 10,
    i: 2.7,
    r: 4,
    t: 3.4,
    f: 3.4,
    s: 6,
    e: 6.7,
    u: 6.7,
    a: 6.7,
    K: 8,
    U: 8.7,
    N: 8.7,
    D: 8.7,
    E: 8,
  }
  let x = 50
  return [...word]
    .map((letter) => {
      const at = x
      x += step > 10 ? step : (widths[letter] ?? 6)
      return `BT /F1 12 Tf ${at} 700 Td (${letter}) Tj ET`
    })
    .join('\n')
}

describe('text outside the page', () => {
  const far = 'BT /F1 12 Tf 2000 -300 Td (K1000001) Tj ET BT /F1 12 Tf 50 700 Td (Sichtbar) Tj ET'

  test('is read', async () => {
    expect((await read(onePagePdf(far))).texts.join('\n')).toContain('K1000001')
  })

  test('is read where the page is cropped', async () => {
    const bytes = onePagePdf(place([[50, 100, 'K1000001']]), { page: '/CropBox [0 400 595 842]' })
    expect((await read(bytes)).texts.join('\n')).toContain('K1000001')
  })

  test('is read where the pages are packed into a stream', async () => {
    const page =
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>'
    expect((await read(packedPagePdf(page, far))).texts.join('\n')).toContain('K1000001')
  })

  test('is read in an encrypted file', async () => {
    const bytes = await generated({ ownerPassword: 'geheim', pdfVersion: '1.7' }, (document) => {
      document.text('Sichtbar').text('K1000001', 3000, 100)
    })
    expect((await read(bytes)).texts.join('\n')).toContain('K1000001')
  })

  test('of a page that was changed later leaves the page as it is now', async () => {
    const first = onePagePdf(place([[50, 700, 'Alt']]))
    const start = first.length
    const update = `3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R /Resources << /Font << /F1 5 0 R >> >> >>\nendobj\n`
    const content = place([[50, 700, 'Neu']])
    const stream = `6 0 obj\n<< /Length ${content.length} >>\nstream\n${content}\nendstream\nendobj\n`
    const previous = /startxref\n(\d+)/.exec(Buffer.from(first).toString('latin1'))?.[1]
    const row = (offset: number) => `${String(offset).padStart(10, '0')} 00000 n \n`
    const xref = `xref\n3 1\n${row(start)}6 1\n${row(start + update.length)}trailer\n<< /Size 7 /Root 1 0 R /Prev ${previous} >>\nstartxref\n${start + update.length + stream.length}\n%%EOF\n`
    const bytes = new Uint8Array(Buffer.concat([first, Buffer.from(update + stream + xref, 'latin1')]))
    expect((await read(bytes)).texts.join('\n')).toContain('Neu')
  })
})

test('a form in XML is read', async () => {
  const bytes = onePagePdf('', {
    catalog: '/AcroForm << /Fields [] /XFA 6 0 R >>',
    objects: [
      {
        dictionary: '/Filter /FlateDecode',
        data: deflateSync('<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><kunde>K1000001</kunde></xdp:xdp>'),
      },
    ],
  })
  expect((await read(bytes)).texts.join('\n')).toContain('K1000001')
})

test('rows of a table have the headings of their columns', async () => {
  const { rows } = await read(
    onePagePdf(
      place([
        [50, 720, 'Liste'],
        ...['Kundennummer', 'Name', 'Betrag'].map((text, column) => [50 + column * 150, 700, text] as const),
        ...['4711', 'Erika Musterfrau', '1,50'].map(
          (text, column) => [50 + column * 152, 684, text] as const,
        ),
        ...['4712', 'Max Beispiel', '2,50'].map((text, column) => [50 + column * 152, 668, text] as const),
      ]),
    ),
  )
  const labels = ['Kundennummer', 'Name', 'Betrag']
  expect(rows).toEqual([
    { cells: labels },
    { cells: ['4711', 'Erika Musterfrau', '1,50'], labels },
    { cells: ['4712', 'Max Beispiel', '2,50'], labels },
  ])
})

test('digits in boxes are one number', async () => {
  const boxes = [...'10000017'].map((digit, index) => [50 + index * 40, 700, digit] as const)
  expect((await read(onePagePdf(place(boxes)))).texts.join('\n')).toContain('10000017')
})

test('two columns are read one after the other as well', async () => {
  const left = ['Der Bescheid ging an Erika', 'Musterfrau in Beispielstadt.', 'Sie hat drei Wochen Zeit.']
  const right = ['Zweite Spalte mit Hinweisen', 'fuer alle Leserinnen und', 'Leser der Bibliothek.']
  // Written line by line across both columns, so that only the places tell the columns.
  const strings = left.flatMap((text, row) => [
    [50, 700 - row * 14, text] as const,
    [320, 700 - row * 14, right[row] ?? ''] as const,
  ])
  expect((await read(onePagePdf(place(strings)))).texts.join('\n')).toContain('Erika\nMusterfrau')
})

describe('beside the page', () => {
  const field = (entries: string) => ({
    page: '/Annots [7 0 R]',
    catalog: '/AcroForm << /Fields [7 0 R] >>',
    objects: ['<< >>', `<< /Type /Annot /Subtype /Widget /Rect [0 0 100 20] ${entries} >>`],
  })
  const note = (entries: string) => ({
    page: '/Annots [6 0 R]',
    objects: [`<< /Type /Annot /Rect [0 0 100 20] ${entries} >>`],
  })
  const cases: readonly [string, Parameters<typeof onePagePdf>[1], string][] = [
    ['the value of a form field is read', field('/FT /Tx /T (kunde) /V (K1000001)'), 'K1000001'],
    ['the default value of a form field is read', field('/FT /Tx /T (kunde) /DV (K1000002)'), 'K1000002'],
    ['the name of a form field is read', field('/FT /Tx /T (Musterfrau)'), 'Musterfrau'],
    ['the choices of a form field are read', field('/FT /Ch /T (wahl) /Opt [(Erste) (Zweite)]'), 'Zweite'],
    [
      'a note and its author are read',
      note('/Subtype /Text /Contents (Bitte pruefen) /T (Sachbearbeiter)'),
      'Sachbearbeiter',
    ],
    ['a hidden note is read', note('/Subtype /Text /F 2 /Contents (Versteckt)'), 'Versteckt'],
    [
      'the target of a link is read decoded',
      note('/Subtype /Link /A << /S /URI /URI (https://example.org/?mail=erika%40example.org) >>'),
      'erika@example.org',
    ],
    [
      'a script is read',
      { catalog: '/OpenAction << /S /JavaScript /JS (app.alert\\("K1000003"\\)) >>' },
      'K1000003',
    ],
    [
      'a bookmark is read',
      {
        catalog: '/Outlines 6 0 R',
        objects: [
          '<< /First 7 0 R /Last 7 0 R /Count 1 >>',
          '<< /Title (Kapitel Musterfrau) /Parent 6 0 R /Dest [3 0 R /Fit] >>',
        ],
      },
      'Kapitel Musterfrau',
    ],
    [
      'page labels are read',
      { catalog: '/PageLabels << /Nums [0 << /P (Akte-4711-) /S /D >>] >>' },
      'Akte-4711-1',
    ],
    [
      'metadata in XML are read',
      {
        catalog: '/Metadata 6 0 R',
        objects: [
          {
            dictionary: '/Type /Metadata /Subtype /XML',
            data: '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator><rdf:Seq><rdf:li>Erika Musterfrau</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>',
          },
        ],
      },
      'Erika Musterfrau',
    ],
  ]
  for (const [name, parts, expected] of cases) {
    test(name, async () => {
      expect((await read(onePagePdf('', parts))).texts.join('\n')).toContain(expected)
    })
  }

  test('an embedded file is handed on with its name', async () => {
    const bytes = await generated({}, (document) => {
      document.text('Anlage')
      document.file(Buffer.from('K1000001;Musterfrau'), { name: 'liste.csv' })
    })
    const { files } = await read(bytes)
    expect(files.map(({ file, bytes }) => [file.name, Buffer.from(bytes).toString()])).toEqual([
      ['liste.csv', 'K1000001;Musterfrau'],
    ])
  })

  test('a file pinned to a page is handed on with its name', async () => {
    const { files } = await read(
      onePagePdf('', {
        page: '/Annots [6 0 R]',
        objects: [
          '<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 10 10] /FS 7 0 R >>',
          '<< /Type /Filespec /F (notiz.txt) /UF (notiz.txt) /EF << /F 8 0 R >> >>',
          { dictionary: '/Type /EmbeddedFile', data: 'Geheim' },
        ],
      }),
    )
    expect(files.map(({ file, bytes }) => [file.name, Buffer.from(bytes).toString()])).toEqual([
      ['notiz.txt', 'Geheim'],
    ])
  })
})

describe('what is drawn by things pinned to a page', () => {
  const drawn = {
    dictionary: '/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /F1 5 0 R >> >>',
    data: 'BT /F1 12 Tf 0 5 Td (Gestempelt K1000001) Tj ET',
  }
  const pinned = (entries: string) =>
    onePagePdf('', {
      page: '/Annots [6 0 R]',
      objects: [`<< /Type /Annot /Rect [0 0 200 20] /AP << /N 7 0 R >> ${entries} >>`, drawn],
    })
  for (const [name, entries] of [
    ['stamp', '/Subtype /Stamp'],
    ['button', '/Subtype /Widget /FT /Btn /T (knopf)'],
    ['signature', '/Subtype /Widget /FT /Sig /T (unterschrift)'],
    ['field', '/Subtype /Widget /FT /Tx /T (feld)'],
    ['hidden stamp', '/Subtype /Stamp /F 2'],
  ] as const) {
    test(`a ${name} is read`, async () => {
      expect((await read(pinned(entries))).texts.join('\n')).toContain('K1000001')
    })
  }

  test('a stamp that stands inside the page is unchecked', async () => {
    const page = '/Annots [<< /Type /Annot /Subtype /Stamp /Rect [0 0 200 20] /AP << /N 6 0 R >> >>]'
    expect((await read(onePagePdf('', { page, objects: [drawn] }))).uncheckedReasons).toEqual([
      'unknown-format',
    ])
  })

  test('a box that draws nothing now is no obstacle', async () => {
    const desk = await read(
      onePagePdf('BT /F1 12 Tf 50 700 Td (Text) Tj ET', {
        page: '/Annots [6 0 R]',
        objects: [
          '<< /Type /Annot /Subtype /Widget /FT /Btn /T (a) /Rect [0 0 9 9] /AS /Off /AP << /N << /Yes 7 0 R /Off 8 0 R >> >> >>',
          drawn,
          { ...drawn, data: '' },
        ],
      }),
    )
    expect(desk.uncheckedReasons).toEqual([])
  })
})

describe('encryption', () => {
  test('a file that opens without a password is read', async () => {
    const bytes = await generated({ ownerPassword: 'geheim', pdfVersion: '1.7' }, (document) =>
      document.text('Kundennummer K1000001'),
    )
    const desk = await read(bytes)
    expect(desk.texts.join('\n')).toContain('K1000001')
    expect(desk.uncheckedReasons).toEqual([])
  })

  test('a file that needs a password is unchecked', async () => {
    const bytes = await generated({ userPassword: 'geheim', pdfVersion: '1.7' }, (document) =>
      document.text('Kundennummer K1000001'),
    )
    expect((await read(bytes)).uncheckedReasons).toEqual(['encrypted'])
  })
})

describe('what is no text', () => {
  const image = (width: number, height: number, more = '') => ({
    objects: [
      {
        dictionary: `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /BitsPerComponent 8 /ColorSpace /DeviceGray ${more}`,
        data: 'pixels',
      },
    ],
  })

  test('a picture is handed on with the bytes it has in the file, so that its digest can be allowed', async () => {
    const { files } = await read(onePagePdf('', image(40, 40, '/Filter /DCTDecode')))
    expect(files).toEqual([
      { file: { mediaType: 'image/jpeg' }, bytes: new Uint8Array(Buffer.from('pixels')) },
    ])
  })

  test('pixels without a picture format are handed on as pixels', async () => {
    const { files } = await read(onePagePdf('', image(40, 40)))
    expect(files.map(({ file }) => file.mediaType)).toEqual(['image/x-pdf-pixels'])
  })

  test('a picture whose kind is written with escapes is found', async () => {
    const parts = image(40, 40)
    const dictionary = parts.objects[0]?.dictionary.replace('/Image', '/Im#61ge') ?? ''
    expect((await read(onePagePdf('', { objects: [{ dictionary, data: 'pixels' }] }))).files).toHaveLength(1)
  })

  test('a spacer of one pixel is not handed on', async () => {
    expect((await read(onePagePdf('', image(300, 1)))).files).toEqual([])
  })

  test('a picture written into the page is unchecked', async () => {
    const desk = await read(
      onePagePdf('BT /F1 12 Tf 50 700 Td (Text) Tj ET BI /W 20 /H 20 /BPC 8 /CS /G ID xxxx EI'),
    )
    expect(desk.uncheckedReasons).toEqual(['image'])
  })

  test('a page of curves without text is unchecked', async () => {
    const curves = '10 10 m 20 20 30 30 40 40 c f '.repeat(80)
    expect((await read(onePagePdf(curves))).uncheckedReasons).toEqual(['image'])
  })

  test('curves beside text are decoration', async () => {
    const curves = '10 10 m 20 20 30 30 40 40 c f '.repeat(80)
    expect(
      (await read(onePagePdf(`${curves} BT /F1 12 Tf 50 700 Td (Text) Tj ET`))).uncheckedReasons,
    ).toEqual([])
  })

  test('a blank page is readable', async () => {
    expect((await read(onePagePdf(''))).uncheckedReasons).toEqual([])
  })

  test('a font without letters for its signs is unchecked', async () => {
    const bytes = onePagePdf('BT /F2 12 Tf 50 700 Td <00480055> Tj ET', {
      page: '/Resources << /Font << /F2 6 0 R >> >>',
      objects: [
        '<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Grotesk /Encoding /Identity-H /DescendantFonts [7 0 R] >>',
        '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Grotesk /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 8 0 R >>',
        '<< /Type /FontDescriptor /FontName /ABCDEF+Grotesk /Flags 4 /FontBBox [0 0 1 1] /ItalicAngle 0 /Ascent 1 /Descent 0 /CapHeight 1 /StemV 1 >>',
      ],
    })
    expect((await read(bytes)).uncheckedReasons).toContain('unknown-charset')
  })
})

describe('hostile files', () => {
  const loops: readonly [string, Uint8Array][] = [
    [
      'pages',
      pdfBytes({
        objects: [
          '<< /Type /Catalog /Pages 2 0 R >>',
          '<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000000 >>',
        ],
      }),
    ],
    [
      'bookmarks',
      onePagePdf('', {
        catalog: '/Outlines 6 0 R',
        objects: ['<< /First 7 0 R >>', '<< /Title (a) /Next 7 0 R /First 7 0 R >>'],
      }),
    ],
    [
      'fields',
      onePagePdf('', { catalog: '/AcroForm << /Fields [6 0 R] >>', objects: ['<< /T (a) /Kids [6 0 R] >>'] }),
    ],
    [
      'names',
      onePagePdf('', { catalog: '/Names << /EmbeddedFiles 6 0 R >>', objects: ['<< /Kids [6 0 R] >>'] }),
    ],
    [
      'forms',
      onePagePdf('/X1 Do', {
        page: '/Resources << /XObject << /X1 6 0 R >> >>',
        objects: [
          {
            dictionary:
              '/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X1 6 0 R >> >>',
            data: '/X1 Do',
          },
        ],
      }),
    ],
  ]
  for (const [name, bytes] of loops) {
    test(`a loop of ${name} comes to an end`, async () => readDamaged(readPdf, bytes))
  }

  test('a page that cannot be unpacked to its end is broken', async () => {
    const packed = deflateSync(Buffer.from('BT /F1 12 Tf 50 700 Td (Text) Tj ET '.repeat(50)))
    packed.fill(0xff, 20, 40)
    const bytes = onePagePdf('', {
      page: '/Contents 6 0 R',
      objects: [{ dictionary: '/Filter /FlateDecode', data: packed }],
    })
    expect((await read(bytes)).uncheckedReasons).toContain('broken')
  })

  test('a broken cross-reference table does not hide the text', async () => {
    const whole = onePagePdf('BT /F1 12 Tf 50 700 Td (Kundennummer K1000001) Tj ET')
    const text = Buffer.from(whole)
      .toString('latin1')
      .replace(/startxref\n\d+/, 'startxref\n7')
    expect((await read(new Uint8Array(Buffer.from(text, 'latin1')))).texts.join('\n')).toContain('K1000001')
  })

  test('a file cut anywhere gives text or an ordinary error', async () =>
    readCutEverywhere(readPdf, await letter()))

  test('a file with changed bytes gives text or an ordinary error', async () =>
    readWithChangedBytes(readPdf, await letter()))

  test('bytes that are no PDF are an ordinary error', async () => {
    await expect(async () => read(new Uint8Array([1, 2, 3]))).rejects.toBeInstanceOf(Error)
  })
})
