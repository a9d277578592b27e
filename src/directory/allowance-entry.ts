/** What an organisation has declared to be its own, or to be one household: by whom, why, and until when. */
import { randomBytes } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { appendEvent } from '../audit/trail.ts'
import { AllowanceInvalid, allowancesOf, type RawAllowances } from '../exposure/allowance.ts'
import { fault } from '../std/fault.ts'
import { uuidV7 } from '../std/uuid.ts'
import type { Database } from '../store/connection.ts'
import type { Tables } from '../store/tables.ts'
import { transact } from '../store/transaction.ts'
import { logChange, nextChange } from './directory-change.ts'
import type { DirectoryKeys } from './directory-keys.ts'
import type { DirectoryParts } from './directory-parts.ts'
import { openValueHash } from './number-hash.ts'
import { openSealed, sealText } from './seal.ts'
import { sealFault } from './seal-fault.ts'

/** `household`: customers who may see each other's data; all others are values of the organisation itself. */
export const allowanceKinds = ['domain', 'address', 'list', 'phrase', 'number', 'file', 'household'] as const
export type AllowanceKind = (typeof allowanceKinds)[number]

export interface AllowanceWish {
  readonly kind: AllowanceKind
  /** One value; for a household two or more customer numbers. */
  readonly values: readonly string[]
  /** Why, in the words of whoever answers for it. */
  readonly reason: string
  readonly expiresAt: Date
}

export interface AllowanceEntry {
  readonly id: string
  readonly kind: AllowanceKind
  readonly owner: string
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly endedAt: Date | null
}

/** @limit an allowance that nobody looks at again is a hole that nobody knows: two years, then it is declared anew */
const lifeMaxMs = 2 * 366 * 86_400_000

/** @limit a sentence */
const reasonCharsMax = 500

/**
 * @returns id of the entry
 * @throws SCH_ALLOWANCE_INVALID, SCH_ALLOWANCE_EXPIRY, SCH_ALLOWANCE_REASON; SCH_DIRECTORY_CUSTOMER_UNKNOWN,
 *   SCH_ALLOWANCE_HOUSEHOLD for members who are protected or of a household already
 */
export async function addAllowance(wish: AllowanceWish, parts: DirectoryParts): Promise<string> {
  refuseWrong(wish, parts.now())
  const { database, keys, actor } = parts
  const { organisationId } = keys
  const id = uuidV7(parts.now().getTime(), randomBytes(10))
  await transact(database, async (transaction) => {
    const seq = await nextChange(transaction, keys)
    const members = wish.kind === 'household' ? await membersOf(transaction, wish, parts) : []
    await transaction
      .insertInto('schleuse.directory_allowance')
      .values({
        organisation_id: organisationId,
        id,
        kind: wish.kind,
        sealing_id: keys.contactId,
        sealed: sealText(
          JSON.stringify({ values: wish.kind === 'household' ? [] : wish.values, reason: wish.reason }),
          boundTo(id, keys),
          keys,
        ),
        owner: actor,
        expires_at: wish.expiresAt,
      })
      .execute()
    for (const customerId of members) {
      await transaction
        .insertInto('schleuse.directory_household_member')
        .values({ organisation_id: organisationId, allowance_id: id, customer_id: customerId })
        .execute()
    }
    await logChange(transaction, organisationId, seq, { kind: 'allowance' })
    const expiresAt = wish.expiresAt.toISOString()
    const body = { allowance: id, of: wish.kind, members: members.length, expiresAt }
    await appendEvent(transaction, { organisationId, actor, event: { kind: 'allowance-added', body } })
  })
  return id
}

function refuseWrong({ kind, values, reason, expiresAt }: AllowanceWish, now: Date): void {
  const lifeMs = expiresAt.getTime() - now.getTime()
  if (!(lifeMs > 0 && lifeMs <= lifeMaxMs)) throw fault('SCH_ALLOWANCE_EXPIRY')
  if (reason.trim() === '' || reason.length > reasonCharsMax) {
    throw fault('SCH_ALLOWANCE_REASON', { params: { max: reasonCharsMax } })
  }
  if (kind === 'household') {
    if (values.length < 2) throw fault('SCH_ALLOWANCE_INVALID', { params: { kind } })
    return
  }
  if (kind === 'file') {
    if (!values.every((digest) => /^[0-9a-f]{64}$/i.test(digest))) {
      throw fault('SCH_ALLOWANCE_INVALID', { params: { kind } })
    }
    return
  }
  try {
    allowancesOf({ [listOf[kind]]: values })
  } catch (error) {
    if (!(error instanceof AllowanceInvalid)) throw error
    throw fault('SCH_ALLOWANCE_INVALID', { params: { kind }, cause: error })
  }
}

const listOf = {
  domain: 'domains',
  address: 'addresses',
  list: 'lists',
  phrase: 'phrases',
  number: 'numbers',
} as const satisfies Readonly<Record<Exclude<AllowanceKind, 'file' | 'household'>, keyof RawAllowances>>

/** A person of two households would make both one: it is the source's to say that. */
async function membersOf(
  transaction: Transaction<Tables>,
  wish: AllowanceWish,
  { keys, now }: DirectoryParts,
): Promise<readonly string[]> {
  const hash = openValueHash(keys.number)
  const ids: string[] = []
  for (const number of wish.values) {
    const numberHash = hash.ofNumber(number)
    const { rows } = await sql<{ id: string; isTaken: boolean }>`
      select c.id, c.is_protected or c.household_hash is not null or exists (
        select from schleuse.directory_household_member m
        join schleuse.directory_allowance a on a.organisation_id = m.organisation_id and a.id = m.allowance_id
        where m.organisation_id = c.organisation_id and m.customer_id = c.id and a.ended_at is null and a.expires_at > ${now()}
      ) as "isTaken"
      from schleuse.directory_customer c
      where c.organisation_id = ${keys.organisationId} and c.number_hash = ${numberHash ?? Buffer.alloc(0)}
    `.execute(transaction)
    const [found] = rows
    if (found === undefined) throw fault('SCH_DIRECTORY_CUSTOMER_UNKNOWN')
    if (found.isTaken) throw fault('SCH_ALLOWANCE_HOUSEHOLD')
    ids.push(found.id)
  }
  if (new Set(ids).size < 2) throw fault('SCH_ALLOWANCE_INVALID', { params: { kind: wish.kind } })
  return [...new Set(ids)]
}

/** @throws SCH_ALLOWANCE_UNKNOWN if it is not one, or has ended */
export async function endAllowance(id: string, parts: DirectoryParts): Promise<void> {
  const { database, keys, actor, now } = parts
  const { organisationId } = keys
  if (!/^[0-9a-f-]{36}$/i.test(id)) throw fault('SCH_ALLOWANCE_UNKNOWN', { params: { id } })
  await transact(database, async (transaction) => {
    const seq = await nextChange(transaction, keys)
    const ended = await transaction
      .updateTable('schleuse.directory_allowance')
      .set({ ended_at: now(), ended_by: actor })
      .where('organisation_id', '=', organisationId)
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .returning('kind')
      .executeTakeFirst()
    if (ended === undefined) throw fault('SCH_ALLOWANCE_UNKNOWN', { params: { id } })
    await logChange(transaction, organisationId, seq, { kind: 'allowance' })
    const body = { allowance: id, of: ended.kind }
    await appendEvent(transaction, { organisationId, actor, event: { kind: 'allowance-ended', body } })
  })
}

/** Newest first, those that have ended as well: who allowed what is asked about later. */
export async function listAllowances(
  database: Database,
  organisationId: string,
): Promise<readonly AllowanceEntry[]> {
  return database
    .selectFrom('schleuse.directory_allowance')
    .select([
      'id',
      'kind',
      'owner',
      'created_at as createdAt',
      'expires_at as expiresAt',
      'ended_at as endedAt',
    ])
    .where('organisation_id', '=', organisationId)
    .orderBy('id', 'desc')
    .execute()
}

/** @throws SCH_DIRECTORY_SEALED, SCH_DIRECTORY_SEAL_KEY */
export function openValues(
  sealed: Uint8Array,
  id: string,
  keys: DirectoryKeys,
): { readonly values: readonly string[]; readonly reason: string } {
  try {
    return JSON.parse(openSealed(sealed, boundTo(id, keys), keys))
  } catch (error) {
    throw sealFault(error)
  }
}

function boundTo(id: string, { organisationId }: DirectoryKeys): string {
  return `schleuse allowance 1\n${organisationId}\n${id}`
}
