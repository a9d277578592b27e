/** What the elements of office documents are to a reader; names are those of WordprocessingML, DrawingML, VML and charts. */

export type MarkupKind =
  | 'paragraph'
  | 'run'
  | 'words'
  | 'deletedWords'
  | 'code'
  | 'formula'
  | 'tab'
  | 'break'
  | 'hyphen'
  | 'softHyphen'
  | 'symbol'
  | 'field'
  | 'deletion'
  | 'insertion'
  | 'hidden'
  | 'properties'
  | 'paragraphProperties'
  | 'aside'
  | 'table'
  | 'row'
  | 'cell'
  | 'headerRow'
  | 'span'
  | 'measure'
  | 'labelled'
  | 'other'

const names: Readonly<Record<Exclude<MarkupKind, 'other'>, string>> = {
  paragraph: 'p text si is',
  run: 'r',
  words: 't v lpwstr lpstr bstr',
  deletedWords: 'delText',
  code: 'instrText delInstrText',
  formula:
    'f formula formula1 formula2 definedName calculatedColumnFormula totalsRowFormula FmlaMacro FmlaLink FmlaRange FmlaTxbx',
  tab: 'tab ptab',
  break: 'br cr',
  hyphen: 'noBreakHyphen',
  softHyphen: 'softHyphen',
  symbol: 'sym',
  field: 'fldChar',
  deletion: 'del moveFrom',
  insertion: 'ins moveTo',
  hidden: 'vanish webHidden specVanish',
  properties: 'rPr tblPr trPr tcPr sectPr tabs tabLst sdtPr bodyPr lstStyle defRPr endParaRPr',
  paragraphProperties: 'pPr',
  aside: 'Fallback',
  table: 'tbl',
  row: 'tr',
  cell: 'tc',
  headerRow: 'tblHeader',
  span: 'gridSpan',
  measure:
    'posOffset pctPosHOffset pctPosVOffset pctWidth pctHeight Anchor col row colOff rowOff Row Column Pages Words Characters Lines Paragraphs CharactersWithSpaces TotalTime Slides Notes HiddenSlides MMClips AppVersion DocSecurity formatCode',
  labelled: 'property user-defined',
}

const kinds = new Map<string, MarkupKind>()
for (const kind of Object.keys(names).filter(isKind))
  for (const name of names[kind].split(' ')) kinds.set(name, kind)

function isKind(kind: string): kind is Exclude<MarkupKind, 'other'> {
  return kind in names
}

export function markupKindOf(name: string): MarkupKind {
  return kinds.get(name) ?? 'other'
}
