import { expect, test } from 'vitest'
import { dayOf } from './day.ts'

const days = ['2026-12-31', '2028-02-29', '0001-01-01']
for (const day of days) test(`${day} is a day`, () => expect(dayOf(day)).toBe(day))

const others = ['2026-06-31', '2027-02-29', '2026-13-01', '31.12.2026', '2026-1-1', '', '2026-12-31T00:00']
for (const text of others) test(`"${text}" is none`, () => expect(() => dayOf(text)).toThrow('SCH_DAY'))
