import { expect, test } from 'vitest'
import { rereadings } from './rereading.ts'

const cases: readonly [string, string, string][] = [
  ['a link', 'siehe <https://example.org/?n=M%C3%BCller>.', 'n=Müller'],
  ['an address to write to', 'mailto:anna%40example.org', 'anna@example.org'],
  ['a reference that was encoded twice', 'anna&#64;example.org', 'anna@example.org'],
  ['a part of a link', 'location = "/konto?n=M%C3%BCller"', 'n=Müller'],
  ['a reference that was encoded thrice', 'anna&amp;amp;#64;example.org', 'anna@example.org'],
  ['a named reference that was encoded twice', 'M&uuml;ller', 'Müller'],
  ['the escapes of a script', 'name = "M\\u00fcller"', 'name = "Müller"'],
  ['what a screen shows backwards', 'Nummer \u202e1000001K\u202c Ende', 'Nummer K1000001\u202c Ende'],
]

for (const [name, text, reading] of cases) {
  test(`a passage is read once more: ${name}`, () => {
    expect(rereadings(text)).toContain(reading)
  })
}

for (const text of ['Müller & Sohn', 'a&b; c', '\\ \\u12', '100 %', 'https://example.org/', '']) {
  test(`a passage has no other reading: ${text}`, () => {
    expect(rereadings(text)).toEqual([])
  })
}
