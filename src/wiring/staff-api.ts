/** Staff at the HTTP interface: who is calling, and the routes of accounts, requests, tokens and approvals. */
import { type Callers, openCallers } from '../api/caller.ts'
import type { AddRoutes } from '../api/route.ts'
import { ownAccountRoutes } from '../api/routes/own-account.ts'
import { proofRoutes } from '../api/routes/proof.ts'
import { signInRoutes } from '../api/routes/sign-in.ts'
import { staffRoutes } from '../api/routes/staff.ts'
import { staffPageRoutes } from '../api/routes/staff-pages.ts'
import { appendEvent } from '../audit/trail.ts'
import { activeAccount, hasAccounts } from '../staff/account.ts'
import { auditActorOf, type StaffActor } from '../staff/actor.ts'
import { readInvitation, redeemInvitation } from '../staff/invitation.ts'
import { listOrganisations } from '../staff/organisation.ts'
import type { MakeProof } from '../staff/reauthentication.ts'
import { endSignIn } from '../staff/sign-in/credential.ts'
import { openEnrolment } from '../staff/sign-in/enrolment.ts'
import type { SignInProvider } from '../staff/sign-in/library-factors.ts'
import { type ReauthenticationTools, useProof } from '../staff/sign-in/reauthenticate.ts'
import { sessionOf } from '../staff/sign-in/session.ts'
import { openSignIn } from '../staff/sign-in/sign-in.ts'
import { actorOfToken } from '../staff/token.ts'
import type { Database } from '../store/connection.ts'
import type { Store } from '../store/store.ts'
import { transact } from '../store/transaction.ts'

export interface StaffApi {
  readonly callers: Callers
  readonly rooms: readonly AddRoutes[]
  close(): Promise<void>
}

export function openStaffApi(parts: {
  readonly store: Pick<Store, 'database' | 'confinedTo'>
  readonly tools: ReauthenticationTools
  readonly providers: readonly SignInProvider[]
  readonly now: () => Date
}): StaffApi {
  const { store, tools, providers, now } = parts
  const confined = new Map<string, Database>()
  const databaseFor = ({ organisationId }: StaffActor): Database => {
    const database = confined.get(organisationId) ?? store.confinedTo(organisationId)
    confined.set(organisationId, database)
    return database
  }
  const callers = openCallers({
    byToken: (token) => actorOfToken(store.database, token),
    bySession: (request) =>
      actorOfSession(store.database, tools, { cookie: request.headers.cookie, now: now() }),
    refused: (actor, attempt) => tellRefused(store.database, actor, attempt),
  })
  const proof =
    (id: string, accountId: string): MakeProof =>
    (transaction, over) =>
      useProof(transaction, { id, accountId, over })
  const routes = staffRoutes({ actorOf: callers.actorOf, databaseFor, proof, endSignIn, now })
  const account = (id: string) => activeAccount(store.database, id)
  const organisationOf = async (id: string) => (await account(id))?.organisationId
  const signIn = openSignIn(tools, { providers, organisationOf })
  const invitation = openEnrolment(store.database, { read: readInvitation, redeem: redeemInvitation }, now)
  const names = providers.map(({ name }) => name)
  return {
    callers,
    rooms: [
      routes,
      signInRoutes({ signIn, providers: names }),
      ownAccountRoutes({ tools, signIn, account, invitation }),
      proofRoutes({ tools, account }),
      staffPageRoutes({ providers: names, hasAccounts: () => hasAccounts(store.database) }),
    ],
    async close() {
      for (const database of confined.values()) await database.destroy()
    },
  }
}

/** Without a second step a session opens nothing: its holder has shown half of who he is. */
async function actorOfSession(
  database: Database,
  { library }: ReauthenticationTools,
  { cookie, now }: { readonly cookie: string | undefined; readonly now: Date },
): Promise<StaffActor | undefined> {
  if (cookie === undefined) return undefined
  const { session } = await sessionOf(library, new Headers({ cookie }), now)
  if (session?.provedBy === undefined) return undefined
  const account = await activeAccount(database, session.accountId)
  if (!account) return undefined
  const organisation = (await listOrganisations(database)).find(({ id }) => id === account.organisationId)
  return {
    kind: 'staff',
    accountId: account.id,
    organisationId: account.organisationId,
    roles: account.roles.map(({ role }) => role),
    by: 'session',
    isOfHost: organisation?.isHost === true,
  }
}

async function tellRefused(
  database: Database,
  actor: StaffActor,
  attempt: { readonly action: string; readonly permission: string },
): Promise<void> {
  const { organisationId } = actor
  const event = { kind: 'action-refused', body: attempt } as const
  await transact(database, async (transaction) => {
    await appendEvent(transaction, { organisationId, actor: auditActorOf(actor), event })
  })
}
