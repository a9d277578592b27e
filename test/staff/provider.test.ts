import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import Provider from 'oidc-provider'
import { expect, onTestFinished, test } from 'vitest'
import { freshDatabases } from '../store/fresh-database.ts'
import { email, openSignInWorld, organisationId, publicUrl, type SignInWorld } from './sign-in-world.ts'

const fresh = freshDatabases()
const callback = `${publicUrl}/api/v1/auth/provider/stadtwerke/callback`

interface Claims {
  readonly email: string
  readonly email_verified: boolean
}

/** A real OpenID provider on this machine, at which everybody who comes is the same person. */
async function openProvider(claims: Claims): Promise<string> {
  const server: Server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const issuer = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'schleuse',
        client_secret: 'geheim',
        redirect_uris: [callback],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    findAccount: (_, sub) => ({ accountId: sub, claims: async () => ({ sub, name: 'Erika', ...claims }) }),
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  })
  const answer = provider.callback()
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void answer(request, response)
    void interact(provider, request, response)
  })
  onTestFinished(() => void server.close())
  return issuer
}

/** Signs in and consents, as a person at the provider's screen would. */
async function interact(
  provider: Provider,
  ...[request, response]: Parameters<Provider['interactionDetails']>
) {
  const { prompt, params, session } = await provider.interactionDetails(request, response)
  if (prompt.name === 'login') {
    return provider.interactionFinished(request, response, { login: { accountId: 'erika' } })
  }
  const grant = new provider.Grant({
    accountId: session?.accountId ?? '',
    clientId: String(params.client_id),
  })
  grant.addOIDCScope('openid email profile')
  return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } })
}

/** Follows the provider's redirects with its cookies, up to our own address. */
async function walk(start: string): Promise<URL> {
  const jar = new Map<string, string>()
  for (let url = new URL(start), steps = 0; steps < 12; steps++) {
    if (url.href.startsWith(callback)) return url
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie } })
    for (const one of answer.headers.getSetCookie()) {
      const [pair = ''] = one.split(';')
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    const location = answer.headers.get('location')
    if (!location) throw new Error(`the provider answers ${answer.status}: ${await answer.text()}`)
    url = new URL(location, url)
  }
  throw new Error('the provider sends round in circles')
}

async function worldWith(claims: Claims, owner = organisationId): Promise<SignInWorld> {
  const issuer = await openProvider(claims)
  const provider = {
    name: 'stadtwerke',
    organisationId: owner,
    issuer,
    clientId: 'schleuse',
    clientSecret: 'geheim',
  }
  return openSignInWorld(await fresh(), { providers: [provider] })
}

async function enter(
  world: SignInWorld,
  alter: (query: Record<string, string>) => Record<string, string> = (query) => query,
) {
  const screen = world.browser()
  const { url, cookies } = await world.signIn.providerAddress(screen.request, 'stadtwerke')
  screen.take(cookies)
  const back = await walk(url)
  const answer = await world.signIn.fromProvider(
    screen.request,
    'stadtwerke',
    alter(Object.fromEntries(back.searchParams)),
  )
  screen.take(answer.cookies)
  return screen.session()
}

const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: Error) => error.message,
  )
const erika = { email, email_verified: true }

test('who is invited signs in at the place of his organisation, and the session says so', async () => {
  const world = await worldWith(erika)
  expect(await enter(world)).toMatchObject({ accountId: world.accountId, provedBy: 'oidc' })
  const kept = await world.database
    .selectFrom('schleuse_sign_in.staff_credential')
    .selectAll()
    .where('provider', '=', 'stadtwerke')
    .execute()
  expect(kept).toMatchObject([{ access_token: null, refresh_token: null, id_token: null }])
})

const refused: readonly [string, Claims, string][] = [
  [
    'somebody who was not invited',
    { email: 'fremd@staff.example.org', email_verified: true },
    organisationId,
  ],
  ['an address that the place has not verified', { email, email_verified: false }, organisationId],
  ['staff of another organisation', erika, '0198a000-0000-7000-8000-00000000000b'],
]
for (const [name, claims, owner] of refused) {
  test(`refused: ${name}`, async () => {
    const world = await worldWith(claims, owner)
    expect(await outcome(enter(world))).toBe('SCH_SIGN_IN_PROVIDER')
    expect(await world.database.selectFrom('schleuse_sign_in.staff_session').select('id').execute()).toEqual(
      [],
    )
    expect(
      await world.database.selectFrom('schleuse_sign_in.staff_account').select('id').execute(),
    ).toHaveLength(1)
  })
}

const altered: readonly [string, (query: Record<string, string>) => Record<string, string>][] = [
  ['a state that is not ours', (query) => ({ ...query, state: 'x'.repeat(32) })],
  ['a code that is not his', (query) => ({ ...query, code: 'x'.repeat(43) })],
  ['an error', ({ state = '' }) => ({ state, error: 'access_denied' })],
]
for (const [name, alter] of altered) {
  test(`a return with ${name} is refused`, async () => {
    expect(await outcome(enter(await worldWith(erika), alter))).toBe('SCH_SIGN_IN_PROVIDER')
  })
}

test('a return cannot be used twice', async () => {
  const world = await worldWith(erika)
  const used: Record<string, string>[] = []
  await enter(world, (query) => {
    used.push(query)
    return query
  })
  const [query = {}] = used
  expect(await outcome(enter(world, () => query))).toBe('SCH_SIGN_IN_PROVIDER')
})
