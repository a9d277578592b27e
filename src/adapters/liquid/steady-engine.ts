/** LiquidJS as it renders mails: each in one go, metered, with what is plain taken on the short way. */
import {
  Context,
  type Emitter,
  Liquid,
  LiquidError,
  RenderError,
  type Template,
  TokenKind,
  toValueSync,
  type Value,
} from 'liquidjs'
import { EngineError } from '../engine/engine-error.ts'
import type { Meter } from '../engine/meter.ts'
import { templatesIn } from './branch-marks.ts'

/** @limit characters of templates that are parsed at once, partials included */
const parsedCharsMax = 4_000_000

/** @limit what filters may make of a mail, in the engine's own measure of characters and elements */
const filteredMax = 20_000_000

export interface SteadyEngine {
  readonly liquid: Liquid
  /** Makes ready what the engine has parsed. */
  prepare(templates: readonly Template[]): void
}

/** @param prepared templates of partials by their names; nothing else can be included */
export function openSteadyEngine(
  meter: () => Meter,
  prepared: ReadonlyMap<string, Template[]>,
): SteadyEngine {
  const liquid = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    relativeReference: false,
    parseLimit: parsedCharsMax,
    memoryLimit: filteredMax,
    fs: nothing,
    cache: {
      // The engine asks for `partials:name` and `layouts:name`.
      read: (key) => prepared.get(key.slice(key.indexOf(':') + 1)),
      write() {},
      remove() {},
    },
  })
  const Metered = meteredEmitter(emitterOf(liquid), meter)
  const renderTemplates = (templates: readonly Template[], context: Context, given?: Emitter): unknown => {
    const emitter = given ?? new Metered()
    for (const template of templates) {
      meter().step()
      renderOne(template, context, emitter)
      if (context.breakCalled || context.continueCalled) break
    }
    return emitter.buffer
  }
  // The engine's own does the same in generators, which cost more than the rendering.
  Reflect.set(liquid.renderer, 'renderTemplates', renderTemplates)
  return {
    liquid,
    prepare(templates) {
      for (const template of templatesIn(templates)) shorten(template)
    },
  }
}

function renderOne(template: Template, context: Context, emitter: Emitter): void {
  try {
    const html = toValueSync(template.render(context, emitter) as Generator<unknown, unknown>)
    if (html) emitter.write(html)
  } catch (error) {
    if (LiquidError.is(error) || error instanceof EngineError || error instanceof RangeError) throw error
    throw new RenderError(error instanceof Error ? error : new Error('unknown'), template)
  }
}

/** A store of files that has none. */
const nothing = {
  exists: async () => false,
  existsSync: () => false,
  readFile: async () => '',
  readFileSync: () => '',
  resolve: (_: string, file: string) => file,
  contains: async () => true,
  containsSync: () => true,
}

/** The engine's own class of what gathers a text; it does not export it. */
function emitterOf(liquid: Liquid): new () => Emitter {
  let found: unknown
  const [probe] = liquid.parse('-')
  if (probe === undefined) throw new TypeError('a text is a template')
  probe.render = (_, emitter) => {
    found = emitter.constructor
  }
  liquid.renderSync([probe], {})
  return found as new () => Emitter
}

function meteredEmitter(Base: new () => Emitter, meter: () => Meter): new () => Emitter {
  return class extends Base {
    override write(html: unknown): void {
      if (typeof html === 'string') this.buffer += html
      else super.write(html)
      meter().grow(this.buffer.length)
    }
  }
}

/** Texts, and values that are a path without filters, need none of the engine's generators. */
function shorten(template: Template): void {
  const text: unknown = Reflect.get(template, 'str')
  if (typeof text === 'string') template.render = (_, emitter) => emitter.write(text)
  const values: readonly unknown[] = [
    Reflect.get(template, 'value'),
    ...(Reflect.get(template, 'branches') ?? []).map((branch: object) => Reflect.get(branch, 'value')),
  ]
  for (const value of values) if (isValue(value)) shortenValue(value)
}

function isValue(value: unknown): value is Value {
  return typeof value === 'object' && value !== null && 'initial' in value && 'filters' in value
}

function shortenValue(value: Value): void {
  const names = plainPathOf(value)
  const [first] = names ?? []
  if (names === undefined || first === undefined) return
  const own = value.value.bind(value)
  const short = (context: Context, isLenient?: boolean): unknown => {
    let at: unknown = findScope.call(context, first)
    for (const name of names) {
      at = context.readProperty(at as Scope, name)
      // What is missing is told by the engine itself.
      if (at === undefined) return own(context, isLenient)
    }
    return at
  }
  Reflect.set(value, 'value', short)
}

type Scope = Parameters<Context['readProperty']>[0]

/** Which of the scopes has a name; private to the engine's types. */
const findScope: (this: Context, name: string) => unknown = Reflect.get(Context.prototype, 'findScope')

/** The names of `customer.loans.size`; undefined for anything that is more than such a path. */
function plainPathOf({ filters, initial }: Value): readonly string[] | undefined {
  const [token, ...others] = initial.postfix
  if (filters.length > 0 || others.length > 0 || token?.kind !== TokenKind.PropertyAccess) return undefined
  const { variable, props }: { variable?: unknown; props: readonly { content?: unknown }[] } = Object.assign(
    { props: [] },
    token,
  )
  const names = props.map(({ content }) => content).filter((content) => typeof content === 'string')
  return variable === undefined && names.length === props.length ? names : undefined
}
