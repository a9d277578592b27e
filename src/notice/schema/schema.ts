/** What a notice is made of: whose each datum is, where a relation leaves the recipient, and whom a notice reaches. */
import type { FilePosition } from '../../std/fault.ts'

/** What a single value says. The first ones name a person or what is his; the others are words and figures. */
export const valueKinds = [
  'customer-number',
  'given-name',
  'surname',
  'full-name',
  'email',
  'phone',
  'street',
  'postcode',
  'city',
  'iban',
  'birth-date',
  'owned-number',
  'date',
  'money',
  'count',
  'flag',
  'text',
  'title',
  'language',
] as const
export type ValueKind = (typeof valueKinds)[number]

/**
 * Whose the records of a type are: `recipient` - each belongs to one customer, and is reached from its own customer
 * unless a relation leaves him; `public` - the organisation's own words, the same for everybody; `other` - always somebody else's.
 */
export const owners = ['recipient', 'public', 'other'] as const
export type Owner = (typeof owners)[number]

/**
 * One entry of a record. `leaves`: it tells something about other people, whoever owns the record it stands in - the
 * previous borrower of a book, how many wait before him. What lies behind a leaving entry is other people's as a whole.
 */
export type Field =
  | {
      readonly kind: 'value'
      readonly value: ValueKind
      readonly leaves: boolean
      readonly optional: boolean
    }
  | { readonly kind: 'one'; readonly type: string; readonly leaves: boolean; readonly optional: boolean }
  | { readonly kind: 'many'; readonly type: string; readonly leaves: boolean }

export interface RecordType {
  readonly name: string
  readonly owner: Owner
  readonly fields: ReadonlyMap<string, Field>
}

/** A name that templates may begin with. Of a relation the owner is that of its type. */
export type Root = Field & { readonly owner: Owner }

/**
 * Entries from a root downwards, joined by dots, through lists without an index: `customer.loans.item.title`. In a scope's
 * conditions and order the first word is an entry of the row instead of a root.
 */
export type SchemaPath = string

export type ConditionTest =
  | { readonly kind: 'is'; readonly state: 'set' | 'unset' | 'yes' | 'no' }
  /** Dates, against the day of the run. */
  | { readonly kind: 'before-today' | 'after-today' }
  | { readonly kind: 'equals'; readonly value: string }
  | { readonly kind: 'above' | 'below'; readonly value: number }

export interface Condition {
  readonly path: SchemaPath
  readonly test: ConditionTest
}

/** Which rows of the whole world a notice is about, and how they become mails. */
export interface Scope {
  /** Path to a list from the recipient, such as `customer.loans`: the rows are those of all customers. */
  readonly from: SchemaPath
  /** Root under which the template finds the rows of its mail. */
  readonly as: string
  readonly where: readonly Condition[]
  /** One mail for each recipient, or for each value of a path from the row - which then joins rows of several people. */
  readonly groupBy: { readonly kind: 'recipient' } | { readonly kind: 'path'; readonly path: SchemaPath }
  readonly orderBy: readonly { readonly path: SchemaPath; readonly direction: 'ascending' | 'descending' }[]
}

export interface NoticeRule {
  readonly name: string
  /** Path of the address it is sent to; below a public root the recipient is staff. */
  readonly to: SchemaPath
  readonly languages: readonly string[]
  /** Missing: one mail for each customer, about his whole record. */
  readonly scope?: Scope
  /** What happens to a recipient who has no rows. */
  readonly empty: 'sent' | 'not-sent'
  readonly at: FilePosition
}

/** A declared exception: what one notice may show of other people. */
export interface NoticeAllowance {
  readonly notice: string
  /** The record whose fields are meant, exactly: `customer.loans.item.previous_borrower`. */
  readonly path: SchemaPath
  /** Entries of that record; `count` stands for how many there are, where the path is a list. */
  readonly fields: readonly string[]
  /** Whoever answers for it, by name of the office. */
  readonly owner: string
  readonly reason: string
  /** Last day on which it holds, `YYYY-MM-DD`. */
  readonly expires: string
  readonly at: FilePosition
}

export interface NoticeSchema {
  /** Root that is the recipient himself, a single record. */
  readonly recipient: string
  readonly types: ReadonlyMap<string, RecordType>
  readonly roots: ReadonlyMap<string, Root>
  readonly notices: ReadonlyMap<string, NoticeRule>
  readonly allowances: readonly NoticeAllowance[]
}

/** What a path says of a list itself in an allowance's fields. */
export const countOfList = 'count'
