import { fastify } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { expect, test } from 'vitest'
import type { Access } from '../../src/api/route.ts'
import { isAllowed, permissionNames, permissions } from '../../src/staff/permission.ts'
import { type Role, roles } from '../../src/staff/role.ts'
import { openLibrary } from '../../src/staff/sign-in/library.ts'
import { connect, type Database } from '../../src/store/connection.ts'
import { openStaffApi } from '../../src/wiring/staff-api.ts'

/**
 * Every route of the rooms and who may call it, in the letters of the matrix of commands: a(u)thor, a(p)prover, (o)perator, (d)ata protection
 * officer, aud(i)tor, (a)dministrator. `+`: only of the host. `*`: only somebody who has signed in, never a token. `own`: whoever has
 * signed in, about himself. `open`: everybody; signing in itself, and pages that hold nobody's data.
 */
const routes: Readonly<Record<string, string>> = {
  'DELETE /api/v1/auth/passkeys/:id': 'own',
  'DELETE /api/v1/auth/sessions/:id': 'own',
  'GET /api/v1/auth/passkeys': 'own',
  'GET /api/v1/auth/session': 'own',
  'GET /api/v1/auth/sessions': 'own',
  'POST /api/v1/auth/passkeys': 'own',
  'POST /api/v1/auth/passkeys/question': 'own',
  'POST /api/v1/auth/proof': 'own',
  'POST /api/v1/auth/proof/:id': 'own',
  'POST /api/v1/auth/second-factor': 'own',
  'POST /api/v1/auth/second-factor/confirm': 'own',
  'GET /api/v1/auth/provider/:name': 'open',
  'GET /api/v1/auth/provider/:name/callback': 'open',
  'GET /api/v1/auth/providers': 'open',
  'GET /staff': 'open',
  'GET /staff/icon.svg': 'open',
  'GET /staff/invitation': 'open',
  'GET /staff/page.css': 'open',
  'GET /staff/page.js': 'open',
  'GET /staff/requests': 'open',
  'GET /staff/requests.js': 'open',
  'GET /staff/sign-in.js': 'open',
  'GET /staff/sign-in': 'open',
  'POST /api/v1/auth/code': 'open',
  'POST /api/v1/auth/invitation': 'open',
  'POST /api/v1/auth/invitation/question': 'open',
  'POST /api/v1/auth/passkey': 'open',
  'POST /api/v1/auth/passkey/question': 'open',
  'POST /api/v1/auth/password': 'open',
  'POST /api/v1/auth/sign-out': 'open',
  'GET /api/v1/staff/accounts': '..odia',
  'POST /api/v1/staff/accounts': '.....a',
  'POST /api/v1/staff/accounts/:email/disable': '...d.a',
  'POST /api/v1/staff/accounts/:email/reset': '.....a',
  'POST /api/v1/staff/accounts/:email/roles': '.....a',
  'DELETE /api/v1/staff/accounts/:email/roles/:role': '...d.a',
  'GET /api/v1/staff/requests': '..odia',
  'POST /api/v1/staff/requests/:id/digest': '...d.a *',
  'POST /api/v1/staff/requests/:id/answer': '...d.a *',
  'GET /api/v1/staff/tokens': 'upodia *',
  'POST /api/v1/staff/tokens': 'upodia *',
  'DELETE /api/v1/staff/tokens/:id': 'upodia *',
  'POST /api/v1/staff/approvals/:id/approve': '.p.... *',
}

const letters: Readonly<Record<Role, string>> = {
  author: 'u',
  approver: 'p',
  operator: 'o',
  'data-protection-officer': 'd',
  auditor: 'i',
  administrator: 'a',
}

/** What nobody calls here: the test only reads which routes there are. */
const unused = (): never => {
  throw new Error('no route is called')
}

/** The rooms as the server mounts them; what stands behind them is not asked. */
function allRooms() {
  const publicUrl = 'https://schleuse.example.org'
  const secret = Buffer.alloc(32)
  const database = unasked()
  const now = () => new Date()
  const tools = {
    library: openLibrary({ database, secret, publicUrl, providers: [], onTrouble: () => {} }),
    database,
    limit: { begin: unused, succeeded: unused },
    secret,
    party: { origin: publicUrl, id: 'schleuse.example.org' },
    now,
  }
  return openStaffApi({ store: { database, confinedTo: unused }, tools, providers: [], now }).rooms
}

/** Connections that are made only when somebody asks something, which nobody does. */
function unasked(): Database {
  return connect({ kind: 'url', url: 'postgres://nobody@127.0.0.1:1/nothing' }, () => {})
}

async function allRoutes(): Promise<ReadonlyMap<string, Access | undefined>> {
  const found = new Map<string, Access | undefined>()
  const app = fastify()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.addHook('onRoute', ({ method, url, config }) => {
    if (method !== 'HEAD') found.set(`${String(method)} ${url}`, config?.access)
  })
  for (const add of allRooms()) await app.register(async (room) => add(room.withTypeProvider()))
  await app.ready()
  await app.close()
  return found
}

function lineOf(access: Access | undefined): string {
  if (access?.kind !== 'permission') return access?.kind ?? 'no access said'
  const permission = permissionNames().find((one) => one === access.permission)
  if (permission === undefined) return `no permission ${access.permission}`
  const line = (isOfHost: boolean) =>
    roles
      .map((role) => {
        const actor = {
          kind: 'staff',
          accountId: 'x',
          organisationId: 'y',
          roles: [role],
          by: 'session',
          isOfHost,
        } as const
        return isAllowed(actor, permission) ? letters[role] : '.'
      })
      .join('')
  const host = line(true) === line(false) ? '' : ' +'
  return line(true) + host + (permissions[permission].by === 'session' ? ' *' : '')
}

test('who may call each route is what the matrix says, and no route is without a line', async () => {
  const found = [...(await allRoutes())].map(([name, access]) => [name, lineOf(access)])
  expect(Object.fromEntries(found)).toEqual(routes)
})
