/** Sessions: who is signed in, how that was proven, and when it ends. */
import type { Database } from '../../store/connection.ts'
import type { SessionProof, SignInLibrary } from './library.ts'

/** Even a session in use ends after a working day. @source OWASP ASVS 5.0, section 7.3 */
const absoluteMs = 12 * 60 * 60_000

export interface StaffSession {
  readonly id: string
  readonly accountId: string
  /** Undefined until the second step: such a session opens the setting up of a second factor and nothing else. */
  readonly provedBy: SessionProof | undefined
  readonly since: Date
}

export interface SessionAnswer {
  readonly session: StaffSession | undefined
  /** Cookies to be handed on: a session in use is prolonged. */
  readonly cookies: readonly string[]
}

/** @param headers of the request; only its cookies are read */
export async function sessionOf(library: SignInLibrary, headers: Headers, now: Date): Promise<SessionAnswer> {
  const { response, headers: answered } = await library.api.getSession({ headers, returnHeaders: true })
  const cookies = answered.getSetCookie()
  if (!response) return { session: undefined, cookies }
  const { session, user } = response
  if (now.getTime() - session.createdAt.getTime() >= absoluteMs) {
    await library.api.signOut({ headers })
    return { session: undefined, cookies: [] }
  }
  return {
    session: {
      id: session.id,
      accountId: user.id,
      provedBy: proofIn(session.provedBy),
      since: session.createdAt,
    },
    cookies,
  }
}

function proofIn(word: unknown): SessionProof | undefined {
  return proofs.find((one) => one === word)
}

const proofs: readonly SessionProof[] = ['password-totp', 'password-recovery', 'passkey', 'oidc']

export interface OpenSession {
  readonly id: string
  readonly since: Date
  readonly usedAt: Date
  readonly provedBy: SessionProof | undefined
  readonly client: string
}

/** All sessions of an account, newest first, for the person himself. Uses the index staff_session_by_account. */
export async function openSessions(database: Database, accountId: string): Promise<readonly OpenSession[]> {
  const rows = await database
    .selectFrom('schleuse_sign_in.staff_session')
    .select(['id', 'created_at', 'updated_at', 'proved_by', 'user_agent'])
    .where('account_id', '=', accountId)
    .where('expires_at', '>', new Date())
    .orderBy('created_at', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    since: row.created_at,
    usedAt: row.updated_at,
    provedBy: row.proved_by ?? undefined,
    client: row.user_agent ?? '',
  }))
}

/** @returns false if this account has no such session */
export async function endSession(database: Database, accountId: string, sessionId: string): Promise<boolean> {
  const { numDeletedRows } = await database
    .deleteFrom('schleuse_sign_in.staff_session')
    .where('account_id', '=', accountId)
    .where('id', '=', sessionId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}
