/** One trial: a town, its mail, one run of the real command, and the list of its mistakes. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCheck } from '../../test/support/check-command.ts'
import { directoryCsv, factsCsv } from '../../test/support/customer-list.ts'
import { openCorpus } from './corpus.ts'
import { diceOf } from './dice.ts'
import { allowances } from './letter.ts'
import { type NumberFormat, populate } from './population.ts'
import type { Specimen } from './scene.ts'
import { type Mistake, mistakeIn } from './score.ts'
import { truthOf } from './truth.ts'

export interface TrialOptions {
  readonly planted: number
  readonly clean: number
  readonly customers: number
  readonly seed: number
  readonly numbers: NumberFormat
  /** Keep the generated files in this folder instead of a temporary one. */
  readonly keepIn?: string
}

export interface TrialError {
  readonly mistake: Mistake
  readonly file: string
  readonly specimen: Specimen
  readonly answer: string
}

export interface TrialResult {
  readonly errors: readonly TrialError[]
  readonly exitCode: number | null
  readonly seconds: number
  readonly mails: number
  readonly bytes: number
  /** Highest resident memory of each process, the parent first. */
  readonly peakBytes: readonly number[]
  readonly stderr: string
}

/** Files of one folder, so that no folder grows beyond what tools like. */
const mailsPerFolder = 1000

export async function runTrial(options: TrialOptions): Promise<TrialResult> {
  const folder = options.keepIn ?? mkdtempSync(join(tmpdir(), 'schleuse-accuracy-'))
  try {
    const dice = diceOf(options.seed)
    const population = populate(options.customers, options.numbers, dice)
    const corpus = openCorpus(population, truthOf(population), options.numbers, dice)
    const specimens = new Map<string, Specimen>()
    let bytes = 0
    for (let i = 0; i < options.planted + options.clean; i++) {
      const specimen = i < options.planted ? await corpus.planted() : await corpus.clean()
      const inner = join(folder, 'mail', String(Math.floor(i / mailsPerFolder)))
      if (i % mailsPerFolder === 0) mkdirSync(inner, { recursive: true })
      const path = join(inner, `${String(i).padStart(6, '0')}.eml`)
      writeFileSync(path, specimen.bytes)
      bytes += specimen.bytes.length
      specimens.set(path, { ...specimen, bytes: Buffer.alloc(0) })
    }
    const path = (name: string): string => join(folder, name)
    writeFileSync(path('kunden.csv'), directoryCsv(population.residents))
    writeFileSync(path('fakten.csv'), factsCsv(population.facts))
    writeFileSync(path('eigenes.yaml'), allowances)
    const run = await runCheck(
      [
        path('mail'),
        '--directory',
        path('kunden.csv'),
        '--facts',
        path('fakten.csv'),
        '--allow',
        path('eigenes.yaml'),
      ],
      { sampleMs: 250 },
    )
    const lines = new Map(run.lines.map((line) => [line.file, line]))
    const errors: TrialError[] = []
    for (const [file, specimen] of specimens) {
      const line = lines.get(file)
      const mistake = mistakeIn(specimen, line)
      if (mistake) errors.push({ mistake, file, specimen, answer: JSON.stringify(line ?? null) })
    }
    return {
      errors,
      exitCode: run.exitCode,
      seconds: run.seconds,
      mails: specimens.size,
      bytes,
      peakBytes: run.memory
        .toSorted((a, b) => Number(b.isParent) - Number(a.isParent))
        .map(({ samples }) => Math.max(...samples)),
      stderr: run.stderr,
    }
  } finally {
    if (options.keepIn === undefined) rmSync(folder, { recursive: true })
  }
}
