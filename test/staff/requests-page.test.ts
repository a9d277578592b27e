/** The second person's page, in a browser: what waits, what it would do, confirmed or refused with a fresh proof. */
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { StaffActor } from '../../src/staff/actor.ts'
import type { Role } from '../../src/staff/role.ts'
import { requestAccount, requestReset, requestRoles } from '../../src/staff/second-person.ts'
import { listRequests } from '../../src/staff/staff-request.ts'
import { freshDatabases } from '../store/fresh-database.ts'
import { freePort } from '../support/free-port.ts'
import { type Served, serveStaff } from './served-staff.ts'
import { email, password } from './sign-in-world.ts'
import { outside, shell } from './staff-world.ts'

/** A browser, a server and a database on two cores that others use too. */
vi.setConfig({ testTimeout: 120_000 })

const chromiumPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
)
/** Pictures of the pages are kept where this names a folder. */
const pictures = process.env.SCHLEUSE_PICTURES

const fresh = freshDatabases()
let browser: Browser

beforeAll(async () => {
  if (!chromiumPath) throw new Error('the pages are tested with Debian’s chromium: apt install chromium')
  browser = await chromium.launch({
    executablePath: chromiumPath,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
  if (pictures) await mkdir(pictures, { recursive: true })
})
afterAll(() => browser?.close())

interface Screen {
  readonly locale?: string
  readonly width?: number
  readonly colorScheme?: 'dark' | 'light'
}

/** The page of requests, as Erika sees it. */
async function open(served: Served, path: string, screen: Screen = {}): Promise<Page> {
  const { locale = 'de-DE', width = 1280, colorScheme = 'light' } = screen
  const context = await browser.newContext({ locale, viewport: { width, height: 900 }, colorScheme })
  const pairs = served.cookie.split('; ').map((pair) => pair.split('='))
  const url = served.base.replace('http:', 'https:')
  await context.addCookies(
    pairs.map(([name = '', ...value]) => ({
      name,
      value: value.join('='),
      url,
      httpOnly: true,
      secure: true,
    })),
  )
  const page = await context.newPage()
  page.on('pageerror', (error) => expect.soft(String(error)).toBe(''))
  // What the policy of the pages forbids is told here, and nowhere else.
  page.on('console', (line) => expect.soft(line.text()).not.toMatch(/Content Security Policy/))
  await page.goto(served.base + path)
  return page
}

async function picture(page: Page, name: string): Promise<void> {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true })
  const overflow = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  expect(overflow, `${name} is wider than the screen`).toBe(0)
}

/** Berta asks for an account, a role and new credentials; Erika herself for one more. */
async function waiting(roles: readonly Role[] = ['administrator']) {
  const served = await serveStaff(await fresh(), roles, { port: await freePort() })
  const { w, erika } = served
  const { organisationId, app } = w
  const berta = await w.hire('Berta', ['administrator'])
  await w.hire('Dora', ['author'])
  const by = (accountId: string) => {
    const actor: StaffActor = {
      kind: 'staff',
      accountId,
      organisationId,
      roles: ['administrator'],
      by: 'session',
      isOfHost: true,
    }
    return { actor, now: new Date() }
  }
  const of = { organisationId, isFirst: false }
  const dora = { organisationId, email: 'dora@staff.example.org' }
  const nadia = { ...of, name: 'Nadia <b>Muster</b>', email: 'nadia@staff.example.org' }
  const add = await requestAccount(app, { ...nadia, roles: ['approver', 'author'] }, by(berta))
  await requestRoles(app, { ...dora, roles: ['operator'] }, by(erika))
  await requestReset(app, dora, { actor: shell, now: new Date(), outside })
  const stateOf = async (id: string) => (await listRequests(app, organisationId)).find((one) => one.id === id)
  return { ...served, add, stateOf }
}

const card = (page: Page, name: string) => page.locator('#open > li').filter({ hasText: name })

async function addPasskey(page: Page, code: string): Promise<void> {
  const devices = await page.context().newCDPSession(page)
  await devices.send('WebAuthn.enable')
  await devices.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
    },
  })
  // The session of the other tests began with a recovery code, and with that nobody gets further means.
  await page.getByRole('button', { name: 'Abmelden' }).click()
  await page.getByLabel('E-Mail-Adresse').fill(email)
  await page.locator('#password-form input[type=password]').fill(password)
  await page.locator('#password-form button').click()
  await page.locator('#code-form input').fill(code)
  await page.locator('#code-form button').click()
  // The script of the page has run.
  await page.getByText(`Erika (${email})`).waitFor()
  await page.locator('#passkey-form input').fill('Dienstrechner')
  await page.locator('#passkey-form button').click()
  await page.getByRole('cell', { name: 'Dienstrechner' }).waitFor()
}

test('what waits is shown with what it would do, in whose name and until when; one’s own is not confirmed', async () => {
  const served = await waiting()
  const page = await open(served, '/staff/requests')
  await card(page, 'Nadia').waitFor()
  await picture(page, 'requests-de-wide')
  const added = card(page, 'Neues Konto für Nadia')
  // A name is a text, whatever stands in it.
  expect(await added.locator('.effect').textContent()).toBe(
    'Nadia <b>Muster</b> (nadia@staff.example.org) kann sich dann anmelden, mit diesen Rollen: Verfassen, Freigeben.',
  )
  expect(await added.locator('dd').allTextContents()).toEqual([
    'Berta',
    expect.stringMatching(/20\d\d/),
    expect.stringMatching(/20\d\d/),
    '',
  ])
  const own = card(page, 'Weitere Rolle für Dora')
  expect(await own.locator('.standing').textContent()).toMatch(/selbst beantragt/)
  expect(await own.getByRole('button').count()).toBe(0)
  const reset = card(page, 'Neue Zugangsdaten für Dora')
  expect(await reset.locator('dd').allTextContents()).toEqual([
    expect.stringMatching(/Kommandozeile.*1000/),
    expect.anything(),
    expect.anything(),
    'Otto Fremd, Landkreis Beispiel',
  ])
})

test('it is confirmed with password and one-time code; a wrong one changes nothing', async () => {
  const served = await waiting()
  const page = await open(served, '/staff/requests')
  await card(page, 'Nadia').getByRole('button', { name: 'Bestätigen' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Passwort').fill(password)
  await dialog.getByLabel('Einmalcode').fill('000 000')
  await dialog.getByRole('button', { name: 'Bestätigen' }).click()
  await dialog.getByRole('alert').filter({ hasText: /\w/ }).waitFor()
  await picture(page, 'requests-wrong-code-de-wide')
  expect((await served.stateOf(served.add.id))?.state).toBe('open')
  await dialog.getByLabel('Einmalcode').fill(served.code())
  await dialog.getByRole('button', { name: 'Bestätigen' }).click()
  await page.getByRole('status').filter({ hasText: 'Bestätigt: Neues Konto für Nadia' }).waitFor()
  await page
    .locator('#closed')
    .getByText(/Bestätigt von Erika/)
    .waitFor()
  await picture(page, 'requests-confirmed-de-wide')
  expect(await card(page, 'Nadia').count()).toBe(0)
  expect(await served.stateOf(served.add.id)).toMatchObject({ state: 'confirmed' })
  expect((await served.w.eventsOf('staff-answered')).at(-1)).toMatchObject({ proof: 'password-totp' })
})

test('it is refused with a reason and a passkey, by keyboard alone', async () => {
  const served = await waiting()
  const page = await open(served, '/staff')
  await addPasskey(page, served.code())
  await page.getByRole('link', { name: 'Anträge' }).click()
  const refuse = card(page, 'Nadia').getByRole('button', { name: 'Ablehnen' })
  await refuse.waitFor()
  await refuse.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  await picture(page, 'requests-refuse-de-wide')
  expect(await dialog.getByLabel('Passwort').isVisible()).toBe(false)
  // Given up first: nothing is answered, and the button has the focus again.
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  await refuse.waitFor()
  await refuse.focus()
  await page.keyboard.press('Enter')
  await dialog.waitFor()
  await page.keyboard.type('Nadia ist nicht mehr im Haus.')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('status').filter({ hasText: 'Abgelehnt: Neues Konto für Nadia' }).waitFor()
  await page.locator('#closed').getByText('Nadia ist nicht mehr im Haus.').waitFor()
  await picture(page, 'requests-refused-de-wide')
  expect((await served.w.eventsOf('staff-answered')).at(-1)).toMatchObject({
    answer: 'refused',
    proof: 'passkey',
  })
})

test('a refusal without words is not sent', async () => {
  const served = await waiting()
  const page = await open(served, '/staff/requests')
  await card(page, 'Nadia').getByRole('button', { name: 'Ablehnen' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Passwort').fill(password)
  await dialog.getByLabel('Einmalcode').fill(served.code())
  await dialog.getByRole('button', { name: 'Ablehnen' }).click()
  expect(await dialog.locator('textarea:invalid').count()).toBe(1)
  await dialog.getByLabel('Begründung').fill('   ')
  await dialog.getByRole('button', { name: 'Ablehnen' }).click()
  await dialog.getByRole('alert').filter({ hasText: /\w/ }).waitFor()
  expect((await served.stateOf(served.add.id))?.state).toBe('open')
})

test('what somebody else has answered meanwhile is told, and the list shows it', async () => {
  const served = await waiting()
  const page = await open(served, '/staff/requests')
  await card(page, 'Neue Zugangsdaten').getByRole('button', { name: 'Bestätigen' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Passwort').fill(password)
  const { w } = served
  const reset = (await listRequests(w.app, w.organisationId)).find(({ kind }) => kind === 'reset')
  await w.owner
    .updateTable('schleuse.staff_request')
    .set({ answer: 'refused', answered_at: new Date(), answered_by: 'outside:x', answer_reason: 'Nein.' })
    .where('id', '=', String(reset?.id))
    .execute()
  await dialog.getByLabel('Einmalcode').fill(served.code())
  await dialog.getByRole('button', { name: 'Bestätigen' }).click()
  await dialog
    .getByRole('alert')
    .filter({ hasText: /schon beantwortet/ })
    .waitFor()
  await dialog.getByRole('button', { name: 'Abbrechen' }).click()
  await page.locator('#closed').getByText('Nein.').waitFor()
})

const viewers: readonly (readonly [Role, RegExp])[] = [
  ['auditor', /nur Verwaltung und Datenschutz/],
  ['operator', /nur Verwaltung und Datenschutz/],
]
test.for(viewers)('somebody who is %s sees and confirms nothing', async ([role, words]) => {
  const served = await waiting([role])
  const page = await open(served, '/staff/requests')
  await card(page, 'Nadia').waitFor()
  expect(await card(page, 'Nadia').locator('.standing').textContent()).toMatch(words)
  expect(await page.locator('#open button').count()).toBe(0)
})

test('an author sees nothing of it, and nobody who has not signed in', async () => {
  const served = await waiting(['author'])
  const page = await open(served, '/staff/requests')
  await page
    .getByRole('alert')
    .filter({ hasText: /nicht erlaubt/ })
    .waitFor()
  await picture(page, 'requests-forbidden-de-wide')
  expect(await page.locator('#open > li').count()).toBe(0)
  await page.context().clearCookies()
  await page.goto(`${served.base}/staff/requests`)
  await page.waitForURL('**/staff/sign-in')
})

const screens: readonly (readonly [string, Screen])[] = [
  ['en-wide', { locale: 'en-GB' }],
  ['en-narrow', { locale: 'en-GB', width: 320 }],
  ['de-narrow', { width: 320 }],
  ['de-narrow-dark', { width: 400, colorScheme: 'dark' }],
]
test('the page fits and speaks the language of the browser', async () => {
  const served = await waiting()
  for (const [name, screen] of screens) {
    const page = await open(served, '/staff/requests', screen)
    expect(await page.locator('html').getAttribute('lang')).toBe((screen.locale ?? 'de').slice(0, 2))
    await card(page, 'Nadia').waitFor()
    await picture(page, `requests-${name}`)
    await card(page, 'Nadia').getByRole('button').last().click()
    await page.getByRole('dialog').waitFor()
    await picture(page, `requests-dialog-${name}`)
    const box = await page.getByRole('dialog').boundingBox()
    expect(box && box.x >= 0 && box.x + box.width <= (screen.width ?? 1280)).toBe(true)
    await page.context().close()
  }
})
