/** What a failed request is told: a fault of our table in the language asked for, never an error's own words. */
import type { FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import type { ProblemAnswer } from '../contract/problem.ts'
import { Fault, type FaultCode, fault, faults } from '../std/fault.ts'
import { languages } from '../text/language.ts'
import type { Language } from '../text/render.ts'
import { speechIn } from '../text/speech.ts'

/** Faults whose status does not follow from their class. @source RFC 9110, section 15; RFC 6585, section 4 */
const statusOf: Readonly<Partial<Record<FaultCode, number>>> = {
  SCH_HTTP_SIGN_IN: 401,
  SCH_HTTP_FORBIDDEN: 403,
  SCH_HTTP_INSECURE: 403,
  SCH_HTTP_NOT_FOUND: 404,
  SCH_STAFF_UNKNOWN: 404,
  SCH_STAFF_REQUEST_UNKNOWN: 404,
  SCH_STAFF_TOKEN_UNKNOWN: 404,
  SCH_APPROVAL_UNKNOWN: 404,
  SCH_HTTP_BODY_LARGE: 413,
  SCH_HTTP_MEDIA_TYPE: 415,
  SCH_HTTP_OTHER_HOST: 421,
  SCH_HTTP_TOO_MANY: 429,
  SCH_SIGN_IN_WRONG: 401,
  SCH_SIGN_IN_CODE_WRONG: 401,
  SCH_SIGN_IN_PASSKEY_WRONG: 401,
  SCH_SIGN_IN_PROVIDER: 401,
  SCH_SIGN_IN_PROOF: 401,
  SCH_SIGN_IN_LOCKED: 429,
}

/** What the library refuses by itself → our fault. */
const ofLibrary: Readonly<Record<string, FaultCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'SCH_HTTP_BODY_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'SCH_HTTP_MEDIA_TYPE',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'SCH_HTTP_INPUT',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'SCH_HTTP_INPUT',
  FST_ERR_CTP_INVALID_JSON_BODY: 'SCH_HTTP_INPUT',
  FST_ERR_BAD_URL: 'SCH_HTTP_NOT_FOUND',
  FST_ERR_HANDLER_TIMEOUT: 'SCH_HTTP_SLOW',
}

/** @limit more places than a person corrects in one go */
const placesMax = 20

/** Whatever was thrown while a request was answered, as a fault. */
export function faultOfRequest(thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
  const known = ofLibrary[code]
  if (known) return fault(known, { cause: thrown })
  const status = thrown instanceof Error && 'statusCode' in thrown ? Number(thrown.statusCode) : 500
  if (hasZodFastifySchemaValidationErrors(thrown) || (status >= 400 && status < 500)) {
    return fault('SCH_HTTP_INPUT', { cause: thrown })
  }
  return fault('SCH_INTERNAL', { cause: thrown })
}

export function problemOf(told: Fault, request: Pick<FastifyRequest, 'id' | 'headers'>): ProblemAnswer {
  const [{ code, params }] = told.problems
  const speech = speechIn(languageAsked(request.headers['accept-language']))
  const places = placesIn(told.cause)
  return {
    type: 'about:blank',
    title: speech.sayChosen(`fault.${code}`, params ?? {}),
    status: statusFor(code),
    detail: speech.sayChosen(`hint.${code}`, params ?? {}),
    code,
    requestId: request.id,
    ...(places.length > 0 ? { places } : {}),
  }
}

function statusFor(code: FaultCode): number {
  const fixed = statusOf[code]
  if (fixed !== undefined) return fixed
  if (faults[code].class === 'retryable') return 503
  return faults[code].exit === 2 ? 400 : 500
}

/** Where the contract was not kept. Its names are ours and fixed; keys of unknown names and values are left out. */
function placesIn(cause: unknown): string[] {
  if (!hasZodFastifySchemaValidationErrors(cause)) return []
  const all = cause.validation.map(({ instancePath }) => `${cause.validationContext ?? ''}${instancePath}`)
  return [...new Set(all)].slice(0, placesMax)
}

/**
 * The language with the greatest weight that we speak; German if none is asked for.
 *
 * @source RFC 9110, section 12.5.4
 */
export function languageAsked(header: string | undefined): Language {
  const wishes = (header ?? '')
    .slice(0, 200)
    .split(',')
    .map((wish) => {
      const [tag = '', ...rest] = wish.trim().toLowerCase().split(';')
      const weight = rest.map((one) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(one)?.[1]).find(Boolean)
      return { language: languages.find((one) => one === tag.split('-')[0]), weight: Number(weight ?? 1) }
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
  return wishes.find(({ language }) => language !== undefined)?.language ?? 'de'
}
