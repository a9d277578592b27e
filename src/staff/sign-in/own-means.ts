/** What a person sets up for himself: the second factor and passkeys. */
import type { RegistrationResponseJSON } from '@simplewebauthn/server'
import { fault } from '../../std/fault.ts'
import type { Database } from '../../store/connection.ts'
import type { StaffSession } from './session.ts'
import type { SignInTools, StepAnswer } from './sign-in.ts'
import { spendCode } from './spent-code.ts'

export interface SecondFactorSetUp {
  /** `otpauth:` address for a program that makes codes. */
  readonly uri: string
  /** Base32, for typing in by hand. */
  readonly secret: string
  /** Each lets in once. They are shown now and never again. */
  readonly recoveryCodes: readonly string[]
}

/**
 * Starts over with a second factor. It counts once a first code has been confirmed; until then the old one does.
 *
 * @throws SCH_SIGN_IN_WRONG for a wrong password, SCH_SIGN_IN_PROOF if the session has no right to it
 */
export async function setUpSecondFactor(
  { library }: SignInTools,
  session: StaffSession,
  given: { readonly headers: Headers; readonly password: string },
): Promise<SecondFactorSetUp> {
  refuseReplacing(session)
  const { headers, password } = given
  const answer = await library.api.enableTwoFactor({ body: { password }, headers, asResponse: true })
  if (!answer.ok) throw fault('SCH_SIGN_IN_WRONG')
  const body: unknown = await answer.json()
  const uri = textIn(body, 'totpURI')
  const recoveryCodes =
    typeof body === 'object' && body !== null && 'backupCodes' in body ? body.backupCodes : []
  return {
    uri,
    secret: new URL(uri).searchParams.get('secret') ?? '',
    recoveryCodes: Array.isArray(recoveryCodes) ? recoveryCodes.map(String) : [],
  }
}

/** @throws SCH_SIGN_IN_CODE_WRONG */
export async function confirmSecondFactor(
  { library, database, secret }: SignInTools,
  session: StaffSession,
  given: { readonly headers: Headers; readonly code: string },
): Promise<StepAnswer> {
  refuseReplacing(session)
  const { headers, code } = given
  const answer = await library.api.verifyTOTP({ body: { code }, headers, asResponse: true })
  const isFresh = answer.ok && (await spendCode(database, secret, { accountId: session.accountId, code }))
  if (!isFresh) throw fault('SCH_SIGN_IN_CODE_WRONG')
  return { next: 'signed-in', cookies: answer.headers.getSetCookie() }
}

/** A second factor is set up where there is none. To replace one, a second person gives a new invitation. */
function refuseReplacing(session: StaffSession): void {
  if (session.provedBy !== undefined) throw fault('SCH_SIGN_IN_PROOF')
}

/** What the browser is asked to make a passkey with. @throws SCH_SIGN_IN_PROOF unless the session was proven just now */
export async function askForPasskey(
  { library }: SignInTools,
  session: StaffSession,
  headers: Headers,
): Promise<{ readonly options: unknown; readonly cookies: readonly string[] }> {
  refuseUnproven(session)
  const answer = await library.api.generatePasskeyRegistrationOptions({ headers, asResponse: true })
  if (!answer.ok) throw fault('SCH_SIGN_IN_PROOF')
  return { options: await answer.json(), cookies: answer.headers.getSetCookie() }
}

/** @throws SCH_SIGN_IN_PROOF, SCH_SIGN_IN_PASSKEY_WRONG */
export async function addPasskey(
  { library }: SignInTools,
  session: StaffSession,
  given: { readonly headers: Headers; readonly name: string; readonly attestation: RegistrationResponseJSON },
): Promise<readonly string[]> {
  refuseUnproven(session)
  const { headers, name, attestation } = given
  const body = { name, response: attestation }
  const answer = await library.api.verifyPasskeyRegistration({ body, headers, asResponse: true })
  if (!answer.ok) throw fault('SCH_SIGN_IN_PASSKEY_WRONG')
  return answer.headers.getSetCookie()
}

/** Somebody who came in by a recovery code has lost something: he gets no further means by it. */
function refuseUnproven(session: StaffSession): void {
  if (session.provedBy !== 'password-totp' && session.provedBy !== 'passkey') throw fault('SCH_SIGN_IN_PROOF')
}

export interface OwnPasskey {
  readonly id: string
  readonly name: string
  readonly since: Date | undefined
}

export async function ownPasskeys(database: Database, accountId: string): Promise<readonly OwnPasskey[]> {
  const rows = await database
    .selectFrom('schleuse_sign_in.staff_passkey')
    .select(['id', 'name', 'created_at'])
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .execute()
  return rows.map((row) => ({ id: row.id, name: row.name ?? '', since: row.created_at ?? undefined }))
}

/** @returns false if the account has no such passkey */
export async function removePasskey(database: Database, accountId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await database
    .deleteFrom('schleuse_sign_in.staff_passkey')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

function textIn(body: unknown, name: string): string {
  const value =
    typeof body === 'object' && body !== null ? Object.getOwnPropertyDescriptor(body, name)?.value : ''
  return typeof value === 'string' ? value : ''
}
