import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { message, messengerContract } from '../../../test/contracts/messenger.contract.ts'
import { Fault } from '../../std/fault.ts'
import { webhookMessenger } from './messenger.ts'

const now = () => new Date('2026-01-02T03:04:05.678Z')

async function receiver() {
  const received: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    received.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') })
    response.writeHead(202).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/alerts`, received, server }
}

messengerContract('a webhook', async () => {
  const { url, received, server } = await receiver()
  return {
    messenger: webhookMessenger({ name: 'hook', url, now }),
    arrived: () => received.map(({ body }) => body),
    breakIt: async () => void server.close(),
  }
})

test('the receiver can check who sent it and when, and that nothing was changed', async () => {
  const { url, received } = await receiver()
  const secret = 'shared secret'
  await webhookMessenger({ name: 'hook', url, secret, now }).tell(message, new AbortController().signal)
  const [one] = received
  const [, seconds, mac] =
    /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(one?.headers['schleuse-signature'])) ?? []
  expect(Number(seconds)).toBe(1767323045)
  expect(mac).toBe(createHmac('sha256', secret).update(`${seconds}.${one?.body}`).digest('hex'))
  expect(JSON.parse(one?.body ?? '')).toEqual({
    alert: message.id,
    organisation: { id: message.organisationId, name: message.organisation },
    kind: 'witness-failing',
    says: { witness: 'other-host' },
    step: 'raised',
    raisedAt: '2026-01-02T03:04:05.000Z',
    text: message.text,
  })
})

test('without a shared secret nothing pretends to be signed', async () => {
  const { url, received } = await receiver()
  await webhookMessenger({ name: 'hook', url, now }).tell(message, new AbortController().signal)
  expect(received[0]?.headers).not.toHaveProperty('schleuse-signature')
})

test('plain HTTP to another machine is refused', () => {
  expect(() => webhookMessenger({ name: 'hook', url: 'http://hooks.example.org/', now })).toThrow(Fault)
})
