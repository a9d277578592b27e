/** The one-time way to first or new credentials: a link that is handed over, and a word that is told beside it. */
import { randomInt, timingSafeEqual } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { appendEvent } from '../audit/trail.ts'
import type { Tables } from '../store/tables.ts'
import { digestOfCode, makeCode } from './one-time-code.ts'

/** Handed over on a Thursday it can still be used after the weekend and a holiday. */
const hoursMax = 96
/** @limit wrong words for one link: typing errors, not guesses at 40 bits */
const wrongMax = 5

export type InvitationPurpose = 'first' | 'new' | 'reset'

export interface Invitation {
  /** Stands in the link. */
  readonly code: string
  /** Told beside it, another way: whoever finds the link alone has nothing. */
  readonly secret: string
}

export async function makeInvitation(
  transaction: Transaction<Tables>,
  wanted: {
    readonly organisationId: string
    readonly accountId: string
    readonly requestId: string
    readonly purpose: InvitationPurpose
  },
): Promise<Invitation> {
  const { code, digest } = makeCode('sch1_')
  const secret = makeWord()
  await transaction
    .insertInto('schleuse.staff_invitation')
    .values({
      organisation_id: wanted.organisationId,
      account_id: wanted.accountId,
      request_id: wanted.requestId,
      purpose: wanted.purpose,
      code_digest: digest,
      secret_digest: digestOfSecret(code, secret),
      expires_at: sql<Date>`clock_timestamp() + make_interval(hours => ${hoursMax})`,
    })
    .execute()
  return { code, secret }
}

export interface Redeemed {
  readonly accountId: string
  readonly organisationId: string
  readonly name: string
  readonly email: string
  readonly purpose: InvitationPurpose
}

/**
 * Uses an invitation up and makes the account active: to be called in the transaction that makes the credentials.
 *
 * @returns nothing if it does not count, for whatever reason: unknown, used, too old, not confirmed by a second person yet, too many wrong
 *   words. The transaction has to be committed all the same: a wrong word is counted in it.
 */
export async function redeemInvitation(
  transaction: Transaction<Tables>,
  given: { readonly code: string; readonly secret: string },
): Promise<Redeemed | undefined> {
  const found = await openInvitation(transaction, given.code)
  if (!found) return undefined
  const { organisation_id: organisationId, request_id: requestId } = found
  const isRight = timingSafeEqual(digestOfSecret(given.code, given.secret), found.secret_digest)
  await transaction
    .updateTable('schleuse.staff_invitation')
    .set(isRight ? { used_at: sql<Date>`clock_timestamp()` } : { wrong: sql<number>`wrong + 1` })
    .where('organisation_id', '=', organisationId)
    .where('request_id', '=', requestId)
    .execute()
  if (!isRight) return undefined
  const accountId = found.account_id
  await transaction
    .updateTable('schleuse.staff_account')
    .set({ state: 'active', credentials_at: sql<Date>`clock_timestamp()` })
    .where('organisation_id', '=', organisationId)
    .where('id', '=', accountId)
    .execute()
  const event = { kind: 'staff-enrolled', body: { account: accountId, request: requestId } } as const
  await appendEvent(transaction, { organisationId, actor: `staff:${accountId}`, event })
  const { name, email, purpose } = found
  return { accountId, organisationId, name, email, purpose }
}

/** Whose invitation it is, for the page that asks for the rest; uses nothing up. Needs the word as well. */
export async function readInvitation(
  transaction: Transaction<Tables>,
  given: { readonly code: string; readonly secret: string },
): Promise<Pick<Redeemed, 'name' | 'email' | 'purpose'> | undefined> {
  const found = await openInvitation(transaction, given.code)
  if (!found || !timingSafeEqual(digestOfSecret(given.code, given.secret), found.secret_digest))
    return undefined
  const { name, email, purpose } = found
  return { name, email, purpose }
}

interface InvitationRow {
  readonly organisation_id: string
  readonly request_id: string
  readonly account_id: string
  readonly purpose: InvitationPurpose
  readonly secret_digest: Buffer
  readonly name: string
  readonly email: string
}

/** Uses the index staff_invitation_by_code. */
async function openInvitation(
  transaction: Transaction<Tables>,
  code: string,
): Promise<InvitationRow | undefined> {
  const { rows } = await sql<InvitationRow>`
    select i.organisation_id, i.request_id, i.account_id, i.purpose, i.secret_digest, a.name, a.email
    from schleuse.staff_invitation i
    join schleuse.staff_account a on a.organisation_id = i.organisation_id and a.id = i.account_id and a.state = 'invited'
    join schleuse.staff_request r on r.organisation_id = i.organisation_id and r.id = i.request_id and r.answer = 'confirmed'
    where i.code_digest = ${digestOfCode(code)} and i.used_at is null and i.wrong < ${wrongMax}
      and i.expires_at > clock_timestamp()
  `.execute(transaction)
  return rows[0]
}

/** Bound to its link: a list of all words fits no other. */
function digestOfSecret(code: string, secret: string): Buffer {
  return digestOfCode(`${code}\n${secret.trim().toLowerCase().replaceAll(/[\s-]/g, '')}`)
}

/** 40 bits, five tries: read over the telephone without mistaking one letter for another. */
function makeWord(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
  const four = (): string =>
    Array.from({ length: 4 }, () => letters.charAt(randomInt(letters.length))).join('')
  return `${four()}-${four()}`
}
