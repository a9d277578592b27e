/**
 * Speed and memory of the real command: mails of 20 KB, half of them HTML, with a known number of disclosures.
 * Exit status 1 if a single answer is wrong: a fast wrong answer is none.
 *
 *     node bench/speed.ts [--mails 10000] [--customers 100000] [--seed 1]
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { mail, textPart } from '../test/mail-builder/mime.ts'
import { type ProcessMemory, runCheck } from '../test/support/check-command.ts'
import { directoryCsv } from '../test/support/customer-list.ts'
import { type Dice, diceOf } from './accuracy/dice.ts'
import { escapeHtml, htmlText, plainOf } from './accuracy/layout.ts'
import { allowances, composeLetter } from './accuracy/letter.ts'
import { populate } from './accuracy/population.ts'
import { fieldsOf } from './accuracy/scene.ts'
import { truthOf } from './accuracy/truth.ts'

const { values } = parseArgs({
  options: {
    mails: { type: 'string', default: '10000' },
    customers: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
  },
})
const mails = Number(values.mails)
/** One mail in this many shows the number of somebody else. */
const plantedEvery = 50
const mailBytes = 20_000
const goalSeconds = 60

const words =
  `die der und in zu den das nicht von sie ist des sich mit dem dass er es ein ich auf so eine auch als an nach wie im für man
aber aus durch wenn nur war noch werden bei hat wir was wird sein einen welche sind oder um haben einer mir über ihm diese einem ihr uns da
zum kann doch vor dieser mich ihn du hatte seine mehr am denn nun unter sehr selbst schon hier bis habe ihre dann ihnen seiner alle wieder
meine Zeit gegen vom ganz einzelnen wo muss ohne eines können Ausleihe Bestand Medien Regal Lesesaal Gebühr Verlängerung Öffnungszeit
Rückgabe Vormerkung Zweigstelle Veranstaltung Kinderbuch Zeitschrift Katalog Anmeldung Fernleihe Sommer Ferien Leseclub Ausstellung`.split(
    /\s+/,
  )

function prose(dice: Dice, bytes: number): string[] {
  const paragraphs: string[] = []
  for (let written = 0; written < bytes; ) {
    const count = 60 + dice.below(60)
    const text = `${Array.from({ length: count }, () => dice.pick(words)).join(' ')}.`
    paragraphs.push(text.replace(/(.{60,78}) /g, '$1\n'))
    written += text.length * 1.06
  }
  return paragraphs
}

const folder = mkdtempSync(join(tmpdir(), 'schleuse-speed-'))
try {
  const dice = diceOf(Number(values.seed))
  const population = populate(Number(values.customers), 'sparse', dice)
  const truth = truthOf(population)
  const readers = population.residents.filter(({ email }) => email !== undefined)
  const expected = new Map<string, string>()
  let bytes = 0
  for (let i = 0; i < mails; ) {
    const viewer = dice.pick(readers)
    const { circle } = truth.circleOf(viewer)
    const letter = composeLetter({ viewer, circle, residents: population.residents, dice })
    if (truth.exposed(letter.facts, circle).size > 0) continue
    const target = i % plantedEvery === 0 ? dice.pick(population.residents) : undefined
    if (target && circle.includes(target)) continue
    const paragraphs = [...letter.paragraphs, ...prose(dice, mailBytes * 0.85)]
    if (target) paragraphs.push(`Vorgang zu ${target.number}.`)
    const long = { ...letter, paragraphs }
    const styled = `<table style="border-collapse:collapse"><tr><td>${escapeHtml(letter.subject)}</td></tr></table>`
    const entity = i % 2 === 0 ? htmlText(long, styled) : textPart(plainOf(long))
    const inner = join(folder, 'mail', String(Math.floor(i / 1000)))
    if (i % 1000 === 0) mkdirSync(inner, { recursive: true })
    const path = join(inner, `${String(i).padStart(6, '0')}.eml`)
    const written = mail(fieldsOf(letter, viewer, dice), entity)
    writeFileSync(path, written)
    bytes += written.length
    if (target) expected.set(path, target.number)
    i++
  }
  writeFileSync(join(folder, 'kunden.csv'), directoryCsv(population.residents))
  writeFileSync(join(folder, 'eigenes.yaml'), allowances)
  console.log(
    `${mails} mails of ${Math.round(bytes / mails / 1000)} KB, ${values.customers} customers, seed ${values.seed}`,
  )
  const run = await runCheck(
    [
      join(folder, 'mail'),
      '--directory',
      join(folder, 'kunden.csv'),
      '--allow',
      join(folder, 'eigenes.yaml'),
    ],
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
