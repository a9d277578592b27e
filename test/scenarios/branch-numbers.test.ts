/** A branch has the same number for the proof, which reads templates, and for the engines, which run them. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Compile } from '../../src/adapters/engine/engine-work.ts'
import { compileHandlebars } from '../../src/adapters/handlebars/compile.ts'
import { handlebarsSyntax } from '../../src/adapters/handlebars/syntax.ts'
import { compileKoha } from '../../src/adapters/koha/compile.ts'
import { kohaSyntax } from '../../src/adapters/koha/syntax.ts'
import { compileLiquid } from '../../src/adapters/liquid/compile.ts'
import { liquidSyntax } from '../../src/adapters/liquid/syntax.ts'
import { compileMustache } from '../../src/adapters/mustache/compile.ts'
import { mustacheSyntax } from '../../src/adapters/mustache/syntax.ts'
import type { TemplateSyntax } from '../../src/notice/proof/syntax.ts'
import { readTemplateFolder } from '../../src/notice/template/folder.ts'
import { projectRoot } from '../house/source-file.ts'

interface Language {
  readonly compile: Compile
  readonly syntax: TemplateSyntax
  /** Odd ways to branch. */
  readonly odd: readonly string[]
}

const languages: readonly Language[] = [
  {
    compile: compileLiquid,
    syntax: liquidSyntax,
    odd: [
      '{% liquid\n if a\n echo b\n endif %}{% for x in y %}{% if x %}{% elsif z %}{% endif %}{% else %}{% unless q %}{% endunless %}{% endfor %}',
      '{% capture x %}{% case a %}{% when 1 %}{% when 2 %}{% else %}{% endcase %}{% endcapture %}{% tablerow a in b %}{% endtablerow %}',
      ' {%- if a -%}\n{%- endif -%}\n{% unless a %}{% elsif b %}{% else %}{% endunless %}',
    ],
  },
  {
    compile: compileHandlebars,
    syntax: handlebarsSyntax,
    odd: [
      '{{#if a}}{{else if b}}{{else}}{{#each c}}{{else}}{{/each}}{{/if}}{{^d}}x{{else}}y{{/d}}',
      '{{#if a}}{{else each b}}{{else}}{{/if}}{{#if a}}{{else unless b}}{{/if}}',
      '{{~#with a~}} {{#unless b}}{{/unless}}\n{{/with}}{{#if a}}x{{else}}{{#if b}}y{{/if}}{{/if}}',
    ],
  },
  {
    compile: compileMustache,
    syntax: mustacheSyntax,
    odd: ['{{#a}}{{^b}}{{/b}}\n {{#c}}x{{/c}}{{/a}}', '{{=<% %>=}}<%#a%><%/a%>\n<%^b%><%/b%>'],
  },
  {
    compile: compileKoha,
    syntax: kohaSyntax,
    odd: ['<a><b></b>\n</a><c>x</c>', '<p>x</p><item><<x>></item>'],
  },
]

const wholeFile = { firstLine: 1, firstColumn: 1 }

for (const { compile, syntax, odd } of languages) {
  const { engine } = syntax
  test(`${engine}: our own templates and partials branch where the proof says`, () => {
    const folders = ['library', 'hoster', 'office']
      .map((sector) => join(projectRoot, 'test', 'fixtures', 'notices', sector, engine))
      .filter((folder) => existsSync(folder))
    expect(folders).not.toEqual([])
    for (const folder of folders) {
      const read = readTemplateFolder(folder)
      const partials = [...read.partials[engine]].map(([name, { source }]) => ({
        name,
        source,
        ...wholeFile,
      }))
      for (const { language, parts } of read.templates) {
        const { sites } = compile({ language, parts, partials })
        expect([...parts, ...partials].map(({ source }) => syntax.read(source))).toMatchObject(
          sites.map((own) => ({ kind: 'program', sites: own })),
        )
      }
    }
  })

  for (const source of odd) {
    test(`${engine}: the proof and the engine count alike in ${JSON.stringify(source)}`, () => {
      const { sites } = compile({
        language: 'de',
        parts: [{ name: 'text', source, ...wholeFile }],
        partials: [],
      })
      expect(sites[0]?.length).toBeGreaterThan(0)
      expect(syntax.read(source)).toMatchObject({ kind: 'program', sites: sites[0] })
    })
  }
}
