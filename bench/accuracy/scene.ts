/** What a mail is generated from, and what must be said about it. */
import { encodedWord } from '../../test/mail-builder/header.ts'
import type { HeaderField } from '../../test/mail-builder/mime.ts'
import type { Dice } from './dice.ts'
import { type Letter, organisation } from './letter.ts'
import type { Resident } from './population.ts'

export type Rule = 'identifier' | 'corroborated' | 'addressed'

/** A generated mail and the only right answer. */
export interface Specimen {
  readonly bytes: Buffer
  readonly viewers: readonly string[]
  /** What was done to it, for the list of errors. */
  readonly form: string
  readonly rule?: Rule
  /** Customer number of the one whose data was planted. */
  readonly planted?: string
  /** Everybody else whom the same values fit; naming them is right as well. */
  readonly tolerated: ReadonlySet<string>
}

export interface Scene {
  readonly viewer: Resident
  readonly viewers: readonly Resident[]
  readonly circle: readonly Resident[]
  readonly letter: Letter
  readonly dice: Dice
}

export function fieldsOf(letter: Letter, viewer: Resident, dice: Dice): readonly HeaderField[] {
  const sender = `${letter.sender.firstName} ${letter.sender.lastName}`
  const reader = viewer.company ?? `${viewer.firstName} ${viewer.lastName}`
  return [
    ['From', `${encodedWord(sender)} <service@${organisation.domain}>`],
    ['To', dice.chance(0.6) ? `${encodedWord(reader)} <${viewer.email}>` : (viewer.email ?? '')],
    ['Subject', encodedWord(letter.subject, { encoding: dice.pick(['B', 'Q']) })],
    ['Date', 'Tue, 03 Mar 2026 10:00:00 +0100'],
    ['Message-ID', `<${dice.digits(9)}.${dice.digits(5)}@${organisation.domain}>`],
    [
      'List-Unsubscribe',
      `<https://${organisation.domain}/ab?t=${Buffer.from(dice.digits(12)).toString('hex')}>`,
    ],
  ]
}
