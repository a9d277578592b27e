import { expect, test } from 'vitest'
import { wrappedAddresses } from './wrapped-address.ts'

const cases: readonly [name: string, value: string, address: string | undefined][] = [
  ['a return path of a list', '<bounce-anna=example.org@lists.example.com>', 'anna@example.org'],
  ['a plus sign', 'list+anna.mueller=example.org@lists.example.com', 'anna.mueller@example.org'],
  ['a hyphen in the name', '<news-123-anna-lena=example.org@lists.example.com>', 'anna-lena@example.org'],
  ['a forwarder', '<SRS0=ab12=XY=example.org=anna@forwarder.example.com>', 'anna@example.org'],
  [
    'a forwarded forwarder',
    '<SRS1=ab=b.example.com==cd=XY=example.org=anna@c.example.com>',
    'anna@example.org',
  ],
  ['an address with an equals sign only', 'a=b@example.org', undefined],
  ['no address', 'charset=utf-8', undefined],
]

for (const [name, value, address] of cases) {
  test(`a wrapped address is found: ${name}`, () => {
    if (address === undefined) expect(wrappedAddresses(value)).toEqual([])
    else expect(wrappedAddresses(value)).toContain(address)
  })
}
