/**
 * Accuracy of the real command on generated mail. Exit status 1 on any miss, any wrong data subject, or more than one
 * false hold in ten thousand clean mails.
 *
 *     node bench/accuracy/run.ts --planted 5000 --clean 10000 --customers 100000 --seed 1 [--numbers dense] [--keep FOLDER]
 */
import { parseArgs } from 'node:util'
import { runTrial } from './trial.ts'

const { values } = parseArgs({
  options: {
    planted: { type: 'string', default: '5000' },
    clean: { type: 'string', default: '10000' },
    customers: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    numbers: { type: 'string', default: 'sparse' },
    keep: { type: 'string' },
    show: { type: 'string', default: '20' },
  },
})

const clean = Number(values.clean)
const result = await runTrial({
  planted: Number(values.planted),
  clean,
  customers: Number(values.customers),
  seed: Number(values.seed),
  numbers: values.numbers === 'dense' ? 'dense' : 'sparse',
  ...(values.keep === undefined ? {} : { keepIn: values.keep }),
})

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1)
const count = (mistake: string): number => result.errors.filter((error) => error.mistake === mistake).length

for (const error of result.errors.slice(0, Number(values.show)))
  console.log(
    `${error.mistake}: ${error.specimen.form}\n  ${error.file}\n  planted ${error.specimen.planted ?? '-'}\n  ${error.answer.slice(0, 400)}`,
  )
if (result.errors.length > 0) {
  const byForm = new Map<string, number>()
  for (const { mistake, specimen } of result.errors)
    byForm.set(`${mistake}: ${specimen.form}`, (byForm.get(`${mistake}: ${specimen.form}`) ?? 0) + 1)
  console.log('by form:')
  for (const [form, times] of [...byForm].sort((a, b) => b[1] - a[1]).slice(0, 40))
    console.log(`  ${times} ${form}`)
}
console.log(
  `planted ${values.planted}, clean ${values.clean}, customers ${values.customers}, numbers ${values.numbers}, seed ${values.seed}`,
)
const kinds = ['miss', 'false hold', 'wrong data subject', 'wrong rule', 'wrong viewer', 'no answer']
console.log(kinds.map((kind) => `${kind}: ${count(kind)}`).join(', '))
console.log(
  `exit ${result.exitCode}, ${result.seconds.toFixed(1)} s, ${(result.mails / result.seconds).toFixed(0)} mails/s, ${(result.bytes / 1e6 / result.seconds).toFixed(1)} MB/s of ${megabytes(result.bytes)} MB`,
)
console.log(`peak resident MB per process: ${result.peakBytes.map(megabytes).join(', ')}`)
if (result.exitCode !== 1) console.log(result.stderr.slice(0, 2000))

/** One in ten thousand. */
const allowedHolds = Math.floor(clean / 10_000)
const isWrong = result.errors.length - count('false hold') > 0 || count('false hold') > allowedHolds
process.exitCode = isWrong ? 1 : 0
