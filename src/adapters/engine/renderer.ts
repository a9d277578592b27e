/** Any engine behind the port: contexts go in batches to its processes; a mail that ends a process takes no other with it. */
import type {
  Branches,
  Failed,
  RenderContext,
  Rendered,
  RenderedMail,
  Renderer,
  RendererSetup,
  RenderJob,
} from '../../notice/renderer.ts'
import { type BranchSite, numberBranches, sourcesOf } from '../../notice/template/branch.ts'
import { type Partials, positionInFile, type Template } from '../../notice/template/template.ts'
import { type EngineLaunch, probeConfinement } from './confinement.ts'
import { type EnginePool, openEnginePool } from './engine-pool.ts'
import type { EngineFailure, EngineResult, EngineSource, EngineTemplate } from './exchange.ts'

/** Contexts that go together: enough that the way costs little, few enough that two processes share a job. */
const batchSize = 48

/** A template whose mails end the process so often is not tried for further recipients: they fail for the same reason. */
const deathsMax = 3

const processesDefault = 2

/** Batches of one job on their way: some for each process, so that none of them waits. */
const batchesAtOnce = 8

export function openEngineRenderer(setup: RendererSetup, launch: EngineLaunch): Renderer {
  const pool = openEnginePool({
    ...setup,
    launch,
    confinement: probeConfinement(),
    processes: setup.processes ?? processesDefault,
  })
  return {
    render: (job) => render(pool, job),
    branches: ({ template, partials }) => branches(pool, template, partials),
    close: () => pool.close(),
  }
}

async function branches(pool: EnginePool, template: Template, partials: Partials): Promise<Branches> {
  const { outcome } = await pool.compile(engineTemplateOf(template, partials))
  if (outcome.kind === 'died') return failedIn(template, outcome.reason)
  if (outcome.kind === 'refused') return failedOf(template, partials, outcome.failure)
  const names = sourcesOf(template, partials)
  const sites = new Map(
    names.map((name, at) => {
      const part = template.parts[at] ?? wholeFile
      const own = (outcome.sites[at] ?? []).map(
        (site): BranchSite => ({ ...site, ...positionInFile(part, site) }),
      )
      return [name, own] as const
    }),
  )
  return { kind: 'branches', branches: numberBranches(names, sites) }
}

/** Where partials begin in their files. */
const wholeFile = { firstLine: 1, firstColumn: 1 }

function engineTemplateOf({ language, parts }: Template, partials: Partials): EngineTemplate {
  const names = [...partials.keys()].toSorted()
  return {
    language,
    parts,
    partials: names.map(
      (name): EngineSource => ({ name, source: partials.get(name)?.source ?? '', ...wholeFile }),
    ),
  }
}

async function render(pool: EnginePool, job: RenderJob): Promise<readonly Rendered[]> {
  const { template, partials, contexts } = job
  const { number, outcome } = await pool.compile(engineTemplateOf(template, partials))
  if (outcome.kind !== 'compiled') {
    const failed: Failed =
      outcome.kind === 'died'
        ? failedIn(template, outcome.reason)
        : failedOf(template, partials, outcome.failure)
    return contexts.map(() => failed)
  }
  const state: JobState = { pool, job, number, deaths: [] }
  // A template that ends the process with any mail is found before many processes are spent on it.
  const first: Rendered[] = []
  do first.push(...(await renderBatch(state, contexts.slice(first.length, first.length + 1))))
  while (state.deaths.length === first.length && first.length < Math.min(deathsMax, contexts.length))
  const left = contexts.slice(first.length)
  const starts = Array.from({ length: Math.ceil(left.length / batchSize) }, (_, at) => at * batchSize)
  const batches: (readonly Rendered[])[] = []
  const waiting = starts.entries()
  const work = async () => {
    for (const [at, start] of waiting)
      batches[at] = await renderBatch(state, left.slice(start, start + batchSize))
  }
  await Promise.all(Array.from({ length: batchesAtOnce }, work))
  return [...first, ...batches.flat()]
}

interface JobState {
  readonly pool: EnginePool
  readonly job: RenderJob
  readonly number: number
  /** Mails, each alone, that have ended their process. */
  readonly deaths: Failed[]
}

async function renderBatch(
  state: JobState,
  contexts: readonly RenderContext[],
): Promise<readonly Rendered[]> {
  const { pool, job, number, deaths } = state
  const [death] = deaths
  if (death !== undefined && deaths.length >= deathsMax) return contexts.map(() => death)
  const outcome = await pool.render(number, contexts, job.trace)
  if (outcome.kind === 'rendered') return outcome.results.map((result) => renderedOf(job, result))
  if (contexts.length > 1) {
    const each: Rendered[] = []
    for (const context of contexts) each.push(...(await renderBatch(state, [context])))
    return each
  }
  const failed = failedIn(job.template, outcome.reason)
  deaths.push(failed)
  return [failed]
}

function failedIn({ file }: Template, reason: 'time' | 'memory'): Failed {
  return { kind: 'failed', reason, file }
}

function renderedOf({ template, partials }: RenderJob, result: EngineResult): Rendered {
  if ('failure' in result) return failedOf(template, partials, result.failure)
  const textOf = (name: 'to' | 'subject' | 'text' | 'html') => {
    const at = template.parts.findIndex((part) => part.name === name)
    return at < 0 ? undefined : result.texts[at]
  }
  const text = textOf('text')
  const html = textOf('html')
  return {
    kind: 'mail',
    to: textOf('to') ?? '',
    subject: textOf('subject') ?? '',
    ...(text !== undefined && { text }),
    ...(html !== undefined && { html }),
    ...(result.visited && { visited: result.visited }),
  } satisfies RenderedMail
}

function failedOf(template: Template, partials: Partials, failure: EngineFailure): Failed {
  const { source, line, column, reason, field, words } = failure
  const part = template.parts[source]
  const partial = [...partials.keys()].toSorted()[source - template.parts.length]
  const file = part === undefined && partial !== undefined ? partials.get(partial)?.file : undefined
  const place = line === undefined ? {} : placeOf(part ?? wholeFile, line, column)
  return {
    kind: 'failed',
    reason,
    file: file ?? template.file,
    ...place,
    ...(field !== undefined && { field }),
    ...(words !== undefined && { words }),
  }
}

/** Some engines know lines only. */
function placeOf(part: typeof wholeFile, line: number, column: number | undefined) {
  return column === undefined ? { line: part.firstLine + line - 1 } : positionInFile(part, { line, column })
}
