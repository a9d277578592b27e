/** Which column of a table is which field of a customer or a fact: the same words for files and for queries. */

export interface TableShape<Field extends string> {
  /** Field → the names its column may have, most usual first. */
  readonly names: Readonly<Record<Field, readonly string[]>>
  readonly required: readonly Field[]
}

export const customerColumns = {
  customer_number: ['customer_number', 'kundennummer', 'ausweisnummer'],
  title: ['title', 'titel'],
  first_name: ['first_name', 'vorname'],
  last_name: ['last_name', 'nachname'],
  company: ['company', 'firma'],
  email: ['email', 'e-mail'],
  phone: ['phone', 'telefon'],
  mobile: ['mobile', 'mobil', 'handy'],
  street: ['street', 'strasse', 'straße'],
  postcode: ['postcode', 'plz'],
  city: ['city', 'ort'],
  birth_date: ['birth_date', 'geburtsdatum'],
  iban: ['iban'],
  household: ['household', 'haushalt'],
  protected: ['protected', 'auskunftssperre'],
} as const
export type CustomerField = keyof typeof customerColumns

/** What a source knows beyond that: how a customer who got a new number is recognised. */
export const historyColumns = {
  earlier_numbers: ['earlier_numbers', 'frühere_nummern'],
  lasting_id: ['lasting_id', 'interne_kennung'],
} as const
export type HistoryField = keyof typeof historyColumns

export const factColumns = {
  kind: ['kind', 'art'],
  value: ['value', 'wert'],
  owner: ['owner', 'kunde', 'kundennummer', 'ausweisnummer', 'customer_number'],
  from: ['from', 'von'],
  to: ['to', 'bis'],
} as const
export type FactField = keyof typeof factColumns

export const factShape = {
  names: factColumns,
  required: ['kind', 'value', 'owner'],
} as const satisfies TableShape<FactField>

export const sourceShape = {
  names: { ...customerColumns, ...historyColumns },
  required: ['customer_number'],
} as const satisfies TableShape<CustomerField | HistoryField>

/** A column name without what does not tell two apart: case, blanks, hyphens, underscores, the spelling of umlauts. */
export function foldColumnName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .replace(/[\s_\-‐-―'"\u200b\ufeff]/g, '')
}

export function fieldsByName<Field extends string>(shape: TableShape<Field>): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>()
  for (const field in shape.names) {
    for (const name of shape.names[field]) fields.set(foldColumnName(name), field)
  }
  return fields
}

export interface FoundColumns<Field extends string> {
  /** Field → index of its column. */
  readonly columns: ReadonlyMap<Field, number>
  readonly ignored: readonly string[]
  readonly missing: readonly Field[]
  readonly twice: readonly { readonly field: Field; readonly index: number; readonly earlier: number }[]
}

export function findColumns<Field extends string>(
  shape: TableShape<Field>,
  names: readonly string[],
): FoundColumns<Field> {
  const fields = fieldsByName(shape)
  const columns = new Map<Field, number>()
  const ignored: string[] = []
  const twice: { field: Field; index: number; earlier: number }[] = []
  for (const [index, name] of names.entries()) {
    const field = fields.get(foldColumnName(name))
    const earlier = field === undefined ? undefined : columns.get(field)
    if (field === undefined) ignored.push(name.trim())
    else if (earlier === undefined) columns.set(field, index)
    else twice.push({ field, index, earlier })
  }
  return { columns, ignored, missing: shape.required.filter((field) => !columns.has(field)), twice }
}
