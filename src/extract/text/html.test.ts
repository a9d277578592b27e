import { expect, test } from 'vitest'
import { recordingDesk } from '../../../test/support/recording-desk.ts'
import { readHtml } from './html.ts'

async function read(html: string) {
  const desk = recordingDesk()
  await readHtml(html, desk)
  return { ...desk, text: desk.texts.join('\n') }
}

const shown: readonly [string, string, string][] = [
  ['a tag inside a number', 'Nr. K<b>100</b>0001', 'Nr. K1000001'],
  ['a tag inside a name', '<p>M<i>ü</i>l<span>l</span>er</p>', 'Müller'],
  ['a comment inside a number', 'K100<!-- x -->0001', 'K1000001'],
  ['an invisible image inside a number', 'K100<img src="cid:a" width="1" height="1">0001', 'K1000001'],
  ['references', 'M&uuml;ller &#64; &#x40; &amp', 'Müller @ @ &'],
  ['a reference that was encoded twice', 'anna&amp;#64;example.org', 'anna@example.org'],
  ['white space as it is displayed', '<p>Anna\n     Beispiel</p>', 'Anna Beispiel'],
  ['blocks', '<div>Anna Beispiel</div><div>Hauptstr. 1</div>', 'Anna Beispiel\nHauptstr. 1'],
  ['line breaks', 'Anna Beispiel<br>Hauptstr. 1<br/>12345 Bonn', 'Anna Beispiel\nHauptstr. 1\n12345 Bonn'],
  ['paragraphs', '<p>eins</p><p>zwei</p>', 'eins\n\nzwei'],
  ['a blank line', 'eins<br><br>zwei', 'eins\n\nzwei'],
  ['spans that are displayed as blocks', '<span style="display:block">Anna</span>Bonn', 'Anna\nBonn'],
  ['text that keeps its lines', '<pre>Anna\n  Bonn</pre>', 'Anna\n  Bonn'],
  [
    'a span that keeps its lines',
    '<div style="white-space: pre-wrap">Anna\nBonn</div><p>a\nb</p>',
    'Anna\nBonn\n\na b',
  ],
  ['hidden elements', '<div style="display:none">K1000001</div>', 'K1000001'],
  ['elements with the hidden attribute', '<p hidden>K1000001</p>', 'K1000001'],
  ['a line with something hidden in it', 'Nr. K100<span style="display:none">x</span>0001', 'K1000001'],
  ['a word with hidden parts', 'K1<i hidden>x</i>00<b style="font-size:0">y</b>0001', 'K1000001'],
  ['a number that is hidden in part', 'K100<span style="display:none">0001</span>', 'K1000001'],
  ['the title', '<title>Mahnung f&uuml;r Anna</title>', 'Mahnung für Anna'],
  ['a template', '<template><p>K1000001</p></template>', 'K1000001'],
  ['noscript', '<noscript>K1000001</noscript>', 'K1000001'],
  ['drawn text', '<svg><text>K100<tspan>0001</tspan></text></svg>', 'K1000001'],
  ['a field with its label', '<label>Kundennummer</label><input value="1234">', 'Kundennummer 1234'],
  ['options', '<select><option>Anna<option>Ben</select>', 'Anna\nBen'],
  ['text under an override', '<bdo dir="rtl">1000001K</bdo>', 'K1000001'],
]

for (const [name, html, text] of shown) {
  test(`a page is read as it is shown: ${name}`, async () => {
    expect((await read(html)).text).toContain(text)
  })
}

const sources: readonly [string, string, string][] = [
  ['a comment', '<!-- Kunde K1000001 -->', 'Kunde K1000001'],
  ['markup in a comment', '<!-- <td>K<b>100</b>0001</td> -->', 'K1000001'],
  ['a comment for one mail program', '<!--[if mso]><p>K<b>100</b>0001</p><![endif]-->', 'K1000001'],
  ['a comment in a comment', '<!-- a <!-- K<b>100</b>0001 -->', 'K1000001'],
  ['a comment that never ends', 'a<!-- K1000001', 'K1000001'],
  ['a tag that never ends', 'a<p title="K1000001', 'K1000001'],
  ['a quote that never ends', '<a title="x>y</a><p>K<b>100</b>0001</p>', 'K1000001'],
  ['an unknown declaration', '<!kunde K1000001>', 'K1000001'],
  ['a processing instruction', '<?kunde K1000001?>', 'K1000001'],
  ['an alternative text', '<img src="a.png" alt="Anna Beispiel">', 'alt="Anna Beispiel"'],
  ['an attribute of data', '<tr data-kundennummer="1234">', 'data-kundennummer="1234"'],
  ['an attribute without quotes', '<a name=K1000001>', 'name="K1000001"'],
  ['references in an attribute', '<a title="M&uuml;ller &amp; Co">', 'title="Müller & Co"'],
  [
    'a hidden field with its name',
    '<input type="hidden" name="customer_id" value="1234">',
    'customer_id="1234"',
  ],
  ['a token in a hidden field', `<input type=hidden name=t value="${btoa('nr=K1000001')}">`, 'nr=K1000001'],
  ['a token in an attribute of data', `<a data-t="${btoa('nr=K1000001')}">`, 'nr=K1000001'],
  ['a meta element with its name', '<meta name="author" content="Anna">', 'author="Anna"'],
  ['a redirection', '<meta http-equiv="refresh" content="0; url=https://example.org/?nr=K1%31">', 'nr=K11'],
  ['a link', '<a href="https://example.org/?name=M%C3%BCller">x</a>', 'name=Müller'],
  ['a link over two lines', '<a href="https://example.org/?nr=K100\n0001">x</a>', 'nr=K1000001'],
  ['a link without a scheme', '<a href="/konto?name=M%C3%BCller">x</a>', 'name=Müller'],
  ['an address to write to', '<a href="mailto:anna%40example.org?cc=ben@example.org">', 'anna@example.org'],
  ['images by size', '<img srcset="https://example.org/?n=M%C3%BCller 2x">', 'n=Müller'],
  ['generated content', '<style>p::after { content: "K100\\30 001" }</style>', 'K1000001'],
  ['generated content of one element', `<p style="--nr:'K1000001'">`, 'K1000001'],
  ['an address in a style', '<p style="background:url(https://example.org/?n=M%C3%BCller)">', 'n=Müller'],
  ['a script', '<script>var nr = "K\\u0031"</script>', 'var nr = "K1"'],
  ['data in a script', '<script type="application/ld+json">{"name":"M\\u00fcller"}</script>', 'name: Müller'],
  ['a page in an attribute', '<iframe srcdoc="&lt;p&gt;K&lt;b&gt;100&lt;/b&gt;0001">', 'K1000001'],
  ['an address in angle brackets', 'Anna <anna@example.org>', 'anna@example.org'],
  ['a name in angle brackets', '<Anna Beispiel>', 'beispiel'],
  ['a closing tag with content', '<p>a</p K1000001>', 'K1000001'],
  ['a styling attribute that holds a number', '<td width="1000001">', '1000001'],
]

for (const [name, html, text] of sources) {
  test(`the source of a page is read: ${name}`, async () => {
    expect((await read(html)).text).toContain(text)
  })
}

test('attributes do not stand inside a sentence or an address block', async () => {
  const { text } = await read(
    '<div><a href="https://example.org/">Anna</a> Beispiel</div><div class="street">Hauptstr. 1</div><p>12345 Bonn</p>',
  )
  expect(text).toContain('Anna Beispiel\nHauptstr. 1\n\n12345 Bonn')
})

test('colours and sizes are no text', async () => {
  const { text } = await read(
    '<style>a { color: #123456; background: #654321 }</style><td style="color:#123456;width:600px" bgcolor="#123456">',
  )
  expect(text).not.toMatch(/\d{6}/)
})

test('files in links are handed on with their bytes, and their letters are no text', async () => {
  const png = Buffer.from('not really an image').toString('base64')
  const { files, text } = await read(
    `<img src="data:image/png;base64,${png}"><a href="data:,Anna%20M%C3%BCller">x</a>` +
      `<p style="background:url('data:image/gif;base64,${png}')">`,
  )
  expect(files.map(({ file, bytes }) => [file.mediaType, Buffer.from(bytes).toString()])).toEqual([
    ['image/png', 'not really an image'],
    ['text/plain', 'Anna Müller'],
    ['image/gif', 'not really an image'],
  ])
  expect(text).not.toContain(png)
})

test('other parts of the same mail are no text', async () => {
  expect((await read('<img src="cid:1000001@example.org">')).text).toBe('')
})

test('nothing is read beyond a limit, and the limit is passed on', async () => {
  const desk = recordingDesk(1000)
  await expect(readHtml(`<p>${'Anna '.repeat(100_000)}</p>`, desk)).rejects.toThrow('limit broken: too-large')
})
