/** Port: a template language, its templates translated into one neutral program that says the same in all of them. */
import type { BranchSite } from '../template/branch.ts'
import type { Position, TemplateEngine } from '../template/template.ts'

/** Reads one source: a part of a template, or a partial. Pure; positions are those within the source. */
export interface TemplateSyntax {
  readonly engine: TemplateEngine
  read(source: string): ReadSource
  /** The closed list of filters and helpers whose reach is known; what is not on it is never proven. */
  readonly calls: ReadonlyMap<string, CallRule>
}

export type ReadSource = ReadProgram | Unreadable

export interface ReadProgram {
  readonly kind: 'program'
  readonly body: Program
  /** Where the source branches, in the order of opening tags. */
  readonly sites: readonly BranchSite[]
}

export interface Unreadable extends Position {
  readonly kind: 'unreadable'
  /** What the engine says of it. */
  readonly words: string
}

export type Program = readonly ProgramNode[]

export type ProgramNode = { readonly at: Position } & (
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'output'; readonly value: Expression }
  | Choice
  | Loop
  | Section
  | Assignment
  | Capture
  | PartialCall
  | Definition
  /** Ends this turn or the whole loop: what is behind it may not run. */
  | { readonly kind: 'leave-loop' }
  /** Something whose effect is not known. */
  | { readonly kind: 'opaque'; readonly reason: OpaqueReason; readonly name: string }
)

/** One of several bodies, or none. */
export interface Choice {
  readonly kind: 'choice'
  readonly alternatives: readonly { readonly conditions: readonly Expression[]; readonly body: Program }[]
  readonly otherwise: Program
  /** Several alternatives may run one after another, as two equal `when` of Liquid do. */
  readonly isCumulative: boolean
}

export interface Loop {
  readonly kind: 'loop'
  readonly over: Expression
  /** Names the body sees: the element, and figures about the loop such as `forloop`, `@index`. */
  readonly element?: string
  readonly figures: readonly LoopFigures[]
  /** The element is what a bare name is looked up in (Handlebars, Mustache, Koha). */
  readonly entersElement: boolean
  /** Limit, offset, columns: they decide what is shown. */
  readonly bounds: readonly Expression[]
  readonly body: Program
  readonly otherwise: Program
}

/** A value that is made of the loop's list and position; `fields` if it is an object of them. */
export interface LoopFigures {
  readonly name: string
  readonly fields?: readonly string[]
}

/** Shows for each element of a list, once for a record or another value that is there, else the other body. */
export interface Section {
  readonly kind: 'section'
  readonly value: Expression
  /** `each`: lists are gone through; `once`: a list is entered as a whole, as Handlebars' `with` does. */
  readonly turns: 'each' | 'once'
  readonly element?: string
  readonly figures: readonly LoopFigures[]
  readonly body: Program
  readonly otherwise: Program
}

/** Sets a name of the whole template, from here on. */
export interface Assignment {
  readonly kind: 'assignment'
  readonly name: string
  readonly value: Expression
}

export interface Capture {
  readonly kind: 'capture'
  readonly name: string
  readonly body: Program
}

export interface PartialCall {
  readonly kind: 'partial'
  /** A literal text, or it cannot be said which partial it is. */
  readonly name: Expression
  /**
   * What the partial sees: `around` - all names around it; `alone` - its arguments only; `context` - what is entered
   * around it, or `enters`, and the roots, but no names.
   */
  readonly sees: 'around' | 'alone' | 'context'
  readonly arguments: readonly { readonly name: string; readonly value: Expression }[]
  /** Run for each element under this name. */
  readonly forEach?: {
    readonly over: Expression
    readonly element: string
    readonly figures: readonly LoopFigures[]
  }
  /** The value that is entered; arguments lie over its entries. */
  readonly enters?: Expression
  /** What stands between its beginning and end: the partial may call it as `@partial-block`. */
  readonly block?: Program
}

/** A partial that the program itself defines; it can be called wherever the program leads, before it as well. */
export interface Definition {
  readonly kind: 'definition'
  readonly name: string
  readonly body: Program
}

export type Expression = { readonly at: Position } & (
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  /**
   * A name as Liquid looks it up: names around from the inside outwards, then roots. `outer`: that many blocks that have
   * the name are passed over, as `@../index` does.
   */
  | { readonly kind: 'name'; readonly name: string; readonly outer?: number }
  /** The value that was entered last; `up`: the one around that, as often. */
  | { readonly kind: 'entered'; readonly up: number }
  /** The record of all roots. */
  | { readonly kind: 'roots' }
  /** A path that is tried whole in what was entered, from the inside outwards, then in the roots (Mustache, Koha). */
  | { readonly kind: 'search'; readonly path: readonly string[] }
  | { readonly kind: 'field'; readonly of: Expression; readonly name: Expression }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Expression[] }
  /** A figure, text or yes/no that is made of others: comparisons, and, or, not. */
  | { readonly kind: 'operation'; readonly operands: readonly Expression[] }
  /** Figures from one to another. */
  | { readonly kind: 'range'; readonly ends: readonly Expression[] }
  | { readonly kind: 'opaque'; readonly reason: OpaqueReason; readonly name: string }
)

export type OpaqueReason = 'unknown-tag' | 'unknown-call' | 'dynamic' | 'code'

/**
 * What a filter or helper can read and hand on; the first argument is its input.
 *
 * - `text`: a text or figure made of its arguments, which are texts and figures or lists of them.
 * - `size`: how many, and nothing of what they are.
 * - `element`: one element of a list, chosen by position or by an entry that is named.
 * - `some`: elements of a list, chosen or ordered by their position, by themselves or by an entry that is named.
 * - `entries`: one named entry of each element.
 * - `sum`: a figure made of the elements or of an entry of each.
 * - `groups`: lists of elements under `items`, by a named entry that stands under `name`.
 * - `joined`: the elements of all arguments.
 * - `either`: one of its arguments as it is.
 * - `pieces`: a list of texts.
 * - `entry`: the entry of a record that the second argument names.
 * - `whole`: everything that can be reached from its argument.
 */
export type CallRule =
  | {
      readonly reads: 'text' | 'size' | 'joined' | 'either' | 'pieces' | 'entry' | 'whole'
    }
  | {
      readonly reads: 'element' | 'some' | 'entries' | 'sum' | 'groups'
      /** Argument that names an entry, a path with dots; without one the elements themselves count. */
      readonly entry?: 'required' | 'optional' | 'none'
    }
