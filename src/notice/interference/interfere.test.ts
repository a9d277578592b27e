import { expect, test } from 'vitest'
import { findInterferences } from './interfere.ts'
import { mailDifferences } from './mail-difference.ts'
import { type Change, changeOf, noChange, type SentMail } from './run.ts'
import { candidatesFor, findSources } from './source-naming.ts'

interface Customer {
  readonly number: number
  readonly name: string
  readonly balance: number
  readonly isBlocked: boolean
}

const count = 252

/** What every customer is in a world; a removed one is not in it. */
function customersIn(change: Change): readonly Customer[] {
  return Array.from({ length: count }, (_, number) => {
    const isOther = change.kind === 'values' && change.changes(number)
    const isGone = change.kind === 'removed' && change.changes(number)
    if (isGone) return []
    const name = `Name${number}${isOther ? 'X' : ''}`
    return [{ number, name, balance: number + (isOther ? 1 : 0), isBlocked: (number % 5 === 0) !== isOther }]
  }).flat()
}

type Mailer = (customers: readonly Customer[]) => readonly SentMail[]

const mail = (recipient: number, text: string, notice = 'loan'): SentMail => ({
  recipient,
  notice,
  parts: [{ name: 'text', text }],
})

const total = (all: readonly Customer[]) => all.reduce((sum, { balance }) => sum + balance, 0)
const first = (all: readonly Customer[]) => all.find(({ number }) => number === 0)

const honest: Mailer = (all) => all.map(({ number, name }) => mail(number, `Hello ${name}`))

/** Fault → how it sends, and a recipient who shows it with whose data (undefined: everybody's together). */
const faults: readonly [string, Mailer, number, number | undefined][] = [
  [
    'the first customer is greeted in every mail',
    (all) => all.map(({ number }) => mail(number, `Hello ${first(all)?.name}`)),
    7,
    0,
  ],
  [
    'every fiftieth mail shows the one before it',
    (all) =>
      all.map(({ number, name }, at) =>
        mail(number, number % 50 === 49 ? `Hello ${all[at - 1]?.name}` : name),
      ),
    99,
    98,
  ],
  [
    "a branch depends on another customer's flag",
    (all) =>
      all.map(({ number, name }) =>
        mail(number, `${name}${all.some((one) => one.number === 77 && one.isBlocked) ? '!' : ''}`),
      ),
    3,
    77,
  ],
  [
    'a total is over all customers',
    (all) => all.map(({ number }) => mail(number, `You owe ${total(all)}`)),
    5,
    undefined,
  ],
  [
    'a mail is sent only while somebody else is blocked',
    (all) =>
      all
        .filter(({ number }) => number !== 9 || all.some((one) => one.number === 120 && one.isBlocked))
        .map(({ number, name }) => mail(number, name)),
    9,
    120,
  ],
  [
    'a number is masked but for its parity',
    (all) =>
      all.map(({ number }) => mail(number, `*${(all.find((one) => one.number === 33)?.balance ?? 0) % 2}`)),
    200,
    33,
  ],
  [
    'bodies are shifted by one recipient',
    (all) => all.map(({ number }, at) => mail(number, `Hello ${all[(at + 1) % all.length]?.name}`)),
    10,
    11,
  ],
  [
    'a token in base64 is somebody else’s',
    (all) =>
      all.map(({ number }) =>
        mail(number, Buffer.from(all.find((one) => one.number === 1)?.name ?? '').toString('base64')),
      ),
    250,
    1,
  ],
]

const runOf = (mailer: Mailer) =>
  async function* (change: Change) {
    yield* mailer(customersIn(change))
  }

for (const [name, mailer, recipient, owner] of faults) {
  test(`found with its source: ${name}`, async () => {
    const result = await findInterferences({ customers: count, run: runOf(mailer), withRemovals: false })
    expect(result.runs).toBe(12)
    const found = result.interferences.find((one) => one.recipient === recipient)
    if (!found) throw new Error('not found')
    const differs = async (customers: readonly number[]) => {
      const mailsOf = (change: Change) =>
        mailer(customersIn(change)).filter((one) => one.recipient === recipient)
      return mailDifferences(mailsOf(noChange), mailsOf(changeOf('values', customers))).length > 0
    }
    const { sources } = await findSources({
      suspects: candidatesFor(found, result.family).slice(0, 3),
      world: Array.from({ length: count }, (_, at) => at).filter((at) => at !== recipient),
      differs,
      probesMax: 200,
    })
    expect(sources).toHaveLength(1)
    expect(sources).not.toContain(recipient)
    if (owner !== undefined) expect(sources).toEqual([owner])
  })
}

test('a mailer that keeps customers apart shows nothing, with and without removals', async () => {
  const result = await findInterferences({ customers: count, run: runOf(honest), withRemovals: true })
  expect(result).toMatchObject({ runs: 22, interferences: [], unsteady: [], strangers: [] })
  expect(result.mails).toBe(count * 12 + 10 * (count / 2))
})

test('only a removal shows that a mail counts the others', async () => {
  const counting: Mailer = (all) => all.map(({ number }) => mail(number, `one of ${all.length}`))
  const quiet = await findInterferences({ customers: count, run: runOf(counting), withRemovals: false })
  const found = await findInterferences({ customers: count, run: runOf(counting), withRemovals: true })
  expect(quiet.interferences).toEqual([])
  expect(found.interferences).toHaveLength(count)
  expect(found.interferences.every(({ change }) => change === 'removed')).toBe(true)
})

test('mails that differ by themselves are told, not taken for a leak', async () => {
  let runs = 0
  const unsteady: Mailer = (all) => {
    runs++
    return all.map(({ number, name }) => mail(number, number === 4 ? `${name} ${runs}` : name))
  }
  const result = await findInterferences({ customers: count, run: runOf(unsteady), withRemovals: false })
  expect(result.unsteady).toEqual([{ recipient: 4, notice: 'loan' }])
  expect(result.interferences).toEqual([])
})

test('a mail to nobody of the rehearsal is told, and what it shows of customers is found', async () => {
  const copying: Mailer = (all) => [...honest(all), mail(9_999, `last ${all.at(-1)?.name}`)]
  const result = await findInterferences({ customers: count, run: runOf(copying), withRemovals: false })
  expect(result.strangers).toEqual([{ recipient: 9_999, notice: 'loan' }])
  const [found] = result.interferences
  expect(found).toMatchObject({ recipient: 9_999 })
  expect(found && candidatesFor(found, result.family)).toEqual([251])
})

test('two customers whose change shows only together are both named', async () => {
  const both = new Set([17, 130])
  const differs = async (customers: readonly number[]) => [...both].every((one) => customers.includes(one))
  const world = Array.from({ length: count }, (_, at) => at)
  const { sources } = await findSources({ suspects: [], world, differs, probesMax: 500 })
  expect([...sources].sort((a, b) => a - b)).toEqual([17, 130])
})

test('a search that runs out of probes names nobody', async () => {
  const world = Array.from({ length: count }, (_, at) => at)
  const differs = async (customers: readonly number[]) => customers.includes(3) && customers.includes(240)
  const search = await findSources({ suspects: [], world, differs, probesMax: 4 })
  expect(search).toEqual({ sources: [], probes: 4 })
})

const differences: readonly [string, string, string, readonly [number, string, string][]][] = [
  ['nothing', 'a\nb', 'a\nb', []],
  ['a changed line', 'a\nb\nc', 'a\nx\nc', [[2, 'b', 'x']]],
  ['an added line', 'a\nc', 'a\nb\nc', [[2, '', 'b']]],
  ['a line that is gone', 'a\nb\nc', 'a\nc', [[2, 'b', '']]],
  ['a text that begins', '', 'a', [[1, '', 'a']]],
]

for (const [name, before, after, expected] of differences) {
  test(`the place of a difference is told: ${name}`, () => {
    const found = mailDifferences([mail(1, before)], [mail(1, after)])
    expect(found).toEqual(
      expected.map(([line, one, other]) => ({ kind: 'line', part: 'text', line, before: one, after: other })),
    )
  })
}

test('one mail more than before is a difference of its own', () => {
  expect(mailDifferences([mail(1, 'a')], [mail(1, 'a'), mail(1, 'a')])).toEqual([
    { kind: 'count', before: 1, after: 2 },
  ])
})

test('the order of several mails to one recipient says nothing', () => {
  expect(mailDifferences([mail(1, 'a'), mail(1, 'b')], [mail(1, 'b'), mail(1, 'a')])).toEqual([])
})
