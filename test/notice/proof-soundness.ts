/** Holds proofs to what the engines do: whatever is proven must say the same in worlds that differ in other people only. */
import Handlebars from 'handlebars'
import { Liquid } from 'liquidjs'
import Mustache from 'mustache'
import { Meter } from '../../src/adapters/engine/meter.ts'
import { handlebarsSyntax } from '../../src/adapters/handlebars/syntax.ts'
import { compileKoha } from '../../src/adapters/koha/compile.ts'
import { kohaSyntax } from '../../src/adapters/koha/syntax.ts'
import { liquidSyntax } from '../../src/adapters/liquid/syntax.ts'
import { mustacheSyntax } from '../../src/adapters/mustache/syntax.ts'
import { prove } from '../../src/notice/proof/prove.ts'
import type { TemplateSyntax } from '../../src/notice/proof/syntax.ts'
import { librarySchema } from '../support/notice-schema.ts'
import {
  type Draw,
  drawing,
  type RandomNotice,
  randomHandlebars,
  randomKoha,
  randomLiquid,
  randomMustache,
} from '../support/random-notice.ts'
import { type Json, recordOf } from '../support/random-world.ts'

type Context = { [name: string]: Json }
type Render = (context: Context) => string

interface Engine {
  readonly syntax: TemplateSyntax
  readonly address: string
  readonly random: (draw: Draw) => RandomNotice
  readonly open: (notice: RandomNotice) => Render
}

export const engines: Readonly<Record<'liquid' | 'handlebars' | 'mustache' | 'koha', Engine>> = {
  liquid: { syntax: liquidSyntax, address: '{{ customer.email }}', random: randomLiquid, open: openLiquid },
  handlebars: {
    syntax: handlebarsSyntax,
    address: '{{customer.email}}',
    random: randomHandlebars,
    open: openHandlebars,
  },
  mustache: {
    syntax: mustacheSyntax,
    address: '{{customer.email}}',
    random: randomMustache,
    open:
      ({ source, partials }) =>
      (context) =>
        Mustache.render(source, context, Object.fromEntries(partials)),
  },
  koha: { syntax: kohaSyntax, address: '<<customer.email>>', random: randomKoha, open: openKoha },
}

export interface Soundness {
  readonly tried: number
  readonly proven: number
  /** Proven ones that showed something other than an error or nothing. */
  readonly showing: number
  /** Templates that were proven and yet differed. */
  readonly broken: readonly string[]
}

/** @param count templates; each is rendered in pairs of worlds if it is proven */
export function trySoundness(
  engine: Engine,
  { seed, count }: { readonly seed: number; readonly count: number },
): Soundness {
  const pairs = worldPairs(seed)
  const broken: string[] = []
  let proven = 0
  let showing = 0
  for (let at = 0; at < count; at += 1) {
    const notice = engine.random(drawing(seed * 1_000_003 + at))
    if (!isProven(engine, notice)) continue
    proven += 1
    const render = caught(engine, notice)
    const texts = [0, 1, 2].map((turn) => (pairs[(at + turn) % pairs.length] ?? []).map(render))
    if (texts.some((same) => new Set(same).size > 1))
      broken.push(JSON.stringify([notice.source, ...notice.partials]))
    if (texts.some(([text = '']) => text.trim() !== '' && !text.startsWith('failed'))) showing += 1
  }
  return { tried: count, proven, showing, broken }
}

function isProven({ syntax, address }: Engine, { source, partials }: RandomNotice): boolean {
  const { verdict } = prove({
    template: {
      noticeType: 'greeting',
      language: 'de',
      engine: syntax.engine,
      file: 'a',
      parts: [
        { name: 'to', source: address, firstLine: 1, firstColumn: 1 },
        { name: 'text', source, firstLine: 2, firstColumn: 1 },
      ],
    },
    partials: new Map([...partials].map(([name, text]) => [name, { file: name, source: text }])),
    schema: librarySchema,
    syntax,
    today: '2026-11-25',
  })
  return verdict.kind === 'proven'
}

/** Each pair agrees on the recipient; the other people are others, more or fewer. */
function worldPairs(seed: number): readonly (readonly Context[])[] {
  return Array.from({ length: 24 }, (_, at) =>
    [1, 2, 3].map((other) =>
      recordOf({ own: drawing(seed + at), others: drawing(seed + at * 97 + other * 7919) }),
    ),
  )
}

/** A mail that fails is one that is not sent: that too must not depend on others. */
function caught(engine: Engine, notice: RandomNotice): Render {
  let render: Render
  try {
    render = engine.open(notice)
  } catch {
    return () => 'failed to open'
  }
  return (context) => {
    try {
      return render(context)
    } catch {
      return 'failed'
    }
  }
}

/** Strict and lenient by turns: what one refuses the other shows. */
function openLiquid({ source, partials }: RandomNotice): Render {
  const isStrict = source.length % 2 === 0
  const liquid = new Liquid({
    strictVariables: isStrict,
    lenientIf: source.length % 3 === 0,
    ownPropertyOnly: true,
    templates: Object.fromEntries(partials),
  })
  const templates = liquid.parse(source)
  return (context) => liquid.renderSync(templates, context)
}

function openHandlebars({ source, partials }: RandomNotice): Render {
  const environment = Handlebars.create()
  for (const [name, text] of partials) environment.registerPartial(name, text)
  const render = environment.compile(source, { strict: source.length % 3 === 0, noEscape: true })
  return (context) => render(context)
}

function openKoha({ source }: RandomNotice): Render {
  const part = { name: 'text', file: 'a', source, firstLine: 1, firstColumn: 1 }
  const compiled = compileKoha({ language: 'de', parts: [part], partials: [] })
  return (context) => compiled.render(context, new Meter(false)).join('')
}
