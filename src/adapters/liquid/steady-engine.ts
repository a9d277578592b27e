/** LiquidJS as it renders mails: each in one go, metered, with what is plain taken on the short way. */
import {
  type Context,
  type Emitter,
  Liquid,
  LiquidError,
  RenderError,
  type Template,
  toValueSync,
} from 'liquidjs'
import { EngineError } from '../engine/engine-error.ts'
import type { Meter } from '../engine/meter.ts'
import { templatesIn } from './branch-marks.ts'
import { rememberDates, shorten } from './short-way.ts'

/** @limit characters of templates that are parsed at once, partials included */
const parsedCharsMax = 4_000_000

/** @limit what filters may make of a mail, in the engine's own measure of characters and elements */
const filteredMax = 20_000_000

export interface SteadyEngine {
  readonly liquid: Liquid
  /** Makes ready what the engine has parsed. */
  prepare(templates: readonly Template[]): void
}

/**
 * @param language of the template, in which months and days are named
 * @param prepared templates of partials by their names; nothing else can be included
 */
export function openSteadyEngine(
  language: string,
  meter: () => Meter,
  prepared: ReadonlyMap<string, Template[]>,
): SteadyEngine {
  const liquid = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    relativeReference: false,
    locale: language,
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
  rememberDates(liquid)
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
    const rendering: unknown = template.render(context, emitter)
    const html = rendering === undefined ? '' : toValueSync(rendering as Generator<unknown, unknown>)
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
