import fc from 'fast-check'
import { expect, test } from 'vitest'
import { recordingDesk } from '../../../test/support/recording-desk.ts'
import { readJson } from './json.ts'

async function read(json: string) {
  const desk = recordingDesk()
  await readJson(json, desk)
  return { ...desk, text: desk.texts.join('') }
}

const texts: readonly [string, string, string][] = [
  ['keys in front of values', '{"kundennummer":"K1","ort":"Bonn"}', 'kundennummer: K1\nort: Bonn\n'],
  ['keys of inner objects', '{"customer":{"number":1234}}', 'customer number: 1234\n'],
  ['escapes', '{"n":"M\\u00fcller\\n\\"x\\" \\/"}', 'n: Müller\n"x" /\n'],
  [
    'plain lists',
    '{"mails":["a@example.org","b@example.org"]}',
    'mails: a@example.org\nmails: b@example.org\n',
  ],
  ['keys that say something', '{"K1000001":{"ort":"Bonn"}}', 'K1000001\nK1000001 ort: Bonn\n'],
  ['a value alone', '"Anna"', 'Anna\n'],
  ['comments and single quotes', "{/* Anna */ 'ort': 'Bonn',}", 'ort: Bonn\n'],
  ['a string that never ends', '{"a":"Anna', 'a: Anna\n'],
  ['no JSON at all', 'Anna Beispiel, K1', 'Anna\nBeispiel\nK1\n'],
  ['brackets that never open', ']]}}"Anna"', 'Anna\n'],
]

for (const [name, json, text] of texts) {
  test(`JSON is read: ${name}`, async () => {
    expect((await read(json)).text).toContain(text)
  })
}

test('each object of a list is a row, with what is inside it', async () => {
  const { rows, texts } = await read(
    '{"data":[{"name":"Anna","address":{"street":"Hauptstr. 1"},"loans":[{"barcode":"1"},{"barcode":"2"}]},{"name":"Ben"}]}',
  )
  expect(texts).toEqual([])
  expect(rows).toEqual([
    {
      cells: ['Anna', 'Hauptstr. 1', '1', '2'],
      labels: ['name', 'address street', 'loans barcode', 'loans barcode'],
    },
    { cells: ['Ben'], labels: ['name'] },
  ])
})

test('lines of objects are rows', async () => {
  const { rows } = await read('{"name":"Anna","nr":1}\r\n{"name":"Ben","nr":2}\n')
  expect(rows.map((row) => row.cells)).toEqual([
    ['Anna', '1'],
    ['Ben', '2'],
  ])
})

test('an object too large for a record is running text, and lists inside it are read on', async () => {
  const many = Array.from({ length: 300 }, (_, i) => `"k":"v${i}"`).join(',')
  const { rows, text } = await read(`[{${many},"list":[{"name":"Anna"}]}]`)
  expect(text).toContain('k: v299\n')
  expect(rows).toEqual([{ cells: ['Anna'], labels: ['name'] }])
})

test('a page in a string is read as a page, a link in it as a link', async () => {
  const { text } = await read('{"body":"<p>K10<b>000</b>03</p><a href=\\"/a?nr=K10%30%30004\\">x</a>"}')
  expect(text).toContain('K1000003')
  expect(text).toContain('nr=K1000004')
})

test('a file in a string is read as a file, and its letters are no text', async () => {
  const { text, files } = await read('{"logo":"data:image/png;base64,QUFBQUFBQUE="}')
  expect(files.map(({ file, bytes }) => [file.mediaType, Buffer.from(bytes).toString()])).toEqual([
    ['image/png', 'AAAAAAAA'],
  ])
  expect(text).not.toContain('QUFB')
})

for (const [name, json] of [
  ['deep lists', `${'['.repeat(1_000_000)}"K1000001"`],
  ['deep objects', `${'{"a":'.repeat(300_000)}"K1000001"`],
  ['many small objects', `[${'{"a":1},'.repeat(300_000)}"K1000001"]`],
  ['a long string', `"${'x\\n'.repeat(2_000_000)} K1000001"`],
  ['backslashes', `"${'\\\\'.repeat(2_000_000)}", "K1000001"`],
  ['quotes', `${'"'.repeat(1_000_000)} "K1000001`],
] as const) {
  test(`hostile JSON is read to its end without growing: ${name}`, async () => {
    const { texts, rows, spentBytes } = await read(json)
    expect([...texts, ...rows.flatMap((row) => row.cells)].join()).toContain('K1000001')
    expect(spentBytes).toBeLessThan(4 * json.length)
  })
}

test('every string and number of a JSON text is found', async () => {
  const word = fc.stringMatching(/^[a-zäöü0-9]{1,12}$/)
  await fc.assert(
    fc.asyncProperty(fc.jsonValue({ stringUnit: 'grapheme' }), fc.array(word), async (value, words) => {
      const { texts, rows } = await read(JSON.stringify({ value, words: words.map((w) => ({ w })) }))
      const found = [...texts, ...rows.flatMap((row) => row.cells)].join('\n')
      for (const one of words) expect(found).toContain(one)
    }),
  )
})

test('a text is read whatever it is made of', async () => {
  const part = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 5 }),
    fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '\\', '\\u', '\0', '\ud800'),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 40 }), async (parts) => void (await read(parts.join('')))),
  )
})
