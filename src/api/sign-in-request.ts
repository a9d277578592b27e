/** Between a request of the server and the steps of signing in: cookies, address, who it is. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type StaffSession, sessionOf } from '../staff/sign-in/session.ts'
import type { SignInRequest, SignInTools } from '../staff/sign-in/sign-in.ts'
import { fault } from '../std/fault.ts'

/** Only what the steps need of a request: nothing else of it gets near the library. */
export function signInRequestOf(request: FastifyRequest): SignInRequest {
  const { cookie, 'user-agent': agent } = request.raw.headers
  const headers = new Headers({ 'x-schleuse-client': request.ip })
  if (cookie !== undefined) headers.set('cookie', cookie)
  // Shown to the person himself in the list of his sessions.
  if (agent !== undefined) headers.set('user-agent', agent.slice(0, agentCharsMax))
  return { headers, address: request.ip }
}

/** @limit enough to tell one browser from another */
const agentCharsMax = 200

export function handOnCookies(reply: FastifyReply, cookies: readonly string[]): void {
  for (const cookie of cookies) reply.header('set-cookie', cookie)
}

/**
 * Who is signed in.
 *
 * @param need `half`: also before the second step; `proven`: only with two factors
 * @throws SCH_HTTP_SIGN_IN
 */
export async function sessionIn(
  tools: Pick<SignInTools, 'library'> & { readonly now: () => Date },
  request: FastifyRequest,
  reply: FastifyReply,
  need: 'half' | 'proven' = 'proven',
): Promise<StaffSession> {
  const { session, cookies } = await sessionOf(tools.library, signInRequestOf(request).headers, tools.now())
  if (!session || (need === 'proven' && session.provedBy === undefined)) throw fault('SCH_HTTP_SIGN_IN')
  handOnCookies(reply, cookies)
  return session
}
