import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { headOf, witnessContract } from '../../../test/contracts/witness.contract.ts'
import { makeCertificate } from '../../../test/support/certificate.ts'
import { Fault } from '../../std/fault.ts'
import { httpWitness } from './witness.ts'

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  return port
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

async function answering(answer: RequestListener): Promise<string> {
  return `http://127.0.0.1:${await listening(createServer(answer))}/heads`
}

const never = new AbortController().signal

witnessContract('another host', async () => {
  const kept: string[] = []
  const server = createServer(async (request, response) => {
    kept.push(await bodyOf(request))
    response.writeHead(204).end()
  })
  const url = `http://127.0.0.1:${await listening(server)}/heads`
  return {
    witness: httpWitness({ name: 'host', url }),
    kept: async () => kept,
    breakIt: async () => void server.close(),
  }
})

test('the head comes as JSON, with the token that was agreed on', async () => {
  let seen: IncomingMessage['headers'] = {}
  const url = await answering((request, response) => {
    seen = request.headers
    response.writeHead(201).end()
  })
  await httpWitness({ name: 'host', url, token: 't0ken' }).keep(headOf(1), never)
  expect(seen).toMatchObject({ 'content-type': 'application/json', authorization: 'Bearer t0ken' })
})

const answers: readonly [string, RequestListener, string][] = [
  ['an error of the host', (_, response) => void response.writeHead(500).end(), 'refused'],
  ['a missing page', (_, response) => void response.writeHead(404).end(), 'refused'],
  [
    'a redirect, which is not followed',
    (request, response) => {
      if (request.url === '/heads') response.writeHead(307, { location: '/elsewhere' }).end()
      else response.writeHead(200).end()
    },
    'redirected',
  ],
  ['a connection that breaks off', (request) => void request.socket.destroy(), 'unreachable'],
]
for (const [name, answer, why] of answers) {
  test(`${name} is no success`, async () => {
    const url = await answering(answer)
    expect(await httpWitness({ name: 'host', url }).keep(headOf(1), never)).toEqual({ kind: 'failed', why })
  })
}

test('a host that never answers is given up when the caller says so', async () => {
  const server = createServer(() => {})
  const url = `http://127.0.0.1:${await listening(server)}/`
  onTestFinished(() => server.closeAllConnections())
  const stop = new AbortController()
  const kept = httpWitness({ name: 'host', url }).keep(headOf(1), stop.signal)
  await once(server, 'request')
  stop.abort()
  expect(await kept).toEqual({ kind: 'failed', why: 'timeout' })
})

test('a success is believed whatever the host says after it, without reading it', async () => {
  const url = await answering((_, response) => {
    response.writeHead(200)
    const endless = setInterval(() => response.write('x'.repeat(65_536)), 1)
    response.on('close', () => clearInterval(endless))
  })
  expect(await httpWitness({ name: 'host', url }).keep(headOf(1), never)).toEqual({ kind: 'kept' })
})

test('over TLS only a host whose certificate is trusted is a witness', async () => {
  const { key, certificate } = makeCertificate('127.0.0.1')
  const server = createTlsServer(
    { key, cert: certificate },
    (_, response) => void response.writeHead(200).end(),
  )
  const url = `https://127.0.0.1:${await listening(server)}/`
  expect(await httpWitness({ name: 'host', url, ca: certificate }).keep(headOf(1), never)).toEqual({
    kind: 'kept',
  })
  expect(await httpWitness({ name: 'host', url }).keep(headOf(1), never)).toEqual({
    kind: 'failed',
    why: 'untrusted',
  })
})

const unsafe = [
  'http://witness.example.org/',
  'http://127.0.0.1.example.org/',
  'ftp://witness.example.org/',
  'https://name:word@witness.example.org/',
]
for (const url of unsafe) {
  test(`${url} is refused`, () => {
    expect(() => httpWitness({ name: 'host', url })).toThrow(Fault)
  })
}
