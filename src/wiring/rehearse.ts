/** Runs `schleuse notice rehearse`: no state, no database; engines in processes of their own. */
import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { openHandlebarsRenderer } from '../adapters/handlebars/renderer.ts'
import { handlebarsSyntax } from '../adapters/handlebars/syntax.ts'
import { openKohaRenderer } from '../adapters/koha/renderer.ts'
import { kohaSyntax } from '../adapters/koha/syntax.ts'
import { openLiquidRenderer } from '../adapters/liquid/renderer.ts'
import { liquidSyntax } from '../adapters/liquid/syntax.ts'
import { openMustacheRenderer } from '../adapters/mustache/renderer.ts'
import { mustacheSyntax } from '../adapters/mustache/syntax.ts'
import { openTemplateToolkitRenderer } from '../adapters/template-toolkit/renderer.ts'
import { readWholeFile } from '../check/whole-file.ts'
import type { RehearseCall } from '../cli/commands/notice.ts'
import type { TemplateSyntax } from '../notice/proof/syntax.ts'
import { junitOf, sarifOf } from '../notice/rehearsal/build-report.ts'
import {
  exitOfRehearsal,
  jsonLines,
  type RehearsalExit,
  reportLines,
} from '../notice/rehearsal/rehearsal-report.ts'
import { rehearse } from '../notice/rehearsal/rehearse.ts'
import type { Renderer, RendererSetup } from '../notice/renderer.ts'
import { readNoticeSchema } from '../notice/schema/read.ts'
import { readTemplateFolder } from '../notice/template/folder.ts'
import type { TemplateEngine } from '../notice/template/template.ts'
import type { Speech } from '../text/speech.ts'
import { writeOver } from './given-file.ts'

export interface RehearseTools {
  readonly speech: Speech
  readonly version: string
  readonly now: () => Date
  readonly print: (lines: readonly string[]) => Promise<void>
  readonly progress: (sentence: string) => void
}

const openers: Readonly<Record<TemplateEngine, (setup: RendererSetup) => Renderer>> = {
  liquid: openLiquidRenderer,
  handlebars: openHandlebarsRenderer,
  mustache: openMustacheRenderer,
  koha: openKohaRenderer,
  'template-toolkit': openTemplateToolkitRenderer,
}

const syntaxes: Readonly<Partial<Record<TemplateEngine, TemplateSyntax>>> = {
  liquid: liquidSyntax,
  handlebars: handlebarsSyntax,
  mustache: mustacheSyntax,
  koha: kohaSyntax,
}

/** Schemas that come with the program, by the name that stands for their file. */
const shipped: Readonly<Record<string, string>> = {
  library: fileURLToPath(new URL('../notice/schema/shipped/library.yaml', import.meta.url)),
}

/** @limit a schema of all notices of a large system is a hundredth of it */
const schemaBytesMax = 4_000_000
const indexKeyBytes = 32
/** In which engines write times; the same everywhere, so that a build server and a desk make the same mails. */
const timeZone = 'Europe/Berlin'

export async function runRehearse(call: RehearseCall, tools: RehearseTools): Promise<RehearsalExit> {
  const { speech, progress } = tools
  const schemaPath = shipped[call.schemaPath] ?? call.schemaPath
  const schema = readNoticeSchema(readWholeFile(schemaPath, schemaBytesMax).toString('utf8'), call.schemaPath)
  const folder = readTemplateFolder(call.templatesPath)
  const now = tools.now()
  const setup: RendererSetup = { nowMs: now.getTime(), timeZone }
  const open = new Map<TemplateEngine, Renderer>()
  const rendererOf = (engine: TemplateEngine): Renderer => {
    const renderer = open.get(engine) ?? openers[engine](setup)
    open.set(engine, renderer)
    return renderer
  }
  try {
    const rehearsal = await rehearse({
      ...call,
      schema,
      folder,
      now,
      rendererOf,
      syntaxOf: (engine) => syntaxes[engine],
      indexKey: randomBytes(indexKeyBytes),
      onRun: (run, runs) => progress(speech.say('progress.rehearsal', { run, runs })),
      signal: new AbortController().signal,
    })
    if (call.sarifPath !== undefined) writeOver(call.sarifPath, sarifOf(rehearsal, speech, tools.version))
    if (call.junitPath !== undefined) writeOver(call.junitPath, junitOf(rehearsal, speech))
    await tools.print(call.output === 'json' ? jsonLines(rehearsal, speech) : reportLines(rehearsal, speech))
    return exitOfRehearsal(rehearsal)
  } finally {
    await Promise.all([...open.values()].map((renderer) => renderer.close()))
  }
}
