/** The rooms of staff at a real server, with one person signed in at a browser. */
import type { Role } from '../../src/staff/role.ts'
import { setPassword } from '../../src/staff/sign-in/credential.ts'
import type { ReauthenticationTools } from '../../src/staff/sign-in/reauthenticate.ts'
import { connect } from '../../src/store/connection.ts'
import { transact } from '../../src/store/transaction.ts'
import { openStaffApi } from '../../src/wiring/staff-api.ts'
import type { FreshDatabase } from '../store/fresh-database.ts'
import { runApi } from '../support/api-server.ts'
import { email, openSignInWorld, password } from './sign-in-world.ts'
import { openStaffWorld, type StaffWorld } from './staff-world.ts'

export interface Served {
  readonly made: FreshDatabase
  readonly w: StaffWorld
  readonly tools: ReauthenticationTools
  /** Who is signed in at a browser. */
  readonly erika: string
  readonly code: (secondsLater?: number) => string
  readonly cookie: string
  /** As the browser names the page that calls. */
  readonly base: string
  call(
    method: string,
    path: string,
    options?: { token?: string; cookie?: string; origin?: string; body?: unknown },
  ): Promise<{ status: number; body: Record<string, unknown> }>
}

/**
 * Erika is signed in with her second factor, through the real sign-in, at a real server.
 *
 * @param at.port where a browser asks, which signs with a passkey only what is of this address
 * @param at.as what the organisation of Erika is
 */
export async function serveStaff(
  made: FreshDatabase,
  roles: readonly Role[],
  { port, as = 'controller' }: { readonly port?: number; readonly as?: 'controller' | 'processor' } = {},
): Promise<Served> {
  const w = await openStaffWorld(made, as === 'processor' ? 'Rechenzentrum' : 'Bücherei', as)
  const origin = port === undefined ? {} : { origin: `http://localhost:${port}` }
  const world = await openSignInWorld(made, origin)
  const erika = await w.hire('Erika', roles)
  await world.database.deleteFrom('schleuse_sign_in.staff_account').execute()
  await transact(world.database, (t) =>
    setPassword(t, { accountId: erika, email, name: 'Erika' }, password, new Date()),
  )
  const { code, recovery } = await world.enrol()
  const screen = world.browser()
  screen.take((await world.signIn.withPassword(screen.request, { email, password })).cookies)
  // One of the codes kept for need: the one-time codes stay unused, whatever time passes until a proof needs one.
  const [kept = ''] = recovery
  screen.take((await world.signIn.withCode(screen.request, { kind: 'recovery', code: kept })).cookies)
  const cookie = screen.request.headers.get('cookie') ?? ''
  const confinedTo = (organisationId: string) => connect(made.target('app'), () => {}, { organisationId })
  const api = openStaffApi({
    store: { database: w.app, confinedTo },
    tools: world.tools,
    providers: [],
    now: () => new Date(),
  })
  const parts = { rooms: api.rooms, gatekeeper: api.callers.gatekeeper }
  const { base } = await runApi(parts, { kind: 'port', host: '127.0.0.1', port: port ?? 0 })
  return {
    made,
    w,
    tools: world.tools,
    erika,
    code,
    cookie,
    base: origin.origin ?? base,
    async call(method, path, { token, cookie: sent, origin, body } = {}) {
      const headers: Record<string, string> = {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(sent ? { cookie: sent } : {}),
        ...(origin ? { origin } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      }
      const answer = await fetch(`${base}${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const read: Record<string, unknown> = JSON.parse(await answer.text())
      return { status: answer.status, body: read }
    },
  }
}
