/** Whatever form a fact of somebody else has in a mail, the command finds it and names whose it is. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CheckLine, runCheck } from '../support/check-command.ts'
import { directoryCsv, factsCsv } from '../support/customer-list.ts'
import { attachmentForms } from './hidden-forms/attachment.ts'
import { headerForms } from './hidden-forms/header.ts'
import { htmlForms } from './hidden-forms/html.ts'
import { plainTextForms } from './hidden-forms/plain-text.ts'
import { spellingForms } from './hidden-forms/spelling.ts'
import { structureForms } from './hidden-forms/structure.ts'
import { anna, type HiddenForm, townsFacts, townsfolk } from './hidden-forms/town.ts'

const forms: readonly HiddenForm[] = [
  ...plainTextForms,
  ...spellingForms,
  ...htmlForms,
  ...headerForms,
  ...structureForms,
  ...attachmentForms,
]

const folder = mkdtempSync(join(tmpdir(), 'schleuse-forms-'))
const fileOf = (i: number, form: HiddenForm): string =>
  join(folder, `${String(i).padStart(4, '0')}.${form.ending ?? 'eml'}`)
const lines = new Map<string, CheckLine>()

beforeAll(async () => {
  for (const [i, form] of forms.entries()) writeFileSync(fileOf(i, form), await form.mail)
  writeFileSync(join(folder, 'kunden.csv'), directoryCsv(townsfolk))
  writeFileSync(join(folder, 'fakten.csv'), factsCsv(townsFacts))
  const run = await runCheck([
    folder,
    '--directory',
    join(folder, 'kunden.csv'),
    '--facts',
    join(folder, 'fakten.csv'),
  ])
  for (const line of run.lines) if (line.recipient === anna.email) lines.set(line.file, line)
})

afterAll(() => rmSync(folder, { recursive: true }))

for (const [i, form] of forms.entries()) {
  test(`found in ${form.name}`, () => {
    const line = lines.get(fileOf(i, form))
    expect(line).toMatchObject({ viewer: [anna.number], verdict: 'exposes' })
    expect(line?.disclosures.map(({ dataSubject, rule }) => ({ dataSubject, rule }))).toEqual([
      { dataSubject: form.dataSubject, rule: form.rule },
    ])
    expect(line?.disclosures[0]?.kinds).toEqual(expect.arrayContaining([...form.kinds]))
    expect(line?.disclosures[0]?.places).toContainEqual(
      typeof form.place === 'string' ? form.place : expect.stringMatching(form.place),
    )
  })
}

test('at least sixty forms, each under a name of its own', () => {
  expect(new Set(forms.map(({ name }) => name)).size).toBe(forms.length)
  expect(forms.length).toBeGreaterThanOrEqual(60)
})
