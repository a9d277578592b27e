/** Failed attempts, counted over all processes: who guesses is stopped by account and by network. */
import { createHmac, hkdfSync } from 'node:crypto'
import { sql } from 'kysely'
import { fault } from '../../std/fault.ts'
import type { Database } from '../../store/connection.ts'

/** What attempts are counted for. */
export type AttemptSubject =
  | { readonly kind: 'account'; readonly email: string }
  | { readonly kind: 'network'; readonly address: string }

export interface AttemptLimit {
  /**
   * Counts an attempt before it is looked at, so that many at once are no way around the limit. An account that does not exist
   * is counted and locked like one that does.
   *
   * @throws SCH_SIGN_IN_LOCKED
   */
  begin(subjects: readonly AttemptSubject[]): Promise<void>
  /** It was the person himself: takes the attempt back, for the account all of them. */
  succeeded(subjects: readonly AttemptSubject[]): Promise<void>
}

/**
 * After so many failures in a row the subject is locked; each further one doubles the time, up to the longest. A person who
 * mistypes waits a minute; who guesses gets fewer than a hundred tries a day at an account.
 *
 * @source NIST SP 800-63B-4, section 3.2.2 (no more than 100 consecutive failures)
 */
const failuresFree = { account: 5, network: 40 } as const
const firstLockSeconds = 60
const longestLockSeconds = 60 * 60
/** What lies further back does not count any more. */
const forgetHours = 24

/** @param secret the sign-in key; subjects are stored as keyed hashes, because they say who works where */
export function openAttemptLimit(database: Database, secret: Uint8Array): AttemptLimit {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'schleuse attempt limit 1', 32))
  const digestOf = (subject: AttemptSubject): Buffer =>
    createHmac('sha256', key)
      .update(`${subject.kind}\n${nameOf(subject)}`)
      .digest()
  return {
    async begin(subjects) {
      for (const subject of subjects) await beginOne(database, digestOf(subject), failuresFree[subject.kind])
    },
    async succeeded(subjects) {
      for (const subject of subjects) {
        await forget(database, digestOf(subject), { all: subject.kind === 'account' })
      }
    },
  }
}

function nameOf(subject: AttemptSubject): string {
  return subject.kind === 'account' ? subject.email.trim().toLowerCase() : networkOf(subject.address)
}

/** A household or office has a whole /64 of IPv6 addresses: counted one by one they would never run out. @source RFC 6177 */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  if (!plain.includes(':')) return plain
  const [head = '', tail = ''] = plain.split('::')
  const before = head.split(':').filter(Boolean)
  const after = tail.split(':').filter(Boolean)
  const zeros = plain.includes('::')
    ? Array.from({ length: 8 - before.length - after.length }, () => '0')
    : []
  return `${[...before, ...zeros, ...after]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}

/** The row is there and held before it is looked at: of many at once, also the very first ones, each sees what the one before it left. */
async function beginOne(database: Database, subject: Buffer, free: number): Promise<void> {
  await sql`
    insert into schleuse_sign_in.failed_attempt (subject, failures, last_at) values (${subject}, 0, clock_timestamp())
    on conflict (subject) do nothing
  `.execute(database)
  const { rows } = await sql<{ seconds: number | null }>`
    with before as materialized (
      select locked_until, failures,
        coalesce(locked_until > clock_timestamp(), false) as is_locked,
        last_at < clock_timestamp() - make_interval(hours => ${forgetHours}) as is_forgotten
      from schleuse_sign_in.failed_attempt where subject = ${subject} for update
    ), counted as (
      update schleuse_sign_in.failed_attempt a set
        failures = case when before.is_forgotten then 1 else before.failures + 1 end,
        locked_until = case when before.is_forgotten or before.failures + 1 < ${free} then null
          else clock_timestamp() + make_interval(secs =>
            least(${longestLockSeconds}, ${firstLockSeconds} * power(2, least(before.failures + 1 - ${free}, 20)))) end,
        last_at = clock_timestamp()
      from before where a.subject = ${subject} and not before.is_locked
    )
    select ceil(extract(epoch from locked_until - clock_timestamp()))::int as seconds from before where is_locked
  `.execute(database)
  const seconds = rows[0]?.seconds
  if (seconds !== null && seconds !== undefined) throw fault('SCH_SIGN_IN_LOCKED', { params: { seconds } })
}

async function forget(
  database: Database,
  subject: Buffer,
  { all }: { readonly all: boolean },
): Promise<void> {
  await sql`
    with gone as (
      delete from schleuse_sign_in.failed_attempt where subject = ${subject} and (${all} or failures <= 1) returning 1)
    update schleuse_sign_in.failed_attempt set failures = failures - 1, locked_until = null
      where subject = ${subject} and not ${all} and failures > 1 and not exists (select from gone)
  `.execute(database)
}

/** Removes what has been forgotten anyway. @returns rows removed */
export async function purgeAttempts(database: Database): Promise<bigint> {
  const { numAffectedRows } = await sql`
    delete from schleuse_sign_in.failed_attempt where last_at < clock_timestamp() - make_interval(hours => ${forgetHours})
      and (locked_until is null or locked_until < clock_timestamp())
  `.execute(database)
  return numAffectedRows ?? 0n
}
