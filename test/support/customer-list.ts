/** Customers of the tests, and the list the command reads them from. */

export interface Customer {
  readonly number: string
  readonly title?: string
  readonly firstName?: string
  readonly lastName?: string
  readonly company?: string
  readonly email?: string
  readonly phone?: string
  readonly mobile?: string
  readonly street?: string
  readonly postcode?: string
  readonly city?: string
  readonly birthDate?: string
  readonly iban?: string
  readonly household?: string
  readonly isProtected?: boolean
}

const columns = [
  ['kundennummer', 'number'],
  ['titel', 'title'],
  ['vorname', 'firstName'],
  ['nachname', 'lastName'],
  ['firma', 'company'],
  ['e-mail', 'email'],
  ['telefon', 'phone'],
  ['mobil', 'mobile'],
  ['straße', 'street'],
  ['plz', 'postcode'],
  ['ort', 'city'],
  ['geburtsdatum', 'birthDate'],
  ['iban', 'iban'],
  ['haushalt', 'household'],
] as const satisfies readonly (readonly [string, keyof Customer])[]

const quoted = (cell: string): string => (/["\n,]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell)

/** The customer list as CSV with German headings. */
export function directoryCsv(customers: readonly Customer[]): string {
  const lines = [`${columns.map(([heading]) => heading).join(',')},auskunftssperre`]
  for (const customer of customers) {
    const cells = columns.map(([, field]) => quoted(customer[field] ?? ''))
    lines.push(`${cells.join(',')},${customer.isProtected ? 'ja' : 'nein'}`)
  }
  return `${lines.join('\n')}\n`
}

export interface FactOfCustomer {
  readonly kind: string
  readonly value: string
  readonly owner: string
}

export function factsCsv(facts: readonly FactOfCustomer[]): string {
  const lines = facts.map(({ kind, value, owner }) => [kind, value, owner].map(quoted).join(','))
  return `kind,value,owner\n${lines.join('\n')}\n`
}

/** @returns the number with its check digits. @source ISO 13616-1, ISO 7064 MOD 97-10 */
export function ibanOf(country: string, accountNumber: string): string {
  const digits = Array.from(`${accountNumber}${country}00`, (c) => String(Number.parseInt(c, 36))).join('')
  const check = 98n - (BigInt(digits) % 97n)
  return `${country}${String(check).padStart(2, '0')}${accountNumber}`
}
