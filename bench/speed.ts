/**
 * Speed and memory of the real command: mails of 20 KB, half of them HTML, with a known number of disclosures.
 * Exit status 1 if a single answer is wrong: a fast wrong answer is none.
 *
 *     node bench/speed.ts [--mails 10000] [--customers 100000] [--seed 1]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type ProcessMemory, runCheck } from '../test/support/check-command.ts'
import { writeNoticeMails } from './notice-mails.ts'

const { values } = parseArgs({
  options: {
    mails: { type: 'string', default: '10000' },
    customers: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
  },
})
const mails = Number(values.mails)
const goalSeconds = 60

const folder = mkdtempSync(join(tmpdir(), 'schleuse-speed-'))
try {
  const written = writeNoticeMails(folder, {
    mails,
    customers: Number(values.customers),
    seed: Number(values.seed),
  })
  const { bytes, expected } = written
  console.log(
    `${mails} mails of ${Math.round(bytes / mails / 1000)} KB, ${values.customers} customers, seed ${values.seed}`,
  )
  const run = await runCheck(
    [written.mailFolder, '--directory', written.directoryPath, '--allow', written.allowPath],
    { sampleMs: 250 },
  )
  const wrong = run.lines.filter(({ file, verdict, disclosures }) =>
    expected.has(file)
      ? disclosures.length !== 1 || disclosures[0]?.dataSubject !== expected.get(file)
      : verdict !== 'clear',
  )
  console.log(
    `${run.seconds.toFixed(1)} s (goal ${goalSeconds} s), ${(mails / run.seconds).toFixed(0)} mails/s, ${(bytes / 1e6 / run.seconds).toFixed(1)} MB/s, exit ${run.exitCode}`,
  )
  for (const process of run.memory) console.log(memoryLine(process))
  console.log(`${expected.size} disclosures planted; ${run.lines.length} answers, ${wrong.length} wrong`)
  for (const line of wrong.slice(0, 5)) console.log(JSON.stringify(line))
  if (run.lines.length !== mails || wrong.length > 0) {
    console.log(run.stderr.slice(0, 2000))
    process.exitCode = 1
  }
} finally {
  rmSync(folder, { recursive: true })
}

/** Peak of each quarter of the run: equal numbers mean that memory does not grow with the number of mails. */
function memoryLine({ pid, isParent, samples }: ProcessMemory): string {
  const quarter = Math.max(1, Math.ceil(samples.length / 4))
  const peaks = [0, 1, 2, 3]
    .map((i) => samples.slice(i * quarter, (i + 1) * quarter))
    .filter(({ length }) => length > 0)
  return `memory of ${isParent ? 'the command' : `reader ${pid}`}: ${peaks.map((quarterSamples) => (Math.max(...quarterSamples) / 1e6).toFixed(0)).join(' / ')} MB by quarters, ${samples.length} samples`
}
