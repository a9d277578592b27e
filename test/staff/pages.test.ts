import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { Secret, TOTP } from 'otpauth'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ownAccountRoutes } from '../../src/api/routes/own-account.ts'
import { proofRoutes } from '../../src/api/routes/proof.ts'
import { signInRoutes } from '../../src/api/routes/sign-in.ts'
import { staffPageRoutes } from '../../src/api/routes/staff-pages.ts'
import { freshDatabases } from '../store/fresh-database.ts'
import { runApi } from '../support/api-server.ts'
import { email, openSignInWorld, password, type SignInWorld } from './sign-in-world.ts'

const chromiumPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
)
/** Pictures of the pages are kept where this names a folder. */
const pictures = process.env.SCHLEUSE_PICTURES

const fresh = freshDatabases()
let browser: Browser
let world: SignInWorld
let base: string

beforeAll(async () => {
  if (!chromiumPath) throw new Error('the pages are tested with Debian’s chromium: apt install chromium')
  browser = await chromium.launch({
    executablePath: chromiumPath,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
  if (pictures) await mkdir(pictures, { recursive: true })
})
afterAll(() => browser?.close())

beforeEach(async () => {
  const port = await freePort()
  base = `http://localhost:${port}`
  world = await openSignInWorld(await fresh(), { origin: base })
  const { tools, signIn, accountId } = world
  const invitation = { read: async () => undefined, redeem: async () => undefined }
  const account = async (id: string) => (id === accountId ? { name: 'Erika', email } : undefined)
  const rooms = [
    signInRoutes({ signIn, providers: ['stadtwerke'] }),
    staffPageRoutes({ providers: ['stadtwerke'], hasAccounts: async () => true }),
    ownAccountRoutes({ tools, signIn, account, invitation }),
    proofRoutes({ tools, account }),
  ]
  await runApi({ rooms }, { kind: 'port', host: '127.0.0.1', port })
})

/** The sign-in has to know its own address before the server listens there. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function open(path: string, options: { locale?: string; width?: number } = {}): Promise<Page> {
  const { locale = 'de-DE', width = 1280 } = options
  const context: BrowserContext = await browser.newContext({ locale, viewport: { width, height: 900 } })
  const page = await context.newPage()
  page.on('pageerror', (error) => expect.soft(String(error)).toBe(''))
  await page.goto(base + path)
  return page
}

async function picture(page: Page, name: string): Promise<void> {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true })
  const overflow = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  expect(overflow, `${name} is wider than the screen`).toBe(0)
}

async function enter(page: Page): Promise<void> {
  await page.getByLabel('E-Mail-Adresse').fill(email)
  await page.locator('#password-form input[type=password]').fill(password)
  await page.locator('#password-form button').click()
}

test('from the password to a second factor, its codes, the account and out again', async () => {
  const page = await open('/staff/sign-in')
  await picture(page, 'sign-in-de-wide')
  await enter(page)
  await page.getByRole('heading', { name: 'Zweiten Faktor einrichten' }).waitFor()
  await page.locator('#set-up-form input').fill(password)
  await page.locator('#set-up-form button').click()
  await page.locator('#confirm').waitFor({ state: 'visible' })
  await picture(page, 'second-factor-de-wide')
  expect(await page.locator('#recovery li').count()).toBe(10)
  expect((await page.locator('#picture svg').boundingBox())?.width).toBeGreaterThan(150)
  const secret = Secret.fromBase32(((await page.locator('#secret').textContent()) ?? '').replaceAll(' ', ''))
  await page.locator('#confirm-form input').fill('000000')
  await page.locator('#confirm-form button').click()
  await page.getByRole('alert').filter({ hasText: 'Dieser Code stimmt nicht' }).waitFor()
  await page.locator('#confirm-form input').fill(new TOTP({ secret }).generate())
  await page.locator('#confirm-form button').click()
  await page.getByText(`Erika (${email})`).waitFor()
  await picture(page, 'account-de-wide')
  await page.getByRole('button', { name: 'Abmelden' }).click()
  await page.getByRole('heading', { name: 'Anmelden' }).waitFor()
  await page.goto(`${base}/staff`)
  await page.waitForURL('**/staff/sign-in')
})

test('a passkey is added and signs in without a password', async () => {
  const { code } = await world.enrol()
  const page = await open('/staff/sign-in')
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
  await enter(page)
  await page.locator('#code-form input').fill(code(30))
  await picture(page, 'code-de-wide')
  await page.locator('#code-form button').click()
  await page.getByText(`Erika (${email})`).waitFor()
  await page.locator('#passkey-form input').fill('Dienstrechner')
  await page.locator('#passkey-form button').click()
  await page.getByRole('cell', { name: 'Dienstrechner' }).waitFor()
  await picture(page, 'account-with-passkey-de-wide')
  await page.getByRole('button', { name: 'Abmelden' }).click()
  await page.getByRole('button', { name: 'Mit Passkey anmelden' }).click()
  await page.getByText(`Erika (${email})`).waitFor()
})

const screens = [
  ['en-GB', 1280, 'en-wide'],
  ['en-GB', 320, 'en-narrow'],
  ['de-DE', 320, 'de-narrow'],
] as const
for (const [locale, width, name] of screens) {
  test(`pages fit and speak the language of the browser: ${name}`, async () => {
    for (const path of ['sign-in', 'invitation']) {
      const page = await open(`/staff/${path}`, { locale, width })
      expect(await page.locator('html').getAttribute('lang')).toBe(locale.slice(0, 2))
      await picture(page, `${path}-${name}`)
      await page.context().close()
    }
  })
}

test('where the script does not come, what was typed gets into no address', async () => {
  const context = await browser.newContext({ locale: 'de-DE', javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${base}/staff/sign-in`)
  await enter(page)
  await page.waitForLoadState()
  expect(page.url()).toBe(`${base}/staff/sign-in`)
  for (const path of ['', '/sign-in', '/invitation', '/requests']) {
    const text = await (await fetch(`${base}/staff${path}`)).text()
    expect(text.match(/<form(?! method="post")/g)).toBeNull()
  }
})

test('a form of another page is refused', async () => {
  const answer = await fetch(`${base}/api/v1/auth/password`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin: 'https://evil.example.net',
      'sec-fetch-site': 'cross-site',
    },
    body: JSON.stringify({ email, password }),
  })
  expect(answer.status).toBe(403)
})

test('no answer of the interface holds a password, a secret or a token', async () => {
  const { code } = await world.enrol()
  const first = await fetch(`${base}/api/v1/auth/password`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  const cookie = first.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const second = await fetch(`${base}/api/v1/auth/code`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify({ kind: 'totp', code: code(30) }),
  })
  expect(await first.json()).toEqual({ next: 'second-step' })
  expect(await second.json()).toEqual({ next: 'signed-in' })
})
