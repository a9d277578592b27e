import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request as plainRequest } from 'node:http'
import { request } from 'node:https'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import type { AddRoutes } from '../../src/api/route.ts'
import { certificateEnd, readTlsFiles } from '../../src/api/tls-files.ts'
import { Fault } from '../../src/std/fault.ts'
import { proxies, rawConnection, runApi } from '../support/api-server.ts'
import { selfSigned, selfSignedFiles } from '../support/self-signed.ts'

const open = { access: { kind: 'open' } } as const
const answer = z.object({ from: z.string() })
const short = { headersMs: 600, requestMs: 1_200, keepAliveMs: 500 }

/** Answers who asks, and waits where it is told to. */
const room =
  (gate: Promise<void> = Promise.resolve()): AddRoutes =>
  (app) => {
    app.get('/api/v1/me', { config: open, schema: { response: { 200: answer } } }, ({ ip }) => ({ from: ip }))
    app.post('/api/v1/wait', { config: open, schema: { response: { 200: answer } } }, async () => {
      await gate
      return { from: 'late' }
    })
  }

const host = 'Host: localhost\r\n'
const slow: readonly [string, string][] = [
  ['says nothing', ''],
  ['does not end its headers', `GET /api/v1/me HTTP/1.1\r\n${host}`],
  [
    'does not end its body',
    `POST /api/v1/wait HTTP/1.1\r\n${host}Content-Length: 10\r\nContent-Type: application/json\r\n\r\n{`,
  ],
]
for (const [what, text] of slow) {
  test(`a client that ${what} is cut off, and others are answered meanwhile`, async () => {
    const { port, base } = await runApi({ rooms: [room()], limits: short })
    const { answer: end } = rawConnection(port, text)
    expect((await fetch(`${base}/api/v1/me`)).status).toBe(200)
    expect(await end).toMatch(/^(HTTP\/1\.1 408|$)/)
  })
}

test('headers past the limit end the request', async () => {
  const { port } = await runApi({ rooms: [room()] })
  const long = rawConnection(port, `GET /api/v1/me HTTP/1.1\r\n${host}X: ${'a'.repeat(20_000)}\r\n\r\n`)
  expect(await long.answer).toMatch(/^HTTP\/1\.1 431/)
})

const twoRequests: readonly [string, string][] = [
  ['two lengths', 'Content-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
  ['a length and pieces', 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
  ['an unknown coding', 'Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n'],
  ['a space before the colon', 'Content-Length : 1\r\n\r\na'],
  ['a bare line feed', 'X: a\nContent-Length: 1\r\n\r\na'],
]
for (const [what, rest] of twoRequests) {
  test(`a request that two programs could read differently (${what}) is refused`, async () => {
    const { port } = await runApi({ rooms: [room()], limits: short })
    const { answer: end } = rawConnection(
      port,
      `POST /api/v1/wait HTTP/1.1\r\n${host}Content-Type: application/json\r\n${rest}`,
    )
    expect(await end).toMatch(/^HTTP\/1\.1 400/)
  })
}

test('past the greatest number of connections new ones are closed, and the old ones go on', async () => {
  const { port, base } = await runApi({ rooms: [room()], limits: { connectionsMax: 20 } })
  const held = Array.from({ length: 20 }, () => rawConnection(port, `GET /api/v1/me HTTP/1.1\r\n${host}`))
  await Promise.all(held.map(({ socket }) => connected(socket)))
  expect(await rawConnection(port, `GET /api/v1/me HTTP/1.1\r\n${host}\r\n`).answer).toBe('')
  const [first] = held
  first?.socket.write('Connection: close\r\n\r\n')
  expect(await first?.answer).toMatch(/^HTTP\/1\.1 200/)
  await expect.poll(async () => (await fetch(`${base}/health/live`).catch(() => undefined))?.status).toBe(200)
})

async function connected(socket: Socket): Promise<void> {
  if (socket.connecting) await new Promise((resolve) => socket.once('connect', resolve))
}

test('stopping lets a request in progress end, takes no new one, and then is over', async () => {
  const gate = Promise.withResolvers<void>()
  const { api, base, port } = await runApi({ rooms: [room(gate.promise)] })
  const late = fetch(`${base}/api/v1/wait`, { method: 'POST' })
  await new Promise((resolve) => setTimeout(resolve, 50))
  const closed = api.close(10_000)
  await expect.poll(async () => rawConnection(port).answer, { interval: 20 }).toBe('')
  gate.resolve()
  expect(await (await late).json()).toEqual({ from: 'late' })
  await closed
})

test('a request that does not end within the limit is cut off when stopping', async () => {
  const { api, base } = await runApi({ rooms: [room(new Promise(() => {}))] })
  const late = fetch(`${base}/api/v1/wait`, { method: 'POST' }).then(
    () => 'answered',
    () => 'cut',
  )
  await new Promise((resolve) => setTimeout(resolve, 50))
  await api.close(100)
  expect(await late).toBe('cut')
})

test('who asks is read from a proxy that is named, and from nobody else', async () => {
  const { base } = await runApi({ rooms: [room()], proxies: proxies('127.0.0.1') })
  const headers = { 'x-forwarded-for': '198.51.100.7', 'x-forwarded-proto': 'https' }
  expect(await (await fetch(`${base}/api/v1/me`, { headers })).json()).toEqual({ from: '198.51.100.7' })
  expect(
    (await fetch(`${base}/api/v1/me`, { headers: { ...headers, 'x-forwarded-proto': 'http' } })).status,
  ).toBe(403)
  expect((await fetch(`${base}/api/v1/me`)).status).toBe(403)
  expect((await fetch(`${base}/health/ready`)).status).toBe(200)

  const alone = await runApi({ rooms: [room()] })
  const refused = await fetch(`${alone.base}/api/v1/me`, { headers })
  expect(await refused.json()).toMatchObject({ code: 'SCH_HTTP_INSECURE', status: 403 })
})

const names: readonly [string, number][] = [
  ['localhost', 200],
  ['localhost:99', 200],
  ['127.0.0.1', 200],
  ['[::1]:99', 200],
  ['schleuse.example.org', 200],
  ['SCHLEUSE.example.org:443', 200],
  ['other.example.org', 421],
  ['127.0.0.1.example.org', 421],
  ['', 421],
]
for (const [name, status] of names) {
  test(`asked as "${name}" it answers ${status}`, async () => {
    const { port } = await runApi({ rooms: [room()], hosts: ['schleuse.example.org'] })
    const { answer: end } = rawConnection(
      port,
      `GET /api/v1/me HTTP/1.1\r\nHost: ${name}\r\nConnection: close\r\n\r\n`,
    )
    expect(await end).toMatch(new RegExp(`^HTTP/1\\.1 ${status}`))
  })
}

test('over TLS it is asked for a year to come back by TLS; older TLS is refused', async () => {
  const material = readTlsFiles(selfSignedFiles('localhost'))
  const { port } = await runApi({ rooms: [room()], tls: material })
  const { headers, status } = await askTls(port)
  expect(status).toBe(200)
  expect(headers['strict-transport-security']).toBe('max-age=31536000')
  await expect(askTls(port, { maxVersion: 'TLSv1.1', minVersion: 'TLSv1.1' })).rejects.toThrow()
  expect(certificateEnd(material).getUTCFullYear()).toBe(2049)
})

test('a new certificate counts for new connections without a restart', async () => {
  const files = selfSignedFiles('old.test')
  const { port, api } = await runApi({ rooms: [room()], tls: readTlsFiles(files) })
  expect(await subject(port)).toBe('old.test')
  files.replace(selfSigned('new.test'))
  api.renewTls(readTlsFiles(files))
  expect(await subject(port)).toBe('new.test')
})

test('a client that does not end its TLS greeting is cut off', async () => {
  const { port } = await runApi({ tls: readTlsFiles(selfSignedFiles('localhost')), limits: short })
  expect(await rawConnection(port, '\u0016\u0003\u0001').answer).toBe('')
})

const badTls: readonly [string, (files: ReturnType<typeof selfSignedFiles>) => void, string][] = [
  ['a key that others can read', ({ key }) => chmodSync(key, 0o644), 'SCH_TLS_KEY_EXPOSED'],
  ['a key that its group can change', ({ key }) => chmodSync(key, 0o660), 'SCH_TLS_KEY_EXPOSED'],
  ['a key of another certificate', ({ key }) => writeFileSync(key, selfSigned('a.test').key), 'SCH_TLS_FILE'],
  ['a certificate that is none', ({ certificate }) => writeFileSync(certificate, 'none'), 'SCH_TLS_FILE'],
  [
    'half a certificate',
    ({ certificate }) => writeFileSync(certificate, selfSigned('a.test').certificate.slice(0, 200)),
    'SCH_TLS_FILE',
  ],
  ['no certificate', ({ certificate }) => rmSync(certificate), 'SCH_TLS_FILE'],
  [
    'a certificate as large as no certificate is',
    ({ certificate }) => writeFileSync(certificate, 'x'.repeat(300_000)),
    'SCH_TLS_FILE',
  ],
]
for (const [what, harm, code] of badTls) {
  test(`${what} is refused`, () => {
    const files = selfSignedFiles('localhost')
    harm(files)
    expect(() => readTlsFiles(files)).toThrow(expect.objectContaining({ message: code, constructor: Fault }))
  })
}

test('a UNIX socket answers like a port', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'schleuse-socket-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'http.sock')
  const { api } = await runApi({ rooms: [room()] })
  expect(path.length).toBeLessThan(100)
  await api.close(0)
  const other = await runApi({ rooms: [room()], proxies: proxies('unix') }, { kind: 'socket', path })
  expect(other.port).toBe(0)
  const from = (headers: Record<string, string>) =>
    new Promise<number | undefined>((resolve) =>
      plainRequest(
        { socketPath: path, path: '/api/v1/me', headers: { host: 'localhost', ...headers } },
        ({ statusCode, resume }) => {
          resolve(statusCode)
          void resume
        },
      ).end(),
    )
  expect(await from({ 'x-forwarded-proto': 'https', 'x-forwarded-for': '198.51.100.7' })).toBe(200)
  expect(await from({})).toBe(403)
})

function askTls(port: number, versions: object = {}) {
  return new Promise<{ status: number | undefined; headers: NodeJS.Dict<string | string[]> }>(
    (resolve, reject) => {
      request(
        { host: '127.0.0.1', port, path: '/api/v1/me', rejectUnauthorized: false, ...versions },
        (response) => {
          response.resume()
          resolve({ status: response.statusCode, headers: response.headers })
        },
      )
        .on('error', reject)
        .end()
    },
  )
}

function subject(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connectTls({ host: '127.0.0.1', port, rejectUnauthorized: false }, () => {
      const { CN } = socket.getPeerCertificate().subject
      resolve(typeof CN === 'string' ? CN : '')
      socket.destroy()
    })
    socket.on('error', reject)
  })
}
