import fc from 'fast-check'
import { expect, test } from 'vitest'
import { recordingDesk } from '../../../test/support/recording-desk.ts'
import { readXml } from './xml.ts'

async function read(xml: string) {
  const desk = recordingDesk()
  await readXml(xml, desk)
  return { ...desk, text: desk.texts.join('\n') }
}

const texts: readonly [string, string, string][] = [
  [
    'elements with their names',
    '<c><nr>1234</nr><name>Anna Beispiel</name></c>',
    'nr: 1234\nname: Anna Beispiel',
  ],
  ['prefixed names', '<x:nr>1234</x:nr>', 'nr: 1234'],
  ['tags inside words', '<p>K<b>100</b>0001</p>', 'K1000001'],
  ['attributes', '<c nr=\'1234\' name="M&#252;ller &amp; Co"/>', 'nr="1234"\nname="Müller & Co"'],
  ['references', '<c>M&#xfc;ller &lt;x&gt;</c>', 'c: Müller <x>'],
  ['CDATA', '<c><![CDATA[Anna <Beispiel>]]></c>', 'c: Anna <Beispiel>'],
  ['a page in CDATA', '<c><![CDATA[<p>K<b>100</b>0001</p>]]></c>', 'K1000001'],
  ['a page that is encoded', '<c>&lt;p>K&lt;b>100&lt;/b>0001&lt;/p></c>', 'K1000001'],
  ['comments', '<c><!-- K1000001 --></c>', 'K1000001'],
  ['processing instructions', '<?kunde K1000001?><c/>', 'K1000001'],
  [
    'entities of the document',
    '<!DOCTYPE c [<!ENTITY n "Anna &f;"><!ENTITY f "Beispiel">]><c>Frau &n;</c>',
    'c: Frau Anna Beispiel',
  ],
  ['entities in attributes', `<!DOCTYPE c [<!ENTITY n 'Anna'>]><c title="Frau &n;"/>`, 'title="Frau Anna"'],
  ['entities nobody uses', '<!DOCTYPE c [<!ENTITY n "K1000001">]><c/>', 'K1000001'],
  ['a tag that never ends', '<c><d title="K1000001', 'K1000001'],
  ['an element that never ends', '<c><d>K1000001', 'K1000001'],
  ['a document type that never ends', '<!DOCTYPE c [<!ENTITY n "K1000001', 'K1000001'],
  ['no XML at all', 'Anna Beispiel & Co < K1', 'Anna Beispiel & Co < K1'],
]

for (const [name, xml, text] of texts) {
  test(`XML is read: ${name}`, async () => {
    expect((await read(xml)).text).toContain(text)
  })
}

test('coordinates of a drawing are no text, its words are', async () => {
  const { text } = await read('<svg><path d="M1000001 12345 L 99999"/><text>Anna</text></svg>')
  expect(text.trim()).toBe('text: Anna')
})

test('files in attributes are handed on', async () => {
  const { files } = await read('<image href="data:image/png;base64,QW5uYQ=="/>')
  expect(files.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(['Anna'])
})

test('entities made of entities do not grow, and what was left out is said', async () => {
  const levels = Array.from({ length: 20 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`).join(
    '',
  )
  const { uncheckedReasons, spentBytes } = await read(`<!DOCTYPE c [<!ENTITY e0 "ha">${levels}]><c>&e20;</c>`)
  expect(uncheckedReasons).toEqual(['ratio'])
  expect(spentBytes).toBeLessThan(200_000)
})

test('one large entity used often does not grow either', async () => {
  const xml = `<!DOCTYPE c [<!ENTITY e "${'x'.repeat(10_000)}">]><c>${'&e;'.repeat(100_000)}</c>`
  const { uncheckedReasons, spentBytes } = await read(xml)
  expect(uncheckedReasons).toEqual(['ratio'])
  expect(spentBytes).toBeLessThan(2 * xml.length)
})

for (const [name, xml] of [
  ['deep elements', '<a>'.repeat(500_000)],
  ['a million attributes', `<a ${'x="1" '.repeat(1_000_000)}>`],
  ['tags that never end', '<a'.repeat(1_000_000)],
  ['comments that never end', '<!--'.repeat(1_000_000)],
  ['entities that never end', `<!DOCTYPE c [${'<!ENTITY a "'.repeat(100_000)}`],
  ['brackets', '<!DOCTYPE c ['.repeat(100_000)],
  ['references', '&a;'.repeat(1_000_000)],
  ['mixed text', '<b>a</b>c'.repeat(500_000)],
  ['one endless word', 'x'.repeat(10_000_000)],
] as const) {
  test(`hostile XML is read to its end without growing: ${name}`, async () => {
    const { texts, spentBytes } = await read(`${xml} K1000001`)
    expect(texts.some((text) => text.includes('K1000001'))).toBe(true)
    expect(spentBytes).toBeLessThan(5 * xml.length)
  })
}

test('a document is read whatever it is made of', async () => {
  const part = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 5 }),
    fc.constantFrom(
      '<',
      '>',
      '</',
      '/>',
      '<!DOCTYPE a [',
      ']',
      '<!ENTITY a "',
      '"',
      '&a;',
      '&',
      '<![CDATA[',
      ']]>',
      '<a b="',
    ),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 40 }), async (parts) => {
      await read(parts.join(''))
    }),
    { numRuns: 500 },
  )
})
