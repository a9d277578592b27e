import { expect, test } from 'vitest'
import { digestOfAnswer } from '../../src/staff/second-person.ts'
import { askAgain, proveByPassword } from '../../src/staff/sign-in/reauthenticate.ts'
import { makeToken } from '../../src/staff/token.ts'
import { freshDatabases } from '../store/fresh-database.ts'
import { serveStaff } from './served-staff.ts'
import { email, password } from './sign-in-world.ts'

const fresh = freshDatabases()

const served = async () => serveStaff(await fresh(), ['administrator'])

test('nobody, a token that does not count, a role without the right and a page of somebody else get nowhere', async () => {
  const { w, call, cookie } = await served()
  const anna = await w.hire('Anna', ['author'])
  const { token } = await makeToken(
    w.app,
    { accountId: anna, name: 'x', roles: ['author'], days: 1 },
    new Date(),
  )
  const list = '/api/v1/staff/accounts'
  expect(await call('GET', list)).toMatchObject({ status: 401 })
  expect(await call('GET', list, { token: 'sch_invented' })).toMatchObject({ status: 401 })
  expect(await call('GET', list, { token })).toMatchObject({ status: 403 })
  expect(await w.eventsOf('action-refused')).toMatchObject([
    { actor: `staff:${anna}`, action: 'GET /api/v1/staff/accounts', permission: 'staff-read' },
  ])
  const body = { name: 'Otto', email: 'otto@staff.example.org', roles: ['author'] }
  for (const origin of [undefined, 'https://elsewhere.example']) {
    const answer = await call('POST', list, { cookie, body, ...(origin ? { origin } : {}) })
    expect(answer).toMatchObject({ status: 403 })
  }
  expect((await call('GET', list, { cookie })).status).toBe(200)
})

test('what Erika requests she cannot confirm; what others request she confirms with a proof for exactly that', async () => {
  const { w, tools, erika, code, call, cookie, base } = await served()
  const body = { name: 'Otto', email: 'otto@staff.example.org', roles: ['approver'] }
  const here = { cookie, origin: base }
  const own = await call('POST', '/api/v1/staff/accounts', { ...here, body })
  expect(own).toMatchObject({ status: 200, body: { invitation: { word: expect.any(String) } } })
  const berta = await w.hire('Berta', ['administrator'])
  const { token } = await makeToken(
    w.app,
    { accountId: berta, name: 'x', roles: ['administrator'], days: 1 },
    new Date(),
  )
  const carl = { name: 'Carl', email: 'carl@staff.example.org', roles: ['author'] }
  const other = await call('POST', '/api/v1/staff/accounts', { token, body: carl })
  const requestId = String(other.body.request)

  const proofFor = async (id: string, seconds: number): Promise<string> => {
    const over = digestOfAnswer({ organisationId: w.organisationId, requestId: id, answer: 'confirmed' })
    const question = await askAgain(tools, erika, over)
    const request = { headers: new Headers({ cookie }), address: '192.0.2.1' }
    await proveByPassword(
      tools,
      { id: erika, email },
      { id: question.id, password, code: code(seconds), request },
    )
    return question.id
  }
  const answer = (id: string, proof: string, as: object = here) =>
    call('POST', `/api/v1/staff/requests/${id}/answer`, { ...as, body: { answer: 'confirmed', proof } })

  const proof = await proofFor(requestId, 0)
  expect(await answer(String(own.body.request), proof)).toMatchObject({
    body: { code: 'SCH_STAFF_SAME_PERSON' },
  })
  expect(await answer(requestId, proof, { token })).toMatchObject({ status: 403 })
  expect(await answer(requestId, proof)).toMatchObject({ status: 200 })
  expect(await answer(requestId, proof)).toMatchObject({ body: { code: 'SCH_STAFF_REQUEST_CLOSED' } })
  const shown = await call('GET', '/api/v1/staff/requests', { cookie })
  expect(JSON.stringify(shown.body)).not.toMatch(/digest|code/)
})

test('a refusal is proven with its reason, and whoever asked is told', async () => {
  const { w, tools, erika, code, call, cookie, base } = await served()
  const here = { cookie, origin: base }
  const berta = await w.hire('Berta', ['administrator'])
  const wish = { accountId: berta, name: 'x', roles: ['administrator'], days: 1 } as const
  const { token } = await makeToken(w.app, wish, new Date())
  const carl = { name: 'Carl', email: 'carl@staff.example.org', roles: ['author'] }
  const { body: asked } = await call('POST', '/api/v1/staff/accounts', { token, body: carl })
  const path = `/api/v1/staff/requests/${String(asked.request)}`
  const refusal = { answer: 'refused', reason: 'Carl is no longer with us.' }
  expect((await call('POST', `${path}/digest`, { ...here, body: { answer: 'refused' } })).status).toBe(400)
  const { body: question } = await call('POST', `${path}/digest`, { ...here, body: refusal })
  const { id } = await askAgain(tools, erika, Buffer.from(String(question.over), 'hex'))
  const request = { headers: new Headers({ cookie }), address: '192.0.2.1' }
  await proveByPassword(tools, { id: erika, email }, { id, password, code: code(), request })
  const answer = (body: object) => call('POST', `${path}/answer`, { ...here, body: { ...body, proof: id } })
  expect(await answer({ answer: 'confirmed' })).toMatchObject({ body: { code: 'SCH_SIGN_IN_PROOF' } })
  expect(await answer({ ...refusal, reason: 'Other words.' })).toMatchObject({ status: 401 })
  expect((await answer({ answer: 'refused' })).status).toBe(400)
  expect((await answer({ answer: 'confirmed', reason: 'Why not?' })).status).toBe(400)
  expect(await answer(refusal)).toMatchObject({ status: 200 })
  const list = async (as: object) => (await call('GET', '/api/v1/staff/requests', as)).body.requests
  const told = {
    id: asked.request,
    account: { name: 'Carl' },
    requestedBy: { name: 'Berta' },
    answered: { by: { name: 'Erika' }, reason: refusal.reason },
    standing: 'closed',
  }
  expect(await list({ token })).toContainEqual(expect.objectContaining(nested(told)))
  expect(await list(here)).toContainEqual(expect.objectContaining(nested(told)))
})

/** Matches objects inside that have more. */
function nested(wanted: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const entries = Object.entries(wanted).map(([name, one]) => [
    name,
    typeof one === 'object' && one !== null ? expect.objectContaining(nested({ ...one })) : one,
  ])
  return Object.fromEntries(entries)
}

test('a token is made by a person at a screen only, shown once, and revoked', async () => {
  const { w, call, cookie, base } = await served()
  const here = { cookie, origin: base }
  const body = { name: 'nightly', roles: ['administrator'] }
  const made = await call('POST', '/api/v1/staff/tokens', { ...here, body })
  const token = String(made.body.token)
  expect(await call('POST', '/api/v1/staff/tokens', { token, body })).toMatchObject({ status: 403 })
  const listed = await call('GET', '/api/v1/staff/tokens', here)
  expect(JSON.stringify(listed.body)).not.toContain(token)
  expect((await call('GET', '/api/v1/staff/accounts', { token })).status).toBe(200)
  expect((await call('DELETE', `/api/v1/staff/tokens/${made.body.id}`, here)).status).toBe(200)
  expect((await call('GET', '/api/v1/staff/accounts', { token })).status).toBe(401)
  expect((await w.eventsOf('token-revoked')).length).toBe(1)
})
