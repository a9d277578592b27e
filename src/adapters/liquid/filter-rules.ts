/** What each filter of LiquidJS can read. `sample` is missing on purpose: it draws lots; so are filters that run an expression. */
import type { CallRule } from '../../notice/proof/syntax.ts'

const textFilters = [
  ...[
    'abs',
    'at_least',
    'at_most',
    'ceil',
    'divided_by',
    'floor',
    'minus',
    'plus',
    'modulo',
    'times',
    'round',
  ],
  ...['url_decode', 'url_encode', 'cgi_escape', 'uri_escape', 'slugify'],
  ...['date', 'date_to_xmlschema', 'date_to_rfc822', 'date_to_string', 'date_to_long_string'],
  ...['append', 'prepend', 'lstrip', 'rstrip', 'strip', 'downcase', 'upcase', 'capitalize', 'squish'],
  ...['remove', 'remove_first', 'remove_last', 'replace', 'replace_first', 'replace_last'],
  ...['strip_newlines', 'normalize_whitespace', 'truncate', 'truncatewords', 'number_of_words'],
  ...['join', 'array_to_sentence_string', 'to_integer', 'raw'],
  ...['escape', 'xml_escape', 'escape_once', 'newline_to_br', 'strip_html'],
  ...['base64_encode', 'base64_decode', 'sha256', 'hmac_sha256'],
]

const otherFilters: Readonly<Record<string, CallRule>> = {
  json: { reads: 'whole' },
  jsonify: { reads: 'whole' },
  inspect: { reads: 'whole' },
  size: { reads: 'size' },
  default: { reads: 'either' },
  split: { reads: 'pieces' },
  first: { reads: 'element' },
  last: { reads: 'element' },
  find: { reads: 'element', entry: 'required' },
  map: { reads: 'entries', entry: 'required' },
  sum: { reads: 'sum', entry: 'optional' },
  has: { reads: 'sum', entry: 'required' },
  find_index: { reads: 'sum', entry: 'required' },
  group_by: { reads: 'groups', entry: 'required' },
  where: { reads: 'some', entry: 'required' },
  reject: { reads: 'some', entry: 'required' },
  sort: { reads: 'some', entry: 'optional' },
  sort_natural: { reads: 'some', entry: 'optional' },
  reverse: { reads: 'some' },
  uniq: { reads: 'some' },
  compact: { reads: 'some' },
  pop: { reads: 'some' },
  shift: { reads: 'some' },
  slice: { reads: 'some' },
  concat: { reads: 'joined' },
  push: { reads: 'joined' },
  unshift: { reads: 'joined' },
}

export const filterRules: ReadonlyMap<string, CallRule> = new Map([
  ...textFilters.map((name): [string, CallRule] => [name, { reads: 'text' }]),
  ...Object.entries(otherFilters),
])
