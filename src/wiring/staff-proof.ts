/** Who is at the shell: proven by what he knows and has, read from a file or a pipe and never from the command line. */
import { type Account, activeAccount } from '../staff/account.ts'
import { proofTime } from '../staff/proof-age.ts'
import type { MakeProof } from '../staff/reauthentication.ts'
import { sessionOf } from '../staff/sign-in/session.ts'
import { openSignIn } from '../staff/sign-in/sign-in.ts'
import { fault } from '../std/fault.ts'
import type { Database } from '../store/connection.ts'
import { readGiven, readStandardInput } from './given-file.ts'
import { signInTools } from './sign-in-parts.ts'
import { ringIn, type StatePlace } from './state-parts.ts'

export type GivenProof =
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'password'; readonly email: string; readonly password: string; readonly code: string }

/**
 * One line: the code of a person from outside. Three lines: address, password and one-time password of a member of staff.
 *
 * @param path `-` for what is piped in
 * @throws SCH_STAFF_PROOF
 */
export function readProof(path: string): GivenProof {
  const text = path === '-' ? readStandardInput() : readGiven(path)
  const [first = '', password, code, ...more] = text.replace(/\r?\n$/, '').split(/\r?\n/)
  if (password === undefined && first.trim() !== '') return { kind: 'code', code: first.trim() }
  if (password === undefined || code === undefined || more.length > 0) throw fault('SCH_STAFF_PROOF')
  return { kind: 'password', email: first.trim(), password, code: code.trim() }
}

/** The same two steps and the same limits as at the screen; the session that comes of it ends at once. @throws SCH_SIGN_IN_* */
export async function proveAtShell(
  { email, password, code }: Extract<GivenProof, { kind: 'password' }>,
  database: Database,
  place: StatePlace,
): Promise<{ readonly account: Account; readonly makeProof: MakeProof }> {
  const publicUrl = place.settings.serve.publicUrl ?? 'https://localhost'
  const ring = ringIn(place, ['sign-in'])
  const tools = signInTools({ database, ring, publicUrl, providers: [], onTrouble: () => {}, now: place.now })
  const signIn = openSignIn(tools, { providers: [], organisationOf: async () => undefined })
  const address = '127.0.0.1'
  const first = await signIn.withPassword({ headers: new Headers(), address }, { email, password })
  if (first.next !== 'second-step') throw fault('SCH_SIGN_IN_WRONG')
  const half = { headers: cookieHeader(first.cookies), address }
  const second = await signIn.withCode(half, { kind: 'totp', code })
  const headers = cookieHeader(second.cookies)
  const { session } = await sessionOf(tools.library, headers, place.now())
  await signIn.signOut(headers)
  const account = session && (await activeAccount(database, session.accountId))
  if (!account) throw fault('SCH_SIGN_IN_WRONG')
  return {
    account,
    makeProof: async (transaction, over) => ({
      accountId: account.id,
      at: await proofTime(transaction),
      over,
      how: { kind: 'password-totp' },
    }),
  }
}

function cookieHeader(cookies: readonly string[]): Headers {
  return new Headers({ cookie: cookies.map((cookie) => cookie.split(';')[0] ?? '').join('; ') })
}
