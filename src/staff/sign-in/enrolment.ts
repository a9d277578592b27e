/** From an invitation to a password: the one way to means of signing in. */
import type { Transaction } from 'kysely'
import { fault } from '../../std/fault.ts'
import type { Database } from '../../store/connection.ts'
import type { Tables } from '../../store/tables.ts'
import { transact } from '../../store/transaction.ts'
import { type Person, setPassword } from './credential.ts'
import { refusalOfPassword } from './password.ts'

/** Invitations, as the rest of this room makes them; undefined for one that does not count, for whatever reason. */
export interface Invitations {
  /** Uses nothing up. */
  read(
    transaction: Transaction<Tables>,
    given: { readonly code: string; readonly secret: string },
  ): Promise<{ readonly name: string; readonly email: string } | undefined>
  /** Uses it up; a wrong word is counted in the same transaction, which has to be kept. */
  redeem(
    transaction: Transaction<Tables>,
    given: { readonly code: string; readonly secret: string },
  ): Promise<Person | undefined>
}

export interface Enrolment {
  read(given: Invited): Promise<{ readonly name: string; readonly email: string } | undefined>
  /** @throws SCH_SIGN_IN_PASSWORD; then nothing is used up */
  redeem(given: Invited & { readonly password: string }): Promise<{ readonly email: string } | undefined>
}

/** The code of the link, and the word that was told beside it. */
export interface Invited {
  readonly code: string
  readonly word: string
}

export function openEnrolment(database: Database, invitations: Invitations, now: () => Date): Enrolment {
  const read = ({ code, word }: Invited) =>
    transact(database, (transaction) => invitations.read(transaction, { code, secret: word }))
  return {
    async read(given) {
      const found = await read(given)
      return found && { name: found.name, email: found.email }
    },
    async redeem({ password, ...given }) {
      const found = await read(given)
      const why = found && refusalOfPassword(password, [found.email, found.name])
      if (why) throw fault('SCH_SIGN_IN_PASSWORD', { params: { why } })
      const person = await transact(database, async (transaction) => {
        const redeemed = await invitations.redeem(transaction, { code: given.code, secret: given.word })
        if (redeemed) await setPassword(transaction, redeemed, password, now())
        return redeemed
      })
      return person && { email: person.email }
    },
  }
}
