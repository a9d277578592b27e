/** A schema of a small library, as proofs and their tests need it: own, public and leaving entries of every kind. */
import type {
  Field,
  NoticeRule,
  NoticeSchema,
  RecordType,
  Root,
  ValueKind,
} from '../../src/notice/schema/schema.ts'

const at = { file: 'schema.yaml', line: 1, column: 1 }

export const value = (kind: ValueKind, leaves = false): Field => ({
  kind: 'value',
  value: kind,
  leaves,
  optional: false,
})
const one = (type: string, { leaves = false, optional = false } = {}): Field => ({
  kind: 'one',
  type,
  leaves,
  optional,
})
const many = (type: string, leaves = false): Field => ({ kind: 'many', type, leaves })

const type = (
  name: string,
  owner: RecordType['owner'],
  fields: Readonly<Record<string, Field>>,
): RecordType => ({
  name,
  owner,
  fields: new Map(Object.entries(fields)),
})

const types = [
  type('customer', 'recipient', {
    number: value('customer-number'),
    given_name: value('given-name'),
    name: value('full-name'),
    email: value('email'),
    blocked: value('flag'),
    language: value('language'),
    loans: many('loan'),
    holds: many('hold'),
    fees: many('fee'),
    guarantor: one('customer', { leaves: true, optional: true }),
    family: many('customer', true),
  }),
  type('loan', 'recipient', {
    barcode: value('owned-number'),
    due: value('date'),
    renewals: value('count'),
    overdue: value('flag'),
    item: one('item'),
    customer: one('customer'),
  }),
  type('hold', 'recipient', {
    title: value('title'),
    position: value('count', true),
    queue: many('customer', true),
  }),
  type('fee', 'recipient', { amount: value('money'), reason: value('text') }),
  type('item', 'public', {
    title: value('title'),
    author: value('text'),
    previous_borrower: one('customer', { leaves: true, optional: true }),
  }),
  type('library', 'public', {
    name: value('text'),
    email: value('email'),
    url: value('text'),
    open: value('flag'),
  }),
  type('clerk', 'other', { name: value('full-name'), email: value('email') }),
]

const roots: Readonly<Record<string, Root>> = {
  customer: { ...one('customer'), owner: 'recipient' },
  loans: { ...many('loan'), owner: 'recipient' },
  library: { ...one('library'), owner: 'public' },
  clerk: { ...one('clerk'), owner: 'other' },
  customers: { ...many('customer', true), owner: 'recipient' },
  today: { ...value('date'), owner: 'public' },
  count: { ...value('count'), owner: 'recipient' },
}

const notice = (name: string, rule: Partial<NoticeRule> = {}): NoticeRule => ({
  name,
  to: 'customer.email',
  languages: ['de', 'en'],
  empty: 'not-sent',
  at,
  ...rule,
})

export const rowsOf = (
  rule: Partial<NonNullable<NoticeRule['scope']>> = {},
): NonNullable<NoticeRule['scope']> => ({
  from: 'customer.loans',
  as: 'loans',
  where: [],
  groupBy: { kind: 'recipient' },
  orderBy: [],
  ...rule,
})

export const librarySchema: NoticeSchema = {
  recipient: 'customer',
  types: new Map(types.map((one) => [one.name, one])),
  roots: new Map(Object.entries(roots)),
  notices: new Map(
    [
      notice('overdue', { scope: rowsOf() }),
      notice('greeting'),
      notice('allowed', { scope: rowsOf() }),
      notice('over', { scope: rowsOf() }),
      notice('by-item', { scope: rowsOf({ groupBy: { kind: 'path', path: 'item.title' } }) }),
      notice('by-wait', {
        scope: rowsOf({ orderBy: [{ path: 'item.previous_borrower.name', direction: 'ascending' }] }),
      }),
      notice('by-loan', {
        scope: rowsOf({
          where: [{ path: 'item.previous_borrower', test: { kind: 'is', state: 'set' } }],
          orderBy: [{ path: 'item.previous_borrower.given_name', direction: 'ascending' }],
        }),
      }),
      notice('staff-copy', { to: 'library.email', scope: rowsOf() }),
      notice('guardian', { to: 'customer.guarantor.email', scope: rowsOf() }),
    ].map((one) => [one.name, one]),
  ),
  allowances: [
    {
      notice: 'allowed',
      path: 'customer.loans.item.previous_borrower',
      fields: ['given_name'],
      owner: 'Ausleihe',
      reason: 'Weitergabe im Lesekreis',
      expires: '2027-01-31',
      at,
    },
    {
      notice: 'over',
      path: 'customer.loans.item.previous_borrower',
      fields: ['given_name'],
      owner: 'Ausleihe',
      reason: 'Weitergabe im Lesekreis',
      expires: '2026-01-31',
      at,
    },
    {
      notice: 'by-loan',
      path: 'customer.loans.item.previous_borrower',
      fields: ['given_name'],
      owner: 'Ausleihe',
      reason: 'Weitergabe im Lesekreis',
      expires: '2027-01-31',
      at,
    },
    {
      notice: 'staff-copy',
      path: 'customer',
      fields: ['number'],
      owner: 'Ausleihe',
      reason: 'Ablage',
      expires: '2027-01-31',
      at,
    },
  ],
}
