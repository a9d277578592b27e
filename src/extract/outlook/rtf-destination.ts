/** What the groups of an RTF document hold, by the word they begin with (RTF 1.9.1). */

/** Tables and program data that nobody sees. */
const silent: ReadonlySet<string> = new Set([
  'fonttbl',
  'colortbl',
  'stylesheet',
  'listtable',
  'listoverridetable',
  'pgptbl',
  'rsidtbl',
  'themedata',
  'colorschememapping',
  'datastore',
  'latentstyles',
  'xmlnstbl',
  'mmathPr',
  'wgrffmtfilter',
  'pnseclvl',
  'blipuid',
  'blipupi',
  'datafield',
  'fontemb',
  'panose',
  'falt',
  'passwordhash',
  'oldcprops',
  'oldpprops',
  'oldtprops',
  'oldsprops',
  'mhtmltag',
])

/** Texts that stand beside the running text: begun by their word alone, without `\*`. */
const asides: readonly string[] = [
  'title',
  'subject',
  'author',
  'manager',
  'company',
  'operator',
  'category',
  'keywords',
  'comment',
  'doccomm',
  'hlinkbase',
  'template',
  'header',
  'headerl',
  'headerr',
  'headerf',
  'footer',
  'footerl',
  'footerr',
  'footerf',
  'footnote',
  'xe',
  'tc',
  'txe',
  'rxe',
  'propname',
  'staticval',
]

/** Words that begin a group of another kind where `\*` is not needed. */
export const rtfDestinations: ReadonlySet<string> = new Set([
  ...asides,
  'fonttbl',
  'colortbl',
  'stylesheet',
  'pict',
  'objdata',
])

export type RtfDestinationKind = 'silent' | 'aside' | 'link' | 'picture' | 'object'

/** A group nobody knows is an aside: it is read, since some program may show it. */
export function kindOfDestination(destination: string): RtfDestinationKind {
  if (silent.has(destination)) return 'silent'
  if (destination === 'pict') return 'picture'
  if (destination === 'objdata') return 'object'
  if (destination === 'fldinst' || destination === 'hlsrc' || destination === 'hlfr' || destination === 'hl')
    return 'link'
  return 'aside'
}
