import fc from 'fast-check'
import { expect, test } from 'vitest'
import { candidatesIn, customer, keysIn, smallIndex } from '../../../test/support/small-index.ts'
import { email, emailKey } from './email.ts'

const index = smallIndex([customer({})])

const equal: readonly (readonly [name: string, written: string, key: string | undefined])[] = [
  ['as it is', 'anna@example.org', 'email:anna@example.org'],
  ['case never counts', 'Anna@EXAMPLE.org', 'email:anna@example.org'],
  ['in angle brackets', ' <anna@example.org> ', 'email:anna@example.org'],
  ['as a link', 'mailto:anna@example.org', 'email:anna@example.org'],
  ['a quoted local part', '"anna"@example.org', 'email:anna@example.org'],
  ['a quoted local part with a space', '"anna b"@example.org', 'email:anna b@example.org'],
  ['a full stop behind', 'anna@example.org.', 'email:anna@example.org'],
  ['plus addresses stay as written', 'anna+buch@example.org', 'email:anna+buch@example.org'],
  ['a domain with umlaut', 'a@müller.example', 'email:a@müller.example'],
  ['the same in ASCII', 'a@xn--mller-kva.example', 'email:a@müller.example'],
  ['the same decomposed and in capitals', 'a@MU\u0308LLER.example', 'email:a@müller.example'],
  ['a broken ASCII spelling stays', 'a@xn--99999999.example', 'email:a@xn--99999999.example'],
  ['a local part with umlaut', 'Jörg@example.org', 'email:jörg@example.org'],
  ['a Cyrillic look-alike', '\u0430nna@example.org', 'email:anna@example.org'],
  ['no domain', 'anna@', undefined],
  ['no local part', '@example.org', undefined],
  ['one label only', 'anna@localhost', undefined],
  ['an empty label', 'anna@example..org', undefined],
  ['a local part that is too long', `${'a'.repeat(65)}@example.org`, undefined],
  ['no address at all', 'keine', undefined],
]
for (const [name, written, key] of equal) {
  test(`an address has one key: ${name}`, () => expect(emailKey(written)).toBe(key))
}

const anna = 'email:anna.b@example.org'
const found: readonly (readonly [name: string, text: string])[] = [
  ['in a sentence', 'Schreiben Sie an anna.b@example.org.'],
  ['in angle brackets', 'Anna <anna.b@example.org>'],
  ['in round brackets', '(anna.b@example.org),'],
  ['in quotes', "'anna.b@example.org'"],
  ['behind a colon', 'mailto:anna.b@example.org?subject=x'],
  ['behind an equals sign', 'https://example.org/?to=anna.b@example.org&x=1'],
  ['behind a slash', '/anna.b@example.org/'],
  ['with bold signs around', '**anna.b@example.org**'],
  ['in capitals', 'ANNA.B@EXAMPLE.ORG'],
  ['with the next sentence glued to it', 'anna.b@example.org.Bitte antworten'],
  ['with the next word glued to it', 'anna.b@example.org-Telefon'],
  ['with a soft hyphen and a zero-width space', 'anna.b@exam\u00adple\u200b.org'],
  ['in full-width signs', 'anna.b＠example．org'],
  ['with spaces around the sign', 'anna.b @ example.org'],
  ['broken behind the sign', 'anna.b@\nexample.org'],
  ['broken before the sign', 'anna.b\n@example.org'],
  ['broken in the domain', 'anna.b@exam\nple.org'],
  ['broken in the local part', 'anna.\nb@example.org'],
  ['hyphenated at the end of a line', 'anna.b@exam-\nple.org'],
  ['broken in a reply', '> anna.b@\n> example.org'],
  ['written out in brackets', 'anna.b (at) example (dot) org'],
  ['written out in square brackets', 'anna.b[at]example[punkt]org'],
  ['written out in words', 'anna.b at example dot org'],
  ['half written out', 'anna.b(at)example.org'],
  ['in a quoted local part', '"anna.b"@example.org'],
]
for (const [name, text] of found) {
  test(`an address is found: ${name}`, () => expect(keysIn(email, index, text)).toContain(anna))
}

const notFound: readonly (readonly [name: string, text: string])[] = [
  ['inside a longer local part', 'xanna.b@example.org'],
  ['inside a longer domain', 'anna.b@example.organic'],
  ['with another dot', 'annab@example.org'],
  ['in another paragraph', 'anna.b@\n\nexample.org'],
  ['without sign', 'anna.b example.org'],
]
for (const [name, text] of notFound) {
  test(`no address is found: ${name}`, () => expect(keysIn(email, index, text)).not.toContain(anna))
}

test('an address stands where it is written', () => {
  expect(candidatesIn(email, index, 'An <anna@example.org>!')).toEqual([
    { key: 'email:anna@example.org', start: 4, end: 20, isLabelled: false },
  ])
})

test('a generated address is found in every dress', () => {
  const dress = fc.constantFrom(
    (a: string) => a,
    (a: string) => `<${a}>`,
    (a: string) => `mailto:${a}.`,
    (a: string) => a.toUpperCase(),
    (a: string) => `(${a});`,
  )
  const address = fc.tuple(
    fc.stringMatching(/^[a-z][a-z0-9.+_-]{0,20}[a-z0-9]$/),
    fc.stringMatching(/^[a-z][a-z0-9-]{0,10}[a-z0-9]\.example$/),
  )
  fc.assert(
    fc.property(address, dress, ([local, domain], wear) => {
      fc.pre(!domain.startsWith('xn--'))
      const written = `${local}@${domain}`
      expect(keysIn(email, index, `Hallo ${wear(written)} Ende`)).toContain(emailKey(written))
    }),
  )
})
