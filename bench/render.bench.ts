/**
 * What a mail costs in each engine: our own templates for recipients with none, one, two and five rows of everything.
 *
 *   node bench/render.bench.ts [mails for each engine, 60000]
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openHandlebarsRenderer } from '../src/adapters/handlebars/renderer.ts'
import { openKohaRenderer } from '../src/adapters/koha/renderer.ts'
import { openLiquidRenderer } from '../src/adapters/liquid/renderer.ts'
import { openMustacheRenderer } from '../src/adapters/mustache/renderer.ts'
import { openTemplateToolkitRenderer } from '../src/adapters/template-toolkit/renderer.ts'
import type { RenderContext, Renderer, RenderValue } from '../src/notice/renderer.ts'
import { readTemplateFolder } from '../src/notice/template/folder.ts'
import { type TemplateEngine, templateEngines } from '../src/notice/template/template.ts'
import { projectRoot } from '../test/house/source-file.ts'
import { hosterContexts, libraryContexts, officeContexts } from '../test/support/notice-contexts.ts'

const mailsWanted = Number(process.argv[2] ?? 60_000)
const setup = { nowMs: Date.parse('2026-11-25T09:00:00Z'), timeZone: 'Europe/Berlin' }
const openers = {
  liquid: openLiquidRenderer,
  handlebars: openHandlebarsRenderer,
  mustache: openMustacheRenderer,
  koha: openKohaRenderer,
  'template-toolkit': openTemplateToolkitRenderer,
}
/** One call's worth: a template for many recipients. */
const recipients = 800
const sectors = [
  ['library', libraryContexts],
  ['hoster', hosterContexts],
  ['office', officeContexts],
] as const

/** Everybody's record is his own, what is public is the same for all; as in a rehearsal, only names that the template has go along. */
function ownOf(context: RenderContext, isNamed: (name: string) => boolean): RenderContext {
  const entries = Object.entries(context).filter(([name]) => isNamed(name))
  return Object.fromEntries(
    entries.map(([name, value]) => [name, publicRoots.has(name) ? value : named(value, isNamed)]),
  )
}

const publicRoots: ReadonlySet<string> = new Set(['library', 'provider', 'office'])

function named(value: RenderValue, isNamed: (name: string) => boolean): RenderValue {
  if (Array.isArray(value)) return value.map((one) => named(one, isNamed))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([name]) => isNamed(name))
  return Object.fromEntries(entries.map(([name, inner]) => [name, named(inner, isNamed)]))
}

function jobsOf(engine: TemplateEngine) {
  return sectors.flatMap(([sector, contexts]) => {
    const folder = join(projectRoot, 'test', 'fixtures', 'notices', sector, engine)
    if (!existsSync(folder)) return []
    const { templates, partials } = readTemplateFolder(folder)
    const own = partials[engine]
    return templates.map((template) => {
      const sources = [...template.parts, ...own.values()].map(({ source }) => source).join(' ')
      const names = new Set(sources.match(/[A-Za-z_][\w-]*/g))
      const many = Array.from({ length: recipients }, (_, at) =>
        ownOf(contexts[at % contexts.length] ?? {}, (name) => names.has(name)),
      )
      return { template, partials: own, contexts: many, trace: false }
    })
  })
}

/** Processor time of processes that have ended. @source proc(5), fields 16 and 17 in ticks of 10 ms */
function endedChildrenMs(): number {
  const fields = readFileSync('/proc/self/stat', 'latin1')
  const [user = 0, system = 0] = fields
    .slice(fields.lastIndexOf(')') + 2)
    .split(' ')
    .slice(13, 15)
    .map(Number)
  return (user + system) * 10
}

async function run(renderer: Renderer, engine: TemplateEngine): Promise<number> {
  const jobs = jobsOf(engine)
  let mails = 0
  while (mails < mailsWanted) {
    for (const job of jobs) {
      const rendered = await renderer.render(job)
      if (rendered.some(({ kind }) => kind === 'failed')) throw new Error(`${job.template.file} fails`)
      mails += rendered.length
    }
  }
  return mails
}

for (const engine of templateEngines) {
  const own = process.cpuUsage()
  const children = endedChildrenMs()
  const started = performance.now()
  const renderer = openers[engine](setup)
  const mails = await run(renderer, engine)
  await renderer.close()
  const wallMs = performance.now() - started
  const { user, system } = process.cpuUsage(own)
  const perMail = (ms: number) => `${((ms * 1_000) / mails).toFixed(1)} µs`
  console.log(
    `${engine.padEnd(17)} ${mails} mails: pool ${perMail((user + system) / 1_000)}, engine ${perMail(endedChildrenMs() - children)}, wall ${perMail(wallMs)} each`,
  )
}
