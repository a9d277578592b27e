/** Templates of Mustache in their own engine, made strict: a name that no scope has is an error with its place. */
import Mustache, { type RenderOptions } from 'mustache'
import type { RenderContext, RenderValue } from '../../notice/renderer.ts'
import { type BranchSite, firstBranchIds } from '../../notice/template/branch.ts'
import { EngineError } from '../engine/engine-error.ts'
import type { Compiled } from '../engine/engine-work.ts'
import type { EngineSource, EngineTemplate } from '../engine/exchange.ts'
import type { Meter } from '../engine/meter.ts'
import { positionOf } from '../engine/text-position.ts'

/** What the engine calls a token: kind, name, begin, end, then for a section its tokens, for a partial its indentation. */
type Token = readonly unknown[]

/** @throws EngineError */
export function compileMustache({ parts, partials }: EngineTemplate): Compiled {
  const writer = new StrictWriter([...parts, ...partials], parts.length)
  const escapes = parts.map(({ name }) => (name === 'html' ? Mustache.escape : String))
  return {
    sites: writer.sites,
    render: (context, meter) =>
      parts.map((part, at) =>
        writer.renderPart({ index: at, text: part.source }, context, meter, escapes[at] ?? String),
      ),
    failureOf(error) {
      if (error instanceof MissingName) return writer.failureHere('missing-field', error.field)
      return error instanceof TypeError ? writer.failureHere('value') : undefined
    },
  }
}

/** What is being rendered: a source, or a partial that stands indented where it is called. */
interface Frame {
  readonly index: number
  readonly text: string
  /** Characters that were put before each line. */
  readonly indent?: { readonly chars: number; readonly isFirstLineToo: boolean }
}

class StrictWriter extends Mustache.Writer {
  readonly sites: readonly (readonly BranchSite[])[]
  readonly #partials: ReadonlyMap<string, Frame>
  /** Sections → the number of their first branch. */
  readonly #branches = new WeakMap<Token, number>()
  #frame: Frame = { index: 0, text: '' }
  #at: Token = []
  #meter: Meter | undefined

  constructor(sources: readonly EngineSource[], partsCount: number) {
    super()
    this.#partials = new Map(
      sources
        .slice(partsCount)
        .map(({ name, source }, at) => [name, { index: partsCount + at, text: source }]),
    )
    this.sites = sources.map((source, index) => this.#read({ index, text: source.source }))
  }

  renderPart(
    frame: Frame,
    context: RenderContext,
    meter: Meter,
    escaped: (value: unknown) => string,
  ): string {
    this.#frame = frame
    this.#meter = meter
    meter.source = frame.index
    return super.render(frame.text, new StrictContext(context, undefined), {}, { escape: escaped })
  }

  failureHere(reason: 'value' | 'missing-field' | 'forbidden', field?: string) {
    return {
      reason,
      source: this.#frame.index,
      ...this.#positionOf(this.#at),
      ...(field !== undefined && { field }),
    }
  }

  override renderTokens(...[tokens, context, partials, original, config]: RenderTokens): string {
    const text = super.renderTokens(tokens, context, partials, original, config)
    this.#meter?.grow(text.length)
    return text
  }

  override renderSection(...[token, context, partials, original, config]: RenderBlock): string {
    const value = this.#lookup(token, context)
    const turns = Array.isArray(value) ? value.length : value ? 1 : 0
    this.#meter?.visitTurns(this.#branches.get(token) ?? 0, turns)
    return super.renderSection(token, context, partials, original, config)
  }

  override renderInverted(...[token, context, partials, original, config]: RenderBlock): string {
    const value = this.#lookup(token, context)
    const isShown = !value || (Array.isArray(value) && value.length === 0)
    this.#meter?.visit((this.#branches.get(token) ?? 0) + (isShown ? 0 : 1))
    return super.renderInverted(token, context, partials, original, config)
  }

  override escapedValue(token: string[], context: Mustache.Context, config?: RenderOptions): string {
    this.#at = token
    return super.escapedValue(token, context, config)
  }

  override unescapedValue(token: string[], context: Mustache.Context): string {
    this.#at = token
    return super.unescapedValue(token, context)
  }

  override renderPartial(
    token: string[],
    context: Mustache.Context,
    _: unknown,
    config?: RenderOptions,
  ): string {
    const partial = this.#partials.get(token[1] ?? '')
    this.#at = token
    if (partial === undefined) throw new EngineError(this.failureHere('forbidden', token[1]))
    const caller = this.#frame
    const indentation = token[4] ?? ''
    const isFirstLineToo = !token[6]
    const isIndented = Number(token[5]) === 0 && indentation !== ''
    this.#frame = isIndented
      ? {
          index: partial.index,
          text: this.indentPartial(partial.text, indentation, !isFirstLineToo),
          indent: { chars: indentation.replace(/[^ \t]/g, '').length, isFirstLineToo },
        }
      : partial
    this.#meter?.enter()
    const tokens = this.parse(this.#frame.text)
    if (isIndented) this.#number(tokens, partial.index)
    const text = this.renderTokens(tokens, context, {}, this.#frame.text, config)
    this.#meter?.leave()
    this.#frame = caller
    return text
  }

  #lookup(token: Token, context: Mustache.Context): unknown {
    this.#at = token
    this.#meter?.step()
    return context.lookup(String(token[1]))
  }

  /** Finds the places where a source branches. */
  #read(frame: Frame): readonly BranchSite[] {
    this.#frame = frame
    const tokens = this.#parsed(frame)
    const sites = blocksOf(tokens).map(
      (token): BranchSite => ({
        ...this.#positionOf(token),
        ...(token[0] === '#' ? { kind: 'section' } : { kind: 'decision', alternatives: 1 }),
      }),
    )
    this.#number(tokens, frame.index, sites)
    return sites
  }

  #number(tokens: readonly Token[], index: number, sites = this.sites[index] ?? []): void {
    const firsts = firstBranchIds(index, sites)
    for (const [at, token] of blocksOf(tokens).entries()) this.#branches.set(token, firsts[at] ?? 0)
  }

  #parsed({ index, text }: Frame): readonly Token[] {
    try {
      return this.parse(text)
    } catch (error) {
      const words = error instanceof Error ? error.message : ''
      const offset = Number(/ at (\d+)$/.exec(words)?.[1] ?? 0)
      throw new EngineError({
        reason: 'syntax',
        source: index,
        ...positionOf(text, offset),
        words: words.replace(/ at \d+$/, ''),
      })
    }
  }

  #positionOf(token: Token) {
    const { line, column } = positionOf(this.#frame.text, Number(token[2] ?? 0))
    const { indent } = this.#frame
    const isShifted = indent !== undefined && (line > 1 || indent.isFirstLineToo)
    return { line, column: isShifted ? column - indent.chars : column }
  }
}

type RenderTokens = Parameters<Mustache.Writer['renderTokens']>
type RenderBlock = Parameters<Mustache.Writer['renderSection']>

/** Sections and inverted sections in the order of their opening tags. */
function blocksOf(tokens: readonly Token[]): readonly Token[] {
  return tokens.flatMap((token) => {
    const inner = token[4]
    const isBlock = (token[0] === '#' || token[0] === '^') && Array.isArray(inner)
    return isBlock ? [token, ...blocksOf(inner)] : []
  })
}

class MissingName extends Error {
  readonly field: string
  constructor(field: string) {
    super('missing')
    this.field = field
  }
}

/** Looks names up as the engine does - here, then in what is around - but only what values themselves have. */
class StrictContext extends Mustache.Context {
  override push(view: unknown): Mustache.Context {
    return new StrictContext(view, this)
  }

  override lookup(name: string): RenderValue | undefined {
    if (name === '.') return this.view
    const names = name.split('.')
    for (let scope: Mustache.Context | undefined = this; scope !== undefined; scope = scope.parent) {
      let value: unknown = scope.view
      let isThere = true
      for (const step of names) {
        // A plain name is never looked for in a text or number; a path may end in one, such as `title.length`.
        isThere =
          value !== null &&
          value !== undefined &&
          (typeof value === 'object' || names.length > 1) &&
          Object.hasOwn(Object(value), step)
        if (!isThere) break
        value = Object(value)[step]
      }
      if (isThere) return value as RenderValue
    }
    throw new MissingName(name)
  }
}
