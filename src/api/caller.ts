/** Who is calling: a member of staff by the session of his browser, or a program by its access token. */
import type { FastifyRequest } from 'fastify'
import type { StaffActor } from '../staff/actor.ts'
import { isAllowed, type Permission, permissionNames } from '../staff/permission.ts'
import { fault } from '../std/fault.ts'
import type { Gatekeeper } from './route.ts'

export interface CallerParts {
  /** By the cookies of a request. */
  readonly bySession: (request: FastifyRequest) => Promise<StaffActor | undefined>
  readonly byToken: (token: string) => Promise<StaffActor | undefined>
  /** Tells the trail what was tried; `action` is a method and the pattern of a path. */
  readonly refused: (
    actor: StaffActor,
    attempt: { readonly action: string; readonly permission: Permission },
  ) => Promise<void>
}

export interface Callers {
  readonly gatekeeper: Gatekeeper
  /** For a route that needs a permission: asked after the gatekeeper has let the request in. */
  actorOf(request: FastifyRequest): StaffActor
}

export function openCallers(parts: CallerParts): Callers {
  const known = new WeakMap<FastifyRequest, StaffActor>()
  return {
    async gatekeeper(request, wanted) {
      const permission = permissionNames().find((one) => one === wanted)
      if (permission === undefined) throw new Error(`there is no permission ${wanted}`)
      const actor = await callerOf(request, parts)
      if (!actor) throw fault('SCH_HTTP_SIGN_IN')
      if (!isAllowed(actor, permission)) {
        await parts.refused(actor, {
          action: `${request.method} ${request.routeOptions.url ?? ''}`,
          permission,
        })
        throw fault('SCH_HTTP_FORBIDDEN')
      }
      known.set(request, actor)
    },
    actorOf(request) {
      const actor = known.get(request)
      if (!actor) throw new Error('a route asks who is calling that lets everybody in')
      return actor
    },
  }
}

/** @source RFC 6750, section 2.1 (bearer tokens in the Authorization header, nowhere else) */
async function callerOf(request: FastifyRequest, parts: CallerParts): Promise<StaffActor | undefined> {
  const { authorization } = request.headers
  if (authorization !== undefined) {
    const token = /^Bearer ([\w-]{1,200})$/.exec(authorization)?.[1]
    return token === undefined ? undefined : parts.byToken(token)
  }
  // Every browser says from where it changes something; that it is from here, the entrance has seen (OWASP, CSRF prevention).
  if (isChanging(request) && request.headers.origin === undefined) throw fault('SCH_HTTP_FORBIDDEN')
  return parts.bySession(request)
}

function isChanging({ method }: FastifyRequest): boolean {
  return method !== 'GET' && method !== 'HEAD'
}
