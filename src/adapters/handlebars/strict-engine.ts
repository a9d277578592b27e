/** Handlebars made strict: whatever a template looks up must be a value's own, and only five helpers exist. */
import { runInThisContext } from 'node:vm'
import Handlebars from 'handlebars'
import type { RenderContext } from '../../notice/renderer.ts'
import { EngineError } from '../engine/engine-error.ts'
import type { Meter } from '../engine/meter.ts'

/** Where a name is looked up. */
export interface Place {
  readonly source: number
  readonly line: number
  readonly column: number
  readonly field: string
}

/** What the running engine asks of whoever renders with it. */
export interface Watch {
  readonly meter: () => Meter
  /** Number of the first branch at this place, if the template branches there. */
  readonly branchAt: (location: hbs.AST.SourceLocation) => Branching | undefined
}

export interface Branching {
  /** Number of the first branch of the site. */
  readonly first: number
  /** Of a decision: which of its alternatives this is, and whether it is the last. */
  readonly alternative: number
  readonly isLast: boolean
}

export type Renderable = (context: RenderContext, options?: Handlebars.RuntimeOptions) => string

export interface StrictEngine {
  /** @throws Handlebars.Exception */
  compile(program: hbs.AST.Program, places: PathPlaces): Renderable
  /** As templates call it. */
  addPartial(name: string, partial: Renderable): void
}

/** The path that stands at a place of a source. */
export type PathPlaces = (
  location: hbs.AST.SourceLocation | undefined,
) => Omit<Place, 'field'> & { readonly field: string | undefined }

export function openStrictEngine(watch: Watch, noEscape: boolean): StrictEngine {
  const environment = Handlebars.create()
  for (const name of Object.keys(environment.helpers)) environment.unregisterHelper(name)
  const places: Place[] = []
  const strictly = (parent: unknown, name: string, at: number) =>
    ownValue(watch.meter(), parent, name, places[at])
  environment.registerHelper(helpersOf(watch))
  return {
    compile(program, pathAt) {
      Reflect.set(environment, 'JavaScriptCompiler', strictCompiler(places, pathAt))
      const code = environment.precompile(program, {
        assumeObjects: true,
        data: true,
        knownHelpersOnly: true,
        knownHelpers: {
          helperMissing: false,
          blockHelperMissing: false,
          log: false,
          each: true,
          if: true,
          unless: true,
          with: true,
          lookup: true,
        },
        noEscape,
      })
      // Text never becomes code in this process but here, of what the engine's own compiler has written.
      const specification = runInThisContext(`(strictly) => (${code})`)(strictly)
      return environment.template(specification)
    },
    addPartial(name, partial) {
      environment.registerPartial(name, (context, options) => {
        watch.meter().enter()
        const text = partial(context, options)
        watch.meter().leave()
        return text
      })
    },
  }
}

function ownValue(meter: Meter, parent: unknown, name: string, place: Place | undefined): unknown {
  meter.step()
  const isThere =
    parent !== null &&
    parent !== undefined &&
    (typeof parent === 'object' || name === 'length') &&
    Object.hasOwn(Object(parent), name)
  if (isThere) return Object(parent)[name]
  throw new EngineError({ reason: 'missing-field', ...(place ?? { source: meter.source }) })
}

/** The engine's compiler, writing our look-up for fields of contexts and of the engine's own data. */
function strictCompiler(places: Place[], pathAt: PathPlaces): unknown {
  const Base = Reflect.get(Handlebars, 'JavaScriptCompiler')
  class StrictCompiler extends Base {
    nameLookup(parent: unknown, name: string, type: string): unknown {
      if (type !== 'context' && type !== 'data') return super.nameLookup(parent, name, type)
      const place = pathAt(this.source.currentLocation)
      const at = places.push({ ...place, field: place.field ?? name }) - 1
      return ['strictly(', parent, ',', this.quotedString(name), `,${at})`]
    }
  }
  // Programs within programs are compiled by the same.
  Reflect.set(StrictCompiler.prototype, 'compiler', StrictCompiler)
  return StrictCompiler
}

type Helper = (this: unknown, ...parameters: never[]) => unknown

/** The engine's own helpers, each telling which way it goes. */
function helpersOf(watch: Watch): Handlebars.HelperDeclareSpec {
  const { isEmpty } = Handlebars.Utils
  const turnsOf = (value: unknown) => {
    if (Array.isArray(value)) return value.length
    return typeof value === 'object' && value !== null ? Object.keys(value).length : 0
  }
  const loop = (own: Helper | undefined, countTurns: (value: unknown) => number): Handlebars.HelperDelegate =>
    function (this: unknown, value: unknown, options: Handlebars.HelperOptions) {
      const turns = countTurns(value)
      const meter = watch.meter()
      meter.step(turns + 1)
      const branching = meter.isTraced ? watch.branchAt(Reflect.get(options, 'loc')) : undefined
      if (branching !== undefined) meter.visitTurns(branching.first, turns)
      return measured(meter, Reflect.apply(own ?? nothing, this, [value, options]))
    }
  const decision = (
    own: Helper | undefined,
    isTaken: (value: unknown, options: Handlebars.HelperOptions) => boolean,
  ) =>
    function (this: unknown, ...parameters: unknown[]) {
      const [value] = parameters
      const options = parameters.at(-1) as Handlebars.HelperOptions
      const meter = watch.meter()
      meter.step()
      const branching = meter.isTraced ? watch.branchAt(Reflect.get(options, 'loc')) : undefined
      if (branching !== undefined) {
        if (isTaken(value, options)) meter.visit(branching.first + branching.alternative)
        else if (branching.isLast) meter.visit(branching.first + branching.alternative + 1)
      }
      return measured(meter, Reflect.apply(own ?? nothing, this, parameters))
    }
  const isTrue = (value: unknown, { hash }: Handlebars.HelperOptions) =>
    !((!hash.includeZero && !value) || isEmpty(value))
  const { each, if: when, unless, with: within, blockHelperMissing } = Handlebars.helpers
  return {
    each: loop(each, turnsOf),
    with: loop(within, (value) => (isEmpty(value) ? 0 : 1)),
    blockHelperMissing: loop(blockHelperMissing, (value) => {
      if (Array.isArray(value)) return value.length
      return value === false || value === null || value === undefined ? 0 : 1
    }),
    if: decision(when, isTrue),
    unless: decision(unless, (value, options) => !isTrue(value, options)),
    lookup: (value: unknown, name: unknown, options: Handlebars.HelperOptions) => {
      const { source, start }: hbs.AST.SourceLocation = Reflect.get(options, 'loc')
      const field = String(name)
      return ownValue(watch.meter(), value, field, {
        source: Number(source),
        line: start.line,
        column: start.column + 1,
        field,
      })
    },
  }
}

/** Helpers of the engine that are taken away are never called. */
function nothing(): string {
  return ''
}

function measured(meter: Meter, text: unknown): unknown {
  if (typeof text === 'string') meter.grow(text.length)
  return text
}
