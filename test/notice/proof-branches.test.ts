/** The proof and the renderers count the ways of a template alike: what one says was not reached, the other has not taken. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openHandlebarsRenderer } from '../../src/adapters/handlebars/renderer.ts'
import { handlebarsSyntax } from '../../src/adapters/handlebars/syntax.ts'
import { openKohaRenderer } from '../../src/adapters/koha/renderer.ts'
import { kohaSyntax } from '../../src/adapters/koha/syntax.ts'
import { openLiquidRenderer } from '../../src/adapters/liquid/renderer.ts'
import { liquidSyntax } from '../../src/adapters/liquid/syntax.ts'
import { openMustacheRenderer } from '../../src/adapters/mustache/renderer.ts'
import { mustacheSyntax } from '../../src/adapters/mustache/syntax.ts'
import type { TemplateSyntax } from '../../src/notice/proof/syntax.ts'
import { type Branch, numberBranches, sourcesOf } from '../../src/notice/template/branch.ts'
import { readTemplateFolder } from '../../src/notice/template/folder.ts'
import { type Partials, positionInFile, type Template } from '../../src/notice/template/template.ts'
import { projectRoot } from '../house/source-file.ts'

const setup = { nowMs: Date.parse('2026-11-25T09:00:00Z'), timeZone: 'Europe/Berlin', processes: 1 }
const engines = {
  liquid: { syntax: liquidSyntax, renderer: openLiquidRenderer(setup) },
  handlebars: { syntax: handlebarsSyntax, renderer: openHandlebarsRenderer(setup) },
  mustache: { syntax: mustacheSyntax, renderer: openMustacheRenderer(setup) },
  koha: { syntax: kohaSyntax, renderer: openKohaRenderer(setup) },
}
afterAll(() => Promise.all(Object.values(engines).map(({ renderer }) => renderer.close())))

const sectors = ['library', 'hoster', 'office']

for (const engine of ['liquid', 'handlebars', 'mustache', 'koha'] as const) {
  test(`every own template of ${engine} has the same branches in the proof and in its renderer`, async () => {
    const { syntax, renderer } = engines[engine]
    let found = 0
    for (const sector of sectors) {
      const folder = join(projectRoot, 'test', 'fixtures', 'notices', sector, engine)
      if (!existsSync(folder)) continue
      const { templates, partials } = readTemplateFolder(folder)
      for (const template of templates) {
        const rendered = await renderer.branches({ template, partials: partials[engine] })
        const own = branchesOf(syntax, template, partials[engine])
        expect({ kind: 'branches', branches: own }, template.file).toEqual(rendered)
        found += own.length
      }
    }
    expect(found).toBeGreaterThan(10)
  })
}

function branchesOf(syntax: TemplateSyntax, template: Template, partials: Partials): readonly Branch[] {
  const parts = template.parts.map((part) => [part.name, part.source, part] as const)
  const others = [...partials].map(([name, { source }]) => [`partials/${name}`, source, undefined] as const)
  const sites = new Map(
    [...parts, ...others].map(([name, source, part]) => {
      const read = syntax.read(source)
      const own = read.kind === 'program' ? read.sites : []
      return [name, own.map((site) => ({ ...site, ...(part && positionInFile(part, site)) }))]
    }),
  )
  return numberBranches(sourcesOf(template, partials), sites)
}
