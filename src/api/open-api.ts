/** The contract as a document, made from the same schemas that are obeyed. */
import swagger from '@fastify/swagger'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import type { ApiApp } from './route.ts'

export const openApiPath = '/api/v1/openapi.json'

export async function addOpenApi(app: ApiApp, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Schleuse', version } },
    transform: jsonSchemaTransform,
  })
  const config = { access: { kind: 'open' }, answer: 'text' } as const
  let text: string | undefined
  app.get(openApiPath, { config, schema: { hide: true } }, async (_, reply) => {
    text ??= JSON.stringify(app.swagger())
    return reply.type('application/json; charset=utf-8').send(text)
  })
}
