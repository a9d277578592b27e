import { expect, test } from 'vitest'
import { hashPassword, refusalOfPassword, verifyPassword } from './password.ts'

const own = ['erika.musterfrau@example.org', 'Erika Musterfrau']

const judged: readonly [string, string | undefined][] = [
  ['kurz', 'short'],
  ['elf zeichen', 'short'],
  ['x'.repeat(201), 'long'],
  ['passwort1234', 'common'],
  ['P4ssw0rt!2026', 'common'],
  ['Sommer2026!!', 'common'],
  ['qwertz123456', 'common'],
  ['aaaaaaaaaaaaa', 'common'],
  ['abcdefghijklm', 'common'],
  ['123456789012', 'common'],
  ['Musterfrau123!', 'own-name'],
  ['3rikaMu5terfrau', 'own-name'],
  ['Lampe Fluss Kamel Zwirn', undefined],
  ['tJ7-wq2K-rr9x', undefined],
  ['großer Käse im Mai', undefined],
  ['😀🎈🌊🏔️🚲📚🔑🍞🦊🌙☎️🎹 lieder', undefined],
]

for (const [password, refusal] of judged) {
  test(`a new password is judged: ${password.slice(0, 30)}`, () => {
    expect(refusalOfPassword(password, own)).toBe(refusal)
  })
}

test('a hash is checked against the right password in any spelling that looks the same, and against no other', async () => {
  const hash = await hashPassword('großer Käse im Mai')
  expect(hash).toMatch(/^scrypt\$65536\$8\$2\$/)
  expect(await verifyPassword({ hash, password: 'großer Ka\u0308se im Mai' })).toBe(true)
  expect(await verifyPassword({ hash, password: 'großer Käse im mai' })).toBe(false)
  expect(await hashPassword('großer Käse im Mai')).not.toBe(hash)
})

const noHashes = [
  '',
  'scrypt',
  'scrypt$1$1$1$AAAA$AAAA',
  'plain',
  'argon2id$65536$8$2$AAAA$AAAA',
  'scrypt$65536$8$2$$',
]

for (const hash of noHashes) {
  test(`what is no hash of ours fits no password: ${hash || 'nothing'}`, async () => {
    expect(await verifyPassword({ hash, password: '' })).toBe(false)
  })
}
