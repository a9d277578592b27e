/** Random templates of every engine over the schema of a small library: most of them right, some with the faults that people make. */
import type { Field } from '../../src/notice/schema/schema.ts'
import { librarySchema } from './notice-schema.ts'

export type Draw = (below: number) => number

/** The same numbers for the same seed (mulberry32). */
export function drawing(seed: number): Draw {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

export interface RandomNotice {
  readonly source: string
  readonly partials: ReadonlyMap<string, string>
}

/** What a name stands for: a record of a type, a list of them, or a single value. */
type Thing =
  | { readonly kind: 'one' | 'many'; readonly type: string }
  | { readonly kind: 'value' }
  | { readonly kind: 'roots' }

interface Found {
  readonly path: string
  readonly thing: Thing
}

/** Names that can be seen, each with what it stands for; `''` is what was entered. */
type Sight = ReadonlyMap<string, Thing>

const roots: Sight = new Map([...librarySchema.roots].map(([name, root]) => [name, thingOf(root)]))

function thingOf(field: Field): Thing {
  return field.kind === 'value' ? { kind: 'value' } : { kind: field.kind, type: field.type }
}

export function pick<T>(draw: Draw, items: readonly T[]): T {
  const item = items[draw(items.length)]
  if (item === undefined) throw new TypeError('there is something to pick')
  return item
}

/** A way from a name that is seen to something of one of the wanted kinds; entries of others are taken one time in thirty. */
function wayTo(draw: Draw, sight: Sight, wanted: readonly Thing['kind'][]): Found {
  for (let tries = 0; tries < 40; tries += 1) {
    const names = [...sight].filter(([name]) => draw(25) === 0 || !['clerk', 'customers'].includes(name))
    if (names.length === 0) continue
    let [path, thing] = pick(draw, names)
    for (let steps = draw(4); thing.kind === 'one' && steps >= 0; steps -= 1) {
      const fields = [...(librarySchema.types.get(thing.type)?.fields ?? [])]
      const [name, field] = pick(
        draw,
        fields.filter(([, one]) => !one.leaves || draw(12) === 0),
      )
      path = path === '' ? name : `${path}.${name}`
      thing = thingOf(field)
    }
    if (wanted.includes(thing.kind)) return { path, thing }
  }
  const [first] = [...sight].filter(([, thing]) => wanted.includes(thing.kind))
  return first === undefined
    ? { path: 'nothing', thing: { kind: 'value' } }
    : { path: first[0], thing: first[1] }
}

const elementOf = (thing: Thing): Thing =>
  thing.kind === 'many' ? { kind: 'one', type: thing.type } : { kind: 'value' }

interface Writing {
  readonly draw: Draw
  readonly partials: Map<string, string>
  depth: number
  /** Nodes that may still be written: short templates find more in the same time. */
  left: number
}

export function randomLiquid(draw: Draw): RandomNotice {
  const writing: Writing = { draw, partials: new Map(), depth: 0, left: 5 + draw(20) }
  return { source: liquidBody(writing, new Map(roots)), partials: writing.partials }
}

/** Names that a template may set; two of them are roots as well. */
const variables = ['x', 'y', 'z', 'library', 'clerk']
const textFilters = [
  'upcase',
  'escape',
  'size',
  'slice: 0, 2',
  'append: "!"',
  'default: "-"',
  'date: "%d"',
  'truncate: 5',
  'base64_encode',
  'split: "e" | first',
  'json',
  'plus: 1',
  'first',
  'last',
  'other',
]

function liquidBody(writing: Writing, sight: Map<string, Thing>): string {
  const { draw } = writing
  let text = ''
  for (let nodes = 1 + draw(4); nodes > 0 && writing.left > 0; nodes -= 1) text += liquidNode(writing, sight)
  return text
}

function liquidValue({ draw }: Writing, sight: Sight): string {
  const roll = draw(12)
  if (roll < 8) return wayTo(draw, sight, ['value']).path
  const list = wayTo(draw, sight, ['many'])
  const { path } = list
  if (list.thing.kind !== 'many') return path
  const inner = wayTo(draw, new Map([['', elementOf(list.thing)]]), ['value']).path
  if (roll === 8)
    return `${path}${pick(draw, ['.size', '.first.', '.last.', '[0].', '[1].', '[-1].'])}`.replace(
      /\.$/,
      `.${inner}`,
    )
  if (roll === 9)
    return `${path} | map: "${inner}" | ${pick(draw, ['join', 'first', 'uniq | size', 'sort | last', 'compact | join: ","', 'size', 'reverse | first'])}`
  if (roll === 10)
    return `${path} | ${pick(draw, ['sort', 'where', 'sum', 'find', 'has', 'find_index', 'reject', 'group_by', 'sort_natural'])}: "${inner}" | ${pick(draw, ['size', 'first', `map: "${inner}" | join`, 'last', 'json', 'reverse | size'])}`
  return `${path} | concat: ${wayTo(draw, sight, ['many']).path} | size`
}

function liquidNode(writing: Writing, sight: Map<string, Thing>): string {
  const { draw } = writing
  writing.left -= 1
  const roll = writing.depth > 3 ? draw(6) : draw(22)
  writing.depth += 1
  const text = liquidKind(writing, sight, roll)
  writing.depth -= 1
  return text
}

function liquidKind(writing: Writing, sight: Map<string, Thing>, roll: number): string {
  const { draw } = writing
  const value = () => liquidValue(writing, sight)
  const body = (inner: Map<string, Thing> = sight) => liquidBody(writing, inner)
  switch (roll) {
    case 0:
    case 1:
    case 2:
    case 3:
      return `{{ ${value()}${draw(3) === 0 ? ` | ${pick(draw, textFilters)}` : ''} }} `
    case 4:
      return pick(draw, [
        'Guten Tag ',
        '{% comment %}{{ clerk.name }}{% endcomment %}',
        '{% raw %}{{ x }}{% endraw %}',
        '\n',
        "{{ 'a' }}",
      ])
    case 5: {
      const found = wayTo(draw, sight, ['one', 'many', 'value'])
      const name = pick(draw, variables)
      sight.set(name, found.thing)
      return `{% assign ${name} = ${found.path}${found.thing.kind === 'many' ? pick(draw, ['', ' | reverse', ' | sort: "due"', ' | compact', ' | uniq']) : ''} %}`
    }
    case 6:
    case 7:
    case 8:
      return `{% if ${condition(writing, sight)} %}${body()}{% elsif ${condition(writing, sight)} %}${body()}{% else %}${body()}{% endif %}`
    case 9:
      return `{% unless ${condition(writing, sight)} %}${body()}{% endunless %}`
    case 10:
      return `{% case ${wayTo(draw, sight, ['value']).path} %}{% when "de", ${wayTo(draw, sight, ['value']).path} %}${body()}{% when "de" %}${body()}{% else %}${body()}{% endcase %}`
    case 11:
    case 12:
    case 13:
    case 14: {
      const list = wayTo(draw, sight, ['many'])
      const name = pick(draw, ['l', 'x', 'customer'])
      const inner = new Map([...sight, [name, elementOf(list.thing)]])
      const bounds = pick(draw, [
        '',
        '',
        ' reversed',
        ' limit: 2',
        ' offset: 1',
        ' limit: customer.holds.size',
        ' offset: continue',
      ])
      const ends = pick(draw, [
        '',
        '',
        '',
        '{% break %}',
        '{% continue %}',
        '{{ forloop.index }}',
        '{% unless forloop.last %},{% endunless %}',
      ])
      return `{% for ${name} in ${list.path}${bounds} %}${body(inner)}${ends}${body(inner)}{% else %}${body()}{% endfor %}`
    }
    case 15: {
      const list = wayTo(draw, sight, ['many'])
      return `{% tablerow l in ${list.path} cols: 2 %}${body(new Map([...sight, ['l', elementOf(list.thing)]]))}{% endtablerow %}`
    }
    case 16: {
      const name = pick(draw, variables)
      const inner = body()
      sight.set(name, { kind: 'value' })
      return `{% capture ${name} %}${inner}{% endcapture %}`
    }
    case 17:
      return `{% cycle ${wayTo(draw, sight, ['value']).path}, "b" %}`
    case 18:
      return `{% for i in (1..${pick(draw, ['3', 'loans.size', 'customer.holds.size', wayTo(draw, sight, ['value']).path])}) %}{{ i }}{% endfor %}`
    default:
      return liquidPartial(writing, sight)
  }
}

function condition({ draw }: Writing, sight: Sight): string {
  const one = () => wayTo(draw, sight, ['value', 'one', 'many']).path
  return pick(draw, [
    one(),
    `${one()} == ${one()}`,
    `${one()} > 2`,
    `${one()} and ${one()}`,
    `${one()} contains "a"`,
    `${one()} == empty`,
    `${one()} != blank or ${one()}`,
    `${one()}.size > 1`,
  ])
}

function liquidPartial(writing: Writing, sight: Map<string, Thing>): string {
  const { draw, partials } = writing
  const name = `p${partials.size}`
  partials.set(name, '')
  const given = wayTo(draw, sight, ['one', 'many', 'value'])
  const each = wayTo(draw, sight, ['many'])
  const roll = draw(4)
  const inner = new Map<string, Thing>(roll < 2 ? sight : [])
  if (roll === 0 || roll === 2) inner.set('v', given.thing)
  if (roll === 1) inner.set(name, given.thing)
  if (roll === 3) inner.set('v', elementOf(each.thing))
  partials.set(name, liquidBody(writing, inner))
  return (
    [
      `{% include '${name}', v: ${given.path} %}`,
      `{% include '${name}' with ${given.path} %}`,
      `{% render '${name}', v: ${given.path} %}`,
      `{% render '${name}' for ${each.path} as v %}`,
    ][roll] ?? ''
  )
}

export function randomMustache(draw: Draw): RandomNotice {
  const writing: Writing = { draw, partials: new Map(), depth: 0, left: 5 + draw(20) }
  return { source: mustacheBody(writing, [{ kind: 'roots' }]), partials: writing.partials }
}

/** A name as the language finds it: in any scope around, often not in the one its author thought of. */
function mustacheWay({ draw }: Writing, scopes: readonly Thing[], wanted: readonly Thing['kind'][]): Found {
  const scope = pick(draw, scopes)
  return wayTo(draw, scope.kind === 'roots' ? roots : new Map([['', scope]]), wanted)
}

function mustacheBody(writing: Writing, scopes: readonly Thing[]): string {
  const { draw } = writing
  let text = ''
  for (let nodes = 1 + draw(4); nodes > 0 && writing.left > 0; nodes -= 1) {
    writing.left -= 1
    const roll = writing.depth > 3 ? draw(3) : draw(8)
    writing.depth += 1
    text += mustacheKind(writing, scopes, roll)
    writing.depth -= 1
  }
  return text
}

function mustacheKind(writing: Writing, scopes: readonly Thing[], roll: number): string {
  const { draw, partials } = writing
  if (roll < 3) {
    const { path } = mustacheWay(writing, scopes, ['value'])
    return pick(draw, [`{{${path}}} `, `{{{${path}}}}`, `{{&${path}}}`, 'Hallo ', '{{.}}', `{{! ${path} }}`])
  }
  if (roll === 6)
    return `{{^${mustacheWay(writing, scopes, ['value', 'many', 'one']).path}}}${mustacheBody(writing, scopes)}{{/X}}`.replace(
      /\{\{\^(.*?)\}\}([\s\S]*)\{\{\/X\}\}$/,
      '{{^$1}}$2{{/$1}}',
    )
  if (roll === 7) {
    const name = `p${partials.size}`
    partials.set(name, '')
    partials.set(name, mustacheBody(writing, scopes))
    return `{{>${name}}}`
  }
  const { path, thing } = mustacheWay(writing, scopes, ['value', 'many', 'one'])
  const inner =
    thing.kind === 'value' ? scopes : [...scopes, thing.kind === 'many' ? elementOf(thing) : thing]
  return `{{#${path}}}${mustacheBody(writing, inner)}{{/${path}}}`
}

export function randomKoha(draw: Draw): RandomNotice {
  const writing: Writing = { draw, partials: new Map(), depth: 0, left: 5 + draw(20) }
  const body = (scopes: readonly Thing[]): string => {
    let text = ''
    for (let nodes = 1 + draw(4); nodes > 0 && writing.left > 0; nodes -= 1) {
      writing.left -= 1
      const { path } = mustacheWay(writing, scopes, ['value'])
      const list = pick(draw, ['loans', 'loans', 'holds', 'fees', 'customers', 'family'])
      const of = { loans: 'loan', holds: 'hold', fees: 'fee', customers: 'customer', family: 'customer' }[
        list
      ]
      const isDeep = writing.depth > 2 || draw(3) > 0
      writing.depth += 1
      text += isDeep
        ? `<<${path}>> `
        : `<${list}>${body([...scopes, { kind: 'one', type: of ?? '' }])}</${list}>`
      writing.depth -= 1
    }
    return text
  }
  return { source: body([{ kind: 'roots' }]), partials: writing.partials }
}

export function randomHandlebars(draw: Draw): RandomNotice {
  const writing: Writing = { draw, partials: new Map(), depth: 0, left: 5 + draw(20) }
  return { source: handlebarsBody(writing, [{ kind: 'roots' }]), partials: writing.partials }
}

/** Scopes are what was entered, the outermost first. */
function handlebarsWay({ draw }: Writing, scopes: readonly Thing[], wanted: readonly Thing['kind'][]): Found {
  const up = draw(3) === 0 ? draw(scopes.length) : 0
  const scope = scopes[scopes.length - 1 - up] ?? { kind: 'roots' }
  const { path, thing } = wayTo(draw, scope.kind === 'roots' ? roots : new Map([['', scope]]), wanted)
  if (draw(8) === 0) {
    const found = wayTo(draw, roots, wanted)
    return { path: `@root.${found.path}`, thing: found.thing }
  }
  return { path: `${'../'.repeat(up)}${path || 'this'}`, thing }
}

function handlebarsBody(writing: Writing, scopes: readonly Thing[]): string {
  const { draw } = writing
  let text = ''
  for (let nodes = 1 + draw(4); nodes > 0 && writing.left > 0; nodes -= 1) {
    writing.left -= 1
    const roll = writing.depth > 3 ? draw(4) : draw(12)
    writing.depth += 1
    text += handlebarsKind(writing, scopes, roll)
    writing.depth -= 1
  }
  return text
}

function handlebarsKind(writing: Writing, scopes: readonly Thing[], roll: number): string {
  const { draw, partials } = writing
  const way = (...kinds: Thing['kind'][]) => handlebarsWay(writing, scopes, kinds)
  const body = (inner: readonly Thing[] = scopes) => handlebarsBody(writing, inner)
  if (roll < 3)
    return pick(draw, [
      `{{${way('value').path}}} `,
      `{{{${way('value').path}}}}`,
      `{{lookup ${way('one').path} "name"}}`,
      `{{#each ${way('many').path}}}{{@index}}{{@../index}}{{/each}}`,
      `{{${way('many').path}.length}}`,
    ])
  if (roll === 3) return pick(draw, ['Hallo ', '{{! x }}', '{{this}}', '{{.}}', '\\{{x}}'])
  if (roll < 6)
    return `{{#if ${way('value', 'one', 'many').path}}}${body()}{{else if ${way('value').path}}}${body()}{{else}}${body()}{{/if}}`
  if (roll === 6) return `{{#unless ${way('value', 'one', 'many').path}}}${body()}{{/unless}}`
  if (roll < 9) {
    const { path, thing } = way('many')
    const inner = [...scopes, elementOf(thing)]
    return `{{#each ${path}${draw(3) === 0 ? ' as |b i|' : ''}}}${body(inner)}{{else}}${body()}{{/each}}`
  }
  if (roll === 9) {
    const { path, thing } = way('one', 'value')
    return `{{#with ${path}}}${body([...scopes, thing])}{{else}}${body()}{{/with}}`
  }
  if (roll === 10) {
    const { path, thing } = way('one', 'value', 'many')
    const inner =
      thing.kind === 'value' ? scopes : [...scopes, thing.kind === 'many' ? elementOf(thing) : thing]
    const name = path.replace(/^this$/, 'customer')
    return `{{#${name}}}${body(inner)}{{/${name}}}`
  }
  const name = `p${partials.size}`
  partials.set(name, '')
  const { path, thing } = way('one')
  const kind = draw(4)
  if (kind === 0) {
    partials.delete(name)
    const own = `q${writing.left}${writing.depth}`
    return `{{#*inline "${own}"}}${handlebarsBody(writing, [...scopes, thing])}{{/inline}}{{> ${own} ${path}}}`
  }
  if (kind === 1) {
    const between = `${body()}{{> @partial-block}}${body()}`
    partials.set(name, `${handlebarsBody(writing, [thing])}{{> @partial-block}}`)
    return `{{#> ${name} ${path}}}${draw(4) === 0 ? between : body([...scopes, thing])}{{/${name}}}`
  }
  partials.set(name, handlebarsBody(writing, [thing]))
  return `{{> ${name} ${path}${draw(2) === 0 ? ` name=${way('value').path}` : ''}}}`
}
