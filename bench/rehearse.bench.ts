/**
 * How long a rehearsal of sixty notices takes: every mail for every customer in every world, with non-interference, exposure
 * check and proof. One of the notices shows another person's name; exactly that one must be found, or the run fails.
 *
 *     node bench/rehearse.bench.ts [--customers 1000] [--notices 60]
 */
import { readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openHandlebarsRenderer } from '../src/adapters/handlebars/renderer.ts'
import { handlebarsSyntax } from '../src/adapters/handlebars/syntax.ts'
import { openKohaRenderer } from '../src/adapters/koha/renderer.ts'
import { kohaSyntax } from '../src/adapters/koha/syntax.ts'
import { openLiquidRenderer } from '../src/adapters/liquid/renderer.ts'
import { liquidSyntax } from '../src/adapters/liquid/syntax.ts'
import { openMustacheRenderer } from '../src/adapters/mustache/renderer.ts'
import { mustacheSyntax } from '../src/adapters/mustache/syntax.ts'
import { rehearse } from '../src/notice/rehearsal/rehearse.ts'
import type { Renderer } from '../src/notice/renderer.ts'
import { readNoticeSchema } from '../src/notice/schema/read.ts'
import type { NoticeRule, NoticeSchema } from '../src/notice/schema/schema.ts'
import { readTemplateFolder, type TemplateFolder } from '../src/notice/template/folder.ts'
import type { Template, TemplateEngine } from '../src/notice/template/template.ts'

const { values } = parseArgs({
  options: { customers: { type: 'string', default: '1000' }, notices: { type: 'string', default: '60' } },
})
const [customers, wanted] = [Number(values.customers), Number(values.notices)]

const root = join(import.meta.dirname, '..')
const engines = ['liquid', 'handlebars', 'mustache', 'koha'] as const
const folders = engines.map((engine) =>
  readTemplateFolder(join(root, 'test', 'fixtures', 'notices', 'library', engine)),
)
const path = join(root, 'src', 'notice', 'schema', 'shipped', 'library.yaml')
const shipped = readNoticeSchema(readFileSync(path, 'utf8'), 'library.yaml')

/** The fixtures over and over, each as a notice of its own; the last one shows who had the book before. */
function sixtyNotices(): { readonly schema: NoticeSchema; readonly folder: TemplateFolder } {
  const fixtures = folders.flatMap(({ templates }) => templates)
  const notices = new Map<string, NoticeRule>()
  const templates: Template[] = []
  for (let at = 0; at < wanted; at++) {
    const fixture = at === wanted - 1 ? leaking() : fixtures[at % fixtures.length]
    const rule = fixture && shipped.notices.get(fixture.noticeType)
    if (fixture === undefined || rule === undefined)
      throw new Error('every fixture is a notice of the library')
    const noticeType = `${fixture.noticeType}_${at}`
    notices.set(noticeType, { ...rule, name: noticeType })
    templates.push({ ...fixture, noticeType, file: `${at} ${fixture.file}` })
  }
  const partials = Object.assign({}, ...folders.map((one) => withPartials(one)))
  return {
    schema: { ...shipped, notices },
    folder: { templates, partials: { ...folders[0]?.partials, ...partials }, passedOver: [] },
  }
}

function withPartials({ partials }: TemplateFolder): Partial<TemplateFolder['partials']> {
  return Object.fromEntries(Object.entries(partials).filter(([, own]) => own.size > 0))
}

function leaking(): Template {
  const part = (name: 'to' | 'subject' | 'text', source: string) => ({
    name,
    source,
    firstLine: 1,
    firstColumn: 1,
  })
  const body = 'Guten Tag {{ loans[0].item.previous_borrower.last_name }}'
  return {
    noticeType: 'overdue_1',
    language: 'de',
    engine: 'liquid',
    file: 'leaking',
    parts: [part('to', '{{ customer.email }}'), part('subject', 'S'), part('text', body)],
  }
}

const now = new Date()
const setup = { nowMs: now.getTime(), timeZone: 'Europe/Berlin' }
const renderers: Readonly<Partial<Record<TemplateEngine, Renderer>>> = {
  liquid: openLiquidRenderer(setup),
  handlebars: openHandlebarsRenderer(setup),
  mustache: openMustacheRenderer(setup),
  koha: openKohaRenderer(setup),
}
const syntaxes = {
  liquid: liquidSyntax,
  handlebars: handlebarsSyntax,
  mustache: mustacheSyntax,
  koha: kohaSyntax,
  'template-toolkit': undefined,
}
const { schema, folder } = sixtyNotices()
const [startedAt, processorAt] = [performance.now(), process.cpuUsage()]
const rehearsal = await rehearse({
  schema,
  folder,
  customers,
  seed: 1,
  now,
  withRemovals: false,
  rendererOf(engine) {
    const renderer = renderers[engine]
    if (renderer === undefined) throw new Error(`no fixture is of ${engine}`)
    return renderer
  },
  syntaxOf: (engine) => syntaxes[engine],
  indexKey: new Uint8Array(32).fill(7),
  onRun: (run, runs) => process.stderr.write(`\rrun ${run} of ${runs} `),
  signal: new AbortController().signal,
})
const seconds = (performance.now() - startedAt) / 1e3
const used = process.cpuUsage(processorAt)
for (const renderer of Object.values(renderers)) await renderer.close()
const wrong = rehearsal.templates.filter(
  ({ verdict, template }) => (verdict === 'leaks') !== template.file.endsWith('leaking'),
)
console.log(
  `\nrehearsal: ${rehearsal.templates.length} notices x ${customers} customers, ${rehearsal.runs} runs, ${rehearsal.mails} mails: ` +
    `${seconds.toFixed(1)} s, ${((used.user + used.system) / 1e6).toFixed(1)} s of processor time beside the engines; ` +
    `${(process.memoryUsage.rss() / 1e6).toFixed(0)} MB; load of the machine ${loadavg()[0]?.toFixed(1)}`,
)
console.log(
  `${wrong.length} templates judged wrongly: ${wrong.map(({ template }) => template.file).join(', ')}`,
)
if (wrong.length > 0) process.exitCode = 1
