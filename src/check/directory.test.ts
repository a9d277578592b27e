import { expect, test } from 'vitest'
import { loadDirectory } from './directory.ts'
import type { CustomerRecord, DirectoryFile, FileReading } from './directory-file.ts'
import type { Remark } from './remark.ts'

const mebibyte = 1 << 20

const indexKeyOf = (bytes: number) => new Uint8Array(bytes).fill(7)

const person = (customerNumber: string, email: string, household?: string): CustomerRecord => ({
  customerNumber,
  emails: [email],
  phones: [],
  ibans: [],
  isProtected: false,
  ...(household === undefined ? {} : { household }),
})

function load(customers: readonly CustomerRecord[], heapLimitBytes = 4_096 * mebibyte) {
  const readings: FileReading[] = []
  const remarks: Remark[] = []
  const directoryFile: DirectoryFile = {
    *customers(reading) {
      readings.push(reading)
      yield* customers
    },
    *facts(reading, owners) {
      readings.push(reading)
      for (const owner of owners.values()) yield { kind: 'barcode', value: `30000000${owner}`, owner }
    },
  }
  const index = loadDirectory(
    { directoryPath: 'customers.csv', factsPath: 'loans.csv' },
    { directoryFile, heapLimitBytes, random: indexKeyOf, remark: (remark) => void remarks.push(remark) },
  )
  return { index, remarks, rowsMax: readings.map(({ rowsMax }) => rowsMax) }
}

const limits: readonly [number, number][] = [
  [16, 0],
  [256, 12_582],
  [1_024, 415_236],
  [16_384, 1_000_000],
]

for (const [heapMebibytes, customersMax] of limits) {
  test(`a heap of ${heapMebibytes} MB takes ${customersMax} customers`, () => {
    expect(load([], heapMebibytes * mebibyte).rowsMax[0]).toBe(customersMax)
  })
}

test('facts have the memory that the customers leave', () => {
  const customers = [person('K1000001', 'a@example.org'), person('K1000002', 'b@example.org')]
  const [none, two] = [load([]), load(customers)].map(({ rowsMax }) => rowsMax[1] ?? 0)
  expect((none ?? 0) - (two ?? 0)).toBe(8)
})

test('facts belong to the customer of the list', () => {
  const { index } = load([person('K1000001', 'a@example.org')])
  expect(index.owners('owned-fact:30000000k1000001')).toEqual([0])
})

test('an address that several customers share is told of, unless they are one household', () => {
  const shared = load([person('K1000001', 'a@example.org'), person('K1000002', 'A@example.org')])
  const household = load([person('K1000001', 'a@example.org', 'H'), person('K1000002', 'a@example.org', 'H')])
  expect(shared.remarks).toEqual([{ kind: 'shared-address', file: 'customers.csv', count: 1 }])
  expect(household.remarks).toEqual([])
})

test('numbers that lie too dense are told of with their form', () => {
  const customers = Array.from({ length: 20 }, (_, index) =>
    person(`${100 + index}`, `c${index}@example.org`),
  )
  expect(load(customers).remarks).toMatchObject([
    {
      kind: 'numbers-dense',
      file: 'customers.csv',
      form: { factClass: 'customer-number', length: 3, count: 20 },
    },
  ])
})
