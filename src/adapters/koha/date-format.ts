/** Dates as Koha writes them into notices: whatever looks like a date of the database is written in the library's way. */

/** Koha's settings `dmydot` and `metric`. */
export type DateOrder = 'dotted' | 'slashed'

const databaseDate =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/

/** @returns the text itself if it is no date */
export function writtenDate(
  text: string,
  { order, isDateOnly }: { readonly order: DateOrder; readonly isDateOnly: boolean },
): string {
  const [, year, month, day, hour, minute, zone] = databaseDate.exec(text) ?? []
  // Koha leaves the databases' words for "never" and "for ever" as they are.
  if (year === undefined || year === '0000' || year === '9999') return text
  if (zone !== undefined && !Number.isNaN(Date.parse(text)))
    return writtenDate(localText(new Date(text)), { order, isDateOnly })
  const date = order === 'dotted' ? `${day}.${month}.${year}` : `${day}/${month}/${year}`
  return hour === undefined || isDateOnly ? date : `${date} ${hour}:${minute}`
}

/** In the time zone of the process. */
function localText(instant: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const date = `${instant.getFullYear()}-${two(instant.getMonth() + 1)}-${two(instant.getDate())}`
  return `${date} ${two(instant.getHours())}:${two(instant.getMinutes())}`
}
