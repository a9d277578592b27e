import { expect, test } from 'vitest'
import type { FactKey } from '../fact.ts'
import {
  formOfKind,
  KIND_ASKED,
  KIND_EMAIL,
  KIND_PLAIN,
  KIND_SHORT_NUMBER,
  KINDS,
  kindOfKey,
} from './key-kind.ts'

const kinds: readonly [FactKey, number][] = [
  ['email:anna@example.org', KIND_EMAIL],
  ['customer-number:~12', KIND_SHORT_NUMBER],
  ['surname:berg', KIND_PLAIN],
  ['owned-fact:~12', KIND_PLAIN],
  ['customer-number:1', 4],
  ['customer-number:12345', 8],
  ['customer-number:abc', 46],
  ['customer-number:k1000001', 91],
  ['owned-fact:12345', 128],
  [`owned-fact:${'a1'.repeat(20)}`, 243],
]
for (const [key, kind] of kinds) {
  test(`the kind of ${key} is what is stored already: ${kind}`, () => expect(kindOfKey(key)).toBe(kind))
}

test('a kind tells the form of a number again, and nothing else has one', () => {
  const forms = Array.from({ length: KINDS }, (_, kind) => formOfKind(kind))
  const named = forms.filter((form) => form !== undefined)
  expect(new Set(named.map((form) => JSON.stringify(form))).size).toBe(2 * 3 * 40)
  for (const kind of [KIND_PLAIN, KIND_EMAIL, KIND_SHORT_NUMBER, KIND_ASKED, 244, 255]) {
    expect(formOfKind(kind)).toBeUndefined()
  }
  for (const [key, kind] of kinds.slice(4)) {
    const [factClass, value] = key.split(':')
    expect(formOfKind(kind)).toMatchObject({ factClass, length: value?.length })
  }
})
