/** `/health/live`, `/health/ready` and `/metrics`: for monitors and load balancers, without anybody's data. */
import { alive, type Readiness, readiness } from '../../contract/health.ts'
import type { Metrics } from '../metrics.ts'
import type { AddRoutes } from '../route.ts'

export function healthRoutes(parts: {
  readonly askReadiness: () => Promise<Readiness>
  readonly metrics: Metrics
}): AddRoutes {
  const config = { access: { kind: 'probe' }, rateLimit: false } as const
  return (app) => {
    app.get('/health/live', { config, schema: { response: { 200: alive } } }, () => ({
      status: 'alive' as const,
    }))
    app.get(
      '/health/ready',
      { config, schema: { response: { 200: readiness, 503: readiness } } },
      async (_, reply) => {
        const answer = await parts.askReadiness()
        return reply.code(answer.status === 'ready' ? 200 : 503).send(answer)
      },
    )
    app.get('/metrics', { config: { ...config, answer: 'text' }, schema: { hide: true } }, async (_, reply) =>
      reply.type(parts.metrics.contentType).send(await parts.metrics.text()),
    )
  }
}
