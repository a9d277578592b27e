/** The sign-in library on our tables: which of its abilities are used, and how narrowly. Nobody but this room knows it. */
import { betterAuth } from 'better-auth'
import type { Database } from '../../store/connection.ts'
import { otherPlaces, passkeys, type SignInProvider, secondFactors } from './library-factors.ts'
import { hashPassword, passwordCharsMax, verifyPassword } from './password.ts'

export interface SignInParts {
  /** Read committed: the library's statements stand for themselves. */
  readonly database: Database
  /** 32 bytes, from the key ring: encrypts second factors, signs cookies. */
  readonly secret: Uint8Array
  /** As browsers see it, without a path: `https://schleuse.example.org`. */
  readonly publicUrl: string
  readonly providers: readonly SignInProvider[]
  /** Told which kind of thing failed; never whose. */
  readonly onTrouble: (level: 'warn' | 'error') => void
}

/** A session that nobody uses ends after this. @source OWASP ASVS 5.0, section 7.3: inactivity and absolute limits */
export const idleSeconds = 30 * 60
/** A session in use is prolonged at most this often. */
const prolongEverySeconds = 60
const freshSeconds = 10 * 60

export type SignInLibrary = ReturnType<typeof openLibrary>

export function openLibrary(parts: SignInParts) {
  const { publicUrl } = parts
  return betterAuth({
    appName: 'Schleuse',
    baseURL: publicUrl,
    basePath: '/api/v1/auth/library',
    secret: Buffer.from(parts.secret).toString('base64'),
    database: { db: parts.database, type: 'postgres', schemaName: 'schleuse_sign_in', transaction: true },
    telemetry: { enabled: false },
    logger: { log: (level) => (level === 'warn' || level === 'error' ? parts.onTrouble(level) : undefined) },
    // Our own limits count by account and network in the database; see attempt-limit.ts.
    rateLimit: { enabled: false },
    advanced: {
      database: { generateId: 'uuid' },
      // Would put its own prefix before ours; every cookie says that it is secure.
      useSecureCookies: false,
      // The server has taken the address from a trusted proxy or the connection, and says it in this header of its own.
      ipAddress: { ipAddressHeaders: ['x-schleuse-client'] },
      cookies,
    },
    user: { modelName: 'staff_account', fields: accountColumns },
    session: sessionOptions,
    account: {
      modelName: 'staff_credential',
      fields: credentialColumns,
      // Only an address that the other place has verified finds its account.
      accountLinking: { enabled: true, trustedProviders: [], allowDifferentEmails: false },
      updateAccountOnSignIn: false,
    },
    verification: { modelName: 'staff_challenge', fields: { ...times, expiresAt: 'expires_at' } },
    databaseHooks: {
      // Tokens of other places are of no use here, and so are not kept.
      account: { create: { before: async (credential) => ({ data: { ...credential, ...noTokens } }) } },
      session: {
        create: { before: async (session, context) => ({ data: { ...session, ...proofOf(context?.path) } }) },
      },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 1,
      maxPasswordLength: passwordCharsMax,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    plugins: [secondFactors(), passkeys(publicUrl), otherPlaces(publicUrl, parts.providers)],
  })
}

/** What the step that opens a session has proven. A password alone proves nothing yet. */
const proofByPath: Readonly<Record<string, SessionProof>> = {
  '/two-factor/verify-totp': 'password-totp',
  '/two-factor/verify-backup-code': 'password-recovery',
  '/passkey/verify-authentication': 'passkey',
  '/callback/:id': 'oidc',
}

export type SessionProof = 'password-totp' | 'password-recovery' | 'passkey' | 'oidc'

function proofOf(path: string | undefined): { provedBy?: SessionProof; provedAt?: Date } {
  const provedBy = proofByPath[path ?? '']
  return provedBy ? { provedBy, provedAt: new Date() } : {}
}

const noTokens = {
  accessToken: null,
  refreshToken: null,
  idToken: null,
  accessTokenExpiresAt: null,
  refreshTokenExpiresAt: null,
}

const times = { createdAt: 'created_at', updatedAt: 'updated_at' }

const accountColumns = { ...times, emailVerified: 'email_verified' }

const credentialColumns = {
  ...times,
  accountId: 'credential_id',
  providerId: 'provider',
  userId: 'account_id',
  accessToken: 'access_token',
  refreshToken: 'refresh_token',
  idToken: 'id_token',
  accessTokenExpiresAt: 'access_token_expires_at',
  refreshTokenExpiresAt: 'refresh_token_expires_at',
}

function cookie(name: string) {
  const attributes = { secure: true, httpOnly: true, sameSite: 'lax', path: '/' } as const
  return { name: `__Host-schleuse-${name}`, attributes }
}

/** The library's name for each cookie → ours: bound to this host, read by no script. */
const cookies = {
  session_token: cookie('session'),
  session_data: cookie('session-data'),
  dont_remember: cookie('short'),
  two_factor: cookie('second-step'),
  trust_device: cookie('device'),
  state: cookie('state'),
  'better-auth-passkey': cookie('passkey'),
}

const sessionOptions = {
  modelName: 'staff_session',
  fields: {
    ...times,
    userId: 'account_id',
    expiresAt: 'expires_at',
    ipAddress: 'ip_address',
    userAgent: 'user_agent',
  },
  expiresIn: idleSeconds,
  // A passkey is added only soon after signing in: an unlocked screen is not enough.
  freshAge: freshSeconds,
  updateAge: prolongEverySeconds,
  additionalFields: {
    provedBy: { type: 'string' as const, required: false, input: false, fieldName: 'proved_by' },
    provedAt: { type: 'date' as const, required: false, input: false, fieldName: 'proved_at' },
  },
}
