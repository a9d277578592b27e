/** Koha's own notice syntax, without its Template Toolkit: fields `<<table.column>>` and blocks `<item>…</item>` for each row. */
import { EngineError } from '../engine/engine-error.ts'
import { positionOf } from '../engine/text-position.ts'

export type KohaNode =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'field'
      readonly path: readonly string[]
      /** `| dateonly`: a time of day is left out. */
      readonly isDateOnly: boolean
      readonly offset: number
    }
  | {
      readonly kind: 'block'
      readonly name: string
      readonly body: readonly KohaNode[]
      readonly offset: number
    }

/** `borrowers.surname`, `today`, `borrower-attribute:LANG`. */
const path = String.raw`[A-Za-z_][\w-]*(?:[.:][A-Za-z_][\w-]*)*`
const fieldOrTag = new RegExp(
  String.raw`<<(?<field>${path})(?:\s*\|\s*(?<filter>\w+)\s*)?>>|<<(?<spaced>\s+${path}\s*|${path}\s+)>>|<<(?<open>${path})(?![\w.:-]|\s*\|)|\[%|<(?<close>/?)(?<tag>[A-Za-z_]\w*)>`,
  'g',
)

/** Names of HTML and of what editors put around it: never blocks, whatever a table may be called. */
const markup = new Set(
  `a abbr address area article aside audio b base bdi bdo big blockquote body br button canvas caption center cite code col
  colgroup data datalist dd del details dfn dialog div dl dt em embed fieldset figcaption figure font footer form h1 h2 h3 h4
  h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map mark math menu meta meter nav
  noscript object ol optgroup option output p param picture pre progress q rp rt ruby s samp script section select small source
  span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var
  video wbr xml`.split(/\s+/),
)

interface OpenBlock {
  readonly name: string
  readonly offset: number
  readonly before: KohaNode[]
}

/**
 * @param source index, for errors
 * @throws EngineError
 */
export function parseKoha(text: string, source: number): readonly KohaNode[] {
  const refuse = (offset: number, words: string) =>
    new EngineError({ reason: 'syntax', source, ...positionOf(text, offset), words })
  const closable = closedNames(text)
  const blocks: OpenBlock[] = []
  let nodes: KohaNode[] = []
  let end = 0
  const takeText = (until: number) => {
    if (until > end) nodes.push({ kind: 'text', text: text.slice(end, until) })
  }
  for (const match of text.matchAll(fieldOrTag)) {
    const { field, filter, spaced, open, close, tag } = match.groups ?? {}
    const offset = match.index
    if (tag !== undefined && (markup.has(tag.toLowerCase()) || !closable.has(tag))) continue
    if (match[0] === '[%') throw refuse(offset, '[% belongs to Template Toolkit')
    if (spaced !== undefined) throw refuse(offset, `<<${spaced}>> has blanks, which Koha does not replace`)
    if (open !== undefined) throw refuse(offset, `<<${open} is not closed`)
    if (filter !== undefined && filter !== 'dateonly') throw refuse(offset, `there is no filter ${filter}`)
    takeText(offset)
    end = offset + match[0].length
    if (field !== undefined) {
      nodes.push({ kind: 'field', path: field.split(/[.:]/), isDateOnly: filter !== undefined, offset })
    } else if (tag !== undefined && close === '') {
      blocks.push({ name: tag, offset, before: nodes })
      nodes = []
    } else if (tag !== undefined) {
      const block = blocks.pop()
      if (block?.name !== tag) throw refuse(offset, `</${tag}> closes nothing`)
      nodes = [...block.before, { kind: 'block', name: tag, body: nodes, offset: block.offset }]
    }
  }
  takeText(text.length)
  const unclosed = blocks.at(-1)
  if (unclosed !== undefined) throw refuse(unclosed.offset, `<${unclosed.name}> is not closed`)
  return nodes
}

/** Names that are closed somewhere: `<anna>` alone is text, as in Koha. */
function closedNames(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/<\/([A-Za-z_]\w*)>/g)].map(([, name = '']) => name))
}
