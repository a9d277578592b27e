/** A notice as its authors wrote it: one file for one type and one language. */

export const templateEngines = ['liquid', 'handlebars', 'mustache', 'koha', 'template-toolkit'] as const
export type TemplateEngine = (typeof templateEngines)[number]

/** Engine → how the names of its files end. */
export const extensionOfEngine: Readonly<Record<TemplateEngine, string>> = {
  liquid: 'liquid',
  handlebars: 'hbs',
  mustache: 'mustache',
  koha: 'koha',
  'template-toolkit': 'tt',
}

export interface TemplatePart {
  readonly name: 'to' | 'subject' | 'text' | 'html'
  readonly source: string
  /** Line of the file on which the part begins. */
  readonly firstLine: number
  /** Column of that line on which it begins: what stands in the head begins behind its key. */
  readonly firstColumn: number
}

export interface Template {
  readonly noticeType: string
  /** Language tag, such as `de` or `de-AT`. */
  readonly language: string
  readonly engine: TemplateEngine
  /** As a person finds it: the folder as the operator named it, then the file. */
  readonly file: string
  /** `to`, `subject`, and one of `text` and `html`. */
  readonly parts: readonly TemplatePart[]
}

/** A piece that templates of its engine may include by its name. */
export interface Partial {
  readonly file: string
  readonly source: string
}

/** Name as templates write it → the partial. */
export type Partials = ReadonlyMap<string, Partial>

export interface Position {
  /** Both count from 1; columns in UTF-16 code units. */
  readonly line: number
  readonly column: number
}

/** Where a position within a part stands in its file. */
export function positionInFile(
  part: Pick<TemplatePart, 'firstLine' | 'firstColumn'>,
  within: Position,
): Position {
  return {
    line: part.firstLine + within.line - 1,
    column: within.line === 1 ? part.firstColumn + within.column - 1 : within.column,
  }
}
