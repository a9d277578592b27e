/** Somebody else's name where the addressee stands. */
import { encodedWord } from '../../test/mail-builder/header.ts'
import { type Entity, filePart, mail, multipart, textPart } from '../../test/mail-builder/mime.ts'
import { pdf } from '../../test/mail-builder/pdf.ts'
import { printable } from './carrier.ts'
import { htmlOf, plainOf } from './layout.ts'
import type { Letter } from './letter.ts'
import type { Resident } from './population.ts'
import { fieldsOf, type Scene, type Specimen } from './scene.ts'
import { respelled } from './spelling.ts'
import { surnamesOf, type Truth } from './truth.ts'

type Place =
  | 'salutation by surname'
  | 'salutation by full name'
  | 'address block'
  | 'label'
  | 'display name'
  | 'file name'
  | 'PDF salutation'

const places: readonly Place[] = [
  'salutation by surname',
  'salutation by surname',
  'salutation by full name',
  'address block',
  'label',
  'display name',
  'file name',
  'PDF salutation',
]

/** @returns undefined if this person cannot be told from the circle by name, or other names would narrow the choice */
export async function plantAddressed(
  scene: Scene,
  target: Resident,
  truth: Truth,
): Promise<Specimen | undefined> {
  const { letter, viewer, viewers, circle, dice } = scene
  if (target.company || !target.lastName || !target.firstName) return undefined
  const own = new Set(circle.flatMap(surnamesOf))
  if (surnamesOf(target).some((surname) => own.has(surname))) return undefined
  // A bearer of the same surname in the letter, or a greeting of the same surname, would make the case another one.
  const surnames = surnamesOf(target)
  if (letter.facts.some(({ kind }) => kind !== 'name')) return undefined
  if (
    letter.facts.some(
      ({ kind, value }) => kind === 'name' && surnames.some((surname) => value.includes(surname)),
    )
  )
    return undefined
  const place = dice.pick(places)
  const bySurname = place === 'salutation by surname' || place === 'PDF salutation'
  const bearers = bySurname ? truth.withSurname(target.lastName) : truth.withName(target)
  const { entity, to } = await dressed(place, scene, target)
  const fields = fieldsOf(letter, viewer, dice).map(
    ([name, value]) => [name, name === 'To' && to ? to : value] as const,
  )
  return {
    bytes: mail(fields, entity),
    viewers: viewers.map(({ number }) => number).sort(),
    form: `name in ${place}`,
    rule: 'addressed',
    planted: target.number,
    tolerated: new Set(bearers.map(({ number }) => number)),
  }
}

async function dressed(
  place: Place,
  scene: Scene,
  target: Resident,
): Promise<{ entity: Entity; to?: string }> {
  const { letter, viewer, dice } = scene
  const { firstName = '', lastName = '', isFemale } = target
  const last = respelled(lastName, dice)
  const polite = isFemale ? 'Sehr geehrte Frau' : 'Sehr geehrter Herr'
  const full = `${firstName} ${lastName}`
  const neutral: Letter = { ...letter, greeting: 'Guten Tag,', block: [] }
  switch (place) {
    case 'salutation by surname':
      return {
        entity: body(
          {
            ...letter,
            greeting: dice.pick([
              `${polite} ${last},`,
              `Guten Tag ${isFemale ? 'Frau' : 'Herr'} ${last},`,
              `Liebe Familie ${last},`,
              `${polite} Dr. ${last},`,
            ]),
          },
          scene,
        ),
      }
    case 'salutation by full name':
      return {
        entity: body(
          {
            ...letter,
            greeting: dice.pick([
              `Hallo ${full},`,
              `Guten Tag ${full},`,
              `${polite} ${full},`,
              `Liebe${isFemale ? '' : 'r'} ${full}!`,
            ]),
          },
          scene,
        ),
      }
    case 'address block':
      return {
        entity: body(
          {
            ...neutral,
            block: [
              isFemale ? 'Frau' : 'Herrn',
              full,
              viewer.street ?? 'Postfach 12',
              `${viewer.postcode ?? '21502'} ${viewer.city ?? 'Geesthacht'}`,
            ],
          },
          scene,
        ),
      }
    case 'label':
      return {
        entity: body(
          { ...neutral, paragraphs: [`${isFemale ? 'Kundin' : 'Kunde'}: ${full}`, ...letter.paragraphs] },
          scene,
        ),
      }
    case 'display name':
      return { entity: body(neutral, scene), to: `${encodedWord(full)} <${viewer.email}>` }
    case 'file name':
      return {
        entity: multipart('mixed', [
          textPart(plainOf(neutral)),
          filePart(await pdf({}), 'application/pdf', {
            name: encodedWord(`Mahnung ${full}.pdf`, { bytesPerWord: 80 }),
          }),
        ]),
      }
    case 'PDF salutation': {
      const lines = plainOf({ ...letter, greeting: `${polite} ${lastName},` })
        .split('\n')
        .map(printable)
      return {
        entity: multipart('mixed', [
          textPart('Guten Tag,\n\nsiehe Anlage.\n'),
          filePart(await pdf({ lines }), 'application/pdf', { name: 'Schreiben.pdf' }),
        ]),
      }
    }
  }
}

function body(letter: Letter, { dice }: Scene): Entity {
  return dice.pick([
    () => textPart(plainOf(letter)),
    () => htmlOf(letter),
    () => multipart('alternative', [textPart(plainOf(letter)), htmlOf(letter)]),
  ])()
}
