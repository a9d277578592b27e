import { rendererContract } from '../../../test/contracts/renderer.contract.ts'
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
