/** What a browser is told about every answer. */
import helmet from '@fastify/helmet'
import type { ApiApp } from './route.ts'

/** A year, as lists of sites that are HTTPS only ask for. @source RFC 6797, section 6.1.1 */
const hstsSeconds = 31_536_000

/** Nothing from elsewhere, nothing written into a page: whatever gets into a text cannot become a program. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'img-src': ["'self'"],
    'font-src': ["'self'"],
    'connect-src': ["'self'"],
    'form-action': ["'self'"],
    'base-uri': ["'none'"],
    'frame-ancestors': ["'none'"],
  },
}

/** @param parts.hasTls without it nobody should be told to come back by HTTPS only; a proxy says that itself */
export async function addSecurityHeaders(
  app: ApiApp,
  { hasTls }: { readonly hasTls: boolean },
): Promise<void> {
  await app.register(helmet, {
    global: true,
    contentSecurityPolicy,
    strictTransportSecurity: hasTls ? { maxAge: hstsSeconds, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginEmbedderPolicy: true,
    xFrameOptions: { action: 'deny' },
  })
}
