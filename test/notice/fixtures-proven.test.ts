/** Every fixture of an engine that can be proven is proven, and stays clean when it is rehearsed in words: no false alarm. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { handlebarsSyntax } from '../../src/adapters/handlebars/syntax.ts'
import { kohaSyntax } from '../../src/adapters/koha/syntax.ts'
import { liquidSyntax } from '../../src/adapters/liquid/syntax.ts'
import { mustacheSyntax } from '../../src/adapters/mustache/syntax.ts'
import { prove } from '../../src/notice/proof/prove.ts'
import { readNoticeSchema } from '../../src/notice/schema/read.ts'
import { readTemplateFolder } from '../../src/notice/template/folder.ts'
import { projectRoot } from '../house/source-file.ts'

const fixtures = join(projectRoot, 'test', 'fixtures', 'notices')
const shipped = join(projectRoot, 'src', 'notice', 'schema', 'shipped', 'library.yaml')
const syntaxes = {
  liquid: liquidSyntax,
  handlebars: handlebarsSyntax,
  mustache: mustacheSyntax,
  koha: kohaSyntax,
}

for (const trade of ['library', 'hoster', 'office']) {
  const path = trade === 'library' ? shipped : join(fixtures, trade, 'schema.yaml')
  const schema = readNoticeSchema(readFileSync(path, 'utf8'), path)
  const engines = readdirSync(join(fixtures, trade))
  for (const [engine, syntax] of Object.entries(syntaxes))
    test.runIf(engines.includes(engine))(`the notices of a ${trade} in ${engine} are all proven`, () => {
      const { templates, partials } = readTemplateFolder(join(fixtures, trade, engine))
      expect(templates.length).toBeGreaterThan(0)
      const verdicts = templates.map((template) => {
        const { verdict } = prove({
          template,
          partials: partials[template.engine],
          schema,
          syntax,
          today: '2026-11-25',
        })
        return [template.file.split('/').at(-1), verdict.kind]
      })
      expect(verdicts.filter(([, kind]) => kind !== 'proven')).toEqual([])
    })
}
