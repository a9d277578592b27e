import fc from 'fast-check'
import { expect, test } from 'vitest'
import { recordingDesk } from '../../../test/support/recording-desk.ts'
import { readHtml } from './html.ts'

async function textOf(html: string): Promise<string> {
  const desk = recordingDesk()
  await readHtml(html, desk)
  return desk.texts.join('\n')
}

const character = fc.constantFrom(...'abcäöüßéłКЁ0123456789@.-/&<>"\' '.split(''))
const inlineTag = fc.constantFrom('b', 'i', 'span', 'a', 'u', 'font', 'em', 'wbr', 'sup', 'label')
const disguise = fc.oneof(
  fc.constant((c: string) => escaped(c)),
  fc.constant((c: string) => `&#${c.codePointAt(0)};`),
  fc.constant((c: string) => `&#x${c.codePointAt(0)?.toString(16)};`),
  inlineTag.map((tag) => (c: string) => `<${tag}>${escaped(c)}</${tag}>`),
  inlineTag.map((tag) => (c: string) => `<${tag} style="color:red">${escaped(c)}`),
  inlineTag.map((tag) => (c: string) => `</${tag}>${escaped(c)}`),
  fc.constant((c: string) => `<!-- -->${escaped(c)}`),
)

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

const where = fc.constantFrom(
  (html: string) => html,
  (html: string) => `<p>${html}</p>`,
  (html: string) => `<table><tr><td>${html}</td></tr></table>`,
  (html: string) => `<div hidden><template><span>${html}</span></template></div>`,
)

test('inline tags, comments and references never change the text that is found', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(character, disguise), { minLength: 1, maxLength: 40 }),
      where,
      async (disguised, place) => {
        const text = disguised.map(([c]) => c).join('')
        const html = disguised.map(([c, disguiseOf]) => disguiseOf(c)).join('')
        const found = await textOf(place(html))
        expect(found).toContain(text.trim().replace(/ +/g, ' '))
      },
    ),
    { numRuns: 500 },
  )
})

const fragment = fc.constantFrom(
  ...'<table> <tr> <td> </td> </tr> </table> <th> <thead> <p> </p> <br> <div> </div> <pre> </pre>'.split(' '),
  '<td colspan="3">',
  '<td rowspan="2">',
  '<span style="display:block">',
  '</span>',
  ' ',
)

test('no word of a page is lost or comes twice, however its tags are nested', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fragment, { maxLength: 60 }), async (fragments) => {
      const desk = recordingDesk()
      await readHtml(fragments.map((tag, i) => `${tag}w${i}w`).join(''), desk)
      const found = [...desk.texts, ...desk.rows.flatMap((row) => row.cells)].join(' ')
      const words = found.match(/w\d+w/g) ?? []
      expect([...new Set(words)].length).toBe(fragments.length)
    }),
    { numRuns: 500 },
  )
})

const soup = fc.array(
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: 8 }),
    fragment,
    fc.constantFrom(
      '<',
      '>',
      '<!--',
      '-->',
      '&',
      '&#',
      '="',
      "'",
      '<script>',
      '<style>',
      '</',
      '\0',
      '\ud800',
      ']]>',
    ),
    fc.constantFrom(
      '<a href="',
      'data:',
      'url(',
      '<!',
      '<?',
      '%',
      'https://',
      '<![CDATA[',
      '<iframe srcdoc="',
      ';',
    ),
  ),
  { maxLength: 40 },
)

test('a page is read whatever it is made of', async () => {
  await fc.assert(
    fc.asyncProperty(soup, async (parts) => {
      await textOf(parts.join(''))
    }),
    { numRuns: 1000 },
  )
})

const hostile: readonly [string, string][] = [
  ['a hundred thousand nested blocks', '<div>'.repeat(100_000)],
  ['a hundred thousand nested tables', '<table><tr><td>a'.repeat(100_000)],
  ['nested tables of data', '<table><tr><th>a<th>b<tr><td>1<td>'.repeat(30_000)],
  ['a million attributes', `<a ${'x="1" '.repeat(1_000_000)}>`],
  ['tags that never end', '<b'.repeat(1_000_000)],
  ['quotes that never end', '<a title="'.repeat(100_000)],
  ['comments that never end', '<!--<b>'.repeat(300_000)],
  ['pages in pages', '<iframe srcdoc="<iframe srcdoc='.repeat(30_000)],
  ['hidden elements in one line', '<i hidden>a</i>b'.repeat(300_000)],
  ['hidden elements in lines', '<i hidden>a</i>b<br>'.repeat(300_000)],
  ['hidden elements in hidden elements', `<table><tr><td>${'<i hidden>a'.repeat(300_000)}`],
  ['closing tags', '</table></tr></td></div>'.repeat(100_000)],
  ['cells that span', `<table><tr>${'<td rowspan=1000>ab'.repeat(1000)}${'<tr><td>z'.repeat(50_000)}`],
  ['ten megabytes in one word', 'x'.repeat(10_000_000)],
  ['references to references', '&amp;#64;'.repeat(300_000)],
  ['overrides', '\u202e'.repeat(500_000)],
  ['NUL and lone surrogates', '\0\ud800<\0>'.repeat(300_000)],
]

for (const [name, html] of hostile) {
  test(`a hostile page is read to its end without growing: ${name}`, async () => {
    const desk = recordingDesk()
    await readHtml(`${html}<p>K1000001`, desk)
    expect(desk.spentBytes).toBeLessThan(25 * html.length)
    expect([...desk.texts, ...desk.rows.flatMap((row) => row.cells)].join(' ')).toContain('K1000001')
  })
}
