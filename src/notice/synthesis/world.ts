/**
 * Customers of a rehearsal, made from the schema: worlds are functions, so that ten thousand customers in seventeen worlds
 * take no memory. Whatever a schema says a template may see is in its context, also what belongs to others.
 */
import type { Change } from '../interference/run.ts'
import type { RenderContext, RenderValue } from '../renderer.ts'
import { recipientType } from '../schema/recipient-field.ts'
import type { Field, NoticeSchema, RecordType, Root } from '../schema/schema.ts'
import { thrown } from './dice.ts'
import { isoDay, markerOf } from './marker.ts'

export interface Worlds {
  readonly customers: number
  world(change: Change): World
}

export interface World {
  /** @returns his whole record; undefined if he is not in this world */
  recordOf(customer: number, view: View): RenderContext | undefined
  /** What stands under a root of the schema, seen by a customer. */
  root(name: string, customer: number, view: View): RenderValue
}

/** What of a record is made: the rest would be sent to engines for nothing, or is what an allowance lets pass. */
export interface View {
  /** Fields that are left out everywhere. */
  readonly isWanted: (field: string) => boolean
  /**
   * Whether what stands under this path may show of others what it shows: it is made as in the baseline then, so that only
   * what is not allowed differs.
   */
  readonly isAllowed: (path: string, field: string) => boolean
}

export interface WorldsWish {
  readonly schema: NoticeSchema
  readonly customers: number
  readonly seed: number
  /** Day of the run, in days since 1970. */
  readonly today: number
}

/** @limit what other people's records are followed to: their own values, and two of each of their lists */
const foreignDepthMax = 2
const foreignListMax = 2
/** @limit relations that are followed one behind the other */
const depthMax = 5

/** @limit books, branches ... of each kind: so many that two customers seldom have the same */
const publicRecords = 5_000

/** Lists of every length that templates treat differently, and one that is long. */
const lengths = [1, 2, 0, 3, 1, 5, 2] as const
const longList = 25
const longEvery = 97

export function openWorlds(wish: WorldsWish): Worlds {
  return { customers: wish.customers, world: (change) => worldOf(wish, change) }
}

interface Standing {
  readonly type: RecordType
  /** Customer whose record it is; of public records their number. */
  readonly owner: number
  /** Which record of his. */
  readonly key: string
  readonly path: string
  readonly depth: number
  /** Steps since the way left the recipient; 0 while it has not. */
  readonly foreign: number
}

function worldOf(wish: WorldsWish, change: Change): World {
  const { schema, customers } = wish
  const versionOf = (customer: number) => (change.changes(customer) ? (change.kind === 'removed' ? 2 : 1) : 0)
  const isThere = (customer: number) => change.kind !== 'removed' || !change.changes(customer)
  const maker: Maker = { wish, versionOf, isThere, change, made: new WeakMap() }
  const own = recipientType(schema)
  return {
    recordOf(customer, view) {
      if (!isThere(customer) || own === undefined) return undefined
      const standing = {
        type: own,
        owner: customer,
        key: '',
        path: schema.recipient,
        depth: 0,
        foreign: 0,
      }
      return recordAt(standing, maker, view)
    },
    root(name, customer, view) {
      const root = schema.roots.get(name)
      if (root === undefined || customer >= customers) return null
      return rootValue(name, { root, customer, maker, view })
    },
  }
}

interface Maker {
  readonly wish: WorldsWish
  readonly versionOf: (customer: number) => number
  readonly isThere: (customer: number) => boolean
  readonly change: Change
  readonly made: WeakMap<View, Map<string, RenderContext>>
}

/** @limit records of one world and view that are kept: a few kilobytes each */
const madeMax = 20_000

function rootValue(
  name: string,
  given: { readonly root: Root; readonly customer: number; readonly maker: Maker; readonly view: View },
): RenderValue {
  const { root, customer, maker, view } = given
  const { schema, today } = maker.wish
  if (root.kind === 'value' && root.value === 'date') return isoDay(today)
  const isOwn = root.owner === 'recipient'
  const type: RecordType = { name, owner: isOwn ? 'recipient' : 'public', fields: new Map([[name, root]]) }
  if (name === schema.recipient) {
    const own = recipientType(schema)
    if (own === undefined || !maker.isThere(customer)) return null
    return recordAt({ type: own, owner: customer, key: '', path: name, depth: 0, foreign: 0 }, maker, view)
  }
  const standing = {
    type,
    owner: isOwn || root.leaves ? customer : 0,
    key: `root ${name}`,
    path: '',
    depth: 0,
    foreign: 0,
  }
  return fieldAt(name, root, { standing, maker, view })
}

/**
 * A book or a person met again is the same object: engines are sent it once. Allowances depend on the way, so the way is part
 * of what makes it the same.
 */
function recordAt(standing: Standing, maker: Maker, view: View): RenderContext {
  const { type, owner, key, path, depth, foreign } = standing
  const isShared = foreign > 0 || type.owner === 'public'
  if (!isShared) return recordMade(standing, maker, view)
  const made = maker.made.get(view) ?? new Map<string, RenderContext>()
  maker.made.set(view, made)
  const name = `${type.name} ${owner} ${key} ${foreign} ${depth} ${path}`
  const found = made.get(name)
  if (found !== undefined) return found
  if (made.size >= madeMax) made.clear()
  const record = recordMade(standing, maker, view)
  made.set(name, record)
  return record
}

function recordMade(standing: Standing, maker: Maker, view: View): RenderContext {
  const record: Record<string, RenderValue> = {}
  for (const [name, field] of standing.type.fields)
    if (view.isWanted(name)) record[name] = fieldAt(name, field, { standing, maker, view })
  return record
}

interface At {
  readonly standing: Standing
  readonly maker: Maker
  readonly view: View
}

function fieldAt(name: string, field: Field, at: At): RenderValue {
  switch (field.kind) {
    case 'value':
      return valueAt(name, field, at)
    case 'one':
      return oneAt(name, field, at)
    case 'many':
      return manyAt(name, field, at)
  }
}

/** A value of somebody else's is his as he is in this world; whose it is depends on where it stands. */
function valueAt(name: string, field: Field & { kind: 'value' }, { standing, maker, view }: At): RenderValue {
  const { seed, today } = maker.wish
  const isForeign = field.leaves
  const isPublic = standing.type.owner === 'public' && !isForeign
  const owner = isForeign ? otherThan(standing, name, maker) : standing.owner
  const isOpen = view.isAllowed(standing.path, name)
  const version = isPublic || isOpen || !changesField(maker, standing, name) ? 0 : maker.versionOf(owner)
  if (field.optional && isEmpty(thrown(seed, 'empty', owner, standing.key, name), version)) return ''
  return markerOf(field.value, { seed, owner, key: `${standing.key}.${name}`, version, isPublic, today })
}

/** Whether somebody has something is a datum too: where he is changed, some gain it and some lose it. */
function isEmpty(question: number, version: number): boolean {
  return version === 1 ? Math.floor(question / 5) % 3 === 0 : question % 5 === 0
}

/** `fields` of a change, as paths of the schema: only these are other ones. */
function changesField({ change }: Maker, { type }: Standing, name: string): boolean {
  return change.fields === undefined || change.fields.has(`${type.name}.${name}`)
}

function oneAt(name: string, field: Field & { kind: 'one' }, { standing, maker, view }: At): RenderValue {
  const { schema, seed } = maker.wish
  const type = schema.types.get(field.type)
  if (type === undefined || isTooDeep(standing, field.leaves)) return field.optional ? null : {}
  const key = `${standing.key}.${name}`
  const isNone = isEmpty(thrown(seed, 'none', standing.owner, key), versionAt(standing, name, maker))
  const next = { type, path: joined(standing.path, name), depth: standing.depth + 1 }
  if (field.leaves) {
    const owner = otherThan(standing, name, maker)
    if (field.optional && (isNone || !maker.isThere(owner))) return null
    const standingNext = { ...next, owner, key: keyOfType(type, key), foreign: standing.foreign + 1 }
    return recordAt(standingNext, maker, view)
  }
  if (field.optional && isNone) return null
  const foreign = standing.foreign === 0 ? 0 : standing.foreign + 1
  if (type.owner === 'public') {
    const owner = publicNumber(standing, name, maker)
    return recordAt({ ...next, owner, key: '', foreign }, maker, view)
  }
  // A loan names its customer again; what he has besides stands where he is named first.
  const depth = isPerson(type) ? depthMax : next.depth
  return recordAt({ ...next, depth, owner: standing.owner, key: keyOfType(type, key), foreign }, maker, view)
}

function manyAt(name: string, field: Field & { kind: 'many' }, { standing, maker, view }: At): RenderValue {
  const { schema } = maker.wish
  const type = schema.types.get(field.type)
  if (type === undefined || isTooDeep(standing, field.leaves)) return []
  const next = { type, path: joined(standing.path, name), depth: standing.depth + 1 }
  if (field.leaves) {
    const others = othersThan(standing, name, maker).filter((owner) =>
      isMember(owner, name, { maker, standing }),
    )
    return others.map((owner) =>
      recordAt({ ...next, owner, key: '', foreign: standing.foreign + 1 }, maker, view),
    )
  }
  const foreign = standing.foreign === 0 ? 0 : standing.foreign + 1
  const length = lengthOf(standing, name, maker)
  return Array.from({ length: foreign === 0 ? length : Math.min(length, foreignListMax) }, (_, index) =>
    recordAt(
      { ...next, owner: standing.owner, key: `${standing.key}.${name}.${index}`, foreign },
      maker,
      view,
    ),
  )
}

/** Where a person belongs is a datum of his: half of those who are changed belong elsewhere, so that counts change too. */
function isMember(
  owner: number,
  name: string,
  { maker, standing }: { readonly maker: Maker; readonly standing: Standing },
): boolean {
  if (!maker.isThere(owner)) return false
  if (maker.versionOf(owner) !== 1 || !changesField(maker, standing, name)) return true
  return thrown(maker.wish.seed, 'member', owner, name) % 2 === 0
}

/** A person has no other key than his own, wherever he is met: his name is one name. */
function keyOfType(type: RecordType, key: string): string {
  return isPerson(type) ? '' : key
}

function isPerson(type: RecordType): boolean {
  return [...type.fields.values()].some(
    (field) => field.kind === 'value' && field.value === 'customer-number',
  )
}

/** Of other people there are their values and those of their lists; nobody behind them. */
function isTooDeep({ depth, foreign }: Standing, leaves: boolean): boolean {
  return depth >= depthMax || foreign >= foreignDepthMax || (leaves && foreign > 0)
}

/** Of a relation: public records have theirs in every world. */
function versionAt(standing: Standing, name: string, maker: Maker): number {
  if (standing.type.owner === 'public' || !changesField(maker, standing, name)) return 0
  return maker.versionOf(standing.owner)
}

/** A changed customer has one more of everything: that something is counted shows too. */
function lengthOf(standing: Standing, name: string, maker: Maker): number {
  const { owner, key } = standing
  if (owner % longEvery === 50) return longList
  const base = lengths[thrown(maker.wish.seed, 'length', owner, key, name) % lengths.length] ?? 1
  return base + (versionAt(standing, name, maker) === 1 ? 1 : 0)
}

/** Which book, branch ...: that is the customer's, and another one where he is changed. */
function publicNumber(standing: Standing, name: string, maker: Maker): number {
  const { owner, key } = standing
  const version = versionAt(standing, name, maker)
  return thrown(maker.wish.seed, 'public', owner, key, name, version === 1 ? 1 : 0) % publicRecords
}

function otherThan(standing: Standing, name: string, { wish }: Maker): number {
  const { owner, key, type } = standing
  const step = 1 + (thrown(wish.seed, 'other', owner, key, name) % Math.max(1, wish.customers - 1))
  const base = type.owner === 'public' ? thrown(wish.seed, 'base', owner) : owner
  return (base + step) % wish.customers
}

/** First and last, and those around: indexes are where templates go wrong. */
function othersThan({ owner, type }: Standing, name: string, { wish }: Maker): readonly number[] {
  const { customers } = wish
  const base = type.owner === 'public' ? thrown(wish.seed, 'base', owner, name) % customers : owner
  const around =
    name === '' ? [] : [0, (base + customers - 1) % customers, base, (base + 1) % customers, customers - 1]
  return [...new Set(around)]
}

function joined(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}

/** Everything is made, nothing is allowed. */
export const wholeView: View = { isWanted: () => true, isAllowed: () => false }
