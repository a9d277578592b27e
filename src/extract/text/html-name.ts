/** The elements and attributes of HTML, sorted by what they mean for a text. */

export type ElementKind =
  | 'inline'
  | 'block'
  | 'paragraph'
  | 'line'
  | 'image'
  | 'field'
  | 'table'
  | 'row'
  | 'cell'
  | 'group'
  | 'script'
  | 'style'
  | 'frame'
  | 'verbatim'

/** Kinds by name; a name that is missing here is no element of HTML, SVG or MathML that mail uses. */
export const elementKinds: ReadonlyMap<string, ElementKind> = kindsOf({
  inline:
    'a abbr acronym audio b base basefont bdi bdo bgsound big blink canvas circle cite code data datalist del dfn em ' +
    'embed ellipse font g i image ins kbd label line link map mark meta meter mi mn mo mtext math mrow nobr noscript object ' +
    'output param path picture polygon q rb rect rp rt rtc ruby s samp slot small source span strike strong sub ' +
    'sup svg template time track tspan tt u use var video wbr',
  block:
    'address area article aside body button center colgroup col dd details dialog dir div dl dt fieldset figcaption ' +
    'figure footer form frame frameset head header hgroup html keygen legend li main marquee menu menuitem nav ol ' +
    'optgroup option search section select summary text title ul desc defs foreignobject',
  paragraph: 'blockquote h1 h2 h3 h4 h5 h6 hr p',
  line: 'br',
  image: 'img',
  field: 'input',
  table: 'table',
  row: 'tr',
  cell: 'td th',
  group: 'tbody thead tfoot caption',
  script: 'script',
  style: 'style',
  frame: 'iframe noembed noframes',
  verbatim: 'pre textarea xmp plaintext listing',
})

export type AttributeKind = 'text' | 'link' | 'style' | 'page' | 'styling'

/** How the value of an attribute is read; any other attribute is text. */
export const attributeKinds: ReadonlyMap<string, AttributeKind> = kindsOf({
  text: 'alt title value content name id class',
  link: 'href src action formaction background cite data poster longdesc ping srcset usemap xlink:href code manifest',
  style: 'style',
  page: 'srcdoc',
  styling:
    'align valign width height bgcolor border cellpadding cellspacing color face size colspan rowspan dir lang xml:lang ' +
    'target rel rev type media method enctype nowrap hspace vspace scope role charset http-equiv clear frame rules ' +
    'text link vlink alink topmargin leftmargin marginwidth marginheight rightmargin bottommargin loading decoding ' +
    'tabindex hidden bordercolor xmlns xmlns:v xmlns:o xmlns:w noshade fill stroke viewbox d points shape span',
})

function kindsOf<Kind extends string>(names: Readonly<Record<Kind, string>>): ReadonlyMap<string, Kind> {
  const kinds = new Map<string, Kind>()
  for (const kind in names) for (const name of names[kind].split(' ')) kinds.set(name, kind)
  return kinds
}
