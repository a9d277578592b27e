/** Counts and durations in Prometheus' format. Labels come from closed lists; none is an identifier of anybody. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

export interface Metrics {
  readonly contentType: string
  text(): Promise<string>
  /** @param route pattern of the route, or `none` */
  countRequest(request: { method: string; route: string; status: number; seconds: number }): void
  /** @param job name of a kind of work: one of few */
  countJob(run: { job: string; outcome: string; seconds: number }): void
  readonly openRequests: { rise(): void; fall(): void }
}

/** From a cached answer to a slow query; what takes longer is over the limit of a request anyway. */
const requestBucketsSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** From a signature to the load of a large directory. */
const jobBucketsSeconds = [0.1, 1, 10, 60, 600, 3_600]

/** Anything else is `OTHER`: a method is chosen by whoever calls. */
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

export function openMetrics(version: string): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  new Gauge({
    name: 'schleuse_build',
    help: 'Version of the program',
    labelNames: ['version'],
    registers,
  }).set({ version }, 1)
  const requests = new Histogram({
    name: 'schleuse_http_request_seconds',
    help: 'Duration of requests by method, pattern of the route and class of status',
    labelNames: ['method', 'route', 'status'],
    buckets: requestBucketsSeconds,
    registers,
  })
  const open = new Gauge({ name: 'schleuse_http_requests_open', help: 'Requests being answered', registers })
  const refused = new Counter({
    name: 'schleuse_http_requests_refused_total',
    help: 'Requests that found no route',
    registers,
  })
  const jobs = new Histogram({
    name: 'schleuse_job_seconds',
    help: 'Duration of background work by kind and outcome',
    labelNames: ['job', 'outcome'],
    buckets: jobBucketsSeconds,
    registers,
  })
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    countRequest({ method, route, status, seconds }) {
      if (route === 'none') refused.inc()
      const labels = {
        method: methods.has(method) ? method : 'OTHER',
        route,
        status: `${Math.trunc(status / 100)}xx`,
      }
      requests.observe(labels, seconds)
    },
    countJob: ({ job, outcome, seconds }) => jobs.observe({ job, outcome }, seconds),
    openRequests: { rise: () => open.inc(), fall: () => open.dec() },
  }
}
