/** Our own templates of libraries, hosters and offices: each is rendered for every kind of recipient, and goes every way it has. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openHandlebarsRenderer } from '../../src/adapters/handlebars/renderer.ts'
import { openKohaRenderer } from '../../src/adapters/koha/renderer.ts'
import { openLiquidRenderer } from '../../src/adapters/liquid/renderer.ts'
import { openMustacheRenderer } from '../../src/adapters/mustache/renderer.ts'
import { openTemplateToolkitRenderer } from '../../src/adapters/template-toolkit/renderer.ts'
import type { Branch } from '../../src/notice/template/branch.ts'
import { readTemplateFolder } from '../../src/notice/template/folder.ts'
import { templateEngines } from '../../src/notice/template/template.ts'
import { projectRoot } from '../house/source-file.ts'
import { hosterContexts, libraryContexts, officeContexts } from '../support/notice-contexts.ts'

const setup = { nowMs: Date.parse('2026-11-25T09:00:00Z'), timeZone: 'Europe/Berlin', processes: 1 }
const renderers = {
  liquid: openLiquidRenderer(setup),
  handlebars: openHandlebarsRenderer(setup),
  mustache: openMustacheRenderer(setup),
  koha: openKohaRenderer(setup),
  'template-toolkit': openTemplateToolkitRenderer(setup),
}
afterAll(() => Promise.all(Object.values(renderers).map((renderer) => renderer.close())))

const root = join(projectRoot, 'test', 'fixtures', 'notices')
const sectors = [
  ['library', libraryContexts],
  ['hoster', hosterContexts],
  ['office', officeContexts],
] as const

const all = sectors.flatMap(([sector, contexts]) =>
  templateEngines
    .map((engine) => join(root, sector, engine))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => {
      const { templates, partials } = readTemplateFolder(folder)
      return templates.map((template) => ({
        sector,
        contexts,
        template,
        partials: partials[template.engine],
      }))
    }),
)

test('there are at least sixty, in every engine, in German and English, of every sector', () => {
  expect(all.length).toBeGreaterThanOrEqual(60)
  for (const engine of templateEngines) {
    const own = all.filter(({ template }) => template.engine === engine)
    expect(new Set(own.map(({ sector }) => sector)).size).toBe(3)
    expect(new Set(own.map(({ template }) => template.language))).toEqual(new Set(['de', 'en']))
  }
  expect(readdirSync(root).toSorted()).toEqual(['hoster', 'library', 'office'])
})

/** These enter a record that every recipient has; nothing is written for one who has none. */
const entered = [
  'library handlebars hold_cancelled.en text 6:6 loop-0',
  'library mustache recall.de text 6:1 loop-0',
]

for (const { sector, contexts, template, partials } of all) {
  const { engine, noticeType, language } = template
  const name = `${sector} ${engine} ${noticeType}.${language}`
  test(`${name} makes every mail, and goes every way`, async () => {
    const renderer = renderers[engine]
    const mails = await renderer.render({ template, partials, contexts, trace: true })
    expect(mails.filter(({ kind }) => kind === 'failed')).toEqual([])
    const written = mails.flatMap((mail) =>
      mail.kind === 'mail' ? [mail.subject, mail.text ?? mail.html ?? ''] : [],
    )
    expect(written.filter((text) => /\{\{|\}\}|\[%|%\]|<<\w|\{%|undefined|\[object|NaN/.test(text))).toEqual(
      [],
    )
    const answer = await renderer.branches({ template, partials })
    if (answer.kind !== 'branches') throw new Error(answer.reason)
    const visited = new Set(mails.flatMap((mail) => (mail.kind === 'mail' ? (mail.visited ?? []) : [])))
    expect([...visited].filter((id) => !answer.branches.some((branch) => branch.id === id))).toEqual([])
    const included = answer.branches.filter(({ source }) => isUsed(source, answer.branches, visited))
    expect(unreached(included, visited).filter((branch) => !entered.includes(`${name} ${branch}`))).toEqual(
      [],
    )
  })
}

/** Partials of the folder that this template does not include have branches too. */
function isUsed(source: string, branches: readonly Branch[], visited: ReadonlySet<number>): boolean {
  if (!source.startsWith('partials/')) return true
  return branches.some((branch) => branch.source === source && visited.has(branch.id))
}

/** A section is shown once for what is no list: then it is never shown several times. */
function unreached(branches: readonly Branch[], visited: ReadonlySet<number>): readonly string[] {
  const left = branches.filter(({ id }) => !visited.has(id))
  return left
    .filter(({ id, kind }) => !(kind === 'loop-n' && visited.has(id - 1)))
    .map(({ source, line, column, kind }) => `${source} ${line}:${column} ${kind}`)
}
