/** Whoever has lost his account, never quite signed in, or works for a processor reaches nothing through any route of staff. */
import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import { disableAccount, withdrawRole } from '../../src/staff/account.ts'
import { addRelation } from '../../src/staff/relation.ts'
import { answerRequest, requestAccount } from '../../src/staff/second-person.ts'
import { endSignIn } from '../../src/staff/sign-in/credential.ts'
import { makeToken } from '../../src/staff/token.ts'
import { freshDatabases } from '../store/fresh-database.ts'
import { type Served, serveStaff } from './served-staff.ts'
import { email, password } from './sign-in-world.ts'
import { openStaffWorld, shell } from './staff-world.ts'

vi.setConfig({ testTimeout: 120_000 })

const fresh = freshDatabases()
const id = '0198a000-0000-7000-8000-0000000000ff'
const reason = 'No.'

/** Every route of staff, with what it would take: nobody is turned away for what he wrote. */
const routes: readonly (readonly [method: string, path: string, body?: object])[] = [
  ['GET', 'accounts'],
  ['POST', 'accounts', { name: 'Otto', email: 'otto@staff.example.org', roles: ['author'] }],
  ['POST', `accounts/${email}/disable`],
  ['POST', `accounts/${email}/reset`],
  ['POST', `accounts/${email}/roles`, { roles: ['author'] }],
  ['DELETE', `accounts/${email}/roles/author`],
  ['GET', 'requests'],
  ['POST', `requests/${id}/digest`, { answer: 'refused', reason }],
  ['POST', `requests/${id}/answer`, { answer: 'refused', reason, proof: id }],
  ['GET', 'tokens'],
  ['POST', 'tokens', { name: 'x', roles: ['author'] }],
  ['DELETE', `tokens/${id}`],
  ['POST', `approvals/${id}/approve`, { hashes: { x: 'ab'.repeat(32) }, proof: id }],
]

test('every route of staff is among those that are tried', async () => {
  const { call } = await serveStaff(await fresh(), ['administrator'])
  const { body } = await call('GET', '/api/v1/openapi.json')
  const there = Object.entries(Object(body.paths)).flatMap(([path, methods]) =>
    Object.keys(Object(methods)).map((method) => `${method.toUpperCase()} ${path}`),
  )
  const tried = routes.map(([method, path]) =>
    `${method} /api/v1/staff/${path}`
      .replace(id, '{id}')
      .replace(email, '{email}')
      .replace(/author$/, '{role}'),
  )
  expect(tried.toSorted()).toEqual(there.filter((route) => route.includes('/v1/staff/')).toSorted())
})

/** Erika, who could do everything an administrator can, also by a token. */
async function erikaOfToday(served: Served) {
  const wish = { accountId: served.erika, name: 'x', roles: ['administrator'], days: 1 } as const
  const { token } = await makeToken(served.w.app, wish, new Date())
  const inside = { cookie: served.cookie, origin: served.base }
  return { token, inside }
}

type Intruder =
  | Readonly<{ token: string }>
  | Readonly<{ cookie: string; origin: string }>
  | Readonly<{ origin: string }>

const intruders: readonly (readonly [
  name: string,
  become: (served: Served, erika: Awaited<ReturnType<typeof erikaOfToday>>) => Promise<readonly Intruder[]>,
])[] = [
  ['nobody', async ({ base }) => [{ origin: base }]],
  [
    'somebody with a password and no second step',
    async ({ base, call }) => {
      const answer = await fetch(`${base}/api/v1/auth/password`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: base },
        body: JSON.stringify({ email, password }),
      })
      expect(answer.status).toBe(200)
      const cookie = answer.headers
        .getSetCookie()
        .map((one) => one.split(';')[0])
        .join('; ')
      expect((await call('GET', '/api/v1/auth/session', { cookie })).status).toBe(401)
      return [{ cookie, origin: base }]
    },
  ],
  [
    'a disabled account, by its session and its token of before',
    async ({ w }, { inside, token }) => {
      await disableAccount(w.app, { organisationId: w.organisationId, email }, { actor: shell, endSignIn })
      return [inside, { token }]
    },
  ],
  [
    'a disabled account whose session was forgotten',
    async ({ w }, { inside }) => {
      const by = { actor: shell, endSignIn: w.endSignIn }
      await disableAccount(w.app, { organisationId: w.organisationId, email }, by)
      return [inside]
    },
  ],
  [
    'somebody who has signed out',
    async ({ call }, { inside }) => {
      expect((await call('POST', '/api/v1/auth/sign-out', inside)).status).toBe(200)
      return [inside]
    },
  ],
  [
    'somebody whose session is over',
    async ({ w }, { inside }) => {
      await sql`update schleuse_sign_in.staff_session set expires_at = now() - interval '1 second'`.execute(
        w.owner,
      )
      return [inside]
    },
  ],
  [
    'a token that is over',
    async ({ w }, { token }) => {
      await sql`update schleuse.staff_token set made_at = now() - interval '9 days', expires_at = now() - interval '1 second'`.execute(
        w.owner,
      )
      return [{ token }]
    },
  ],
]

test.for(intruders)('refused at every route: %s', async ([, become]) => {
  const served = await serveStaff(await fresh(), ['administrator'])
  const erika = await erikaOfToday(served)
  expect((await served.call('GET', '/api/v1/staff/accounts', erika.inside)).status).toBe(200)
  expect((await served.call('GET', '/api/v1/staff/accounts', { token: erika.token })).status).toBe(200)
  for (const intruder of await become(served, erika))
    for (const [method, path, body] of routes) {
      const sent = { ...intruder, ...(body ? { body } : {}) }
      const answer = await served.call(method, `/api/v1/staff/${path}`, sent)
      expect([method, path, answer.status, answer.body.code]).toEqual([method, path, 401, 'SCH_HTTP_SIGN_IN'])
    }
  const [only, ...others] = (await served.w.eventsOf('staff-requested')).map(({ account }) => account)
  expect([only, others]).toEqual([served.erika, []])
})

test('who has lost every role is refused everywhere but at what is his own', async () => {
  const served = await serveStaff(await fresh(), ['administrator'])
  const { inside } = await erikaOfToday(served)
  const { organisationId, app } = served.w
  await withdrawRole(app, { organisationId, email, role: 'administrator' }, shell)
  for (const [method, path, body] of routes) {
    const answer = await served.call(method, `/api/v1/staff/${path}`, {
      ...inside,
      ...(body ? { body } : {}),
    })
    expect([method, path, answer.status, answer.body.code]).toEqual([method, path, 403, 'SCH_HTTP_FORBIDDEN'])
  }
  expect((await served.call('GET', '/api/v1/auth/session', inside)).status).toBe(200)
})

test('the pages hold nobody’s data, whoever asks for them', async () => {
  const { base, cookie } = await serveStaff(await fresh(), ['administrator'])
  for (const path of [
    '/staff',
    '/staff/requests',
    '/staff/invitation',
    '/staff/requests.js',
    '/staff/icon.svg',
  ]) {
    const pageFor = async (headers: Record<string, string>) => (await fetch(base + path, { headers })).text()
    expect(await pageFor({ cookie })).toBe(await pageFor({}))
  }
})

test('a contract opens nothing: staff of a processor see and answer nothing of their controller', async () => {
  const served = await serveStaff(await fresh(), ['administrator'], { as: 'processor' })
  const { w, call } = served
  const library = await openStaffWorld(served.made)
  const berta = await library.hire('Berta', ['administrator'])
  const by = { actor: shell, now: new Date() } as const
  const pair = { controllerId: library.organisationId, processorId: w.organisationId }
  await addRelation(library.app, { ...pair, contract: 'AV 1', fromOn: '2026-01-01' }, by)
  const wish = { organisationId: library.organisationId, name: 'Carl', email: 'carl@staff.example.org' }
  const request = await requestAccount(library.app, { ...wish, roles: ['author'], isFirst: false }, by)
  const { inside, token } = await erikaOfToday(served)
  for (const as of [inside, { token }])
    for (const list of ['accounts', 'requests']) {
      const shown = JSON.stringify((await call('GET', `/api/v1/staff/${list}`, as)).body)
      for (const word of [library.organisationId, berta, request.id, 'carl', 'Berta'])
        expect(shown).not.toContain(word)
    }
  const path = `/api/v1/staff/requests/${request.id}/answer`
  const body = { answer: 'refused', reason, proof: id }
  expect(await call('POST', path, { ...inside, body })).toMatchObject({
    status: 404,
    body: { code: 'SCH_STAFF_REQUEST_UNKNOWN' },
  })
  expect((await call('POST', '/api/v1/staff/accounts/berta@staff.example.org/disable', inside)).status).toBe(
    404,
  )
})

test('an invitation that is over says the same as one that never was', async () => {
  const { w, call, base } = await serveStaff(await fresh(), ['administrator'])
  const berta = await w.hire('Berta', ['administrator'])
  const { organisationId } = w
  const wish = { organisationId, name: 'Carl', email: 'carl@staff.example.org', isFirst: false }
  const by = { actor: shell, now: new Date() } as const
  const { id: requestId, invitation } = await requestAccount(w.app, { ...wish, roles: ['author'] }, by)
  const second = w.proofOf(berta, requestId)
  await answerRequest(w.app, { organisationId, requestId, answer: 'confirmed', by: second, endSignIn })
  const given = { code: invitation?.code, word: invitation?.secret }
  const ask = (path: string, body: object) =>
    call('POST', `/api/v1/auth/invitation${path}`, { origin: base, body })
  expect(await ask('/question', given)).toMatchObject({ status: 200, body: { name: 'Carl' } })
  await sql`update schleuse.staff_invitation set expires_at = now() - interval '1 second'`.execute(w.owner)
  const other = `sch1_${'A'.repeat(43)}`
  const never = await ask('/question', { ...given, code: other })
  expect(never.status).toBeGreaterThanOrEqual(400)
  const same = { status: never.status, body: { code: never.body.code } }
  expect(await ask('/question', given)).toMatchObject(same)
  expect(await ask('', { ...given, password: 'Lampe Fluss Kamel Zwirn 2' })).toMatchObject(same)
  const accounts = await w.app.selectFrom('schleuse.staff_account').select(['name', 'state']).execute()
  expect(accounts).toContainEqual({ name: 'Carl', state: 'invited' })
})
