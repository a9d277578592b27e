/** A mail made to exhaust the reader ends in a verdict, costs bounded memory, and hides nothing that stood before it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CheckRun, runCheck } from '../support/check-command.ts'
import { directoryCsv } from '../support/customer-list.ts'
import { anna, bare, katharina, townsfolk } from './hidden-forms/town.ts'
import { hostileMails } from './hostile/hostile-mail.ts'

/** Of every process; the customer list of the test is too small to count. */
const residentBytesMax = 512 * 1024 * 1024
/** The whole run of some forty mails on a busy machine; how long each took is printed, not judged. */
const runTimeoutMs = 600_000

const folder = mkdtempSync(join(tmpdir(), 'schleuse-hostile-'))
const fileOf = (i: number): string => join(folder, 'mail', `${String(i * 2).padStart(3, '0')}.eml`)
const harmlessAfter = (i: number): string => join(folder, 'mail', `${String(i * 2 + 1).padStart(3, '0')}.eml`)
let run: CheckRun

beforeAll(async () => {
  mkdirSync(join(folder, 'mail'))
  for (const [i, hostile] of hostileMails.entries()) {
    await hostile.write(fileOf(i))
    writeFileSync(harmlessAfter(i), bare('Guten Tag Anna Lehmann,\n\nIhr Buch liegt bereit.\n'))
  }
  writeFileSync(join(folder, 'kunden.csv'), directoryCsv(townsfolk))
  run = await runCheck([join(folder, 'mail'), '--directory', join(folder, 'kunden.csv')], { sampleMs: 50 })
  const previous = { seconds: 0 }
  for (const [line, seconds] of run.arrivals.entries()) {
    const index = Number(run.lines[line]?.file.slice(-7, -4)) / 2
    const name = Number.isInteger(index) ? hostileMails[index]?.name : undefined
    if (name) console.log(`${(seconds - previous.seconds).toFixed(2)} s after the line before: ${name}`)
    previous.seconds = seconds
  }
}, runTimeoutMs)

afterAll(() => rmSync(folder, { recursive: true }))

for (const [i, { name }] of hostileMails.entries()) {
  test(`the fact in front of ${name} is found`, () => {
    const line = run.lines.find(({ file, recipient }) => file === fileOf(i) && recipient === anna.email)
    expect(line).toMatchObject({
      verdict: 'exposes',
      disclosures: [{ dataSubject: katharina.number, rule: 'identifier' }],
    })
  })

  test(`the mail after ${name} is judged as ever`, () => {
    expect(run.lines.find(({ file }) => file === harmlessAfter(i))).toMatchObject({
      verdict: 'clear',
      unchecked: [],
    })
  })
}

test('no process grows beyond its memory', () => {
  const peaks = run.memory.map(({ samples }) => Math.max(...samples))
  console.log(`peaks in MB: ${peaks.map((bytes) => Math.round(bytes / 1e6)).join(', ')}`)
  expect(peaks.filter((bytes) => bytes > residentBytesMax)).toEqual([])
})
