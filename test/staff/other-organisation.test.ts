/** Nothing crosses from one organisation to another over HTTP, by whatever id or address it is asked for. */
import { expect, test } from 'vitest'
import { requestApproval } from '../../src/staff/approval.ts'
import { digestOfAnswer, requestAccount } from '../../src/staff/second-person.ts'
import { setPassword } from '../../src/staff/sign-in/credential.ts'
import { askAgain, proveByPassword } from '../../src/staff/sign-in/reauthenticate.ts'
import { listRequests } from '../../src/staff/staff-request.ts'
import { listTokens, makeToken } from '../../src/staff/token.ts'
import { transact } from '../../src/store/transaction.ts'
import { freshDatabases } from '../store/fresh-database.ts'
import { type Served, serveStaff } from './served-staff.ts'
import { email, password } from './sign-in-world.ts'
import { openStaffWorld, shell } from './staff-world.ts'

const fresh = freshDatabases()

const hashes = { 'template-set': 'ab'.repeat(32) }

/** What the other organisation has; none of it may be seen, changed or told of. */
async function otherOrganisation({ made, tools }: Served) {
  const w = await openStaffWorld(made, 'Stadtwerke')
  const { organisationId } = w
  const berta = await w.hire('Berta', ['administrator'])
  const anna = await w.hire('Anna', ['author'])
  const now = new Date()
  const wish = { organisationId, name: 'Carl', email: 'carl@staff.example.org', isFirst: false }
  const actor = { kind: 'staff', accountId: berta, organisationId, roles: ['administrator'] } as const
  const by = { actor: { ...actor, by: 'session', isOfHost: false }, now } as const
  const request = await requestAccount(w.app, { ...wish, roles: ['author'] }, by)
  const wanted = { accountId: berta, name: 'nightly-of-berta', roles: ['administrator'], days: 1 } as const
  const token = await makeToken(w.app, wanted, now)
  const subject = { organisationId, kind: 'template-set', hashes, authorId: anna, lastEditorId: anna }
  const approval = await requestApproval(w.app, subject, { actor: shell, now })
  const signsIn = { accountId: berta, email: 'berta@staff.example.org', name: 'Berta' }
  await transact(tools.database, (t) => setPassword(t, signsIn, password, now))
  const question = await askAgain(tools, berta, approval.over)
  return { w, berta, anna, request, token, approval, question }
}

type Other = Awaited<ReturnType<typeof otherOrganisation>>

/** A fresh proof of Erika over what she wants to do. */
async function proofOver({ tools, erika, code, cookie }: Served, over: Buffer, seconds = 0): Promise<string> {
  const { id } = await askAgain(tools, erika, over)
  const request = { headers: new Headers({ cookie }), address: '192.0.2.1' }
  await proveByPassword(tools, { id: erika, email }, { id, password, code: code(seconds), request })
  return id
}

const accounts = '/api/v1/staff/accounts'
const berta = `${accounts}/berta@staff.example.org`

/** What Erika tries as an administrator; the answer is the same as for what does not exist. */
const tries: readonly (readonly [
  method: string,
  route: string,
  path: (other: Other) => string,
  body: object | undefined,
  code: string,
])[] = [
  ['POST', `${accounts}/{email}/disable`, () => `${berta}/disable`, undefined, 'SCH_STAFF_UNKNOWN'],
  ['POST', `${accounts}/{email}/reset`, () => `${berta}/reset`, undefined, 'SCH_STAFF_UNKNOWN'],
  ['POST', `${accounts}/{email}/roles`, () => `${berta}/roles`, { roles: ['auditor'] }, 'SCH_STAFF_UNKNOWN'],
  [
    'DELETE',
    `${accounts}/{email}/roles/{role}`,
    () => `${berta}/roles/administrator`,
    undefined,
    'SCH_STAFF_UNKNOWN',
  ],
  [
    'DELETE',
    '/api/v1/staff/tokens/{id}',
    ({ token }) => `/api/v1/staff/tokens/${token.id}`,
    undefined,
    'SCH_STAFF_TOKEN_UNKNOWN',
  ],
]

/** Tried below, each in a test of its own. */
const triedElsewhere = [
  `GET ${accounts}`,
  `POST ${accounts}`,
  'GET /api/v1/staff/requests',
  'POST /api/v1/staff/requests/{id}/digest',
  'POST /api/v1/staff/requests/{id}/answer',
  'GET /api/v1/staff/tokens',
  'POST /api/v1/staff/tokens',
  'POST /api/v1/staff/approvals/{id}/approve',
]

async function stateOf({ w, berta: accountId }: Other) {
  const { app, organisationId } = w
  return {
    accounts: await app
      .selectFrom('schleuse.staff_account')
      .selectAll()
      .where('organisation_id', '=', organisationId)
      .orderBy('id')
      .execute(),
    roles: await app
      .selectFrom('schleuse.staff_role')
      .selectAll()
      .where('organisation_id', '=', organisationId)
      .orderBy('account_id')
      .execute(),
    requests: await listRequests(app, organisationId),
    tokens: await listTokens(app, { organisationId, accountId }),
    proofs: await app
      .selectFrom('schleuse.approval_proof')
      .selectAll()
      .where('organisation_id', '=', organisationId)
      .execute(),
  }
}

test('an administrator reaches nothing of another organisation, through no route of staff', async () => {
  const served = await serveStaff(await fresh(), ['administrator'])
  const other = await otherOrganisation(served)
  const before = await stateOf(other)
  const here = { cookie: served.cookie, origin: served.base }

  for (const [method, route, path, body, code] of tries) {
    const answer = await served.call(method, path(other), { ...here, ...(body ? { body } : {}) })
    expect([route, answer.status, answer.body.code]).toEqual([route, 404, code])
  }
  for (const list of ['accounts', 'requests', 'tokens']) {
    const shown = await served.call('GET', `/api/v1/staff/${list}`, here)
    expect(shown.status).toBe(200)
    const { w, request, token, anna } = other
    for (const word of [w.organisationId, other.berta, anna, request.id, token.id, 'berta', 'carl'])
      expect(JSON.stringify(shown.body)).not.toContain(word)
  }
  // No body names an organisation: it is the caller's own.
  const { organisationId } = other.w
  for (const [path, wish] of [
    ['accounts', { name: 'Dora', email: 'dora@staff.example.org', roles: ['author'], organisationId }],
    ['tokens', { name: 'x', roles: ['administrator'], accountId: other.berta }],
  ] as const)
    expect(await served.call('POST', `/api/v1/staff/${path}`, { ...here, body: wish })).toMatchObject({
      status: 400,
    })
  expect(await stateOf(other)).toEqual(before)
})

test('a request of another organisation is not answered, not even with a proof over its true digest', async () => {
  const served = await serveStaff(await fresh(), ['administrator'])
  const other = await otherOrganisation(served)
  const before = await stateOf(other)
  const here = { cookie: served.cookie, origin: served.base }
  const path = `/api/v1/staff/requests/${other.request.id}`
  const truly = digestOfAnswer({
    organisationId: other.w.organisationId,
    requestId: other.request.id,
    answer: 'confirmed',
  })
  const asked = await served.call('POST', `${path}/digest`, { ...here, body: { answer: 'confirmed' } })
  expect(asked.status).toBe(200)
  // Of a request that exists, exists elsewhere or not at all: always one of the caller's own organisation.
  expect(asked.body.over).not.toBe(truly.toString('hex'))
  const proof = await proofOver(served, truly)
  const body = { answer: 'confirmed', proof }
  expect(await served.call('POST', `${path}/answer`, { ...here, body })).toMatchObject({
    status: 404,
    body: { code: 'SCH_STAFF_REQUEST_UNKNOWN' },
  })
  const question = `/api/v1/auth/proof/${other.question.id}`
  const given = { kind: 'password-totp', password, code: served.code(30) }
  expect(await served.call('POST', question, { ...here, body: given })).toMatchObject({
    status: 401,
    body: { code: 'SCH_SIGN_IN_PROOF' },
  })
  expect(await stateOf(other)).toEqual(before)
})

test('an approver gives no approval of another organisation, not even over its true hashes', async () => {
  const served = await serveStaff(await fresh(), ['approver'])
  const other = await otherOrganisation(served)
  const proof = await proofOver(served, other.approval.over)
  const answer = await served.call('POST', `/api/v1/staff/approvals/${other.approval.id}/approve`, {
    cookie: served.cookie,
    origin: served.base,
    body: { hashes, proof },
  })
  expect(answer).toMatchObject({ status: 404, body: { code: 'SCH_APPROVAL_UNKNOWN' } })
  expect((await stateOf(other)).proofs).toEqual([])
})

test('every route of staff is tried', async () => {
  const { call } = await serveStaff(await fresh(), ['administrator'])
  const { body } = await call('GET', '/api/v1/openapi.json')
  const routes = Object.entries(Object(body.paths)).flatMap(([path, methods]) =>
    Object.keys(Object(methods)).map((method) => `${method.toUpperCase()} ${path}`),
  )
  const ofStaff = routes.filter((route) => route.includes(' /api/v1/staff/')).toSorted()
  expect([...tries.map(([method, route]) => `${method} ${route}`), ...triedElsewhere].toSorted()).toEqual(
    ofStaff,
  )
})
