/** What a single cell can say: a date, a yes or no, several values. */

const isoDate = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]+Z?)?$/
const germanDate = /^(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})$/
/** How databases write "no date". */
const zeroDate = /^0{4}-0{2}-0{2}(?:[T ][0:.]+Z?)?$|^0{1,2}\.0{1,2}\.0{4}$/

/** @limit before 1850 nobody is alive, after 2200 a date is a slip of the hand; both would never be found in a mail */
const yearMin = 1850
const yearMax = 2200

/**
 * @returns ISO 8601 calendar date; 'none' for an empty cell or a date of zeros; undefined if it is no date
 * @source ISO 8601 (2001-02-03), DIN 5008 (03.02.2001, also 3.2.2001); two-digit years are ambiguous and no date
 */
export function parseDate(cell: string): string | 'none' | undefined {
  if (cell === '' || zeroDate.test(cell)) return 'none'
  const iso = isoDate.exec(cell)
  const german = iso ? null : germanDate.exec(cell)
  const [, year, month, day] = iso ?? (german ? [german[0], german[3], german[2], german[1]] : [])
  if (year === undefined || month === undefined || day === undefined) return undefined
  return calendarDate(Number(year), Number(month), Number(day))
}

function calendarDate(year: number, month: number, day: number): string | undefined {
  if (year < yearMin || year > yearMax) return undefined
  if (month < 1 || month > 12 || day < 1 || day > daysIn(month, year)) return undefined
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** @source ISO 8601: the Gregorian calendar */
function daysIn(month: number, year: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

const yes = new Set(['yes', 'ja', '1', 'true', 'wahr'])
const no = new Set(['', 'no', 'nein', '0', 'false', 'falsch'])

/** @returns undefined if the cell is neither yes nor no; an empty cell is no */
export function parseYesNo(cell: string): boolean | undefined {
  const word = cell.toLowerCase()
  if (yes.has(word)) return true
  return no.has(word) ? false : undefined
}

/** Values of a cell that may hold several, without repetition. */
export function splitCell(cell: string, separators: RegExp): readonly string[] {
  if (cell === '') return []
  const values = cell.split(separators).map((value) => value.trim())
  return [...new Set(values.filter((value) => value !== ''))]
}

/**
 * Whether the check digits of an IBAN are right.
 *
 * @source ISO 13616, ISO/IEC 7064 MOD 97-10
 */
export function isIbanValid(iban: string): boolean {
  const compact = iban.replace(/\s/g, '').toUpperCase()
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(compact)) return false
  let remainder = 0
  for (const char of compact.slice(4) + compact.slice(0, 4)) {
    const value = Number.parseInt(char, 36)
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97
  }
  return remainder === 1
}
