/** An ordinary notice is let through, however many names, dates and numbers of other customers' kind stand in it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CheckLine, runCheck } from '../support/check-command.ts'
import { directoryCsv } from '../support/customer-list.ts'
import { allowances, type CleanNotice, county } from './clean-notices/county.ts'
import { libraryNotices } from './clean-notices/library.ts'
import { providerNotices } from './clean-notices/provider.ts'

const notices: readonly CleanNotice[] = [...libraryNotices, ...providerNotices]

const folder = mkdtempSync(join(tmpdir(), 'schleuse-clean-'))
const fileOf = (i: number): string => join(folder, `${String(i).padStart(4, '0')}.eml`)
const lines = new Map<string, CheckLine>()

beforeAll(async () => {
  for (const [i, notice] of notices.entries()) writeFileSync(fileOf(i), await notice.mail)
  writeFileSync(join(folder, 'kunden.csv'), directoryCsv(county))
  writeFileSync(join(folder, 'eigenes.yaml'), allowances)
  const run = await runCheck([
    folder,
    '--directory',
    join(folder, 'kunden.csv'),
    '--allow',
    join(folder, 'eigenes.yaml'),
  ])
  for (const line of run.lines) lines.set(line.file, line)
})

afterAll(() => rmSync(folder, { recursive: true }))

for (const [i, notice] of notices.entries()) {
  test(`let through: ${notice.name}`, () => {
    const line = lines.get(fileOf(i))
    expect(line).toMatchObject({ verdict: 'clear', viewer: notice.viewer, disclosures: [], unchecked: [] })
    expect(line?.staff).toBe(notice.isStaff ? true : undefined)
  })
}

test('at least fifty notices, each under a name of its own', () => {
  expect(new Set(notices.map(({ name }) => name)).size).toBe(notices.length)
  expect(notices.length).toBeGreaterThanOrEqual(50)
})
