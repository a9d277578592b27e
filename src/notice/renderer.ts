/** Port: an engine that makes mails out of a template, each recipient's from his own record and nothing else. */
import type { Branch } from './template/branch.ts'
import type { Partials, Template } from './template/template.ts'

/** What a template may see; dates are text as ISO 8601 writes them. */
export type RenderValue =
  | string
  | number
  | boolean
  | null
  | readonly RenderValue[]
  | { readonly [name: string]: RenderValue }

/** One recipient's record and what is public. */
export type RenderContext = Readonly<Record<string, RenderValue>>

export type RenderFailure =
  /** The template names what the context does not have. */
  | 'missing-field'
  /** The engine cannot read the template. */
  | 'syntax'
  | 'time'
  | 'memory'
  /** The mail grows beyond its limit. */
  | 'output'
  /** The template wants what no template may have: a file, a partial that is not given, code, another's record. */
  | 'forbidden'
  /** The engine can read the template, but not do with this value what it asks. */
  | 'value'

export interface Failed {
  readonly kind: 'failed'
  readonly reason: RenderFailure
  /** File of the template or partial, with line and column in it as far as the engine knows them. */
  readonly file: string
  readonly line?: number
  readonly column?: number
  /** The field as the template writes it. */
  readonly field?: string
  /** What the engine says of a template it cannot read; made of the template alone, so it names no customer. */
  readonly words?: string
}

export interface RenderedMail {
  readonly kind: 'mail'
  readonly to: string
  readonly subject: string
  readonly text?: string
  readonly html?: string
  /** Ids of the branches that were taken (`template/branch.ts`), each once, ascending; only if asked for. */
  readonly visited?: readonly number[]
}

export type Rendered = RenderedMail | Failed

export interface RenderJob {
  readonly template: Template
  readonly partials: Partials
  /** One mail for each, in this order. Many at once cost far less than one at a time. */
  readonly contexts: readonly RenderContext[]
  readonly trace: boolean
}

/** Every way the template can go; `failed` if the engine cannot read it. */
export type Branches = { readonly kind: 'branches'; readonly branches: readonly Branch[] } | Failed

export interface Renderer {
  /** @returns as many as there are contexts; one that fails takes no other with it */
  render(job: RenderJob): Promise<readonly Rendered[]>
  /** The numbers that `visited` speaks of. */
  branches(job: Pick<RenderJob, 'template' | 'partials'>): Promise<Branches>
  /** Ends the engine's process; jobs under way reject. */
  close(): Promise<void>
}

export interface RendererSetup {
  /** What engines take for now, in milliseconds since 1970 (UTC), so that two runs on different days write the same. */
  readonly nowMs: number
  /** In which engines write times, such as `Europe/Berlin`. */
  readonly timeZone: string
  /** Processes of the engine at one time. */
  readonly processes?: number
}
