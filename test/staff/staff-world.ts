/** An organisation with accounts that a second person from outside has confirmed, as a real installation gets them. */
import { sql } from 'kysely'
import { accountById, type EndSignIn } from '../../src/staff/account.ts'
import { redeemInvitation } from '../../src/staff/invitation.ts'
import { addOrganisation } from '../../src/staff/organisation.ts'
import type { Reauthentication } from '../../src/staff/reauthentication.ts'
import type { Role } from '../../src/staff/role.ts'
import {
  answerRequest,
  digestOfAnswer,
  requestAccount,
  type SecondPerson,
} from '../../src/staff/second-person.ts'
import type { Database } from '../../src/store/connection.ts'
import { transact } from '../../src/store/transaction.ts'
import { upgradeSchema } from '../../src/store/upgrade.ts'
import type { FreshDatabase } from '../store/fresh-database.ts'

export const shell = { kind: 'shell', account: 1000 } as const
/** Why tests refuse. */
export const refusal = 'Not agreed with the head of the house.'
export const outside = { name: 'Otto Fremd', body: 'Landkreis Beispiel' } as const

export interface StaffWorld {
  readonly owner: Database
  readonly app: Database
  readonly organisationId: string
  /** Accounts whose sign-in was ended, in order. */
  readonly ended: string[]
  readonly endSignIn: EndSignIn
  /** An active account; seasoned unless said otherwise: its day of waiting is over. */
  hire(name: string, roles: readonly Role[], isSeasoned?: boolean): Promise<string>
  /** A day passes for this account. */
  season(accountId: string): Promise<void>
  /** A fresh proof of this account over an answer, as the sign-in makes it. */
  proofOf(accountId: string, requestId: string, answer?: 'confirmed' | 'refused', at?: Date): SecondPerson
  eventsOf(kind: string): Promise<readonly Record<string, unknown>[]>
}

export async function openStaffWorld(
  database: FreshDatabase,
  name = 'Bücherei',
  role: 'controller' | 'processor' = 'controller',
): Promise<StaffWorld> {
  const owner = database.as('owner')
  await upgradeSchema(owner)
  const app = database.as('app')
  const by = { actor: shell, now: new Date() } as const
  const organisationId = await addOrganisation(app, { name, role }, by)
  const ended: string[] = []
  const endSignIn: EndSignIn = async (_, accountId) => void ended.push(accountId)
  const season = async (accountId: string): Promise<void> => {
    await sql`update schleuse.staff_role set granted_at = granted_at - interval '25 hours' where account_id = ${accountId}`.execute(
      owner,
    )
    await sql`update schleuse.staff_account set credentials_at = credentials_at - interval '25 hours' where id = ${accountId}`.execute(
      owner,
    )
  }
  return {
    owner,
    app,
    organisationId,
    ended,
    endSignIn,
    season,
    async hire(name, roles, isSeasoned = true) {
      const wanted = {
        organisationId,
        name,
        email: `${name.toLowerCase()}@staff.example.org`,
        roles,
        isFirst: false,
      }
      const made = await requestAccount(app, wanted, { ...by, outside })
      const second = { kind: 'outside', code: made.outsideCode ?? '' } as const
      const answer = {
        organisationId,
        requestId: made.id,
        answer: 'confirmed',
        by: second,
        endSignIn,
      } as const
      await answerRequest(app, answer)
      const { invitation } = made
      if (invitation) await transact(app, (transaction) => redeemInvitation(transaction, invitation))
      if ((await accountById(app, made.accountId))?.state !== 'active') throw new Error('not hired')
      if (isSeasoned) await season(made.accountId)
      return made.accountId
    },
    proofOf(accountId, requestId, answer = 'confirmed', at = new Date()) {
      const to = { organisationId, requestId }
      const over = digestOfAnswer(
        answer === 'refused' ? { ...to, answer, reason: refusal } : { ...to, answer },
      )
      const proof: Reauthentication = { accountId, at, over, how: { kind: 'password-totp' } }
      return { kind: 'staff', accountId, makeProof: async () => proof }
    },
    async eventsOf(kind) {
      const rows = await app
        .selectFrom('schleuse.audit_entry')
        .select(['actor', 'body'])
        .where('kind', '=', kind)
        .orderBy('seq')
        .execute()
      return rows.map(({ actor, body }) => ({ actor, ...JSON.parse(body) }))
    },
  }
}
