import { createHash, randomBytes } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import type { Reauthentication } from '../../src/staff/reauthentication.ts'
import { isSignedByPasskey } from '../../src/staff/sign-in/passkey-proof.ts'
import {
  askAgain,
  proveByPasskey,
  proveByPassword,
  useProof,
} from '../../src/staff/sign-in/reauthenticate.ts'
import { transact } from '../../src/store/transaction.ts'
import { freshDatabases } from '../store/fresh-database.ts'
import { type SoftwareAuthenticator, softwareAuthenticator } from '../support/software-authenticator.ts'
import { email, openSignInWorld, password, publicUrl, type SignInWorld } from './sign-in-world.ts'

const fresh = freshDatabases()
let world: SignInWorld
beforeEach(async () => {
  world = await openSignInWorld(await fresh())
})

const digest = (text: string) => createHash('sha256').update(text).digest()
const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: Error) => error.message,
  )

/** Signs in by password and adds a passkey to the account. */
async function addPasskey(authenticator: SoftwareAuthenticator, isVerified = true): Promise<boolean> {
  const { library } = world.tools
  const screen = world.browser()
  screen.take((await world.signIn.withPassword(screen.request, { email, password })).cookies)
  const asked = await library.api.generatePasskeyRegistrationOptions({ ...screen.request, asResponse: true })
  screen.take(asked.headers.getSetCookie())
  const { challenge } = challengeIn(await asked.json())
  const response = authenticator.register({ challenge, origin: publicUrl, isVerified })
  const { headers } = screen.request
  return (
    await library.api.verifyPasskeyRegistration({
      body: { response, name: 'key' },
      headers,
      asResponse: true,
    })
  ).ok
}

function challengeIn(options: unknown): { readonly challenge: string } {
  if (typeof options !== 'object' || options === null || !('challenge' in options))
    throw new Error('no challenge')
  return { challenge: String(options.challenge) }
}

async function enterBy(
  authenticator: SoftwareAuthenticator,
  with_: { origin?: string; isVerified?: boolean } = {},
) {
  const screen = world.browser()
  const { options, cookies } = await world.signIn.passkeyOptions(screen.request)
  screen.take(cookies)
  const assertion = authenticator.assert({ origin: publicUrl, ...challengeIn(options), ...with_ })
  screen.take((await world.signIn.withPasskey(screen.request, assertion)).cookies)
  return screen.session()
}

test('a passkey signs in alone, because it is two factors', async () => {
  const authenticator = softwareAuthenticator('schleuse.example.org')
  expect(await addPasskey(authenticator)).toBe(true)
  expect(await enterBy(authenticator)).toMatchObject({ accountId: world.accountId, provedBy: 'passkey' })
})

const refused: readonly [string, { origin?: string; isVerified?: boolean }][] = [
  ['a touch without finger or PIN', { isVerified: false }],
  ['a page of somebody else', { origin: 'https://schleuse.example.net' }],
]
for (const [name, difference] of refused) {
  test(`a passkey is refused for ${name}`, async () => {
    const authenticator = softwareAuthenticator('schleuse.example.org')
    await addPasskey(authenticator)
    expect(await outcome(enterBy(authenticator, difference))).toBe('SCH_SIGN_IN_PASSKEY_WRONG')
  })
}

test('a key that cannot tell whether it is the person is not taken', async () => {
  expect(await addPasskey(softwareAuthenticator('schleuse.example.org'), false)).toBe(false)
})

test('a passkey nobody has added is refused', async () => {
  await addPasskey(softwareAuthenticator('schleuse.example.org'))
  expect(await outcome(enterBy(softwareAuthenticator('schleuse.example.org')))).toBe(
    'SCH_SIGN_IN_PASSKEY_WRONG',
  )
})

async function proofFor(authenticator: SoftwareAuthenticator, over: Buffer): Promise<string> {
  const { id, passkeyOptions } = await askAgain(world.tools, world.accountId, over)
  const assertion = authenticator.assert({ ...challengeIn(passkeyOptions), origin: publicUrl })
  await proveByPasskey(world.tools, world.accountId, { id, assertion })
  return id
}

const use = (id: string, over: Buffer, accountId = world.accountId): Promise<Reauthentication> =>
  transact(world.database, (transaction) => useProof(transaction, { id, accountId, over }))

test('a fresh proof counts once, for its action and its person only, and can be checked by anybody later', async () => {
  const authenticator = softwareAuthenticator('schleuse.example.org')
  await addPasskey(authenticator)
  const over = digest('template 4711, version 3')
  const id = await proofFor(authenticator, over)
  expect(await outcome(use(id, digest('template 4711, version 4')))).toBe('SCH_SIGN_IN_PROOF')
  expect(await outcome(use(id, over, '00000000-0000-7000-8000-000000000000'))).toBe('SCH_SIGN_IN_PROOF')
  const proof = await use(id, over)
  expect(proof).toMatchObject({ accountId: world.accountId, how: { kind: 'passkey' } })
  expect(await outcome(use(id, over))).toBe('SCH_SIGN_IN_PROOF')

  if (proof.how.kind !== 'passkey') throw new Error('not signed')
  expect(await isSignedByPasskey(proof.how, over)).toBe(true)
  expect(await isSignedByPasskey(proof.how, digest('something else'))).toBe(false)
  expect(await isSignedByPasskey({ ...proof.how, nonce: randomBytes(32).toString('base64url') }, over)).toBe(
    false,
  )
  expect(await isSignedByPasskey({ ...proof.how, origin: 'https://schleuse.example.net' }, over)).toBe(false)
})

test('of two who use one proof at once, one is refused', async () => {
  const authenticator = softwareAuthenticator('schleuse.example.org')
  await addPasskey(authenticator)
  const over = digest('x')
  const id = await proofFor(authenticator, over)
  const results = await Promise.all([outcome(use(id, over)), outcome(use(id, over))])
  expect(results.toSorted()).toEqual(['SCH_SIGN_IN_PROOF', 'done'])
})

test('an answer to another question proves nothing', async () => {
  const authenticator = softwareAuthenticator('schleuse.example.org')
  await addPasskey(authenticator)
  const { passkeyOptions } = await askAgain(world.tools, world.accountId, digest('harmless'))
  const { id } = await askAgain(world.tools, world.accountId, digest('dangerous'))
  const assertion = authenticator.assert({ ...challengeIn(passkeyOptions), origin: publicUrl })
  expect(await outcome(proveByPasskey(world.tools, world.accountId, { id, assertion }))).toBe(
    'SCH_SIGN_IN_PROOF',
  )
})

test('a proof that is not used in time is void', async () => {
  const authenticator = softwareAuthenticator('schleuse.example.org')
  await addPasskey(authenticator)
  const over = digest('x')
  const id = await proofFor(authenticator, over)
  await world.database
    .updateTable('schleuse_sign_in.reauthentication')
    .set({ proved_at: new Date(Date.now() - 6 * 60_000) })
    .where('id', '=', id)
    .execute()
  expect(await outcome(use(id, over))).toBe('SCH_SIGN_IN_PROOF')
})

test('password and code prove as long as the account has no passkey', async () => {
  const { code } = await world.enrol()
  const screen = world.browser()
  screen.take((await world.signIn.withPassword(screen.request, { email, password })).cookies)
  screen.take((await world.signIn.withCode(screen.request, { kind: 'totp', code: code() })).cookies)
  const over = digest('x')
  const prove = async (given: { password: string; code: string }) => {
    const { id } = await askAgain(world.tools, world.accountId, over)
    const { request } = screen
    await proveByPassword(world.tools, { id: world.accountId, email }, { id, request, ...given })
    return id
  }
  expect(await outcome(prove({ password: 'falsch', code: code(30) }))).toBe('SCH_SIGN_IN_PROOF')
  expect(await outcome(prove({ password, code: '000000' }))).toBe('SCH_SIGN_IN_PROOF')
  expect(await outcome(prove({ password, code: code() })), 'the code that signed in is used up').toBe(
    'SCH_SIGN_IN_PROOF',
  )
  const id = await prove({ password, code: code(30) })
  expect((await use(id, over)).how).toEqual({ kind: 'password-totp' })
})
