import { expect, test } from 'vitest'
import { proxies } from '../../test/support/api-server.ts'
import { type Arrival, arrivalOf, isLoopback, trustedProxies } from './trusted-proxies.ts'

const https = { 'x-forwarded-proto': 'https' }
const named = ['192.0.2.0/24', '2001:db8::/64']

const arrivals: readonly [string, string | undefined, Record<string, string>, readonly string[], Arrival][] =
  [
    ['somebody on this machine', '127.0.0.1', {}, [], 'local'],
    ['somebody on this machine, over IPv6', '::1', {}, named, 'local'],
    ['somebody on this machine, IPv4 in IPv6', '::ffff:127.0.0.1', {}, [], 'local'],
    ['whoever may open the UNIX socket', undefined, {}, [], 'local'],
    ['a proxy that took HTTPS', '192.0.2.7', https, named, 'proxy-https'],
    ['a proxy that took HTTPS, over IPv6', '2001:db8::7', https, named, 'proxy-https'],
    ['a proxy that took HTTPS, through the socket', undefined, https, ['unix'], 'proxy-https'],
    ['a proxy that took plain HTTP', '192.0.2.7', { 'x-forwarded-proto': 'http' }, named, 'insecure'],
    ['a proxy that says nothing', '192.0.2.7', {}, named, 'insecure'],
    [
      'a proxy behind another one that took plain HTTP',
      '192.0.2.7',
      { 'x-forwarded-proto': 'http, https' },
      named,
      'insecure',
    ],
    ['a stranger', '198.51.100.7', {}, named, 'insecure'],
    ['a stranger who pretends', '198.51.100.7', https, named, 'insecure'],
    ['a neighbour of the network that is named', '192.0.3.7', https, named, 'insecure'],
    [
      'a proxy on this machine that nobody has named',
      '127.0.0.1',
      { 'x-forwarded-for': '198.51.100.7' },
      [],
      'insecure',
    ],
    [
      'the same with the header of the standard',
      '127.0.0.1',
      { forwarded: 'for=198.51.100.7' },
      [],
      'insecure',
    ],
    ['a proxy behind the socket that nobody has named', undefined, { via: '1.1 a' }, [], 'insecure'],
  ]
for (const [who, peer, headers, entries, arrival] of arrivals) {
  test(`${who}: ${arrival}`, () => {
    expect(arrivalOf({ isEncrypted: false, peer, headers, proxies: proxies(...entries) })).toBe(arrival)
  })
}

for (const entry of ['', 'example.org', '10.0.0.0/33', '10.0.0', '::/129', '10.0.0.1/', '*', '10.0.0.0/8 ']) {
  test(`"${entry}" names no proxy`, () => expect(trustedProxies([entry])).toBeUndefined())
}

for (const [address, is] of [
  ['127.0.0.1', true],
  ['127.9.9.9', true],
  ['::1', true],
  ['0.0.0.0', false],
  ['::', false],
  ['192.0.2.1', false],
  ['::ffff:192.0.2.1', false],
  ['localhost', false],
] as const) {
  test(`${address} ${is ? 'is' : 'is not'} this machine alone`, () => expect(isLoopback(address)).toBe(is))
}
