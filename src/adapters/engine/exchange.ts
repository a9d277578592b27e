/** What an engine's process and the pool say to each other, in frames (`std/frame.ts`). The helper in Perl speaks the same. */
import type { RenderContext, RenderValue } from '../../notice/renderer.ts'
import type { BranchSite } from '../../notice/template/branch.ts'
import type { TemplatePart } from '../../notice/template/template.ts'

/** A part or a partial; they are told apart by their place in the list. */
export interface EngineSource extends Pick<TemplatePart, 'firstLine' | 'firstColumn'> {
  /** `to`, `subject`, `text`, `html`, or the partial's name as templates write it. */
  readonly name: string
  readonly source: string
}

export interface EngineTemplate {
  readonly language: string
  readonly parts: readonly EngineSource[]
  /** Sorted by name. */
  readonly partials: readonly EngineSource[]
}

/** What is the same for many recipients is said once. */
export interface ContextBatch {
  readonly shared: readonly RenderValue[]
  readonly contexts: readonly {
    readonly own: RenderContext
    /** Name → index in `shared`. */
    readonly shared: Readonly<Record<string, number>>
  }[]
}

/** Each order has a ticket, which nobody else knows, and its answer has the same. */
export type Ticketed<Said> = Said & { readonly ticket: string }

/** From pool to process. Each order is answered once, in order. */
export type Order =
  | { readonly kind: 'setup'; readonly nowMs: number; readonly timeZone: string }
  /** To be kept under this number. */
  | { readonly kind: 'template'; readonly number: number; readonly template: EngineTemplate }
  /** Drops all templates. */
  | { readonly kind: 'forget' }
  | {
      readonly kind: 'render'
      readonly number: number
      readonly batch: ContextBatch
      readonly isTraced: boolean
    }

/** Position within the source, not yet within the file. */
export interface EngineFailure {
  readonly reason: 'missing-field' | 'syntax' | 'time' | 'memory' | 'output' | 'forbidden' | 'value'
  /** Index in parts, then partials. */
  readonly source: number
  readonly line?: number
  readonly column?: number
  readonly field?: string
  readonly words?: string
}

/** Texts of the parts in their order, and ids of branches if they are traced. */
export type EngineResult =
  | { readonly texts: readonly string[]; readonly visited?: readonly number[] }
  | { readonly failure: EngineFailure }

/** From process to pool, with the ticket of its order. */
export type Answer =
  | { readonly kind: 'ready' }
  /** For each source the places where it branches, in the order of their opening tags. */
  | { readonly kind: 'compiled'; readonly sites: readonly (readonly BranchSite[])[] }
  | { readonly kind: 'refused'; readonly failure: EngineFailure }
  | { readonly kind: 'rendered'; readonly results: readonly EngineResult[]; readonly residentBytes: number }

/** @limit templates that a process keeps; a run has some hundred */
export const templatesKeptMax = 250

/** @limit characters of one part of a mail; servers refuse mails of more than 10 to 50 MB, and notices have some KB */
export const outputCharsMax = 2_000_000

/** @limit steps (pieces of text, outputs, turns) of one mail: a notice of 200 loans takes some thousand */
export const stepsMax = 500_000

/** @limit partials within partials; beyond it they call each other without end */
export const partialDepthMax = 50
