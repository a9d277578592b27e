/** The sign-in over a fresh database, with one person who may use it, as a browser without a screen would see it. */
import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { expect } from 'vitest'
import { openAttemptLimit } from '../../src/staff/sign-in/attempt-limit.ts'
import { setPassword } from '../../src/staff/sign-in/credential.ts'
import { openLibrary } from '../../src/staff/sign-in/library.ts'
import type { SignInProvider } from '../../src/staff/sign-in/library-factors.ts'
import type { ReauthenticationTools } from '../../src/staff/sign-in/reauthenticate.ts'
import { type SessionAnswer, sessionOf } from '../../src/staff/sign-in/session.ts'
import { openSignIn, type SignIn, type SignInRequest } from '../../src/staff/sign-in/sign-in.ts'
import { uuidV7 } from '../../src/std/uuid.ts'
import type { Database } from '../../src/store/connection.ts'
import { transact } from '../../src/store/transaction.ts'
import { upgradeSchema } from '../../src/store/upgrade.ts'
import type { FreshDatabase } from '../store/fresh-database.ts'

export const password = 'Lampe Fluss Kamel Zwirn'
export const email = 'erika@staff.example.org'
export const organisationId = '0198a000-0000-7000-8000-00000000000a'
export const publicUrl = 'https://schleuse.example.org'

/** Keeps cookies as a browser does, and demands of each that it is one only this server can set and read. */
export interface Browser {
  readonly request: SignInRequest
  take(cookies: readonly string[]): void
  session(now?: Date): Promise<SessionAnswer['session']>
}

export interface SignInWorld {
  readonly database: Database
  readonly tools: ReauthenticationTools
  readonly signIn: SignIn
  readonly accountId: string
  browser(address?: string): Browser
  /** Sets the second factor up and gives the codes it will show. */
  enrol(): Promise<{ readonly code: (secondsLater?: number) => string; readonly recovery: readonly string[] }>
}

export async function openSignInWorld(
  made: FreshDatabase,
  options: { readonly providers?: readonly SignInProvider[]; readonly origin?: string } = {},
): Promise<SignInWorld> {
  const { providers = [], origin = publicUrl } = options
  await upgradeSchema(made.as('owner'))
  const database = made.as('app', 'read committed')
  const secret = randomBytes(32)
  const library = openLibrary({ database, secret, publicUrl: origin, providers, onTrouble: () => {} })
  const accountId = uuidV7(Date.now(), randomBytes(10))
  await transact(database, (t) => setPassword(t, { accountId, email, name: 'Erika' }, password, new Date()))
  const limit = openAttemptLimit(database, secret)
  const party = { origin, id: new URL(origin).hostname }
  const tools = { library, database, limit, secret, party, now: () => new Date() }
  const organisationOf = async (id: string) => (id === accountId ? organisationId : undefined)
  const signIn = openSignIn(tools, { providers, organisationOf })
  const browser = (address = '192.0.2.1'): Browser => {
    const jar = new Map<string, string>()
    const headers = () =>
      new Headers({ cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') })
    return {
      get request() {
        return { headers: headers(), address }
      },
      take: (cookies) => keep(jar, cookies),
      async session(now = new Date()) {
        const answer = await sessionOf(library, headers(), now)
        keep(jar, answer.cookies)
        return answer.session
      },
    }
  }
  return {
    database,
    tools,
    signIn,
    accountId,
    browser,
    async enrol() {
      const screen = browser()
      screen.take((await signIn.withPassword(screen.request, { email, password })).cookies)
      const { headers } = screen.request
      const set = await library.api.enableTwoFactor({ body: { password }, headers })
      if (!('totpURI' in set)) throw new Error('no one-time codes were set up')
      const totp = new TOTP({
        secret: Secret.fromBase32(new URL(set.totpURI).searchParams.get('secret') ?? ''),
      })
      const code = (secondsLater = 0) => totp.generate({ timestamp: Date.now() + secondsLater * 1000 })
      await library.api.verifyTOTP({ body: { code: code() }, headers })
      return { code, recovery: set.backupCodes }
    },
  }
}

function keep(jar: Map<string, string>, cookies: readonly string[]): void {
  for (const cookie of cookies) {
    expect(cookie).toMatch(
      /^__Host-schleuse-[a-z-]+=[^;]*; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    const [pair = ''] = cookie.split(';')
    const at = pair.indexOf('=')
    if (/Max-Age=0/.test(cookie)) jar.delete(pair.slice(0, at))
    else jar.set(pair.slice(0, at), pair.slice(at + 1))
  }
}
