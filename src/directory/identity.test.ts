import { expect, test } from 'vitest'
import { identityOf, type KnownNumbers } from './identity.ts'
import type { EarlierNumber, KnownCustomer } from './staging-queries.sql.ts'

const of = (text: string) => Buffer.from(text.padEnd(16, '.'))
const source = 'ours'

function living(id: string, number: string, more: Partial<KnownCustomer> = {}): KnownCustomer {
  return {
    id,
    sourceId: source,
    numberHash: of(number),
    lastingHash: null,
    recordHash: of('record'),
    ...more,
  }
}
function before(number: string, more: Partial<EarlierNumber> = {}): EarlierNumber {
  return { numberHash: of(number), customerId: null, lastingHash: null, reason: 'gone', ...more }
}

const anna = living('anna', 'K1', { lastingHash: of('uid-a') })
const bert = living('bert', 'K2')

/** Row: number, lasting id, earlier numbers. */
type Told = readonly [number: string, lastingId?: string | undefined, earlier?: readonly string[]]

const cases: readonly (readonly [
  name: string,
  row: Told,
  customers: readonly KnownCustomer[],
  earlier: readonly EarlierNumber[],
  is: string,
])[] = [
  ['a number nobody ever had is a new customer', ['K9'], [anna, bert], [], 'new'],
  ['a number somebody has is his', ['K2'], [anna, bert], [], 'bert'],
  ['a lasting id finds its customer under a new number', ['K9', 'uid-a'], [anna, bert], [], 'anna'],
  ['a lasting id that comes later is taken up by the number', ['K2', 'uid-b'], [anna, bert], [], 'bert'],
  [
    'a number under another lasting id is given to somebody else',
    ['K1', 'uid-x'],
    [anna],
    [],
    'number-of-another',
  ],
  [
    'a customer cannot take the number another one has',
    ['K2', 'uid-a'],
    [anna, bert],
    [],
    'number-of-another',
  ],
  ['without a lasting id an earlier number tells who it is', ['K9', undefined, ['K2']], [bert], [], 'bert'],
  [
    'two customers who are both called earlier ones are nobody in particular',
    ['K9', undefined, ['K1', 'K2']],
    [living('a', 'K1'), bert],
    [],
    'new',
  ],
  [
    'an earlier number of a living customer is not given to another',
    ['K0'],
    [anna],
    [before('K0', { customerId: 'anna', reason: 'renumbered' })],
    'earlier-number-of-another',
  ],
  [
    'his own earlier number may become his current one again',
    ['K0', 'uid-a'],
    [anna],
    [before('K0', { customerId: 'anna', reason: 'renumbered' })],
    'anna',
  ],
  [
    'also where only his earlier numbers tell who he is',
    ['K0', undefined, ['K2']],
    [bert],
    [before('K0', { customerId: 'bert', reason: 'renumbered' })],
    'bert',
  ],
  ['the number of one who is gone is not given again', ['K7'], [], [before('K7')], 'number-of-one-gone'],
  [
    'who is gone comes back under his lasting id',
    ['K7', 'uid-g'],
    [],
    [before('K7', { lastingHash: of('uid-g') })],
    'new',
  ],
  [
    'another lasting id does not bring him back',
    ['K7', 'uid-x'],
    [],
    [before('K7', { lastingHash: of('uid-g') })],
    'number-of-one-gone',
  ],
  [
    'the number of one who was erased is given to nobody',
    ['K7', 'uid-g'],
    [],
    [before('K7', { reason: 'erased', lastingHash: of('uid-g') })],
    'number-of-one-gone',
  ],
  [
    'a living customer does not take the number of one who is gone',
    ['K7', 'uid-a'],
    [anna],
    [before('K7')],
    'number-of-one-gone',
  ],
  [
    'a customer of another source stays with it',
    ['K5'],
    [living('five', 'K5', { sourceId: 'theirs' })],
    [],
    'customer-of-other-source',
  ],
  [
    'the earlier number of a customer of another source is no word on who it is',
    ['K9', undefined, ['K5']],
    [living('five', 'K5', { sourceId: 'theirs' })],
    [],
    'new',
  ],
]

for (const [name, [number, lastingId, earlier = []], customers, history, expected] of cases) {
  test(name, () => {
    const known: KnownNumbers = {
      byNumber: (hash) => customers.find((one) => one.numberHash.equals(hash)),
      byLastingId: (hash) => customers.find((one) => one.lastingHash?.equals(hash)),
      earlier: (hash) => history.filter((one) => one.numberHash.equals(hash)),
    }
    const marks = {
      numberHash: of(number),
      earlier: earlier.map((number) => ({ number, hash: of(number) })),
      lastingHash: lastingId === undefined ? undefined : of(lastingId),
      recordHash: of('new record'),
    }
    const identity = identityOf(marks, source, known)
    const told =
      identity.kind === 'known'
        ? identity.customer.id
        : identity.kind === 'contested'
          ? identity.conflict
          : identity.kind
    expect(told).toBe(expected)
  })
}
