/** Proving again who one is, for one action: asked for, proven, used; each once. */
import { randomBytes } from 'node:crypto'
import { type AuthenticationResponseJSON, generateAuthenticationOptions } from '@simplewebauthn/server'
import { sql, type Transaction } from 'kysely'
import { fault } from '../../std/fault.ts'
import { uuidV7 } from '../../std/uuid.ts'
import type { Database } from '../../store/connection.ts'
import type { Tables } from '../../store/tables.ts'
import type { PasskeyProof, Reauthentication } from '../reauthentication.ts'
import type { AttemptSubject } from './attempt-limit.ts'
import { challengeFor, checkAssertion, type RelyingParty, type SigningPasskey } from './passkey-proof.ts'
import { verifyPassword } from './password.ts'
import type { SignInRequest, SignInTools } from './sign-in.ts'
import { spendCode } from './spent-code.ts'

/** From the question to the proof, and from the proof to its use: a person reads what he confirms, and no more. */
const minutesMax = 5

export interface ReauthenticationQuestion {
  readonly id: string
  /** For the browser, if the account has a passkey: then nothing else is accepted. */
  readonly passkeyOptions: unknown
}

export interface ReauthenticationTools extends SignInTools {
  readonly party: RelyingParty
  readonly now: () => Date
}

/** @param over SHA-256 of what is to be approved */
export async function askAgain(
  tools: ReauthenticationTools,
  accountId: string,
  over: Buffer,
): Promise<ReauthenticationQuestion> {
  const { database, party } = tools
  const id = uuidV7(tools.now().getTime(), randomBytes(10))
  const nonce = randomBytes(32)
  await database
    .insertInto('schleuse_sign_in.reauthentication')
    .values({ id, account_id: accountId, action_digest: over, nonce })
    .execute()
  const passkeys = await passkeysOf(database, accountId)
  if (passkeys.length === 0) return { id, passkeyOptions: undefined }
  const passkeyOptions = await generateAuthenticationOptions({
    rpID: party.id,
    challenge: new Uint8Array(challengeFor(over, nonce)),
    userVerification: 'required',
    allowCredentials: passkeys.map(({ credentialId }) => ({ id: credentialId })),
  })
  return { id, passkeyOptions }
}

/** @throws SCH_SIGN_IN_PROOF */
export async function proveByPasskey(
  tools: ReauthenticationTools,
  accountId: string,
  given: { readonly id: string; readonly assertion: AuthenticationResponseJSON },
): Promise<void> {
  const { database, party } = tools
  const { id, assertion } = given
  const question = await openQuestion(database, accountId, id)
  const passkey = (await passkeysOf(database, accountId)).find((one) => one.credentialId === assertion.id)
  const challenge = challengeFor(question.over, question.nonce)
  const checked = passkey && (await checkAssertion(assertion, { challenge, party, passkey }))
  if (!checked) throw fault('SCH_SIGN_IN_PROOF')
  await database
    .updateTable('schleuse_sign_in.staff_passkey')
    .set({ counter: checked.counter })
    .where('credential_id', '=', passkey.credentialId)
    .execute()
  const proof: PasskeyProof = {
    kind: 'passkey',
    credentialId: passkey.credentialId,
    publicKey: Buffer.from(passkey.publicKey, 'base64').toString('base64url'),
    clientDataJson: assertion.response.clientDataJSON,
    authenticatorData: assertion.response.authenticatorData,
    signature: assertion.response.signature,
    nonce: question.nonce.toString('base64url'),
    origin: party.origin,
    relyingParty: party.id,
  }
  await settle(database, id, proof)
}

/**
 * Password and code, for accounts without a passkey: whoever has one is not asked for less.
 *
 * @param request with the session's cookies
 * @throws SCH_SIGN_IN_PROOF, SCH_SIGN_IN_LOCKED
 */
export async function proveByPassword(
  tools: ReauthenticationTools,
  account: { readonly id: string; readonly email: string },
  given: {
    readonly id: string
    readonly password: string
    readonly code: string
    readonly request: SignInRequest
  },
): Promise<void> {
  const { database, limit, library, secret } = tools
  await openQuestion(database, account.id, given.id)
  const hasPasskey = (await passkeysOf(database, account.id)).length > 0
  const subjects: readonly AttemptSubject[] = [{ kind: 'account', email: account.email }]
  await limit.begin(subjects)
  const hash = await passwordHashOf(database, account.id)
  const isPassword = await verifyPassword({ hash, password: given.password })
  const answer = await library.api.verifyTOTP({
    body: { code: given.code },
    headers: given.request.headers,
    asResponse: true,
  })
  const isRight = isPassword && answer.ok && !hasPasskey
  if (!isRight || !(await spendCode(database, secret, { accountId: account.id, code: given.code })))
    throw fault('SCH_SIGN_IN_PROOF')
  await limit.succeeded(subjects)
  await settle(database, given.id, { kind: 'password-totp' })
}

/**
 * Uses a proof up, in the transaction of what it is for.
 *
 * @param wanted.over what is done now: a proof for anything else does not count
 * @throws SCH_SIGN_IN_PROOF
 */
export async function useProof(
  transaction: Transaction<Tables>,
  wanted: { readonly id: string; readonly accountId: string; readonly over: Buffer },
): Promise<Reauthentication> {
  const { rows } = await sql<{ at: Date; how: string }>`
    update schleuse_sign_in.reauthentication set used_at = clock_timestamp()
    where id = ${wanted.id} and account_id = ${wanted.accountId} and action_digest = ${wanted.over}
      and used_at is null and proved_at > clock_timestamp() - make_interval(mins => ${minutesMax})
    returning proved_at as at, evidence as how
  `.execute(transaction)
  const [row] = rows
  if (!row) throw fault('SCH_SIGN_IN_PROOF')
  const { accountId, over } = wanted
  return { accountId, over, at: row.at, how: JSON.parse(row.how) }
}

async function settle(database: Database, id: string, how: Reauthentication['how']): Promise<void> {
  const { numAffectedRows } = await sql`
    update schleuse_sign_in.reauthentication
    set proved_at = clock_timestamp(), proved_by = ${how.kind}, evidence = ${JSON.stringify(how)}
    where id = ${id} and proved_at is null and asked_at > clock_timestamp() - make_interval(mins => ${minutesMax})
  `.execute(database)
  if (numAffectedRows !== 1n) throw fault('SCH_SIGN_IN_PROOF')
}

async function openQuestion(
  database: Database,
  accountId: string,
  id: string,
): Promise<{ readonly over: Buffer; readonly nonce: Buffer }> {
  const question = await database
    .selectFrom('schleuse_sign_in.reauthentication')
    .select(['action_digest as over', 'nonce'])
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .where('proved_at', 'is', null)
    .executeTakeFirst()
  if (!question) throw fault('SCH_SIGN_IN_PROOF')
  return question
}

async function passkeysOf(database: Database, accountId: string): Promise<readonly SigningPasskey[]> {
  return database
    .selectFrom('schleuse_sign_in.staff_passkey')
    .select(['credential_id as credentialId', 'public_key as publicKey', 'counter'])
    .where('account_id', '=', accountId)
    .execute()
}

async function passwordHashOf(database: Database, accountId: string): Promise<string> {
  const row = await database
    .selectFrom('schleuse_sign_in.staff_credential')
    .select('password')
    .where('account_id', '=', accountId)
    .where('provider', '=', 'credential')
    .executeTakeFirst()
  return row?.password ?? ''
}
