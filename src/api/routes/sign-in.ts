/** `/api/v1/auth/...`: signing in and out, step by step. */
import { z } from 'zod'
import {
  codeStep,
  nextStep,
  passkeyRequest,
  passkeyStep,
  passwordStep,
  providerList,
  providerName,
} from '../../contract/sign-in.ts'
import type { SignIn, StepAnswer } from '../../staff/sign-in/sign-in.ts'
import type { AddRoutes } from '../route.ts'
import { handOnCookies, signInRequestOf } from '../sign-in-request.ts'

const config = { access: { kind: 'open' } } as const
const answer = { response: { 200: nextStep } }

/** @limit what a place of signing in may send back in an address */
const providerQuery = z.object({
  code: z.string().max(4_000).optional(),
  state: z.string().max(1_000).optional(),
  iss: z.string().max(1_000).optional(),
  error: z.string().max(200).optional(),
})

export function signInRoutes({
  signIn,
  providers,
}: {
  signIn: SignIn
  providers: readonly string[]
}): AddRoutes {
  return (app) => {
    app.post(
      '/api/v1/auth/password',
      { config, schema: { body: passwordStep, ...answer } },
      (request, reply) => step(reply, signIn.withPassword(signInRequestOf(request), request.body)),
    )
    app.post('/api/v1/auth/code', { config, schema: { body: codeStep, ...answer } }, (request, reply) =>
      step(reply, signIn.withCode(signInRequestOf(request), request.body)),
    )
    app.post(
      '/api/v1/auth/passkey/question',
      { config, schema: { response: { 200: passkeyRequest } } },
      async (request, reply) => {
        const { options, cookies } = await signIn.passkeyOptions(signInRequestOf(request))
        handOnCookies(reply, cookies)
        return passkeyRequest.parse(options)
      },
    )
    app.post('/api/v1/auth/passkey', { config, schema: { body: passkeyStep, ...answer } }, (request, reply) =>
      step(reply, signIn.withPasskey(signInRequestOf(request), request.body.assertion)),
    )
    app.post('/api/v1/auth/sign-out', { config, schema: answer }, async (request, reply) => {
      handOnCookies(reply, await signIn.signOut(signInRequestOf(request).headers))
      return { next: 'signed-out' as const }
    })
    app.get('/api/v1/auth/providers', { config, schema: { response: { 200: providerList } } }, () => ({
      providers: providers.map((name) => ({ name })),
    }))
    addProviderRoutes(app, signIn)
  }
}

/** The browser itself goes there and comes back: these answer with addresses, not with JSON. */
function addProviderRoutes(app: Parameters<AddRoutes>[0], signIn: SignIn): void {
  const walk = { access: { kind: 'open' }, answer: 'text' } as const
  app.get(
    '/api/v1/auth/provider/:name',
    { config: walk, schema: { params: providerName, hide: true } },
    async (request, reply) => {
      const { url, cookies } = await signIn.providerAddress(signInRequestOf(request), request.params.name)
      handOnCookies(reply, cookies)
      return reply.redirect(url)
    },
  )
  app.get(
    '/api/v1/auth/provider/:name/callback',
    { config: walk, schema: { params: providerName, querystring: providerQuery, hide: true } },
    async (request, reply) => {
      const { name } = request.params
      const query = Object.fromEntries(
        Object.entries(request.query).filter(([, value]) => value !== undefined),
      )
      const { cookies } = await signIn.fromProvider(signInRequestOf(request), name, query)
      handOnCookies(reply, cookies)
      return reply.redirect('/staff')
    },
  )
}

async function step(reply: Parameters<typeof handOnCookies>[0], taken: Promise<StepAnswer>) {
  const { next, cookies } = await taken
  handOnCookies(reply, cookies)
  return { next }
}
