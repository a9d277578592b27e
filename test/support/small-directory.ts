/** A directory of a few invented customers who are hard to tell apart: namesakes, a household, a protected member. */
import type { DirectoryInput } from '../../src/exposure/identifier-index.ts'
import { buildCompactIndex } from '../../src/exposure/kernel/compact-index.ts'
import { buildReferenceIndex } from '../../src/exposure/reference-index.ts'
import { customer } from './customer.ts'
import { indexKey } from './index-key.ts'

/** Dense enough that a number of five digits is no evidence alone. */
const crowd = Array.from({ length: 20 }, (_, i) => customer(String(70_000 + i)))

const smallTown: DirectoryInput = {
  records: [
    customer('K1000001', {
      firstName: 'Anna',
      lastName: 'Berg',
      emails: ['anna@example.org'],
      phones: ['0151 23450001'],
      ibans: ['DE89 3704 0044 0532 0130 00'],
      street: 'Lindenweg 4',
      postcode: '12345',
      city: 'Altdorf',
      birthDate: '1980-02-01',
      household: 'H1',
    }),
    customer('K1000002', {
      firstName: 'Jonas',
      lastName: 'Berg',
      emails: ['jonas@example.org'],
      street: 'Lindenweg 4',
      postcode: '12345',
      city: 'Altdorf',
      household: 'H1',
    }),
    customer('K1000003', {
      firstName: 'Meral',
      lastName: 'Öztürk',
      emails: ['meral@example.org'],
      phones: ['030 5550003'],
      ibans: ['DE02120300000000202051'],
      street: 'Hafenstraße 12a',
      postcode: '23456',
      city: 'Neustadt',
      birthDate: '1975-11-30',
    }),
    customer('K1000004', {
      firstName: 'Piotr',
      lastName: 'Wiśniewski',
      emails: ['piotr@example.org', 'shared@example.org'],
      street: 'Hafenstraße 14',
      postcode: '23456',
      city: 'Neustadt',
      birthDate: '1990-05-17',
    }),
    customer('K1000005', {
      firstName: 'Lena',
      lastName: 'Berg',
      emails: ['lena@example.org', 'shared@example.org'],
      household: 'H1',
      isProtected: true,
    }),
    customer('K1000006', { firstName: 'Meral', lastName: 'Öztürk', emails: ['meral6@example.org'] }),
    customer('K1000007', { firstName: 'Karl', lastName: 'Marx', street: 'Karl-Marx-Straße 5' }),
    ...crowd,
    customer('70100', { firstName: 'Rosa', lastName: 'Kurz', street: 'Am Ufer 3' }),
  ],
  ownedFacts: [
    { kind: 'barcode', value: 'BC-778812-X', owner: 'K1000003' },
    ...Array.from({ length: 20 }, (_, i) => ({ kind: 'card', value: String(70_100 + i), owner: '70100' })),
  ],
}

export const smallDirectory = buildReferenceIndex(smallTown)

/** The same directory in each index there is: whatever is said of one must be true of all. */
export const smallDirectories = [
  ['reference index', smallDirectory],
  ['compact index', buildCompactIndex(smallTown, indexKey())],
] as const
