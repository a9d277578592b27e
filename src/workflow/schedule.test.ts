import { expect, test } from 'vitest'
import type { Rhythm } from './job.ts'
import { nextTime } from './schedule.ts'

const hourly: Rhythm = { kind: 'every', everyMs: 3_600_000 }
const nightly: Rhythm = { kind: 'cron', cron: '30 2 * * *' }

const cases: readonly [string, Rhythm, string, string, string][] = [
  [
    'a rhythm keeps its phase',
    hourly,
    '2026-03-01T10:00:04Z',
    '2026-03-01T10:00:00Z',
    '2026-03-01T11:00:00Z',
  ],
  [
    'what was missed is done once',
    hourly,
    '2026-03-04T10:20:00Z',
    '2026-03-01T10:00:00Z',
    '2026-03-04T11:00:00Z',
  ],
  [
    'a time that lies ahead after the clock was set back is not waited for',
    hourly,
    '2026-03-01T10:00:00Z',
    '2027-03-01T10:00:00Z',
    '2026-03-01T11:00:00Z',
  ],
  ['a nightly job', nightly, '2026-03-01T02:30:00Z', '2026-03-01T02:30:00Z', '2026-03-02T02:30:00Z'],
  [
    'a nightly job in the night of the change to summer time is in UTC',
    nightly,
    '2026-03-29T00:10:00Z',
    '2026-03-28T02:30:00Z',
    '2026-03-29T02:30:00Z',
  ],
  [
    '29 February',
    { kind: 'cron', cron: '0 0 29 2 *' },
    '2026-03-01T00:00:00Z',
    '2026-03-01T00:00:00Z',
    '2028-02-29T00:00:00Z',
  ],
]
for (const [what, rhythm, now, due, next] of cases) {
  test(what, () => expect(nextTime(rhythm, new Date(now), new Date(due))).toEqual(new Date(next)))
}
