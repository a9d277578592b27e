/** Planted and clean mails with what must be said about each of them. */
import { encodedWord } from '../../test/mail-builder/header.ts'
import { type Entity, filePart, mail, multipart, textPart } from '../../test/mail-builder/mime.ts'
import { docx } from '../../test/mail-builder/ooxml.ts'
import { pdf } from '../../test/mail-builder/pdf.ts'
import { plantAddressed } from './addressed.ts'
import { carriers, printable } from './carrier.ts'
import type { Dice } from './dice.ts'
import { htmlOf, plainOf } from './layout.ts'
import { composeLetter } from './letter.ts'
import type { NumberFormat, Population, Resident } from './population.ts'
import { fieldsOf, type Scene, type Specimen } from './scene.ts'
import { chooseSecret } from './secret.ts'
import type { Truth } from './truth.ts'

export interface Corpus {
  clean(): Promise<Specimen>
  planted(): Promise<Specimen>
}

export function openCorpus(population: Population, truth: Truth, format: NumberFormat, dice: Dice): Corpus {
  const { residents } = population
  const readers = residents.filter(({ email }) => email !== undefined)

  /** A letter in which nothing of anybody outside the circle stands, by the letter of the contract. */
  const cleanScene = (): Scene => {
    for (;;) {
      const viewer = dice.pick(readers)
      const { viewers, circle } = truth.circleOf(viewer)
      const letter = composeLetter({ viewer, circle, residents, dice })
      if (truth.exposed(letter.facts, circle).size === 0) return { viewer, viewers, circle, letter, dice }
    }
  }

  return {
    async clean() {
      const scene = cleanScene()
      const [form, entity] = await packed(scene)
      return {
        bytes: mail(fieldsOf(scene.letter, scene.viewer, dice), entity),
        viewers: numbersOf(scene.viewers),
        form,
        tolerated: new Set(),
      }
    },
    async planted() {
      for (;;) {
        const scene = cleanScene()
        const target = dice.pick(residents)
        if (scene.circle.includes(target)) continue
        const specimen = dice.chance(0.2)
          ? await plantAddressed(scene, target, truth)
          : await plantFacts(scene, target, truth, format)
        if (specimen) return specimen
      }
    },
  }
}

const numbersOf = (people: readonly Resident[]): string[] => people.map(({ number }) => number).sort()

async function plantFacts(
  scene: Scene,
  target: Resident,
  truth: Truth,
  format: NumberFormat,
): Promise<Specimen | undefined> {
  const { letter, viewer, viewers, circle, dice } = scene
  const chosen = chooseSecret(target, truth, format, dice)
  if (!chosen) return undefined
  // The planted facts alone must expose him: a value the circle shares is not foreign.
  if (!truth.exposed(chosen.facts, circle).has(target.number)) return undefined
  const carrier = dice.pick(carriers.filter(({ needsIdentifier }) => !needsIdentifier || chosen.fitsLinks))
  const { entity, headers = [] } = await carrier.wrap(letter, chosen.secret, dice)
  return {
    bytes: mail([...fieldsOf(letter, viewer, dice), ...headers], entity),
    viewers: numbersOf(viewers),
    form: `${chosen.name} in ${carrier.name}`,
    rule: chosen.rule,
    planted: target.number,
    tolerated: truth.exposed([...chosen.facts, ...letter.facts], circle),
  }
}

/** A clean letter in one of the usual packagings. */
async function packed({ letter, dice, viewer }: Scene): Promise<readonly [string, Entity]> {
  const roll = dice.next()
  if (roll < 0.35)
    return [
      'plain',
      textPart(plainOf(letter), { transfer: dice.pick(['quoted-printable', 'base64', '8bit']) }),
    ]
  if (roll < 0.55) return ['html', htmlOf(letter)]
  if (roll < 0.9)
    return ['alternative', multipart('alternative', [textPart(plainOf(letter)), htmlOf(letter)])]
  const text = textPart(`${letter.greeting}\n\nanbei Ihre Unterlagen.\n`)
  const name = viewer.lastName ? `Schreiben_${viewer.lastName.replace(/ /g, '_')}` : 'Schreiben'
  if (roll < 0.95) {
    const paragraphs = plainOf(letter)
      .split('\n')
      .map((line) => [line])
    const bytes = docx({ paragraphs, subject: letter.subject })
    return [
      'word',
      multipart('mixed', [
        text,
        filePart(bytes, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', {
          name: encodedWord(`${name}.docx`, { bytesPerWord: 60 }),
        }),
      ]),
    ]
  }
  const lines = plainOf(letter).split('\n').map(printable)
  const bytes = await pdf({ lines, title: printable(letter.subject) })
  return [
    'pdf',
    multipart('mixed', [
      text,
      filePart(bytes, 'application/pdf', { name: encodedWord(`${name}.pdf`, { bytesPerWord: 60 }) }),
    ]),
  ]
}
