import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { passagesOf } from '../../test/support/read-mail.ts'
import { mboxMessages } from './mbox.ts'
import { readMessage } from './message.ts'
import type { Piece } from './piece.ts'

const folder = mkdtempSync(join(tmpdir(), 'schleuse-mbox-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function messagesIn(text: string): Promise<readonly string[]> {
  const path = join(folder, 'test.mbox')
  writeFileSync(path, text, 'latin1')
  const messages: string[] = []
  for await (const { start, end } of mboxMessages(path)) messages.push(text.slice(start, end))
  return messages
}

const from = 'From anna@example.org Mon Jan  5 10:00:00 2026\n'
const cases: readonly [name: string, mbox: string, messages: readonly string[]][] = [
  ['one message', `${from}Subject: a\n\nText\n`, ['Subject: a\n\nText\n']],
  [
    'two messages',
    `${from}Subject: a\n\nText\n\n${from}Subject: b\n\nText\n`,
    ['Subject: a\n\nText\n', 'Subject: b\n\nText\n'],
  ],
  [
    'lines that end in CR LF',
    `${from}Subject: a\n\nText\n\n${from}Subject: b\n`.replaceAll('\n', '\r\n'),
    ['Subject: a\r\n\r\nText\r\n', 'Subject: b\r\n'],
  ],
  [
    'a sentence that begins with From',
    `${from}Subject: a\n\nFrom now on\nFrom Monday at 10:00 we are open\n`,
    ['Subject: a\n\nFrom now on\nFrom Monday at 10:00 we are open\n'],
  ],
  [
    'no empty line between',
    `${from}Subject: a\n\nText\n${from}Subject: b\n`,
    ['Subject: a\n\nText\n', 'Subject: b\n'],
  ],
  ['no From_ line at all', 'Subject: a\n\nText', ['Subject: a\n\nText']],
  ['a zone in the date', `From a@example.org Mon Jan  5 10:00:00 2026 +0100\nSubject: a\n`, ['Subject: a\n']],
  ['a date as in headers', `From - Mon, 5 Jan 2026 10:00:00 +0100\nSubject: a\n`, ['Subject: a\n']],
  ['nothing', '', []],
]

for (const [name, mbox, messages] of cases) {
  test(`an mbox is split: ${name}`, async () => expect(await messagesIn(mbox)).toEqual(messages))
}

test('a From_ line is found wherever the chunks of reading end', async () => {
  const messages = Array.from({ length: 60 }, (_, n) => `Subject: ${n}\n\n${'x'.repeat(70_000 + n * 13)}\n`)
  expect(await messagesIn(messages.map((message) => from + message).join('\n'))).toEqual(messages)
})

test('a message of an mbox is read without its quoting', async () => {
  const path = join(folder, 'quoted.mbox')
  const text = `${from}Subject: a\n\n>From Anna\n>>From Bert\n> From Carl\n`
  writeFileSync(path, text)
  const pieces: Piece[] = []
  const source = { path, format: 'mbox-message', start: from.length, end: text.length } as const
  await readMessage(source, { envelopeIsGiven: true, allowedFiles: [] }, (piece) => {
    pieces.push(piece)
  })
  expect(passagesOf(pieces)[0]).toContain('text/plain: From Anna\n>From Bert\n> From Carl')
  expect(pieces.at(-1)).toMatchObject({ kind: 'end', bytes: text.length - from.length - 2 })
})

test('a file that is gone is said with the code of the system', async () => {
  const first = mboxMessages(join(folder, 'gone.mbox')).next()
  await expect(first).rejects.toMatchObject({ code: 'ENOENT' })
})
