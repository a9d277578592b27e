/** Whatever a template says, it ends in a mail or in a reason: never in a crash of the engine, never in anything of the language's own. */
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { openHandlebarsRenderer } from '../../src/adapters/handlebars/renderer.ts'
import { openKohaRenderer } from '../../src/adapters/koha/renderer.ts'
import { openLiquidRenderer } from '../../src/adapters/liquid/renderer.ts'
import { openMustacheRenderer } from '../../src/adapters/mustache/renderer.ts'
import { openTemplateToolkitRenderer } from '../../src/adapters/template-toolkit/renderer.ts'
import type { Renderer, RendererSetup } from '../../src/notice/renderer.ts'
import type { Partials, TemplateEngine } from '../../src/notice/template/template.ts'
import { templateOf } from '../contracts/renderer.contract.ts'

const anywhere =
  'a|l|a.b|l.0|x|"s"|1| |\n|constructor|__proto__|.|..|(|)|=|null|nul|true|ä€😀|\\|\'|"|<|>|p'.split('|')

interface Language {
  readonly engine: TemplateEngine
  readonly open: (setup: RendererSetup) => Renderer
  readonly tags: readonly (readonly [begin: string, end: string])[]
  readonly words: string
}

const languages: readonly Language[] = [
  {
    engine: 'liquid',
    open: openLiquidRenderer,
    tags: [
      ['{{ ', ' }}'],
      ['{% ', ' %}'],
      ['{% if ', ' %}x{% endif %}'],
      ['{% for i in ', ' %}{{ i }}{% endfor %}'],
      ['{{ l ', ' }}'],
    ],
    words:
      '| date: "%s"~| map: "n"~| sort~| join~| size~| first~| json~| where_exp: "q", "q.n"~| split: ""~| slice: 0~| divided_by: 0~| url_decode~| base64_decode~| group_by: "n"~include ~render ~layout ~cycle ~increment ~echo ~liquid ~(1..3)~contains~and~not ~forloop',
  },
  {
    engine: 'handlebars',
    open: openHandlebarsRenderer,
    tags: [
      ['{{', '}}'],
      ['{{{', '}}}'],
      ['{{#if ', '}}x{{/if}}'],
      ['{{#each ', '}}{{this}}{{/each}}'],
      ['{{> ', '}}'],
      ['{{#a}}{{', '}}{{/a}}'],
    ],
    words:
      'each ~if ~unless ~with ~lookup ~as |q|~@index~@root~@key~../~this~@partial-block~&~*~helperMissing~blockHelperMissing~hash=1~[a b]~log ~else~#~^~!',
  },
  {
    engine: 'mustache',
    open: openMustacheRenderer,
    tags: [
      ['{{', '}}'],
      ['{{#', '}}{{/a}}'],
      ['{{#l}}{{', '}}{{/l}}'],
      ['{{> ', '}}'],
    ],
    words: '{~}~#~/~^~>~!~&~=~<% %>~toString~length',
  },
  {
    engine: 'koha',
    open: openKohaRenderer,
    tags: [
      ['<<', '>>'],
      ['<l><<', '>></l>'],
      ['<', '></l>'],
    ],
    words: 'n~l.n~ | dateonly~[%~:~b~/l',
  },
  {
    engine: 'template-toolkit',
    open: openTemplateToolkitRenderer,
    tags: [
      ['[% ', ' %]'],
      ['[% IF ', ' %]x[% END %]'],
      ['[% FOREACH q IN ', ' %][% q %][% END %]'],
      ['[% a', ' %]'],
      ['[% l', ' %]'],
    ],
    words:
      ';~SET ~INCLUDE ~PROCESS ~INSERT ~WRAPPER ~BLOCK q~END~FILTER html~MACRO m BLOCK~m~USE ~Format~Table~TRY~CATCH~THROW ~NEXT~LAST~STOP~META t = "x"~TAGS [* *]~SWITCH a~CASE~PERL~VIEW v~component~global~loop~.size~.keys~.first~.join~.can("x")~.new~.block~.blocks~[1,2]~_~$a~"$a.b"~| upper~? 1 : 2~.splice(0,1)~.sort~.repeat(3)~.split("")~.defined',
  },
]

const setup = { nowMs: 0, timeZone: 'UTC', processes: 1 }
const partials: Partials = new Map([['p', { file: 'partials/p', source: '<p>' }]])
const context = { a: { b: 'B' }, l: [{ n: 1 }, { n: 2 }], nul: null, x: 'y' }
const reasons = ['missing-field', 'syntax', 'forbidden', 'value', 'time', 'memory', 'output']

for (const { engine, open, tags, words } of languages) {
  const renderer = open(setup)
  afterAll(() => renderer.close())
  const word = fc.constantFrom(...anywhere, ...words.split('~'))
  const tag = fc
    .tuple(fc.constantFrom(...tags), fc.array(word, { maxLength: 4 }), fc.constantFrom('', ' '))
    .map(([[begin, end], inner, gap]) => begin + inner.join(gap) + end)
  const source = fc
    .array(fc.oneof(tag, tag, word), { minLength: 1, maxLength: 4 })
    .map((pieces) => pieces.join(''))

  test(`${engine}: any text ends in a mail or in a reason with its file`, async () => {
    await fc.assert(
      fc.asyncProperty(source, async (text) => {
        const template = templateOf(engine, text, { name: 'html' })
        const [rendered] = await renderer.render({ template, partials, contexts: [context], trace: true })
        if (rendered?.kind === 'mail') expect(rendered.html).not.toMatch(/function|\[native|=> |CODE\(/)
        else expect(rendered).toMatchObject({ reason: expect.toBeOneOf(reasons), file: expect.any(String) })
      }),
      { numRuns: 600, seed: 4 },
    )
  })
}
