/** Notices of 20 KB for the measurements of speed: half of them HTML, with a known number of disclosures. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { mail, textPart } from '../test/mail-builder/mime.ts'
import { directoryCsv } from '../test/support/customer-list.ts'
import { type Dice, diceOf } from './accuracy/dice.ts'
import { escapeHtml, htmlText, plainOf } from './accuracy/layout.ts'
import { allowances, composeLetter } from './accuracy/letter.ts'
import { populate, type Resident } from './accuracy/population.ts'
import { fieldsOf } from './accuracy/scene.ts'
import { truthOf } from './accuracy/truth.ts'

/** One mail in this many shows the number of somebody else. */
const plantedEvery = 50
export const mailBytes = 20_000

export interface NoticeMails {
  /** Folder with the mails, the customer list and the allow file. */
  readonly mailFolder: string
  readonly directoryPath: string
  readonly allowPath: string
  readonly residents: readonly Resident[]
  /** Path of a mail that shows somebody's number → that number. */
  readonly expected: ReadonlyMap<string, string>
  readonly bytes: number
}

/** Writes mails of 20 KB below `folder`, every second one HTML, and the list of the customers they are for. */
export function writeNoticeMails(
  folder: string,
  { mails, customers, seed }: { readonly mails: number; readonly customers: number; readonly seed: number },
): NoticeMails {
  const dice = diceOf(seed)
  const population = populate(customers, 'sparse', dice)
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
  const directoryPath = join(folder, 'kunden.csv')
  const allowPath = join(folder, 'eigenes.yaml')
  writeFileSync(directoryPath, directoryCsv(population.residents))
  writeFileSync(allowPath, allowances)
  return {
    mailFolder: join(folder, 'mail'),
    directoryPath,
    allowPath,
    residents: population.residents,
    expected,
    bytes,
  }
}

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
