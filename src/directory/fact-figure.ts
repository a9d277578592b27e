/** What kinds of fact a customer has, as bits: for counts by kind, without a look at any value. */
import type { CustomerRecord } from './source.ts'

/** Bit of each kind; never given another meaning, since they stand in tables. */
export const figureBits = {
  name: 1,
  email: 2,
  phone: 4,
  iban: 8,
  address: 16,
  'birth-date': 32,
  household: 64,
  protected: 128,
  /** His number is an earlier one of another customer: he is known without it. */
  contested: 256,
} as const

export type FigureKind = keyof typeof figureBits

export const figureKinds: readonly FigureKind[] = [
  'name',
  'email',
  'phone',
  'iban',
  'address',
  'birth-date',
  'household',
  'protected',
  'contested',
]

export function figuresOf(record: CustomerRecord): number {
  const has: Readonly<Record<Exclude<FigureKind, 'contested'>, boolean>> = {
    name: (record.lastName ?? record.firstName ?? record.company) !== undefined,
    email: record.emails.length > 0,
    phone: record.phones.length > 0,
    iban: record.ibans.length > 0,
    address: (record.street ?? record.postcode ?? record.city) !== undefined,
    'birth-date': record.birthDate !== undefined,
    household: (record.household?.trim() ?? '') !== '',
    protected: record.isProtected,
  }
  return figureKinds.reduce(
    (bits, kind) => (kind !== 'contested' && has[kind] ? bits | figureBits[kind] : bits),
    0,
  )
}

/** The kinds that bits stand for, in the order in which they are printed. */
export function kindsIn(bits: number): readonly FigureKind[] {
  return figureKinds.filter((kind) => (bits & figureBits[kind]) !== 0)
}
