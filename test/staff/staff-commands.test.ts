import { join } from 'node:path'
import { Secret, TOTP } from 'otpauth'
import { expect, test, vi } from 'vitest'
import { roleWords } from '../../src/cli/commands/staff.ts'
import { type KeyRing, openKeyRing } from '../../src/sealing/key-ring.ts'
import { roles } from '../../src/staff/role.ts'
import { setPassword } from '../../src/staff/sign-in/credential.ts'
import { openSignIn } from '../../src/staff/sign-in/sign-in.ts'
import { makeToken } from '../../src/staff/token.ts'
import { transact } from '../../src/store/transaction.ts'
import { signInTools } from '../../src/wiring/sign-in-parts.ts'
import { freshDatabases } from '../store/fresh-database.ts'
import { openStatePlace } from '../support/run-state.ts'
import { openStaffWorld, type StaffWorld } from './staff-world.ts'

/** Each command is a process of its own, on two cores that others use too. */
vi.setConfig({ testTimeout: 240_000 })

const fresh = freshDatabases()

test('the words of roles on the command line are the roles there are', () => {
  expect(roleWords).toEqual(roles)
})

test('the first administrator is added, confirmed from outside, and shown; nothing works twice', async () => {
  const database = await fresh()
  await openStaffWorld(database)
  const { place, run } = openStatePlace(database.target('app'))
  const add = ['staff', 'add', 'erika@staff.example.org', '--name', 'Erika', '--first']
  expect(run(add)).toMatchObject({ status: 2, stderr: expect.stringMatching(/--outside-body/) })
  const added = run([...add, '--outside', 'Otto Fremd', '--outside-body', 'Landkreis Beispiel'])
  expect(added).toMatchObject({ status: 0, facts: [{ kind: 'staff-requested-first' }, {}, {}] })
  const [request, second, invitation] = added.facts
  expect(invitation).toMatchObject({
    path: expect.stringMatching(/^\/staff\/invitation#sch1_/),
    word: expect.stringMatching(/^\w{4}-\w{4}$/),
  })
  place.write({ 'code.txt': `${second?.code}\n`, 'wrong.txt': 'sch2_x' })
  const approve = ['staff', 'approve', String(request?.id), '--proof']
  expect(run([...approve, 'wrong.txt'])).toMatchObject({ status: 2, facts: [] })
  expect(run([...approve, 'code.txt'])).toMatchObject({
    status: 0,
    facts: [{ kind: 'staff-request-confirmed' }],
  })
  expect(run(['staff', 'list']).facts).toMatchObject([
    { email: 'erika@staff.example.org', accountState: 'invited', staffRoles: 'administrator' },
  ])
})

test('an invitation is a whole link where the settings say how the pages are reached', async () => {
  const database = await fresh()
  await openStaffWorld(database)
  const { place, run } = openStatePlace(database.target('app'))
  place.write({ 'schleuse.yaml': 'serve: { public_url: "https://schleuse.example.org" }\n' })
  const words = ['staff', 'add', 'erika@staff.example.org', '--name', 'Erika', '--role', 'administrator']
  const outside = ['--first', '--outside', 'Otto Fremd', '--outside-body', 'Landkreis Beispiel']
  const { facts } = run([...words, ...outside, '--config', 'schleuse.yaml'])
  expect(facts.at(-1)).toMatchObject({
    kind: 'staff-invitation-link',
    link: expect.stringMatching(/^https:\/\/schleuse\.example\.org\/staff\/invitation#sch1_/),
  })
})

test('a token acts as its maker: within its roles and its organisation, and refused beyond them', async () => {
  const database = await fresh()
  const w = await openStaffWorld(database)
  const accountId = await w.hire('Anna', ['auditor'])
  const { token } = await makeToken(
    w.app,
    { accountId, name: 'audit', roles: ['auditor'], days: 1 },
    new Date(),
  )
  const { place, run } = openStatePlace(database.target('app'))
  place.write({ token: `${token}\n` })
  const asAnna = { SCHLEUSE_TOKEN: token }
  expect(run(['staff', 'list', '--token-file', 'token']).facts).toMatchObject([{ name: 'Anna' }])
  expect(run(['staff', 'disable', 'anna@staff.example.org'], asAnna)).toMatchObject({
    status: 1,
    facts: [{ kind: 'action-refused', permission: 'staff-withdraw' }],
  })
  expect(await w.eventsOf('action-refused')).toMatchObject([
    { actor: `staff:${accountId}`, action: 'staff-disable' },
  ])
  const bad = run(['staff', 'list'], { SCHLEUSE_TOKEN: 'sch_invented' })
  expect(bad).toMatchObject({ status: 2, facts: [] })
  expect(bad.stderr).toMatch(/Zugangsschlüssel gilt nicht/)
})

test('an administrator confirms at the shell with password and one-time code, and makes a token for himself', async () => {
  const database = await fresh()
  const w = await openStaffWorld(database)
  const { place, run } = openStatePlace(database.target('app'))
  run(['keys', 'list'])
  const berta = await w.hire('Berta', ['administrator'])
  const ring = openKeyRing(join(place.folder, 'state', 'keys'), new Date(), ['sign-in'])
  const codeOf = await giveCredentials(w, ring, {
    accountId: berta,
    email: 'berta@staff.example.org',
    name: 'Berta',
  })

  const [request] = run([
    'staff',
    'add',
    'otto@staff.example.org',
    '--name',
    'Otto',
    '--role',
    'approver',
  ]).facts
  const approve = ['staff', 'approve', String(request?.id), '--proof', 'proof']
  place.write({ proof: `berta@staff.example.org\nwrong password\n${codeOf(0)}\n` })
  expect(run(approve)).toMatchObject({ status: 2, facts: [] })
  place.write({ proof: `berta@staff.example.org\n${password}\n${codeOf(0)}\n` })
  expect(run(approve)).toMatchObject({ status: 0, facts: [{ kind: 'staff-request-confirmed' }] })
  expect(await w.eventsOf('staff-answered')).toMatchObject([
    { proof: 'code-handed-over' },
    { actor: `staff:${berta}`, answer: 'confirmed', proof: 'password-totp' },
  ])

  const make = ['staff', 'token', 'make', '--name', 'nightly', '--role', 'administrator', '--proof', 'proof']
  expect(run(make)).toMatchObject({ status: 2, facts: [] })
  place.write({ proof: `berta@staff.example.org\n${password}\n${codeOf(30)}\n` })
  const made = run(make)
  expect(made.facts).toMatchObject([{ kind: 'token-made', token: expect.stringMatching(/^sch_/) }])
  const listed = run(['staff', 'token', 'list'], { SCHLEUSE_TOKEN: String(made.facts[0]?.token) })
  expect(listed.facts).toMatchObject([{ name: 'nightly', tokenState: 'valid', staffRoles: 'administrator' }])
})

const password = 'Lampe Fluss Kamel Zwirn'

/** What the page does when an invitation is redeemed. @returns the code that the authenticator shows so many seconds later */
async function giveCredentials(
  w: StaffWorld,
  ring: KeyRing,
  person: { readonly accountId: string; readonly email: string; readonly name: string },
): Promise<(secondsLater: number) => string> {
  await transact(w.app, (transaction) => setPassword(transaction, person, password, new Date()))
  const publicUrl = 'https://localhost'
  const tools = signInTools({
    database: w.app,
    ring,
    publicUrl,
    providers: [],
    onTrouble: () => {},
    now: () => new Date(),
  })
  const first = await openSignIn(tools, {
    providers: [],
    organisationOf: async () => undefined,
  }).withPassword({ headers: new Headers(), address: '192.0.2.1' }, { email: person.email, password })
  const headers = new Headers({ cookie: first.cookies.map((cookie) => cookie.split(';')[0]).join('; ') })
  const set = await tools.library.api.enableTwoFactor({ body: { password }, headers })
  if (!('totpURI' in set)) throw new Error('no one-time codes were set up')
  const secret = Secret.fromBase32(new URL(set.totpURI).searchParams.get('secret') ?? '')
  const codeOf = (secondsLater: number) =>
    new TOTP({ secret }).generate({ timestamp: Date.now() + secondsLater * 1000 })
  await tools.library.api.verifyTOTP({ body: { code: codeOf(0) }, headers })
  return codeOf
}
