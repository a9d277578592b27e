/** The short way writes what LiquidJS writes by itself, and fails where it fails. */
import { Liquid } from 'liquidjs'
import { expect, test } from 'vitest'
import type { RenderContext } from '../../notice/renderer.ts'
import { Meter } from '../engine/meter.ts'
import { compileLiquid } from './compile.ts'

const contexts: readonly RenderContext[] = [
  {
    customer: { name: 'Müller', balance: 3, title: '', isBlocked: false, tags: ['a', 'b'], address: null },
    loans: [
      { title: 'Eins', due: '2026-06-01', fee: 1.5 },
      { title: 'Zwei', due: '2026-06-01T10:00:00Z', fee: 0 },
    ],
    none: [],
  },
  {
    customer: {
      name: '<b>',
      balance: 0,
      title: null,
      isBlocked: true,
      tags: [],
      address: { city: 'Erfurt' },
    },
    loans: [{ title: 'Drei', due: '', fee: 12 }],
    none: ['x'],
  },
]

const sources = [
  '{{ customer.name }}|{{ customer.balance }}|{{ customer.title }}|{{ customer.tags }}|{{ customer.tags.size }}',
  '{{ customer.tags.first }}{{ customer.tags.last }}',
  '{{ customer.address.city }}',
  '{{ customer.name | upcase | append: "!" | append: customer.balance | escape }}',
  '{{ customer.nothing | default: "x" }}',
  '{{ customer.title | default: "x" }}{{ customer.isBlocked | default: true, allow_false: true }}',
  '{{ "a,b" | split: "," | join: "-" }}{{ 3 | plus: customer.balance }}{{ nil }}{{ empty }}{{ true }}{{ 1.50 }}',
  '{% if customer.balance > 0 and customer.isBlocked == false or customer.name contains "b" %}A{% else %}B{% endif %}',
  '{% if not customer.isBlocked %}A{% endif %}{% if customer.title == blank %}B{% endif %}{% if none == empty %}C{% endif %}',
  '{% if customer.title == nil %}A{% endif %}{% unless customer.title %}B{% elsif customer.name %}C{% else %}D{% endunless %}',
  '{% if customer.nothing %}A{% endif %}',
  '{% case customer.balance %}{% when 0, 1 %}A{% when 3 %}B{% else %}C{% endcase %}',
  '{% case customer.name | upcase %}{% when "MÜLLER" or "X" %}A{% else %}C{% endcase %}',
  '{% for loan in loans reversed limit: 2 %}{{ forloop.index }}{{ forloop.last }}{{ loan.title }}{% if loan.fee > 1 %}!{% endif %}{% else %}-{% endfor %}',
  '{% for loan in none offset: 1 %}{{ loan }}{% else %}-{% endfor %}{% for i in (1..3) %}{% if i == 2 %}{% continue %}{% endif %}{{ i }}{% endfor %}',
  '{% for loan in loans %}{% break %}x{% endfor %}{% tablerow loan in loans cols: 2 %}{{ loan.title }}{% endtablerow %}',
  '{% for loan in loans %}{{ loan.due | date: "%d.%m.%Y" }}{{ loan.due | date: "%A %B %e", 60 }}{% endfor %}',
  '{% assign sum = 0 %}{% for loan in loans %}{% assign sum = sum | plus: loan.fee %}{% endfor %}{{ sum | round: 2 }}',
  '{% capture x %}{{ customer.name }}{% endcapture %}{{ x | size }}{% assign y = loans | map: "title" | sort %}{{ y | join }}',
  '{{ loans | where: "title", "Eins" | size }}{{ loans | where_exp: "l", "l.fee > 1" | map: "title" }}',
  '{% assign k = "name" %}{{ customer[k] }}{{ customer["name"] }}{{ loans[0].title }}{{ loans[-1].title }}',
  '{{ loans[7].title }}',
  '{% increment c %}{% decrement c %}{% cycle "a", "b" %}{% cycle "a", "b" %}{% raw %}{{ x }}{% endraw %}{% comment %}x{% endcomment %}',
  ' {{- customer.name -}} {%- if true -%} x {%- endif -%} ',
  '{% echo customer.name | upcase %}{% liquid assign z = 1\n echo z %}',
]

function plainly(source: string, context: RenderContext): string {
  const liquid = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    locale: 'de',
  })
  try {
    return liquid.parseAndRenderSync(source, { ...context })
  } catch (error) {
    return error instanceof Error ? error.name : 'unknown'
  }
}

function shortly(source: string, context: RenderContext): string {
  const compiled = compileLiquid({
    language: 'de',
    parts: [{ name: 'text', source, firstLine: 1, firstColumn: 1 }],
    partials: [],
  })
  try {
    compiled.render(context, new Meter(true))
    return compiled.render(context, new Meter(false)).join()
  } catch (error) {
    return error instanceof Error ? error.name : 'unknown'
  }
}

for (const source of sources) {
  test(`the short way leads where the long one does: ${source}`, () => {
    expect(contexts.map((context) => shortly(source, context))).toEqual(
      contexts.map((context) => plainly(source, context)),
    )
  })
}

test('months are named in the language of the template', () => {
  expect(shortly('{{ "2026-03-04" | date: "%A, %e. %B %Y" }}', {})).toBe('Mittwoch,  4. März 2026')
})
