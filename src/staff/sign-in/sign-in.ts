/** Signing in, step by step: the one way from a request to a session. */
import type { AuthenticationResponseJSON } from '@simplewebauthn/server'
import { fault } from '../../std/fault.ts'
import type { Database } from '../../store/connection.ts'
import type { AttemptLimit, AttemptSubject } from './attempt-limit.ts'
import type { SignInLibrary } from './library.ts'
import type { SignInProvider } from './library-factors.ts'
import { spendCode } from './spent-code.ts'

export interface SignInRequest {
  /** Of the request; only its cookies are read. */
  readonly headers: Headers
  /** Where it comes from, as the server found out. */
  readonly address: string
}

/** What is left to do. */
export type NextStep = 'second-step' | 'set-up-second-factor' | 'signed-in'

export interface StepAnswer {
  readonly next: NextStep
  readonly cookies: readonly string[]
}

export interface SignIn {
  /** @throws SCH_SIGN_IN_WRONG for a wrong password and for an unknown account alike, SCH_SIGN_IN_LOCKED */
  withPassword(
    request: SignInRequest,
    given: { readonly email: string; readonly password: string },
  ): Promise<StepAnswer>
  /** @throws SCH_SIGN_IN_CODE_WRONG, SCH_SIGN_IN_LOCKED */
  withCode(request: SignInRequest, given: SecondStep): Promise<StepAnswer>
  passkeyOptions(
    request: SignInRequest,
  ): Promise<{ readonly options: unknown; readonly cookies: readonly string[] }>
  /** @throws SCH_SIGN_IN_PASSKEY_WRONG, SCH_SIGN_IN_LOCKED */
  withPasskey(request: SignInRequest, assertion: PasskeyAssertion): Promise<StepAnswer>
  /** Where the browser is sent to sign in elsewhere. @throws SCH_SIGN_IN_PROVIDER */
  providerAddress(
    request: SignInRequest,
    provider: string,
  ): Promise<{ readonly url: string; readonly cookies: readonly string[] }>
  /** The browser comes back. @throws SCH_SIGN_IN_PROVIDER if nobody was invited under this address, or anything else is wrong */
  fromProvider(request: SignInRequest, provider: string, query: ProviderReturn): Promise<StepAnswer>
  /** @returns cookies to be taken away */
  signOut(headers: Headers): Promise<readonly string[]>
}

/** What the other place puts into the address. @source RFC 6749, section 4.1.2; RFC 9207 (iss) */
export interface ProviderReturn {
  readonly code?: string | undefined
  readonly state?: string | undefined
  readonly error?: string | undefined
  readonly iss?: string | undefined
}

export type SecondStep =
  | { readonly kind: 'totp'; readonly code: string }
  | { readonly kind: 'recovery'; readonly code: string }

/** As the browser makes it. @source WebAuthn Level 3, section 5.1 (AuthenticationResponseJSON) */
export type PasskeyAssertion = AuthenticationResponseJSON

export interface SignInTools {
  readonly library: SignInLibrary
  readonly database: Database
  readonly limit: AttemptLimit
  readonly secret: Uint8Array
}

export interface SignInPlaces {
  readonly providers: readonly Pick<SignInProvider, 'name' | 'organisationId'>[]
  /** Undefined for an account that is not active. */
  readonly organisationOf: (accountId: string) => Promise<string | undefined>
}

export function openSignIn(tools: SignInTools, places: SignInPlaces): SignIn {
  const { library, limit } = tools
  const network = ({ address }: SignInRequest): AttemptSubject => ({ kind: 'network', address })
  const limited = async (subjects: readonly AttemptSubject[], step: () => Promise<StepAnswer>) => {
    await limit.begin(subjects)
    const answer = await step()
    await limit.succeeded(subjects)
    return answer
  }
  return {
    withPassword: (request, given) =>
      limited([network(request), { kind: 'account', email: given.email }], async () => {
        const answer = await library.api.signInEmail({
          body: given,
          headers: request.headers,
          asResponse: true,
        })
        if (!answer.ok) throw fault('SCH_SIGN_IN_WRONG')
        const body: unknown = await answer.json()
        const isHalf = typeof body === 'object' && body !== null && 'twoFactorRedirect' in body
        return stepAnswer(answer, isHalf ? 'second-step' : 'set-up-second-factor')
      }),
    withCode: (request, given) => limited([network(request)], () => secondStep(tools, request, given)),
    async passkeyOptions({ headers }) {
      const answer = await library.api.generatePasskeyAuthenticationOptions({ headers, asResponse: true })
      return { options: await answer.json(), cookies: answer.headers.getSetCookie() }
    },
    withPasskey: (request, response) =>
      limited([network(request)], async () => {
        const { headers } = request
        const answer = await library.api.verifyPasskeyAuthentication({
          body: { response },
          headers,
          asResponse: true,
        })
        if (!answer.ok) throw fault('SCH_SIGN_IN_PASSKEY_WRONG')
        return stepAnswer(answer, 'signed-in')
      }),
    async providerAddress({ headers }, provider) {
      const answer = await library.api.signInSocial({
        body: { provider, callbackURL: '/', errorCallbackURL: '/' },
        headers,
        asResponse: true,
      })
      const body: unknown = answer.ok ? await answer.json() : undefined
      const url = typeof body === 'object' && body !== null && 'url' in body ? String(body.url) : ''
      if (!url) throw fault('SCH_SIGN_IN_PROVIDER')
      return { url, cookies: answer.headers.getSetCookie() }
    },
    fromProvider: (request, provider, query) =>
      limited([network(request)], () => returnFromProvider(tools, places, request, { provider, query })),
    async signOut(headers) {
      const answer = await library.api.signOut({ headers, asResponse: true })
      return answer.headers.getSetCookie()
    },
  }
}

async function secondStep(
  tools: SignInTools,
  request: SignInRequest,
  given: SecondStep,
): Promise<StepAnswer> {
  const { library, database, secret } = tools
  const { headers } = request
  const call = { body: { code: given.code }, headers, asResponse: true } as const
  const answer =
    given.kind === 'totp' ? await library.api.verifyTOTP(call) : await library.api.verifyBackupCode(call)
  if (!answer.ok) throw fault('SCH_SIGN_IN_CODE_WRONG')
  const body: unknown = await answer.json()
  const accountId = accountIn(body)
  const token = typeof body === 'object' && body !== null && 'token' in body ? String(body.token) : ''
  if (!accountId || !(await spendCode(database, secret, { accountId, code: given.code }))) {
    await database.deleteFrom('schleuse_sign_in.staff_session').where('token', '=', token).execute()
    throw fault('SCH_SIGN_IN_CODE_WRONG')
  }
  return stepAnswer(answer, 'signed-in')
}

function accountIn(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('user' in body)) return undefined
  const { user } = body
  return typeof user === 'object' && user !== null && 'id' in user ? String(user.id) : undefined
}

async function returnFromProvider(
  tools: SignInTools,
  { providers, organisationOf }: SignInPlaces,
  { headers }: SignInRequest,
  back: { readonly provider: string; readonly query: ProviderReturn },
): Promise<StepAnswer> {
  const { library, database } = tools
  const provider = providers.find(({ name }) => name === back.provider)
  if (!provider) throw fault('SCH_SIGN_IN_PROVIDER')
  const { code, state, error, iss } = back.query
  const query = {
    ...(code ? { code } : {}),
    ...(state ? { state } : {}),
    ...(error ? { error } : {}),
    ...(iss ? { iss } : {}),
  }
  const call = { method: 'GET', params: { id: back.provider }, query, headers, asResponse: true } as const
  const cookies = (await library.api.callbackOAuth(call)).headers.getSetCookie()
  const opened = cookies.find((cookie) => /^__Host-schleuse-session=[^;]/.test(cookie))
  if (!opened) throw fault('SCH_SIGN_IN_PROVIDER')
  const session = await library.api.getSession({
    headers: new Headers({ cookie: opened.split(';')[0] ?? '' }),
  })
  // One organisation's place of signing in vouches for its own staff only, whatever addresses it claims to know.
  const organisationId = session && (await organisationOf(session.user.id))
  if (session && organisationId === provider.organisationId) return { next: 'signed-in', cookies }
  if (session) {
    const { token } = session.session
    await database.deleteFrom('schleuse_sign_in.staff_session').where('token', '=', token).execute()
    await database
      .deleteFrom('schleuse_sign_in.staff_credential')
      .where('account_id', '=', session.user.id)
      .where('provider', '=', back.provider)
      .execute()
  }
  throw fault('SCH_SIGN_IN_PROVIDER')
}

function stepAnswer(answer: Response, next: NextStep): StepAnswer {
  return { next, cookies: answer.headers.getSetCookie() }
}
