/** What a room adds to the interface: routes with a zod contract and with who may call them, as data. */
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyRequest,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
  RouteOptions,
} from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'

export type ApiApp = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>

/** Who may call a route. */
export type Access =
  /** Health and metrics: also without HTTPS and under any name; says nothing of anybody. */
  | { readonly kind: 'probe' }
  /** Everybody: signing in, the contract itself. */
  | { readonly kind: 'open' }
  /** Whoever has signed in, about himself: the route finds out who that is. */
  | { readonly kind: 'own' }
  | { readonly kind: 'permission'; readonly permission: string }

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access
    /** The answer is not JSON of a contract: a page, or metrics. */
    answer?: 'text'
  }
}

/** Adds the routes of one room. */
export type AddRoutes = (app: ApiApp) => void

/** Says who is calling; throws a fault if that is nobody, or nobody who may. What it finds out it keeps with the request. */
export type Gatekeeper = (request: FastifyRequest, permission: string) => Promise<void>

/** A route that is not complete stops the start, not the first request. */
export function refuseIncomplete({ method, url, config, schema }: RouteOptions): void {
  const name = `${String(method)} ${url}`
  if (!config?.access) throw new Error(`${name} does not say who may call it`)
  if (config.answer === 'text') return
  const answers = schema?.response
  const hasAnswer =
    typeof answers === 'object' && answers !== null && Object.keys(answers).some((one) => one.startsWith('2'))
  if (!hasAnswer) throw new Error(`${name} has no contract for its answer`)
}
