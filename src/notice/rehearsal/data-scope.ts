/** Which mails a notice becomes in a world: its rows chosen, ordered and grouped as the schema says, over all customers. */
import { isRecord, valuesAt } from '../record.ts'
import type { RenderContext, RenderValue } from '../renderer.ts'
import type { Condition, NoticeRule, NoticeSchema, Scope } from '../schema/schema.ts'
import type { View, World } from '../synthesis/world.ts'

export interface NoticeMail {
  /** Whose record the mail is made of. */
  readonly customer: number
  readonly context: RenderContext
}

export interface ScopeWish {
  readonly schema: NoticeSchema
  readonly rule: NoticeRule
  readonly world: World
  readonly view: View
  /** ISO 8601, the day against which dates are held. */
  readonly today: string
}

/** Of these customers alone; right only where no mail joins rows of several, see `joinsCustomers`. */
export function mailsOf(wish: ScopeWish, customers: Iterable<number>): readonly NoticeMail[] {
  const { rule, world, view } = wish
  const mails: NoticeMail[] = []
  for (const customer of customers) {
    const record = world.recordOf(customer, view)
    if (record === undefined) continue
    if (rule.scope === undefined) {
      mails.push({ customer, context: contextOf(wish, { customer, record }) })
      continue
    }
    const rows = ordered(rowsIn(record, rule.scope, wish), rule.scope)
    if (rows.length === 0 && rule.empty === 'not-sent') continue
    mails.push({ customer, context: contextOf(wish, { customer, record, rows }) })
  }
  return mails
}

/** Whether a mail can be made of rows of several customers, so that all of them are to be known. */
export function joinsCustomers({ scope }: NoticeRule): boolean {
  return scope?.groupBy.kind === 'path'
}

/** Every group is a mail to whoever owns its first row. */
export function joinedMails(wish: ScopeWish, customers: number): readonly NoticeMail[] {
  const { rule, world, view } = wish
  const { scope } = rule
  if (scope?.groupBy.kind !== 'path') return []
  const groups = new Map<string, { customer: number; record: RenderContext; rows: RenderContext[] }>()
  for (let customer = 0; customer < customers; customer++) {
    const record = world.recordOf(customer, view)
    if (record === undefined) continue
    for (const row of rowsIn(record, scope, wish)) {
      const key = JSON.stringify(valueAt(row, scope.groupBy.path))
      const group = groups.get(key)
      if (group) group.rows.push(row)
      else groups.set(key, { customer, record, rows: [row] })
    }
  }
  return [...groups.values()].map(({ customer, record, rows }) => ({
    customer,
    context: contextOf(wish, { customer, record, rows: ordered(rows, scope) }),
  }))
}

function contextOf(
  { schema, rule, world, view }: ScopeWish,
  of: { readonly customer: number; readonly record: RenderContext; readonly rows?: readonly RenderContext[] },
): RenderContext {
  const context: Record<string, RenderValue> = {}
  for (const [name, root] of schema.roots) {
    if (name === schema.recipient) context[name] = of.record
    else if (name === rule.scope?.as) context[name] = of.rows ?? []
    else if (root.kind === 'value' && root.value === 'count' && root.owner === 'recipient')
      context[name] = of.rows?.length ?? 0
    else if (view.isWanted(name)) context[name] = world.root(name, of.customer, view)
  }
  return context
}

/** Rows of one customer, at the path from him. */
function rowsIn(record: RenderContext, scope: Scope, wish: ScopeWish): readonly RenderContext[] {
  return valuesAt(record, scope.from.slice(scope.from.indexOf('.') + 1))
    .filter(isRecord)
    .filter((row) => scope.where.every((condition) => holds(row, condition, wish)))
}

function valueAt(row: RenderContext, path: string): RenderValue {
  let value: RenderValue = row
  for (const word of path.split('.')) value = isRecord(value) ? (value[word] ?? null) : null
  return value
}

function holds(row: RenderContext, { path, test }: Condition, { today }: ScopeWish): boolean {
  const value = valueAt(row, path)
  const isSet = value !== null && value !== '' && value !== false
  switch (test.kind) {
    case 'is':
      return test.state === 'set' || test.state === 'yes' ? isSet : !isSet
    case 'before-today':
      return isSet && String(value) < today
    case 'after-today':
      return isSet && String(value) > today
    case 'equals':
      return String(value ?? '') === test.value
    case 'above':
      return isSet && Number(value) > test.value
    case 'below':
      return isSet && Number(value) < test.value
  }
}

/** Rows that are equal in everything that is asked for stay as they were. */
function ordered(rows: readonly RenderContext[], { orderBy }: Scope): readonly RenderContext[] {
  if (orderBy.length === 0) return rows
  return [...rows].sort((one, other) => {
    for (const { path, direction } of orderBy) {
      const sign = compare(valueAt(one, path), valueAt(other, path))
      if (sign !== 0) return direction === 'ascending' ? sign : -sign
    }
    return 0
  })
}

function compare(one: RenderValue, other: RenderValue): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other
  const [a, b] = [String(one ?? ''), String(other ?? '')]
  return a < b ? -1 : a > b ? 1 : 0
}
