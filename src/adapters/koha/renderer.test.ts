import { expect, test } from 'vitest'
import {
  noPartials,
  rendererContract,
  templateOf,
  textOf,
} from '../../../test/contracts/renderer.contract.ts'
import { openKohaRenderer } from './renderer.ts'

const huge = `<loans>${'x'.repeat(200_000)}</loans>`.repeat(6)

rendererContract({
  engine: 'koha',
  open: openKohaRenderer,
  words: {
    field: (path) => `<<${path}>>`,
    each: (list, body) => `<${list}>${body}</${list}>`,
    rowField: (list, field) => `<<${list}.${field}>>`,
    choose: undefined,
    include: undefined,
  },
  fieldColumn: 0,
  faulty: [
    ['a\n <<customer.name', 2, 2],
    ['<< customer.name >>', 1, 1],
    ['ab <<customer.name | upper>>', 1, 4],
    ['<loans>a</loans>\n</loans>', 2, 1],
    ['<loans><none>a</loans></none>', 1, 15],
    ['Hallo [% customer.name %]', 1, 7],
  ],
  attacks: [
    ['a list as a field', '<<loans>>', ['value']],
    ['a record as a block', '<customer>x</customer>', ['value']],
    ['a block that no record has', '<fines>x</fines>', ['missing-field']],
    ['a huge output', huge.repeat(2), ['output']],
    ['blocks within blocks', `${'<loans>'.repeat(30)}x${'</loans>'.repeat(30)}`, ['time', 'output']],
    [
      'thousands of blocks within each other',
      `${'<loans>'.repeat(20_000)}${'</loans>'.repeat(20_000)}`,
      ['memory', 'time'],
    ],
    ['a file as a field', '<<file:/etc/passwd>>', ['<<file:/etc/passwd>>']],
  ],
  keepers: ['<loans><<loans.title>></loans><<customer.name>>'],
})

test('more templates than a process keeps are rendered again as they were', async () => {
  const renderer = openKohaRenderer({ nowMs: 0, timeZone: 'UTC', processes: 1 })
  const round = () =>
    Promise.all(
      Array.from({ length: 300 }, (_, at) =>
        renderer.render({
          template: templateOf('koha', `${at} <<name>>`),
          partials: noPartials,
          contexts: [{ name: 'x' }],
          trace: false,
        }),
      ),
    )
  const texts = Array.from({ length: 300 }, (_, at) => `${at} x`)
  for (const mails of [await round(), await round()]) expect(mails.flat().map(textOf)).toEqual(texts)
  await renderer.close()
})

const dates: readonly (readonly [value: string, de: string, en: string])[] = [
  ['2026-11-25', '25.11.2026', '25/11/2026'],
  ['2026-11-25 10:05:00', '25.11.2026 10:05', '25/11/2026 10:05'],
  ['2026-06-01T10:05:00Z', '01.06.2026 12:05', '01/06/2026 12:05'],
  ['0000-00-00', '0000-00-00', '0000-00-00'],
  ['9999-12-31', '9999-12-31', '9999-12-31'],
  ['26-11-25', '26-11-25', '26-11-25'],
]

test('dates are written as Koha writes them, in the language of the letter', async () => {
  const renderer = openKohaRenderer({ nowMs: 0, timeZone: 'Europe/Berlin', processes: 1 })
  const contexts = dates.map(([due]) => ({ due }))
  for (const [language, column] of [
    ['de', 1],
    ['en', 2],
  ] as const) {
    const template = { ...templateOf('koha', '<<due>>'), language }
    const mails = await renderer.render({ template, partials: noPartials, contexts, trace: false })
    expect(mails.map(textOf)).toEqual(dates.map((row) => row[column]))
  }
  await renderer.close()
})
