import { expect, test } from 'vitest'
import { librarySchema } from '../../../test/support/notice-schema.ts'
import { handlebarsSyntax } from '../../adapters/handlebars/syntax.ts'
import { kohaSyntax } from '../../adapters/koha/syntax.ts'
import { liquidSyntax } from '../../adapters/liquid/syntax.ts'
import { mustacheSyntax } from '../../adapters/mustache/syntax.ts'
import type { TemplateEngine } from '../template/template.ts'
import { type Proof, prove } from './prove.ts'

const syntaxes = {
  liquid: liquidSyntax,
  handlebars: handlebarsSyntax,
  mustache: mustacheSyntax,
  koha: kohaSyntax,
  'template-toolkit': undefined,
}

const addresses: Readonly<Record<TemplateEngine, string>> = {
  liquid: '{{ customer.email }}',
  handlebars: '{{customer.email}}',
  mustache: '{{customer.email}}',
  koha: '<<customer.email>>',
  'template-toolkit': '[% customer.email %]',
}

interface Given {
  readonly engine: TemplateEngine
  readonly body: string
  readonly notice?: string
  readonly to?: string
  readonly partials?: Readonly<Record<string, string>>
}

function proofOf({ engine, body, notice = 'overdue', to = addresses[engine], partials = {} }: Given): Proof {
  return prove({
    template: {
      noticeType: notice,
      language: 'de',
      engine,
      file: 'a.de.x',
      parts: [
        { name: 'to', source: to, firstLine: 2, firstColumn: 5 },
        { name: 'text', source: body, firstLine: 6, firstColumn: 1 },
      ],
    },
    partials: new Map(
      Object.entries(partials).map(([name, source]) => [name, { file: `partials/${name}`, source }]),
    ),
    schema: librarySchema,
    syntax: syntaxes[engine],
    today: '2026-11-25',
  })
}

/** `proven`, or each place as `line path` or `line why name`. */
function words({ verdict }: Proof): string {
  switch (verdict.kind) {
    case 'proven':
      return 'proven'
    case 'not-provable':
      return verdict.places.map(({ line, why, name }) => `? ${line} ${why} ${name}`.trim()).join(', ')
    case 'leaks-by-construction':
      return verdict.places.map(({ line, how, path }) => `${line} ${how} ${path}`).join(', ')
  }
}

const previous = 'customer.loans.item.previous_borrower'

const liquid: readonly [string, string, string][] = [
  [
    'own entries',
    'Guten Tag {{ customer.name }}, {{ library.name }} {{ today | date: "%d.%m.%Y" }}',
    'proven',
  ],
  [
    'a loop over own rows',
    '{% for l in loans %}{{ l.item.title | upcase }} {{ forloop.index }}/{{ forloop.length }}{% endfor %}',
    'proven',
  ],
  [
    'the same list by its path',
    '{% for l in customer.loans %}{{ l.barcode }}{% else %}nichts{% endfor %}',
    'proven',
  ],
  [
    'size, first, last and an index of own rows',
    '{{ loans.size }}{{ loans.first.due }}{{ loans[0].due }}{{ loans | last | json }}',
    '? 6 whole-record customer.loans',
  ],
  [
    'sorting, mapping, summing',
    '{{ loans | sort: "due" | map: "item.title" | join: ", " }}{{ customer.fees | sum: "amount" }}',
    'proven',
  ],
  [
    'a name that is set in one way only',
    '{% for l in loans %}{% if l.overdue %}{% assign late = true %}{% endif %}{% endfor %}{% if late %}!{% endif %}',
    'proven',
  ],
  [
    'one name for two kinds of thing',
    '{% assign x = customer.loans %}{{ x.size }}{% assign x = customer.fees %}{% for f in x %}{{ f.amount }}{% endfor %}',
    'proven',
  ],
  ['the way back to oneself', '{% for l in loans %}{{ l.customer.name }}{% endfor %}', 'proven'],
  [
    'tablerow and cycle',
    '{% tablerow l in loans cols:2 %}{% cycle "a", "b" %}{{ l.barcode }}{{ tablerowloop.col }}{% endtablerow %}',
    'proven',
  ],
  [
    'limit and offset',
    '{% for l in loans limit:3 offset:1 reversed %}{{ l.barcode }}{% endfor %}{% for l in loans offset:continue %}{{ l.due }}{% endfor %}',
    'proven',
  ],
  [
    'case',
    '{% case customer.language %}{% when "de" %}Hallo{% when "en", "fr" %}Hello{% else %}-{% endcase %}',
    'proven',
  ],
  ['capture', '{% capture x %}{{ customer.name }}{% endcapture %}{{ x | escape }}', 'proven'],
  [
    'a comment and a raw block',
    '{% comment %}{{ customers[0].name }}{% endcomment %}{% raw %}{{ customers }}{% endraw %}',
    'proven',
  ],
  [
    'groups',
    '{% assign g = loans | group_by: "overdue" %}{% for x in g %}{{ x.name }}{{ x.items.size }}{% for l in x.items %}{{ l.due }}{% endfor %}{% endfor %}',
    'proven',
  ],
  ['a default', '{{ customer.given_name | default: customer.name }}', 'proven'],
  ['a range', '{% for i in (1..loans.size) %}{{ i }}{% endfor %}', 'proven'],

  [
    'everybody',
    '\n{% for c in customers %}{{ c.name }}{% endfor %}',
    '7 repeats customers, 7 shown customers.name',
  ],
  ['the first of all', '{{ customers[0].name }}', '6 shown customers.name'],
  ['the last of all', '{{ customers.last.name }}', '6 shown customers.name'],
  ['how many there are', '{{ customers.size }}', '6 shown customers'],
  ['how many there are, by a filter', '{{ customers | size }}', '6 shown customers'],
  [
    'the previous borrower below the customer',
    '{% for l in loans %}\n{{ l.item.previous_borrower.name }}{% endfor %}',
    `7 shown ${previous}.name`,
  ],
  [
    'the same through an alias',
    '{% for l in loans %}{% assign b = l.item.previous_borrower %}\n{{ b.email }}{% endfor %}',
    `7 shown ${previous}.email`,
  ],
  [
    'the same through a capture',
    '{% capture x %}{{ loans[0].item.previous_borrower.name }}{% endcapture %}\n{{ x }}',
    `6 decides ${previous}.name, 7 shown ${previous}.name`,
  ],
  [
    'the same through map',
    '{{ loans | map: "item.previous_borrower.name" | join }}',
    `6 shown ${previous}.name`,
  ],
  [
    'a condition on another',
    '{% if loans[0].item.previous_borrower.blocked %}!{% endif %}',
    `6 decides ${previous}.blocked`,
  ],
  [
    'whether there is another',
    '{% if loans[0].item.previous_borrower %}!{% endif %}',
    `6 decides ${previous}`,
  ],
  [
    'a case on another',
    '{% case customers[0].language %}{% when "de" %}x{% endcase %}',
    '6 decides customers.language',
  ],
  ['the place in the queue', '{{ customer.holds[0].position }}', '6 shown customer.holds.position'],
  ['the length of the queue', '{{ customer.holds[0].queue.size }}', '6 shown customer.holds.queue'],
  ['a limit by another', '{% for l in loans limit: customers.size %}x{% endfor %}', '6 repeats customers'],
  ['an index by another', '{{ loans[customers.size].due }}', '6 shown customers'],
  [
    'sorted by another',
    '{{ loans | sort: "item.previous_borrower.name" | map: "due" | join }}',
    `6 shown ${previous}.name`,
  ],
  ['another in base64', '{{ customers[0].number | base64_encode }}', '6 shown customers.number'],
  ['a part of another', '{{ customers[0].number | slice: 0, 3 }}', '6 shown customers.number'],
  ['the name of a clerk', '{{ clerk.name }}', '6 shown clerk.name'],
  [
    'set in a turn before',
    '{% for l in loans %}{{ x }}{% assign x = l.item.previous_borrower.name %}{% endfor %}',
    `6 shown ${previous}.name, 6 decides ${previous}`,
  ],
  [
    'set before a break',
    '{% for l in loans %}{% if l.overdue %}{% assign x = clerk.name %}{% break %}{% endif %}{% assign x = "a" %}{% endfor %}{{ x }}',
    '6 shown clerk.name',
  ],
  [
    'set in one way, else a root',
    '{% if customer.blocked %}{% assign clerk = library %}{% endif %}{{ clerk.name }}',
    '6 shown clerk.name',
  ],
  ['a tag for two things', '{% cycle customer.name, clerk.name %}', '6 shown clerk.name'],

  ['a name nobody knows', 'a\n{{ custmer.name }}', '? 7 unknown-name custmer'],
  ['an entry nobody knows', '{{ customer.nmae }}', '? 6 unknown-field customer.nmae'],
  ['an entry of the engine', '{{ customer.constructor.name }}', '? 6 unknown-field customer.constructor'],
  ['a filter nobody knows', '{{ customer.name | other }}', '? 6 unknown-call other'],
  ['a lot', '{{ loans | sample }}', '? 6 unknown-call sample'],
  ['an expression in a filter', '{{ loans | where_exp: "x", "x.due" | size }}', '? 6 unknown-call where_exp'],
  ['a counter', '{% increment count %}', '? 6 unknown-tag increment'],
  ['a layout', "{% layout 'x' %}", '? 6 unknown-tag layout'],
  ['a whole record', '{{ customer | json }}', '? 6 whole-record customer'],
  ['an entry that is decided', '{{ customer[customer.language] }}', '? 6 dynamic customer.customer.language'],
  [
    'a way that goes round and round',
    '{% assign c = customer %}{% for l in loans %}{% assign c = c.loans.first.customer %}{% endfor %}{{ c.name }}',
    '? 6 too-complex c.loans.first.customer',
  ],
  ['a partial that is decided', '{% include customer.language %}', '? 6 dynamic include'],
  ['a partial that is not there', "{% render 'x' %}", '? 6 missing-partial x'],
  [
    'the loop around, which the engine does not know',
    '{% for l in loans %}{{ forloop.parentloop.index }}{% endfor %}',
    '? 6 unknown-field forloop.parentloop',
  ],
  ['a template that cannot be read', 'a\n{% if x %}', '? 7 unreadable tag {% if x %} not closed'],
]

const handlebars: readonly [string, string, string][] = [
  ['own entries', '{{customer.name}}{{{library.name}}}{{@root.customer.email}}', 'proven'],
  [
    'loops and their figures',
    '{{#each loans}}{{@index}}{{#unless @last}}, {{/unless}}{{barcode}}{{item.title}}{{../customer.name}}{{else}}-{{/each}}',
    'proven',
  ],
  ['block names', '{{#each loans as |loan at|}}{{at}}{{loan.item.title}}{{/each}}', 'proven'],
  [
    'with and sections',
    '{{#with customer}}{{name}}{{#blocked}}{{name}}!{{/blocked}}{{#loans}}{{due}}{{/loans}}{{/with}}',
    'proven',
  ],
  ['if, else if, else', '{{#if customer.blocked}}a{{else if loans}}b{{else}}c{{/if}}', 'proven'],
  ['lookup', '{{lookup customer "name"}}{{#each loans}}{{lookup . "due"}}{{/each}}', 'proven'],
  ['the loop around', '{{#each customer.holds}}{{#each ../loans}}{{@../index}}{{/each}}{{/each}}', 'proven'],
  ['a comment', '{{! clerk.name }}{{!-- {{clerk.name}} --}}\\{{clerk.name}}', 'proven'],
  [
    'another by ../',
    '{{#each loans}}{{#with item}}{{../../clerk.name}}{{/with}}{{/each}}',
    '6 shown clerk.name',
  ],
  ['another by @root', '{{#each loans}}{{@root.clerk.name}}{{/each}}', '6 shown clerk.name'],
  [
    'another by a block name',
    '{{#with customers.[0] as |x|}}{{x.name}}{{/with}}',
    '6 decides customers, 6 shown customers.name',
  ],
  ['another by lookup', '{{lookup clerk "name"}}', '6 shown clerk.name'],
  [
    'another by two lookups',
    '{{lookup (lookup customers 0) "name"}}',
    '6 shown customers.name, 6 decides customers',
  ],
  ['a condition on another', '{{#if clerk.name}}x{{/if}}', '6 decides clerk.name'],
  [
    'previous borrower',
    '{{#each loans}}{{#with item.previous_borrower}}\n{{name}}{{/with}}{{/each}}',
    `6 decides ${previous}, 7 shown ${previous}.name`,
  ],
  ['everybody', '{{#each customers}}{{name}}{{/each}}', '6 repeats customers, 6 shown customers.name'],
  ['a helper nobody knows', '{{money customer.name}}', '? 6 unknown-call money'],
  ['a block helper nobody knows', '{{#money customer.name}}x{{/money}}', '? 6 unknown-call money'],
  ['too far out', '{{../x}}', '? 6 unknown-name ../'],
  ['a partial that is decided', '{{> (lookup customer "name")}}', '? 6 dynamic'],
  [
    'a partial of its own',
    '{{#each loans}}{{> x}}{{/each}}{{#*inline "x"}}{{due}}{{item.title}}{{/inline}}',
    'proven',
  ],
  [
    'another in a partial of its own',
    '{{#*inline "x"}}{{name}}{{/inline}}{{> x clerk}}',
    '6 shown clerk.name',
  ],
  [
    'another by a block name around a partial of its own',
    '{{#each loans as |item|}}{{#*inline "x"}}{{item.item.previous_borrower.name}}{{/inline}}{{> x @root.customer}}{{/each}}',
    `6 shown ${previous}.name`,
  ],
  [
    'a partial of its own that calls itself',
    '{{#*inline "x"}}{{> x}}{{/inline}}{{> x}}',
    '? 6 endless-partial',
  ],
  ['a decorator nobody knows', '{{#*other "x"}}{{/other}}', '? 6 unknown-tag DecoratorBlock'],
  [
    'what stands between, of a partial that is not there',
    '{{#> x customer}}{{name}}{{../clerk.name}}{{/x}}',
    '6 shown clerk.name',
  ],
]

const mustache: readonly [string, string, string][] = [
  ['own entries', '{{customer.name}}{{{library.name}}}{{&customer.email}}', 'proven'],
  [
    'sections',
    '{{#customer}}{{name}}{{#loans}}{{barcode}}{{item.title}}{{library.name}}{{/loans}}{{^loans}}-{{/loans}}{{/customer}}',
    'proven',
  ],
  ['a flag', '{{#customer.blocked}}{{customer.name}}{{/customer.blocked}}', 'proven'],
  ['other braces', '{{=<% %>=}}<% customer.name %>{{clerk.name}}', 'proven'],
  [
    'the name of somebody around',
    '{{#clerk}}{{#customer.holds}}{{name}}{{/customer.holds}}{{/clerk}}',
    '6 decides clerk, 6 shown clerk.name',
  ],
  [
    'a record that may be absent lets the search go on',
    '{{#loans}}{{#item}}{{#previous_borrower}}{{number}}{{/previous_borrower}}{{/item}}{{/loans}}',
    `6 decides ${previous}, 6 shown ${previous}.number`,
  ],
  ['unescaped', '{{{clerk.name}}}', '6 shown clerk.name'],
  ['everybody', '{{#customers}}{{.}}{{/customers}}', '6 repeats customers, 6 shown customers'],
  ['nobody else', '{{^customers}}x{{/customers}}', '6 decides customers'],
  ['the length of all', '{{customers.length}}', '6 shown customers'],
  ['a name nobody knows', '{{#loans}}{{titel}}{{/loans}}', '? 6 unknown-name titel'],
]

const koha: readonly [string, string, string][] = [
  ['own entries', '<<customer.name>> <<today>> <<library.name>>', 'proven'],
  [
    'blocks',
    '<loans><<loans.barcode>> <<item.title>> <<loans.due | dateonly>> <<customer.name>></loans>',
    'proven',
  ],
  ['previous borrower', '<loans>\n<<item.previous_borrower.name>></loans>', `7 shown ${previous}.name`],
  ['everybody', '<customers><<customers.name>></customers>', '6 repeats customers, 6 shown customers.name'],
  ['a clerk', '<<clerk.name>>', '6 shown clerk.name'],
  ['a name nobody knows', '<<borrowers.surname>>', '? 6 unknown-name borrowers.surname'],
  ['Template Toolkit inside', '[% x %]', '? 6 unreadable [% belongs to Template Toolkit'],
]

for (const [engine, cases] of Object.entries({ liquid, handlebars, mustache, koha }) as [
  TemplateEngine,
  typeof liquid,
][]) {
  for (const [name, body, verdict] of cases) {
    test(`${engine}: ${name}`, () => {
      expect(words(proofOf({ engine, body }))).toBe(verdict)
    })
  }
}

const others: readonly [string, Given, string][] = [
  [
    'a partial sees what is around',
    {
      engine: 'liquid',
      body: "{% for l in loans %}{% include 'p' %}{% endfor %}",
      partials: { p: 'x\n{{ l.item.previous_borrower.name }}' },
    },
    `2 shown ${previous}.name`,
  ],
  [
    'a partial with a value',
    { engine: 'liquid', body: "{% include 'p' with clerk %}", partials: { p: '{{ p.name }}' } },
    '1 shown clerk.name',
  ],
  [
    'a partial sets a name of the template',
    { engine: 'liquid', body: "{% include 'p' %}{{ x }}", partials: { p: '{% assign x = clerk.name %}' } },
    '6 shown clerk.name',
  ],
  [
    'a partial that is alone sees no roots',
    { engine: 'liquid', body: "{% render 'p' %}", partials: { p: '{{ customer.name }}' } },
    '? 1 unknown-name customer',
  ],
  [
    'a partial that is alone sees its arguments',
    {
      engine: 'liquid',
      body: "{% render 'p', c: customer %}{% render 'q' for loans as l %}",
      partials: { p: '{{ c.name }}', q: '{{ l.due }}{{ forloop.index }}' },
    },
    'proven',
  ],
  [
    'a partial for each of all',
    { engine: 'liquid', body: "{% render 'q' for customers as c %}", partials: { q: '{{ c.name }}' } },
    '1 shown customers.name, 6 repeats customers',
  ],
  [
    'a partial that calls itself',
    { engine: 'liquid', body: "{% include 'p' %}", partials: { p: "{% include 'p' %}" } },
    '? 1 endless-partial p',
  ],
  [
    'a partial of Handlebars',
    {
      engine: 'handlebars',
      body: '{{#each loans}}{{> p x=@root.clerk}}{{/each}}',
      partials: { p: '{{due}}\n{{x.name}}' },
    },
    '2 shown clerk.name',
  ],
  [
    'a partial of Handlebars with its own context',
    {
      engine: 'handlebars',
      body: '{{> p customer title=library.name}}',
      partials: { p: '{{name}}{{title}}{{#each loans}}{{due}}{{/each}}' },
    },
    'proven',
  ],
  [
    'a partial of Handlebars sees nothing around',
    {
      engine: 'handlebars',
      body: '{{#with customer}}{{> p}}{{/with}}',
      partials: { p: '{{../clerk.name}}' },
    },
    '? 1 unknown-name ../',
  ],
  [
    'a partial of Mustache',
    { engine: 'mustache', body: '{{#loans}}{{>p}}{{/loans}}', partials: { p: '{{due}}{{clerk.name}}' } },
    '1 shown clerk.name',
  ],
  [
    'what stands between a partial’s beginning and end',
    {
      engine: 'handlebars',
      body: '{{#> p}}{{customer.name}}{{#each loans}}{{due}}{{/each}}{{/p}}',
      partials: { p: '<{{> @partial-block}}> {{library.name}}' },
    },
    'proven',
  ],
  [
    'what stands between, called for another',
    {
      engine: 'handlebars',
      body: '{{#> p}}\n{{name}}{{/p}}',
      partials: { p: '{{#with clerk}}{{> @partial-block}}{{/with}}' },
    },
    '1 decides clerk, 7 shown clerk.name',
  ],
  [
    'an engine that nothing is known of',
    { engine: 'template-toolkit', body: 'x' },
    '? 1 unknown-engine template-toolkit',
  ],
  [
    'a notice that nobody declared',
    { engine: 'liquid', body: 'x', notice: 'unknown' },
    '? 1 unknown-notice unknown',
  ],
  [
    'an allowed entry',
    {
      engine: 'liquid',
      notice: 'allowed',
      body: '{% for l in loans %}{% if l.item.previous_borrower %}{{ l.item.previous_borrower.given_name }}{% endif %}{% endfor %}',
    },
    'proven',
  ],
  [
    'an entry beside the allowed one',
    {
      engine: 'liquid',
      notice: 'allowed',
      body: '{% for l in loans %}{{ l.item.previous_borrower.email }}{% endfor %}',
    },
    `6 shown ${previous}.email`,
  ],
  [
    'an allowance that is over',
    {
      engine: 'liquid',
      notice: 'over',
      body: '{% for l in loans %}{{ l.item.previous_borrower.given_name }}{% endfor %}',
    },
    `6 shown ${previous}.given_name`,
  ],
  ['a fixed address', { engine: 'liquid', to: 'chef@example.org', body: 'x' }, '? 2 address'],
  [
    'two addresses',
    { engine: 'liquid', to: '{{ customer.email }}, a@example.org', body: 'x' },
    '? 2 address customer.email',
  ],
  ['the address of another', { engine: 'liquid', to: '{{ clerk.email }}', body: 'x' }, '2 shown clerk.email'],
  [
    'an address with a name',
    { engine: 'liquid', to: '{{ customer.name }} <{{ customer.email }}>', body: 'x' },
    'proven',
  ],
  [
    'rows of several people in one mail',
    { engine: 'liquid', notice: 'by-item', body: '{% for l in loans %}{{ l.barcode }}{% endfor %}' },
    '1 scope customer.loans.item.title, 6 repeats customer.loans, 6 shown customer.loans.barcode',
  ],
  ['rows ordered by others', { engine: 'liquid', notice: 'by-wait', body: 'x' }, `1 scope ${previous}.name`],
  ['rows chosen by what is declared', { engine: 'liquid', notice: 'by-loan', body: 'x' }, 'proven'],
  [
    'a copy for staff',
    {
      engine: 'liquid',
      notice: 'staff-copy',
      to: '{{ library.email }}',
      body: '{{ customer.number }}{{ customer.name }}',
    },
    '6 shown customer.name',
  ],
  [
    'a copy for staff with what is allowed',
    {
      engine: 'liquid',
      notice: 'staff-copy',
      to: '{{ library.email }}',
      body: '{{ customer.number }}{{ library.name }}',
    },
    'proven',
  ],
  [
    'a guardian sees his own',
    {
      engine: 'liquid',
      notice: 'guardian',
      to: '{{ customer.guarantor.email }}',
      body: '{{ customer.guarantor.name }}',
    },
    'proven',
  ],
  [
    'a guardian sees the ward',
    {
      engine: 'liquid',
      notice: 'guardian',
      to: '{{ customer.guarantor.email }}',
      body: '{{ customer.name }}',
    },
    '6 shown customer.name',
  ],
]

for (const [name, given, verdict] of others) {
  test(name, () => {
    expect(words(proofOf(given))).toBe(verdict)
  })
}

test('allowances that were needed are told, and those that are over', () => {
  const body = '{% for l in loans %}{{ l.item.previous_borrower.given_name }}{% endfor %}'
  expect(proofOf({ engine: 'liquid', notice: 'allowed', body }).allowed).toEqual([
    librarySchema.allowances[0],
  ])
  expect(proofOf({ engine: 'liquid', notice: 'over', body }).expired).toEqual([librarySchema.allowances[1]])
  expect(proofOf({ engine: 'liquid', notice: 'allowed', body: 'x' }).allowed).toEqual([])
})

test('branches are those of the sources that are reached, without a third turn where there is never a list', () => {
  const { branches } = proofOf({
    engine: 'mustache',
    body: '{{#customer.blocked}}a{{/customer.blocked}}\n {{#loans}}{{>p}}{{/loans}}',
    partials: { p: '{{^library.open}}x{{/library.open}}', q: '{{#x}}{{/x}}' },
  })
  expect(
    branches.map(({ id, source, line, column, kind }) => `${id} ${source} ${line}:${column} ${kind}`),
  ).toEqual([
    '10000 text 6:1 loop-0',
    '10001 text 6:1 loop-1',
    '10003 text 7:2 loop-0',
    '10004 text 7:2 loop-1',
    '10005 text 7:2 loop-n',
    '20000 partials/p 1:1 if',
    '20001 partials/p 1:1 else',
  ])
})
