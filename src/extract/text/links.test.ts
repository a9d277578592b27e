import { expect, test } from 'vitest'
import { linkTexts } from './links.ts'

const base64url = (text: string): string => Buffer.from(text, 'utf8').toString('base64url')
const nested = encodeURIComponent('https://shop.example.org/k?name=M%C3%BCller&nr=K1000001')

const cases: readonly [string, string, readonly string[]][] = [
  ['percent-encoding', 'https://example.org/M%C3%BCller', ['https://example.org/Müller']],
  ['percent-encoding of old servers', 'https://example.org/M%FCller', ['https://example.org/Müller']],
  ['percent-encoding of old scripts', 'https://example.org/M%u00FCller', ['https://example.org/Müller']],
  ['what is encoded twice', 'https://example.org/a%2540b', ['https://example.org/a@b']],
  [
    'a broken escape beside a good one',
    'https://example.org/100%/M%C3%BCller',
    ['https://example.org/100%/Müller'],
  ],
  [
    'a parameter with its name',
    'https://example.org/?kundennummer=K1000001&x=1',
    ['kundennummer=K1000001', 'x=1'],
  ],
  ['a plus as a space', 'https://example.org/?q=Anna+M%C3%BCller', ['q=Anna Müller', 'Anna Müller']],
  ['an ampersand as in HTML', 'https://example.org/?a=1&amp;kunde=2', ['kunde=2']],
  ['the fragment', 'https://example.org/#kunde=K1', ['kunde=K1']],
  ['base64url', `https://example.org/t/${base64url('Kunde K1000001')}`, ['Kunde K1000001']],
  ['base64 with padding', 'https://example.org/?u=QW5uYSBNw7xsbGVyIQ==', ['Anna Müller!']],
  [
    'base64 of old servers',
    `https://example.org/${Buffer.from('Anna Müller', 'latin1').toString('base64url')}`,
    ['Anna Müller'],
  ],
  [
    'a signed token',
    `https://example.org/?t=eyJhbGciOiJIUzI1NiJ9.${base64url('{"sub":"K1000001"}')}.c2lnbmF0dXJl`,
    ['{"sub":"K1000001"}'],
  ],
  ['hexadecimal text', `https://example.org/${Buffer.from('K1000001').toString('hex')}`, ['K1000001']],
  [
    'an address to write to',
    'mailto:anna@example.org?subject=Mahnung%20K1&body=Hallo%20Frau%20M%C3%BCller',
    ['anna@example.org', 'Mahnung K1', 'Hallo Frau Müller'],
  ],
  ['a redirector', `https://track.example/c?u=${nested}`, ['name=Müller', 'nr=K1000001']],
  [
    'a redirector in a path',
    'https://track.example/L0/https:%2F%2Fexample.org%2F%3Fnr=K1000001/1',
    ['nr=K1000001/1'],
  ],
  [
    'a redirector with an encoded address',
    `https://track.example/?u=a1${base64url('https://example.org/?nr=K1000001')}`,
    ['nr=K1000001'],
  ],
  [
    'a redirector of a mail filter',
    'https://filter.example/v2/url?u=https-3A__example.org_-3Fnr-3DK1000001&d=x',
    ['nr=K1000001'],
  ],
  [
    'a redirector in a redirector',
    `https://a.example/?u=${encodeURIComponent(`https://b.example/?u=${nested}`)}`,
    ['nr=K1000001'],
  ],
]

for (const [name, url, expected] of cases) {
  test(`a link is read: ${name}`, () => {
    expect(linkTexts(url)).toEqual(expect.arrayContaining([...expected]))
  })
}

test('a link that says no more than it shows has no other reading', () => {
  expect(linkTexts('https://www.example.org/images/logo.png')).toEqual([])
})

test('a line of a mail begins where the body of an address to write to begins', () => {
  expect(linkTexts('mailto:?body=Sehr%20geehrte%20Frau%20M')).toContain('Sehr geehrte Frau M')
})

for (const [name, url] of [
  ['a million escapes', `https://example.org/${'%41'.repeat(1_000_000)}`],
  ['a million percent signs', `https://example.org/${'%'.repeat(1_000_000)}`],
  ['a million parameters', `https://example.org/?${'a=1&'.repeat(1_000_000)}`],
  ['a million redirectors', 'https://example.org/?u='.repeat(100_000)],
  ['a million tokens', `https://example.org/${`${base64url('https://a')}/`.repeat(100_000)}`],
  ['one endless token', `https://example.org/${'QUJD'.repeat(1_000_000)}`],
  ['lone surrogates and NUL', `https://example.org/\ud800?\0=%00%ED%A0%80`],
] as const) {
  test(`readings of a hostile link stay bounded: ${name}`, () => {
    const length = linkTexts(url).reduce((sum, text) => sum + text.length, 0)
    expect(length).toBeLessThanOrEqual(16 * url.length + 4096)
  })
}
