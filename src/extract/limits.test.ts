import { expect, test } from 'vitest'
import { passagesOf, plainOptions, readMail, uncheckedOf } from '../../test/support/read-mail.ts'
import { zipFile } from '../../test/support/zip-file.ts'
import type { Limits } from './limits.ts'

const repeated = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('')
const mixed = 'Subject: K1000001\nContent-Type: multipart/mixed; boundary=b\n\n'

/** Each mail bears K1000001 before the limit it breaks. */
const cases: readonly [name: string, mail: string, limits: Partial<Limits>, reason: string][] = [
  [
    'multiparts 3,000 deep',
    `Subject: K1000001\n${repeated(3_000, (n) => `Content-Type: multipart/mixed; boundary=b${n}\n\n--b${n}\n`)}`,
    {},
    'too-deep',
  ],
  [
    'messages in messages',
    `Subject: K1000001\n${repeated(3_000, () => 'Content-Type: message/rfc822\n\n')}`,
    {},
    'too-deep',
  ],
  [
    'too many header fields',
    `Subject: K1000001\n${repeated(50_000, (n) => `X-${n}: 1\n`)}\nx`,
    {},
    'too-many-parts',
  ],
  [
    'a header block that is too long',
    `Subject: K1000001\nX: ${'x'.repeat(50_000)}\n\nx`,
    { headerBytes: 10_000 },
    'too-large',
  ],
  [
    'one folded field without end',
    `Subject: K1000001\nX: 1\n${repeated(50_000, () => ' x\n')}\nx`,
    { headerBytes: 10_000 },
    'too-large',
  ],
  ['too many parts', `${mixed}${repeated(30_000, (n) => `--b\n\n${n}\n`)}`, {}, 'too-many-parts'],
  ['too much text', `Subject: K1000001\n\n${'Wort '.repeat(10_000)}`, { textChars: 10_000 }, 'too-large'],
  [
    'too much decoded',
    `${mixed}--b\nContent-Transfer-Encoding: base64\n\n${'QUJD'.repeat(10_000)}\n--b--`,
    { outputBytes: 10_000 },
    'too-large',
  ],
  ['no time left', `${mixed}--b\n\nx\n--b--`, { deadlineMs: -1 }, 'timeout'],
]

for (const [name, mail, limits, reason] of cases) {
  test(`a broken limit is said: ${name}`, async () => {
    const pieces = await readMail(mail, plainOptions, limits)
    expect(uncheckedOf(pieces).join()).toContain(reason)
    if (reason !== 'timeout') expect(passagesOf(pieces, 'all').join()).toContain('K1000001')
  })
}

test('a part that breaks a limit does not take the next one with it', async () => {
  const long = `--b\nContent-Type: text/plain\n\n${'Wort '.repeat(10_000)}\n`
  const pieces = await readMail(`${mixed}--b\n\nerster\n${long}--b\nX-A: K2\n\nx\n--b--`, plainOptions, {
    textChars: 20_000,
  })
  expect(passagesOf(pieces)).toContain('text/plain: erster')
  expect(uncheckedOf(pieces)).toContain('text/plain: too-large')
})

test('text that spans the cut between two passages is in one of them', async () => {
  const words = repeated(200_000, (n) => `Kunde${n} `)
  const passages = passagesOf(await readMail(`Subject: x\n\n${words}`))
  expect(passages.length).toBeGreaterThan(4)
  const pairs = new Set(passages.flatMap((text) => text.match(/Kunde\d+ (?=Kunde\d+)/g) ?? []))
  expect(pairs.size).toBe(199_999)
})

test('of an entry that crosses the budget, what fits is read', async () => {
  const text = `K1000003 ${'Wort '.repeat(100_000)}`
  const zip = zipFile([{ name: 'a.txt', content: Buffer.from(text, 'latin1') }]).toString('base64')
  const mail = `Subject: x\nContent-Type: application/zip\nContent-Transfer-Encoding: base64\n\n${zip}`
  const pieces = await readMail(mail, plainOptions, { outputBytes: 300_000 })
  expect(passagesOf(pieces).join('\n').length).toBeGreaterThan(200_000)
  expect(passagesOf(pieces).join()).toContain('K1000003')
  expect(uncheckedOf(pieces).join()).toContain('too-large')
})
