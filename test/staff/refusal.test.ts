import { expect, test } from 'vitest'
import type { Actor } from '../../src/staff/actor.ts'
import { addOrganisation } from '../../src/staff/organisation.ts'
import { upgradeSchema } from '../../src/store/upgrade.ts'
import { missingFor, refuse } from '../../src/wiring/refusal.ts'
import { freshDatabases } from '../store/fresh-database.ts'

const fresh = freshDatabases()

async function twoOrganisations() {
  const database = await fresh()
  await upgradeSchema(database.as('owner'))
  const app = database.as('app')
  const by = { actor: { kind: 'shell', account: 1000 }, now: new Date() } as const
  const town = await addOrganisation(app, { name: 'Stadt', role: 'controller' }, by)
  const library = await addOrganisation(app, { name: 'Bücherei', role: 'controller' }, by)
  const refusals = () =>
    app
      .selectFrom('schleuse.audit_entry')
      .select(['organisation_id', 'actor', 'body'])
      .where('kind', '=', 'action-refused')
      .execute()
  return { app, town, library, refusals }
}

test('what a member of staff may not do is refused, and told to the trail of his organisation only', async () => {
  const { app, library, refusals } = await twoOrganisations()
  const auditor: Actor = {
    kind: 'staff',
    accountId: '0199',
    organisationId: library,
    roles: ['auditor'],
    by: 'token',
    isOfHost: true,
  }
  const action = { kind: 'keys-rotate', purpose: 'matching' } as const
  expect(missingFor(action, auditor)).toBe('keys-change')
  expect(await refuse(action, auditor, app)).toEqual({
    exit: 1,
    facts: [{ kind: 'action-refused', permission: 'keys-change' }],
  })
  expect(await refusals()).toEqual([
    {
      organisation_id: library,
      actor: 'staff:0199',
      body: '{"action":"keys-rotate","permission":"keys-change"}',
    },
  ])
})

test('what concerns the whole installation is refused to staff of an organisation that does not run it', async () => {
  const { app, library, refusals } = await twoOrganisations()
  const operator: Actor = {
    kind: 'staff',
    accountId: '0200',
    organisationId: library,
    roles: ['operator'],
    by: 'session',
    isOfHost: false,
  }
  const action = { kind: 'organisation-add', name: 'Werk', role: 'processor' } as const
  expect(missingFor(action, operator)).toBe('organisation-add')
  expect((await refuse(action, operator, app)).exit).toBe(1)
  expect(await refusals()).toHaveLength(1)
})

test('what the program may not do is entered with every organisation', async () => {
  const { app, town, library, refusals } = await twoOrganisations()
  const action = { kind: 'keys-list' } as const
  expect((await refuse(action, { kind: 'program' }, app)).exit).toBe(1)
  expect((await refusals()).map((row) => row.organisation_id).sort()).toEqual([town, library].sort())
})

test('what is allowed cannot be refused by mistake', async () => {
  const { app } = await twoOrganisations()
  const action = { kind: 'keys-list' } as const
  expect(missingFor(action, { kind: 'shell', account: 0 })).toBeUndefined()
  await expect(refuse(action, { kind: 'shell', account: 0 }, app)).rejects.toThrow(/nothing is missing/)
})
