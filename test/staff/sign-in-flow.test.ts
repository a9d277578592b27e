import { beforeEach, expect, test } from 'vitest'
import { endSessions, endSignIn } from '../../src/staff/sign-in/credential.ts'
import { endSession, openSessions } from '../../src/staff/sign-in/session.ts'
import { transact } from '../../src/store/transaction.ts'
import { freshDatabases } from '../store/fresh-database.ts'
import { email, openSignInWorld, password, type SignInWorld } from './sign-in-world.ts'

const fresh = freshDatabases()
let world: SignInWorld
beforeEach(async () => {
  world = await openSignInWorld(await fresh())
})

const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: Error) => error.message,
  )

test('a password alone opens nothing but the setting up of a second factor', async () => {
  const screen = world.browser()
  const answer = await world.signIn.withPassword(screen.request, { email, password })
  expect(answer.next).toBe('set-up-second-factor')
  screen.take(answer.cookies)
  expect(await screen.session()).toMatchObject({ accountId: world.accountId, provedBy: undefined })
})

test('with a second factor a password opens no session at all before the code', async () => {
  const { code } = await world.enrol()
  const screen = world.browser()
  const first = await world.signIn.withPassword(screen.request, { email: email.toUpperCase(), password })
  expect(first.next).toBe('second-step')
  screen.take(first.cookies)
  expect(await screen.session()).toBeUndefined()
  const second = await world.signIn.withCode(screen.request, { kind: 'totp', code: code() })
  expect(second.next).toBe('signed-in')
  screen.take(second.cookies)
  expect(await screen.session()).toMatchObject({ accountId: world.accountId, provedBy: 'password-totp' })
})

test('of two who come with the same code only the first is let in', async () => {
  const { code } = await world.enrol()
  const used = code()
  const screens = [world.browser(), world.browser()]
  for (const screen of screens)
    screen.take((await world.signIn.withPassword(screen.request, { email, password })).cookies)
  const results = await Promise.all(
    screens.map((screen) => codeOf(world.signIn.withCode(screen.request, { kind: 'totp', code: used }))),
  )
  expect(results.toSorted()).toEqual(['SCH_SIGN_IN_CODE_WRONG', 'done'])
  expect(await openSessions(world.database, world.accountId)).toHaveLength(2)
})

test('a recovery code lets in once, and the session says so', async () => {
  const { recovery } = await world.enrol()
  const [code = ''] = recovery
  expect(recovery).toHaveLength(10)
  const enter = async () => {
    const screen = world.browser()
    screen.take((await world.signIn.withPassword(screen.request, { email, password })).cookies)
    screen.take((await world.signIn.withCode(screen.request, { kind: 'recovery', code })).cookies)
    return screen.session()
  }
  expect(await enter()).toMatchObject({ provedBy: 'password-recovery' })
  expect(await codeOf(enter())).toBe('SCH_SIGN_IN_CODE_WRONG')
})

test('a wrong password and an unknown account are told alike, and both are locked', async () => {
  for (const who of [email, 'nobody@staff.example.org']) {
    const answers: string[] = []
    for (let tries = 0; tries < 6; tries++) {
      answers.push(
        await codeOf(
          world.signIn.withPassword(world.browser(`198.51.100.${tries}`).request, {
            email: who,
            password: 'falsch',
          }),
        ),
      )
    }
    expect(answers).toEqual([
      ...Array(4).fill('SCH_SIGN_IN_WRONG'),
      'SCH_SIGN_IN_WRONG',
      'SCH_SIGN_IN_LOCKED',
    ])
  }
  expect(await codeOf(world.signIn.withPassword(world.browser().request, { email, password }))).toBe(
    'SCH_SIGN_IN_LOCKED',
  )
})

test('guesses made at the same moment are counted one by one, also the very first ones', async () => {
  for (let round = 0; round < 20; round++) {
    const subject = { kind: 'account', email: `round-${round}@staff.example.org` } as const
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => codeOf(world.tools.limit.begin([subject]))),
    )
    expect(answers.filter((one) => one === 'done')).toHaveLength(5)
  }
})

test('who gets in has a clean slate', async () => {
  for (let round = 0; round < 3; round++) {
    for (let tries = 0; tries < 3; tries++) {
      await codeOf(world.signIn.withPassword(world.browser().request, { email, password: 'falsch' }))
    }
    expect(await codeOf(world.signIn.withPassword(world.browser().request, { email, password }))).toBe('done')
  }
})

test('one network that tries many accounts is stopped, and others are not', async () => {
  const { limit } = world.tools
  const from = (address: string) => codeOf(limit.begin([{ kind: 'network', address }]))
  const answers: string[] = []
  for (let tries = 0; tries < 41; tries++) answers.push(await from('2001:db8::1'))
  expect(answers.indexOf('SCH_SIGN_IN_LOCKED')).toBe(40)
  expect(await from('2001:db8:0:0:ffff::9')).toBe('SCH_SIGN_IN_LOCKED')
  expect(await from('2001:db8:0:1::9')).toBe('done')
  const { request } = world.browser('2001:db8:0:0:1::2')
  expect(await codeOf(world.signIn.withPassword(request, { email, password }))).toBe('SCH_SIGN_IN_LOCKED')
})

test('a session ends after twelve hours whatever is done, and at once when it is ended', async () => {
  const screen = world.browser()
  screen.take((await world.signIn.withPassword(screen.request, { email, password })).cookies)
  const session = await screen.session()
  expect(session).toBeDefined()
  expect(await screen.session(new Date(Date.now() + 11.9 * 3_600_000))).toBeDefined()
  expect(await screen.session(new Date(Date.now() + 12 * 3_600_000))).toBeUndefined()
  expect(await screen.session()).toBeUndefined()

  const other = world.browser()
  other.take((await world.signIn.withPassword(other.request, { email, password })).cookies)
  const [open] = await openSessions(world.database, world.accountId)
  expect(await endSession(world.database, '00000000-0000-7000-8000-000000000000', open?.id ?? '')).toBe(false)
  expect(await endSession(world.database, world.accountId, open?.id ?? '')).toBe(true)
  expect(await other.session()).toBeUndefined()
})

test('ending sessions also ends a sign-in that is half done', async () => {
  const { code } = await world.enrol()
  const screen = world.browser()
  screen.take((await world.signIn.withPassword(screen.request, { email, password })).cookies)
  await transact(world.database, (transaction) => endSessions(transaction, world.accountId))
  expect(await codeOf(world.signIn.withCode(screen.request, { kind: 'totp', code: code() }))).toBe(
    'SCH_SIGN_IN_CODE_WRONG',
  )
  expect(await openSessions(world.database, world.accountId)).toEqual([])
})

test('an account whose means were taken away gets in by none of them', async () => {
  await world.enrol()
  await transact(world.database, (transaction) => endSignIn(transaction, world.accountId))
  expect(await codeOf(world.signIn.withPassword(world.browser().request, { email, password }))).toBe(
    'SCH_SIGN_IN_WRONG',
  )
})

test('cookies that were changed open nothing', async () => {
  const screen = world.browser()
  const { cookies } = await world.signIn.withPassword(screen.request, { email, password })
  const forged = cookies.map((cookie) => cookie.replace(/(session=[^.]*\.)./, '$1A'))
  screen.take(forged)
  expect(await screen.session()).toBeUndefined()
})
