import { expect, test } from 'vitest'
import { handlebarsSyntax } from '../../adapters/handlebars/syntax.ts'
import { kohaSyntax } from '../../adapters/koha/syntax.ts'
import { liquidSyntax } from '../../adapters/liquid/syntax.ts'
import { mustacheSyntax } from '../../adapters/mustache/syntax.ts'
import { readNoticeSchema } from '../schema/read.ts'
import { prove } from './prove.ts'

const syntaxes = {
  liquid: liquidSyntax,
  handlebars: handlebarsSyntax,
  mustache: mustacheSyntax,
  koha: kohaSyntax,
}

const declared = (notice: string, allowances: string) => `recipient: customer
types:
  customer:
    owner: recipient
    fields:
      name: full-name
      email: email
      guarantor_email: { value: email, leaves: yes }
      guarantor: { one: customer, leaves: yes, optional: yes }
      family: { many: customer, leaves: yes }
      friend: { one: stranger }
      loans: { many: loan }
      branch: { one: branch }
  loan: { owner: recipient, fields: { barcode: owned-number, item: { one: item } } }
  item: { owner: public, fields: { title: title, waiting: { many: stranger } } }
  branch: { owner: public, fields: { name: text, email: email } }
  library: { owner: public, fields: { name: text, email: email } }
  stranger: { owner: other, fields: { name: full-name, phone: phone } }
  # Whose it is was forgotten, and what it belongs to leads back.
  unsaid: { fields: { name: full-name, customer: { one: customer } } }
roots:
  customer: { one: customer }
  loans: { many: loan }
  members: { many: customer }
  library: { one: library }
  lender: { one: customer, owner: other }
  everybodys: { one: customer, owner: public }
  forgotten: { one: unsaid }
notices:
  n: ${notice}
allowances: [${allowances}]
`

interface Given {
  readonly engine?: keyof typeof syntaxes
  readonly notice?: string
  readonly allowances?: string
  readonly to?: string
  readonly text: string
}

function verdictOf({ engine = 'liquid', notice = own, allowances = '', to = address, text }: Given): string {
  const { verdict } = prove({
    template: {
      noticeType: 'n',
      language: 'de',
      engine,
      file: 'a',
      parts: [
        { name: 'to', source: to, firstLine: 1, firstColumn: 1 },
        { name: 'text', source: text, firstLine: 2, firstColumn: 1 },
      ],
    },
    partials: new Map(),
    schema: readNoticeSchema(declared(notice, allowances), 'schema.yaml'),
    syntax: syntaxes[engine],
    today: '2026-11-25',
  })
  switch (verdict.kind) {
    case 'proven':
      return 'proven'
    case 'not-provable':
      return verdict.places.map(({ line, why, name }) => `? ${line} ${why} ${name}`.trim()).join(', ')
    case 'leaks-by-construction':
      return verdict.places.map(({ line, how, path }) => `${line} ${how} ${path}`).join(', ')
  }
}

const address = '{{ customer.email }}'
const own = '{ to: customer.email, languages: [de] }'
const toGuarantor = '{ to: customer.guarantor_email, languages: [de] }'
const toLibrary = '{ to: library.email, languages: [de] }'
const toBranch = '{ to: customer.branch.email, languages: [de] }'
const ofFamily =
  '{ to: customer.email, languages: [de], scope: { from: customer.family, as: members, where: [] } }'
const ofNamedFamily =
  '{ to: customer.email, languages: [de], scope: { from: customer.family, as: members, where: [{ path: name, is: set }] } }'
const countOf = (path: string) =>
  `{ notice: n, path: ${path}, fields: [count], owner: x, reason: y, expires: 2027-01-01 }`

const cases: readonly [string, Given, string][] = [
  [
    'what is always somebody else’s is so without leaving',
    { text: '{{ customer.friend.name }}' },
    '2 shown customer.friend.name',
  ],
  [
    'the same behind what is everybody’s',
    { text: '{% for l in loans %}{% for w in l.item.waiting %}{{ w.phone }}{% endfor %}{% endfor %}' },
    '2 repeats loans.item.waiting, 2 shown loans.item.waiting.phone',
  ],
  [
    'a whole record that leads to it',
    { text: '{% for l in loans %}{{ l.item | json }}{% endfor %}' },
    '? 2 whole-record loans.item',
  ],
  ['a type of which nobody said whose it is', { text: '{{ forgotten.name }}' }, '2 shown forgotten.name'],
  ['a root that is another’s', { text: '{{ lender.name }}' }, '2 shown lender.name'],
  ['a person who is said to be everybody’s', { text: '{{ everybodys.name }}' }, '2 shown everybodys.name'],

  [
    'an address that leaves makes nothing else the addressee’s',
    {
      notice: toGuarantor,
      to: '{{ customer.guarantor_email }}',
      text: '{{ customer.name }}{{ library.name }}',
    },
    '2 shown customer.name',
  ],
  [
    'an address that leaves is itself the addressee’s',
    {
      notice: toGuarantor,
      to: '{{ customer.guarantor_email }}',
      text: '{{ customer.guarantor_email }}{{ library.name }}',
    },
    'proven',
  ],
  [
    'the address of a branch does not make the customer its own',
    {
      notice: toBranch,
      to: '{{ customer.branch.email }}',
      text: '{{ customer.branch.name }}{{ loans.size }}',
    },
    '2 shown loans',
  ],

  [
    'rows of other people are theirs, though their count is allowed',
    {
      notice: ofFamily,
      allowances: countOf('customer.family'),
      text: '{% for m in members %}{{ m.name }}{% endfor %}',
    },
    '2 shown customer.family.name',
  ],
  [
    'the allowed count of such rows',
    {
      notice: ofFamily,
      allowances: countOf('customer.family'),
      text: '{% for m in members %}{{ forloop.index }}{% endfor %}',
    },
    'proven',
  ],
  [
    'such rows chosen by what was not allowed',
    { notice: ofNamedFamily, allowances: countOf('customer.family'), text: '{{ members.size }}' },
    '30 scope customer.family.name',
  ],
  [
    'rows behind a root that is another’s',
    {
      notice: '{ to: customer.email, languages: [de], scope: { from: lender.loans } }',
      allowances: countOf('lender.loans'),
      text: '{% for l in loans %}{{ l.barcode }}{% endfor %}',
    },
    '2 shown lender.loans.barcode',
  ],

  [
    'all roots in a notice to staff',
    {
      engine: 'handlebars',
      notice: toLibrary,
      to: '{{library.email}}',
      text: '{{#each this}}{{#each this}}{{this}}{{/each}}{{/each}}',
    },
    '? 2 whole-record',
  ],
]

const beside = '? 1 address customer.email'
const besides: readonly [keyof typeof syntaxes, string, string][] = [
  ['liquid', '{{ customer.email }}', 'proven'],
  ['liquid', ' {{ customer.email }}\n', 'proven'],
  ['liquid', '<{{ customer.email }}>', 'proven'],
  ['liquid', '"Dr. {{ customer.name }}" < {{ customer.email }} >\n', 'proven'],
  ['mustache', 'Kundin <{{customer.email}}>', 'proven'],
  ['koha', '<<customer.name>> <<<customer.email>>>', 'proven'],
  ['liquid', '{{ customer.email }}.evil.example', beside],
  ['liquid', 'x{{ customer.email }}', beside],
  ['handlebars', '{{customer.email}}.attacker.example', beside],
  ['mustache', '{{customer.name}}{{customer.email}}', beside],
  ['koha', '<<customer.email>>.example', beside],
  ['liquid', '<{{ customer.email }}', beside],
  ['liquid', '{{ customer.email }}>', beside],
  ['liquid', '<{{ customer.name }}{{ customer.email }}>', beside],
  ['liquid', '<x{{ customer.email }}>', beside],
  ['liquid', '<{{ customer.email }}.example>', beside],
  ['liquid', 'a@example.org <{{ customer.email }}>', beside],
  ['liquid', '<a> <{{ customer.email }}>', beside],
  ['liquid', 'Gruppe: <{{ customer.email }}>', beside],
  ['liquid', 'x\nBcc: <{{ customer.email }}>', '? 2 address customer.email'],
  ['liquid', '{% if customer.name %}x{% endif %}{{ customer.email }}', beside],
  ['liquid', '{{ customer.email | append: ".example" }}', '? 1 address'],
  ['liquid', '{{ customer.email }}{{ customer.email }}', beside],
]

for (const [engine, to, verdict] of besides) {
  test(`${engine}: ${JSON.stringify(to)} as an address`, () => {
    expect(verdictOf({ engine, to, text: '' })).toBe(verdict)
  })
}

const failing: readonly [string, string, string][] = [
  [
    'a range to another’s value, never used',
    '{% assign r = (1..customer.guarantor_email) %}',
    '2 decides customer.guarantor_email',
  ],
  [
    'a range to how many others there are, never used',
    '{% assign r = (1..customer.family.size) %}',
    '2 decides customer.family',
  ],
  [
    'another’s value gathered so often that it fails, never used',
    '{% capture c %}{% for i in (1..65000) %}{{ customer.guarantor_email }}{% endfor %}{% endcapture %}',
    '2 decides customer.guarantor_email',
  ],
  [
    'a list with all others in it, never used',
    '{% assign l = loans | concat: customer.family %}',
    '2 decides customer.family',
  ],
  [
    'entries of all others, never used',
    '{% assign l = customer.family | map: "loans" %}',
    '2 decides customer.family',
  ],
  [
    'an element by how many others there are, never used',
    '{% assign l = loans[customer.family.size] %}',
    '2 decides customer.family',
  ],
  [
    'a range and a capture of own values',
    '{% assign r = (1..loans.size) %}{% capture c %}{{ customer.name }}{% endcapture %}',
    'proven',
  ],
]

for (const [name, text, verdict] of failing) {
  test(`what can fail tells what it works on: ${name}`, () => {
    expect(verdictOf({ text })).toBe(verdict)
  })
}

for (const [name, given, verdict] of cases) {
  test(name, () => {
    expect(verdictOf(given)).toBe(verdict)
  })
}

test('all roots of a small schema are another’s where the notice goes to staff, and the recipient’s where it goes to him', () => {
  const schema = (to: string) =>
    readNoticeSchema(
      `recipient: customer
types:
  customer: { owner: recipient, fields: { name: full-name, email: email } }
  library: { owner: public, fields: { name: text, email: email } }
roots:
  customer: { one: customer }
  library: { one: library }
notices:
  n: { to: ${to}, languages: [de] }
`,
      'schema.yaml',
    )
  const verdict = (to: string, text: string) =>
    prove({
      template: {
        noticeType: 'n',
        language: 'de',
        engine: 'handlebars',
        file: 'a',
        parts: [
          { name: 'to', source: `{{${to}}}`, firstLine: 1, firstColumn: 1 },
          { name: 'text', source: text, firstLine: 2, firstColumn: 1 },
        ],
      },
      partials: new Map(),
      schema: schema(to),
      syntax: handlebarsSyntax,
      today: '2026-11-25',
    }).verdict.kind
  for (const list of ['this', '@root']) {
    const text = `{{#each ${list}}}{{#each this}}{{this}}{{/each}}{{/each}}`
    expect(verdict('library.email', text)).toBe('not-provable')
    expect(verdict('customer.email', text)).toBe('proven')
  }
})
