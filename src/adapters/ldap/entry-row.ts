/** An entry of a directory server as a row of a customer. */
import type { Entry } from 'ldapts'
import type { CustomerField, HistoryField } from '../row/column-words.ts'
import type { Row } from '../row/customer-row.ts'
import type { ProblemList } from '../row/problem-list.ts'
import { calendarDateOf } from './generalized-time.ts'

type Field = CustomerField | HistoryField

/** Field → the attribute that holds it; a field without one is not there. */
export type AttributeWords = Readonly<Partial<Record<Field, string | undefined>>>

/** Fields of which a customer may have several; of another field's values the first counts. */
const several: ReadonlySet<Field> = new Set(['email', 'phone', 'mobile', 'iban', 'earlier_numbers'])

export function entryRow(
  entry: Entry,
  attributes: AttributeWords,
  {
    place,
    ordinal,
    problems,
  }: { readonly place: string; readonly ordinal: number; readonly problems: ProblemList },
): Row<Field> {
  const values = valuesByAttribute(entry)
  return {
    cell(field) {
      const found = values.get((attributes[field] ?? '').toLowerCase()) ?? []
      const text = several.has(field) ? found.join('\n') : (found[0] ?? '')
      return field === 'birth_date' ? calendarDateOf(text.trim()) : text.trim()
    },
    wrong(code, field, params = {}) {
      const said = { ...params, field: attributes[field] ?? field }
      problems.add({ code, at: { file: place, line: ordinal }, params: said })
    },
  }
}

/** @source RFC 4512 section 2.5: names of attributes are not case sensitive; options such as `;lang-de` follow them */
function valuesByAttribute(entry: Entry): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, readonly string[]>()
  for (const [key, given] of Object.entries(entry)) {
    const [name = ''] = key.toLowerCase().split(';')
    const texts = (Array.isArray(given) ? given : [given]).map(String)
    values.set(name, [...(values.get(name) ?? []), ...texts])
  }
  return values
}
