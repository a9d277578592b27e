import { expect, test } from 'vitest'
import { writeDuration } from './render.ts'

const cases = [
  [0, '0 Sekunden', '0 seconds'],
  [1, '1 Sekunde', '1 second'],
  [119, '119 Sekunden', '119 seconds'],
  [120, '2 Minuten', '2 minutes'],
  [7_199, '119 Minuten', '119 minutes'],
  [7_200, '2 Stunden', '2 hours'],
  [93_600, '26 Stunden', '26 hours'],
  [172_800, '2 Tage', '2 days'],
] as const

for (const [seconds, german, english] of cases) {
  test(`${seconds} seconds are ${english}`, () => {
    expect([writeDuration('de', seconds), writeDuration('en', seconds)]).toEqual([german, english])
  })
}
