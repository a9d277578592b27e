import { expect, test } from 'vitest'
import { decodeWords } from './encoded-word.ts'

const cases: readonly [name: string, value: string, text: string][] = [
  ['Q', '=?utf-8?q?M=C3=BCller?=', 'Müller'],
  ['B', '=?UTF-8?B?TcO8bGxlcg==?=', 'Müller'],
  ['another character set', '=?iso-8859-1?Q?M=FCller?=', 'Müller'],
  ['an underscore is a space', '=?utf-8?Q?Anna_M=C3=BCller?=', 'Anna Müller'],
  ['space between two words is dropped', '=?utf-8?Q?47?= =?utf-8?Q?11?=', '4711'],
  ['space between a word and text is kept', 'Re: =?utf-8?Q?Anna?= K1', 'Re: Anna K1'],
  ['a character split over two words', '=?utf-8?Q?M=C3?= =?utf-8?Q?=BCller?=', 'Müller'],
  ['a character split over two words in base64', '=?utf-8?B?TcM=?= =?utf-8?B?vGxsZXI=?=', 'Müller'],
  ['words of different character sets', '=?utf-8?Q?M=C3=BC?= =?iso-8859-1?Q?ller?=', 'Müller'],
  ['inside a quoted string', '"=?utf-8?Q?M=C3=BCller?=" <a@example.org>', '"Müller" <a@example.org>'],
  ['spaces inside', '=?utf-8?Q?Anna M=C3=BCller?=', 'Anna Müller'],
  ['a language', '=?utf-8*de?Q?M=C3=BCller?=', 'Müller'],
  ['a question mark before an escape', '=?utf-8?Q?Wer?=20bist_du?=', 'Wer? bist du'],
  ['no padding', '=?utf-8?B?TcO8bGxlcg?=', 'Müller'],
  ['text that only looks like a word', '=?utf-8?X?abc?= und =?', '=?utf-8?X?abc?= und =?'],
  ['no end', '=?utf-8?Q?abc', '=?utf-8?Q?abc'],
  ['directly beside text', 'a=?utf-8?Q?b?=c', 'abc'],
]

for (const [name, value, text] of cases) {
  test(`encoded words: ${name}`, () => expect(decodeWords(value).text).toBe(text))
}

test('an unknown character set in a word is said', () => {
  expect(decodeWords('=?x-klingon?Q?M=FCller?=')).toEqual({ text: 'Müller', unknownCharset: true })
})
