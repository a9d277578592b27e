/** `/staff/...`: the pages on which staff sign in and see their account. */
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { languages } from '../../text/language.ts'
import { type Speech, speechIn } from '../../text/speech.ts'
import { consoleScripts } from '../pages/generated/console-scripts.ts'
import { pageIcon } from '../pages/page-icon.ts'
import { pageStyle } from '../pages/page-style.ts'
import { requestsPage } from '../pages/requests-page.ts'
import { accountPage, invitationPage, signInPage } from '../pages/staff-pages.ts'
import { languageAsked } from '../problem.ts'
import type { AddRoutes } from '../route.ts'

const config = { access: { kind: 'open' }, answer: 'text' } as const
/** `?lang=`, else what the browser asks for. */
const schema = { querystring: z.object({ lang: z.enum(languages).optional() }), hide: true } as const

export interface StaffPageParts {
  readonly providers: readonly string[]
  /** Until there is one, the sign-in page says how the first is made. */
  readonly hasAccounts: () => Promise<boolean>
}

export function staffPageRoutes({ providers, hasAccounts }: StaffPageParts): AddRoutes {
  return (app) => {
    const page = (path: string, write: (speech: Speech) => string | Promise<string>) =>
      app.get(path, { config, schema }, async (request, reply) =>
        reply.type('text/html; charset=utf-8').send(await write(speechOf(request, request.query.lang))),
      )
    page('/staff', accountPage)
    page('/staff/requests', requestsPage)
    page('/staff/sign-in', async (speech) =>
      signInPage(speech, { providers, isFirstRun: !(await hasAccounts()) }),
    )
    page('/staff/invitation', invitationPage)
    const file = (path: string, type: string, text: string) =>
      app.get(path, { config, schema: { hide: true } }, async (_, reply) =>
        reply.type(type).header('cache-control', 'no-cache').send(text),
      )
    for (const [name, script] of Object.entries(consoleScripts))
      file(`/staff/${name}`, 'text/javascript; charset=utf-8', script)
    file('/staff/icon.svg', 'image/svg+xml; charset=utf-8', pageIcon)
    file('/staff/page.css', 'text/css; charset=utf-8', pageStyle)
  }
}

function speechOf(request: FastifyRequest, asked: (typeof languages)[number] | undefined): Speech {
  return speechIn(asked ?? languageAsked(request.headers['accept-language']))
}
