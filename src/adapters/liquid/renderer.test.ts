import { expect, test } from 'vitest'
import {
  noPartials,
  rendererContract,
  templateOf,
  textOf,
} from '../../../test/contracts/renderer.contract.ts'
import { openLiquidRenderer } from './renderer.ts'

rendererContract({
  engine: 'liquid',
  open: openLiquidRenderer,
  words: {
    field: (path) => `{{${path}}}`,
    each: (list, body) => `{% for row in ${list} %}${body}{% endfor %}`,
    rowField: (_, field) => `{{row.${field}}}`,
    choose: (flag, yes, no) => `{% if ${flag} %}${yes}{% else %}${no}{% endif %}`,
    include: (name) => `{% include "${name}" %}`,
  },
  fieldColumn: 2,
  faulty: [
    ['a\n{% for x in loans %}', 2, 1],
    ['{% for x in loans %}\n{% endif %}', 2, 1],
    ['ab {{customer.name', 1, 4],
    ['{% nothing %}', 1, 1],
    ['{% if %}x{% endif', 1, 10],
  ],
  attacks: [
    ['a filter that is not there', '{{ customer | readFile }}', ['forbidden']],
    [
      'a constructor within an expression',
      '{{ loans | where_exp: "x", "x.constructor" }}',
      ['missing-field'],
    ],
    ['a constructor by brackets', '{{ customer["constructor"]["constructor"] }}', ['missing-field']],
    ['a filter’s look at a prototype', '{{ loans | map: "constructor" | json }}', 'harmless'],
    ['a file by a variable', '{% assign f = "/etc/passwd" %}{% include f %}', ['forbidden']],
    ['a file to render', '{% render "/etc/passwd" %}', ['forbidden']],
    ['a file as a layout', '{% layout "/etc/passwd" %}', ['forbidden']],
    ['a partial that calls itself', '{% include "again" %}', ['time']],
    ['a loop without end', '{% for i in (1..1000000000) %}x{% endfor %}', ['memory']],
    [
      'loops within loops',
      '{% for i in (1..9999) %}{% for j in (1..9999) %}x{% endfor %}{% endfor %}',
      ['time', 'output'],
    ],
    [
      'a text that doubles',
      `{% assign x = "ab" %}${'{% assign x = x | append: x %}'.repeat(40)}{{ x }}`,
      ['memory'],
    ],
    [
      'a captured text that doubles',
      `{% capture x %}ab{% endcapture %}${'{% capture x %}{{x}}{{x}}{% endcapture %}'.repeat(40)}{{ x }}`,
      ['output', 'memory'],
    ],
    ['a huge output', `{% for x in loans %}${'x'.repeat(200_000)}{% endfor %}`.repeat(12), ['output']],
    [
      'a slow expression',
      `{{ "${'<script'.repeat(100_000)}" | strip_html | size }}`,
      ['time', 'memory', '700000', 'syntax'],
    ],
  ],
  keepers: [
    '{% increment n %}{% increment n %}',
    '{% cycle "a", "b", "c" %}',
    '{% assign customer = "x" %}{{ customer }}',
    '{{ loans | push: "x" | size }}{{ loans.size }}',
    '{% assign sorted = loans | sort: "title" | reverse %}{{ loans.first.title }}',
    '{{ (1..1000) | sample }}',
    '{{ "now" | date: "%s" }}',
  ],
})

const setup = { nowMs: Date.parse('2026-11-25T23:30:00Z'), timeZone: 'Europe/Berlin' }

const dated: readonly (readonly [string, string])[] = [
  ['{{ "now" | date: "%Y-%m-%d %H:%M" }}', '2026-11-26 00:30'],
  ['{{ "today" | date: "%s" }}', String(setup.nowMs / 1_000)],
  ['{{ "2026-06-01T10:00:00Z" | date: "%d.%m.%Y %H:%M" }}', '01.06.2026 12:00'],
  ['{{ "2026-06-01" | date: "%d.%m.%Y" }}', '01.06.2026'],
]

for (const [source, text] of dated) {
  test(`time stands still, in the given zone: ${source}`, async () => {
    const renderer = openLiquidRenderer(setup)
    const job = { template: templateOf('liquid', source), partials: noPartials, contexts: [{}], trace: false }
    expect((await renderer.render(job)).map(textOf)).toEqual([text])
    await renderer.close()
  })
}
