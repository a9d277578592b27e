import { expect, test } from 'vitest'
import { z } from 'zod'
import { proxies, rawConnection, runApi } from '../../test/support/api-server.ts'
import { fault } from '../std/fault.ts'
import { openLog } from './log-line.ts'
import type { AddRoutes } from './route.ts'

const open = { access: { kind: 'open' } } as const
const secretAccess = { access: { kind: 'permission', permission: 'things-read' } } as const
const thing = z.object({ id: z.int(), name: z.string() })

/** A room as a test needs it: one route for each thing that can happen. */
const room: AddRoutes = (app) => {
  app.get('/api/v1/thing', { config: open, schema: { response: { 200: thing } } }, () => {
    const row = { id: 1, name: 'Tür', secret: 'Anna Beispiel' }
    return row
  })
  app.get('/api/v1/secret', { config: secretAccess, schema: { response: { 200: thing } } }, () => ({
    id: 1,
    name: 'x',
  }))
  app.post(
    '/api/v1/thing/:name',
    {
      config: open,
      schema: {
        params: z.object({ name: z.string().max(20) }),
        body: z.strictObject({ birth: z.iso.date(), size: z.int() }),
        response: { 200: thing },
      },
    },
    ({ body }) => ({ id: body.size, name: 'x' }),
  )
  app.get('/api/v1/broken', { config: open, schema: { response: { 200: thing } } }, () => {
    throw new Error('cannot read Anna Beispiel, anna@example.org')
  })
  app.get('/api/v1/other-status', { config: open, schema: { response: { 200: thing } } }, async (_, reply) =>
    reply.status(JSON.parse('201')).send(JSON.parse('{"id":1,"name":"x","secret":"Anna Beispiel"}')),
  )
  app.get('/api/v1/plain', { config: open, schema: { response: { 200: thing } } }, async (_, reply) =>
    reply.type('text/html').send(JSON.parse('"<b>Anna Beispiel</b>"')),
  )
  app.get('/api/v1/store', { config: open, schema: { response: { 200: thing } } }, () => {
    throw fault('SCH_STORE_AWAY')
  })
}

const post = (body: string, type = 'application/json') => ({
  method: 'POST',
  body,
  headers: { 'content-type': type },
})

test('a field that the contract of the answer does not name does not get out', async () => {
  const { base } = await runApi({ rooms: [room] })
  const answer = await fetch(`${base}/api/v1/thing`)
  expect(await answer.text()).toBe('{"id":1,"name":"Tür"}')
})

for (const path of ['other-status', 'plain']) {
  test(`an answer without a contract does not get out (${path})`, async () => {
    const { base } = await runApi({ rooms: [room] })
    const answer = await fetch(`${base}/api/v1/${path}`)
    expect(answer.status).toBe(500)
    expect(await answer.text()).not.toMatch(/Anna|Beispiel/)
  })
}

test('a route that needs a permission is refused while nobody says who is calling', async () => {
  const { base } = await runApi({ rooms: [room] })
  const answer = await fetch(`${base}/api/v1/secret`)
  expect(answer.status).toBe(401)
  expect(await answer.json()).toMatchObject({ code: 'SCH_HTTP_SIGN_IN' })
})

test('the gatekeeper is asked with the permission of the route, before anything of the request is read', async () => {
  const asked: string[] = []
  const { base } = await runApi({
    rooms: [room],
    gatekeeper: async (_, permission) => {
      asked.push(permission)
      throw fault('SCH_HTTP_FORBIDDEN')
    },
  })
  expect((await fetch(`${base}/api/v1/secret`)).status).toBe(403)
  expect((await fetch(`${base}/api/v1/thing`)).status).toBe(200)
  expect(asked).toEqual(['things-read'])
})

const incomplete: readonly [string, AddRoutes, RegExp][] = [
  [
    'access',
    (app) => void app.get('/api/v1/a', { schema: { response: { 200: thing } } }, () => ({ id: 1, name: '' })),
    /who may call/,
  ],
  [
    'a contract for its answer',
    (app) => void app.get('/api/v1/a', { config: open }, () => ({})),
    /no contract/,
  ],
]
for (const [what, broken, sentence] of incomplete) {
  test(`a route without ${what} stops the start`, async () => {
    await expect(runApi({ rooms: [broken] })).rejects.toThrow(sentence)
  })
}

const badRequests: readonly [string, string, RequestInit, number, string][] = [
  ['an unknown path', '/api/v1/anna-beispiel', {}, 404, 'SCH_HTTP_NOT_FOUND'],
  ['an unknown path below a known one', '/api/v1/thing/a/b', {}, 404, 'SCH_HTTP_NOT_FOUND'],
  ['a method that is not there', '/api/v1/thing', { method: 'DELETE' }, 404, 'SCH_HTTP_NOT_FOUND'],
  ['a broken percent sign', '/api/v1/thing/%E0%A4', post('{}'), 404, 'SCH_HTTP_NOT_FOUND'],
  ['a body that is no JSON', '/api/v1/thing/a', post('{"birth": Anna'), 400, 'SCH_HTTP_INPUT'],
  ['an empty body', '/api/v1/thing/a', post(''), 400, 'SCH_HTTP_INPUT'],
  ['a poisoned prototype', '/api/v1/thing/a', post('{"__proto__":{"a":1}}'), 400, 'SCH_HTTP_INPUT'],
  ['a value of the wrong kind', '/api/v1/thing/a', post('{"birth":"Anna","size":1}'), 400, 'SCH_HTTP_INPUT'],
  [
    'a name that the contract lacks',
    '/api/v1/thing/a',
    post('{"birth":"2001-02-03","size":1,"anna":1}'),
    400,
    'SCH_HTTP_INPUT',
  ],
  ['another form of body', '/api/v1/thing/a', post('<a/>', 'text/xml'), 415, 'SCH_HTTP_MEDIA_TYPE'],
  [
    'a body that is too large',
    '/api/v1/thing/a',
    post(`"${'a'.repeat(1024 * 1024)}"`),
    413,
    'SCH_HTTP_BODY_LARGE',
  ],
  ['a parameter that is too long', `/api/v1/thing/${'a'.repeat(101)}`, post('{}'), 404, 'SCH_HTTP_NOT_FOUND'],
]
for (const [what, path, request, status, code] of badRequests) {
  test(`${what} is answered by a problem that quotes nothing`, async () => {
    const { base } = await runApi({ rooms: [room] })
    const answer = await fetch(base + path, request)
    const text = await answer.text()
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(JSON.parse(text)).toMatchObject({ code, status, requestId: answer.headers.get('x-request-id') })
    expect(text).not.toMatch(/anna/i)
  })
}

test('a problem says where in the contract it lies, and speaks the language asked for', async () => {
  const { base } = await runApi({ rooms: [room] })
  const answer = await fetch(`${base}/api/v1/thing/a`, {
    ...post('{"birth":"Anna","size":"x"}'),
    headers: { 'content-type': 'application/json', 'accept-language': 'fr, en;q=0.8, de;q=0.3' },
  })
  expect(await answer.json()).toMatchObject({
    title: 'The request does not keep to the contract.',
    places: ['body/birth', 'body/size'],
  })
})

test('an error nobody foresaw is answered without its words and logged by its place', async () => {
  const { base, lines, rawLog } = await runApi({ rooms: [room] })
  const answer = await fetch(`${base}/api/v1/broken`)
  const text = await answer.text()
  expect(answer.status).toBe(500)
  expect(JSON.parse(text)).toMatchObject({ code: 'SCH_INTERNAL' })
  expect(text + rawLog()).not.toMatch(/Anna|example\.org| {4}at |stack/)
  expect(lines()[0]).toMatchObject({ event: 'fault', code: 'SCH_INTERNAL', error: 'Error' })
  expect(lines()[0]?.where).toMatch(/^src\/api\/server\.test\.ts:\d+$/)
})

test('a fault of the table keeps its code; what may pass by itself is 503 with a time to come back', async () => {
  const { base } = await runApi({ rooms: [room] })
  const answer = await fetch(`${base}/api/v1/store`)
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('5')
  expect(await answer.json()).toMatchObject({ code: 'SCH_STORE_AWAY' })
})

test('nothing of a customer that a request carries reaches the log or the metrics', async () => {
  const { base, lines, rawLog } = await runApi({ rooms: [room] })
  const planted = 'anna.beispiel'
  await fetch(`${base}/api/v1/thing?name=${planted}`, {
    headers: { 'x-note': planted, cookie: `a=${planted}` },
  })
  await fetch(`${base}/api/v1/${planted}`, { headers: { authorization: planted, 'user-agent': planted } })
  await fetch(`${base}/api/v1/thing/${planted}`, post(`{"${planted}":"${planted}"}`))
  await fetch(`${base}/api/v1/thing/${planted}`, post(planted))
  await rawConnection(Number(new URL(base).port), `${planted} / HTTP/1.1\r\n\r\n`).answer
  expect(
    lines()
      .filter(({ event }) => event === 'request')
      .map(({ route }) => route),
  ).toEqual(['/api/v1/thing', 'none', '/api/v1/thing/:name', '/api/v1/thing/:name'])
  const metrics = await (await fetch(`${base}/metrics`)).text()
  expect(metrics).toMatch(
    /schleuse_http_request_seconds_count\{method="POST",route="\/api\/v1\/thing\/:name",status="4xx"\} 2/,
  )
  expect(rawLog() + metrics).not.toMatch(/anna|beispiel/i)
})

test('a log writes only what is on its list, also when the types are got round', () => {
  let text = ''
  const log = openLog({ write: (line: string) => (text += line) }, 'json')
  const values = {
    address: 'a',
    security: 'tls',
    body: 'Anna',
    err: new Error('Anna'),
    part: { deep: 'Anna' },
    reason: 'Anna '.repeat(100),
  }
  log.write('info', 'listening', values)
  expect(JSON.parse(text)).toEqual({
    level: 'info',
    time: expect.any(String),
    event: 'listening',
    address: 'a',
    security: 'tls',
  })
})

test('a browser is told to run nothing that is not ours and to keep nothing', async () => {
  const { base } = await runApi({ rooms: [room] })
  const { headers } = await fetch(`${base}/api/v1/thing`)
  expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/)
  expect(headers.get('content-security-policy')).not.toMatch(/unsafe|\*|https:/)
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('strict-transport-security')).toBeNull()
})

test('the contract is published, with answers as they are written and no open map in a request', async () => {
  const { base } = await runApi({ rooms: [room] })
  const document = JSON.parse(await (await fetch(`${base}/api/v1/openapi.json`)).text())
  expect(document.openapi).toBe('3.1.0')
  expect(Object.keys(document.paths)).toContain('/health/ready')
  expect(document.paths['/api/v1/thing'].get.responses['200']).toBeDefined()
})

test('one address that asks too often is told to wait', async () => {
  const limited: AddRoutes = (app) =>
    void app.get(
      '/api/v1/rare',
      {
        config: { ...open, rateLimit: { max: 2, timeWindow: 60_000 } },
        schema: { response: { 200: thing } },
      },
      () => ({ id: 1, name: '' }),
    )
  const { base } = await runApi({ rooms: [limited] })
  const ask = async () => (await fetch(`${base}/api/v1/rare`)).status
  expect([await ask(), await ask(), await ask()]).toEqual([200, 200, 429])
})

test('metrics are for this machine and for monitors that are named', async () => {
  const { base } = await runApi({ proxies: proxies('127.0.0.1'), monitors: proxies('192.0.2.7') })
  const from = async (address: string) =>
    (
      await fetch(`${base}/metrics`, {
        headers: { 'x-forwarded-for': address, 'x-forwarded-proto': 'https' },
      })
    ).status
  expect(await from('192.0.2.9')).toBe(403)
  expect(await from('192.0.2.7')).toBe(200)
  expect((await fetch(`${base}/metrics`)).status).toBe(200)
})
