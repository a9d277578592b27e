import { expect, test } from 'vitest'
import { recordingDesk } from '../../../test/support/recording-desk.ts'
import { longStepBytes } from '../limits.ts'
import { readHtml } from './html.ts'

const fact = 'Nummer K1000003 steht hier'
const percents = '%25'.repeat(400_000)

/** The fact, then something that takes long to read. */
const pages: readonly [name: string, page: string][] = [
  ['a link', `<p>${fact}</p><a href="https://x.example/?a=${percents}">x</a>`],
  ['a link in the same line', `<p>${fact} <a href="/a?b=${percents}">x</a>`],
  ['a link in a table', `<table><tr><td>${fact}</td><td><a href="/a?b=${percents}">x</a></td></tr></table>`],
  [
    'a link in a row of data',
    `<table>${'<tr><th>Nr<th>Name<th>Ort<tr><td>1<td>A<td>B'.repeat(60)}<tr><td>${fact}<td><a href="/a?b=${percents}">x</a></table>`,
  ],
  ['a script', `<p>${fact}</p><script>${'a = "%41";'.repeat(120_000)}</script>`],
  ['data in a script', `<p>${fact}</p><script type="application/json">${'["a",'.repeat(240_000)}</script>`],
  ['attributes', `<p>${fact}</p><p ${Array.from({ length: 200_000 }, (_, i) => `a${i}=1`).join(' ')}>`],
]

for (const [name, page] of pages) {
  test(`what stands before it is written before a long step is announced: ${name}`, async () => {
    const desk = recordingDesk()
    const readBefore: string[] = []
    const { spend } = desk
    desk.spend = (bytes) => {
      spend.call(desk, bytes)
      if (bytes > longStepBytes)
        readBefore.push([...desk.texts, ...desk.rows.flatMap(({ cells }) => cells)].join('\n'))
    }
    await readHtml(page, desk)
    expect(readBefore[0]).toContain('K1000003')
  })
}

const limits: readonly [name: string, page: string][] = [
  ['text without tags', `<p>${fact}</p>${'Wort '.repeat(100_000)}`],
  ['references', `<p>${fact}</p>${'&amp;'.repeat(200_000)}`],
  ['attributes', `<p>${fact}</p><p ${'a=12345 '.repeat(50_000)}>`],
  ['rows', `<table><tr><td>1<td>2<td>${fact}${'<tr><td>a<td>b<td>c'.repeat(100_000)}`],
  [
    'a table around it',
    `<table><tr><td>${fact}<td>${'<i title="ein Titel ohne Belang">x</i>'.repeat(10_000)}`,
  ],
]

for (const [name, page] of limits) {
  test(`what stands before a broken limit is written: ${name}`, async () => {
    const desk = recordingDesk(100_000)
    await expect(readHtml(page, desk)).rejects.toThrow('limit broken')
    expect([...desk.texts, ...desk.rows.flatMap(({ cells }) => cells)].join('\n')).toContain('K1000003')
  })
}

test('a number that references spell is whole wherever the text is cut', async () => {
  const number = (n: number) => Array.from(`K${1_000_000 + n}`, (char) => `&#${char.charCodeAt(0)};`).join('')
  const desk = recordingDesk()
  await readHtml(`<p>${Array.from({ length: 20_000 }, (_, n) => number(n)).join(' ')}`, desk)
  const found = new Set(desk.texts.join('').match(/K\d{7}(?!\d)/g))
  expect(found.size).toBe(20_000)
})
