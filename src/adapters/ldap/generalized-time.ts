/** Times as directory servers write them: `20261125030517Z`. */

const written = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:[.,]\d+)?Z$/

/**
 * The instant so much earlier.
 *
 * @returns undefined if it is no time in UTC with seconds
 * @source RFC 4517 section 3.3.13
 */
export function generalizedTimeEarlier(text: string, byMs: number): string | undefined {
  const [, year, month, day, hour, minute, second] = written.exec(text) ?? []
  if (year === undefined) return undefined
  const at = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  )
  return new Date(at - byMs).toISOString().replace(/[-:T]|\.\d+/g, '')
}

/** A date of birth that stands there as a time or as eight digits, as other sources write it; anything else as it is. */
export function calendarDateOf(text: string): string {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})(?:\d{6}(?:[.,]\d+)?Z)?$/.exec(text) ?? []
  return year === undefined ? text : `${year}-${month}-${day}`
}
