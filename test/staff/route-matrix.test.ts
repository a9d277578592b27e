import { fastify } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { expect, test } from 'vitest'
import type { Access } from '../../src/api/route.ts'
import { staffRoutes } from '../../src/api/routes/staff.ts'
import { isAllowed, permissionNames, permissions } from '../../src/staff/permission.ts'
import { type Role, roles } from '../../src/staff/role.ts'

/**
 * Every route of the rooms and who may call it, in the letters of the matrix of commands: a(u)thor, a(p)prover, (o)perator, (d)ata protection
 * officer, aud(i)tor, (a)dministrator. `+`: only of the host. `*`: only somebody who has signed in, never a token.
 */
const routes: Readonly<Record<string, string>> = {
  'GET /api/v1/staff/accounts': '..odia',
  'POST /api/v1/staff/accounts': '.....a',
  'POST /api/v1/staff/accounts/:email/disable': '...d.a',
  'POST /api/v1/staff/accounts/:email/reset': '.....a',
  'POST /api/v1/staff/accounts/:email/roles': '.....a',
  'DELETE /api/v1/staff/accounts/:email/roles/:role': '...d.a',
  'GET /api/v1/staff/requests': '..odia',
  'GET /api/v1/staff/requests/:id/digest': '...d.a *',
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

async function allRoutes(): Promise<ReadonlyMap<string, Access | undefined>> {
  const found = new Map<string, Access | undefined>()
  const app = fastify()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.addHook('onRoute', ({ method, url, config }) => {
    if (method !== 'HEAD') found.set(`${String(method)} ${url}`, config?.access)
  })
  const parts = {
    actorOf: unused,
    databaseFor: unused,
    proof: unused,
    endSignIn: unused,
    now: () => new Date(),
  }
  await app.register(async (room) => staffRoutes(parts)(room.withTypeProvider()))
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
