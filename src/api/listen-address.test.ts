import { expect, test } from 'vitest'
import { readListenAddress, refusePlain, writeAddress } from './listen-address.ts'

for (const text of [
  '127.0.0.1:8080',
  '[::1]:0',
  '0.0.0.0:443',
  '[2001:db8::1]:8080',
  'unix:/run/schleuse/http.sock',
]) {
  test(`${text} is read and written the same`, () => expect(writeAddress(readListenAddress(text))).toBe(text))
}

test('localhost is 127.0.0.1: no name is looked up', () => {
  expect(readListenAddress('localhost:80')).toEqual({ kind: 'port', host: '127.0.0.1', port: 80 })
})

for (const text of [
  '',
  '8080',
  ':8080',
  '*:80',
  'example.org:80',
  '127.0.0.1',
  '127.0.0.1:65536',
  '::1:80',
  '[127.0.0.1]:80',
  '127.0.0.1:-1',
  'unix:relative',
  '1.2.3:80',
]) {
  test(`"${text}" is no address to listen on`, () =>
    expect(() => readListenAddress(text)).toThrow('SCH_SERVE_ADDRESS'))
}

const plain: readonly [string, { hasTls: boolean; hasProxies: boolean }, boolean][] = [
  ['127.0.0.1:1', { hasTls: false, hasProxies: false }, true],
  ['[::1]:1', { hasTls: false, hasProxies: false }, true],
  ['unix:/a', { hasTls: false, hasProxies: false }, true],
  ['0.0.0.0:1', { hasTls: false, hasProxies: false }, false],
  ['[::]:1', { hasTls: false, hasProxies: false }, false],
  ['192.0.2.1:1', { hasTls: false, hasProxies: false }, false],
  ['0.0.0.0:1', { hasTls: true, hasProxies: false }, true],
  ['0.0.0.0:1', { hasTls: false, hasProxies: true }, true],
]
for (const [text, how, may] of plain) {
  test(`${text} with ${JSON.stringify(how)} is ${may ? 'accepted' : 'refused'}`, () => {
    const listen = () => refusePlain(readListenAddress(text), how)
    if (may) expect(listen).not.toThrow()
    else expect(listen).toThrow('SCH_SERVE_PLAIN')
  })
}
