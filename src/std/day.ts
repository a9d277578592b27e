/** Days of the calendar, as people write them for programs: 2026-12-31. */
import { fault } from './fault.ts'

/** @throws SCH_DAY for what is no day, the 31st of June included */
export function dayOf(text: string): string {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text)
  const day = isDay ? new Date(`${text}T00:00:00Z`) : new Date(Number.NaN)
  if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text) throw fault('SCH_DAY')
  return text
}
