/** Runs `schleuse serve`: everything in one process, or the parts that are named, until it is told to stop. */
import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { writeAddress } from '../api/listen-address.ts'
import { openLog } from '../api/log-line.ts'
import { type Metrics, openMetrics } from '../api/metrics.ts'
import { askReadiness } from '../api/readiness.ts'
import { type Api, openApi } from '../api/server.ts'
import { type ServeAction, serveParts } from '../cli/actions/serve.ts'
import type { StateAnswer, StateCall } from '../cli/state-call.ts'
import type { KeyPurpose } from '../sealing/key.ts'
import type { KeyRing } from '../sealing/key-ring.ts'
import { hasAccounts } from '../staff/account.ts'
import { fault } from '../std/fault.ts'
import type { Log } from '../std/log.ts'
import { uuidV7 } from '../std/uuid.ts'
import type { Store } from '../store/store.ts'
import { type Dispatch, startDispatch } from '../workflow/dispatch.ts'
import { jobsOf } from './jobs.ts'
import { followIndexes, type LiveIndexes } from './live-indexes.ts'
import { readinessChecks } from './readiness.ts'
import { admitTables, openWaiting, watchDatabase } from './serve-database.ts'
import { type ServeEntrance, serveEntrance } from './serve-entrance.ts'
import { stopAsked, tellReady } from './serve-signals.ts'
import { keepTlsFresh } from './serve-tls.ts'
import { ringForSignIn } from './sign-in-key.ts'
import { openSignInParts } from './sign-in-parts.ts'
import { openStaffApi } from './staff-api.ts'
import { ringIn, ringNow, type StatePlace, storeWishOf } from './state-parts.ts'

/** Requests and jobs in progress get this long; systemd waits 90 s before it kills. */
const finishMs = 20_000
/** Jobs wait for databases and other systems more than they compute. */
const jobsAtOnce = 4

/** A signature key that is revoked, say, keeps nobody from judging. */
const indexPurposes = ['root', 'matching', 'directory'] as const

const nowMs = () => performance.now()

export async function runServe(
  action: ServeAction,
  output: StateCall['output'],
  place: StatePlace,
): Promise<StateAnswer> {
  const parts = action.only.length === 0 ? serveParts : action.only
  const hasApi = parts.includes('api')
  if (!hasApi && action.listen !== undefined) throw fault('SCH_SERVE_NOTHING')
  const entrance = hasApi ? serveEntrance(place.settings.serve, action.listen) : undefined
  const style = place.errors.isTTY === true && output !== 'json' ? 'plain' : 'json'
  const log = openLog(place.errors, style)
  const stop = stopAsked(log)
  const store = await openWaiting(storeWishOf(place), log, stop.signal)
  if (store === undefined) return { exit: 0, facts: [] }
  try {
    await admitTables(store)
    // After the store: started by root, the folder must first be made so that the database's account gets in.
    const { rootFingerprint } = hasApi ? await ringForSignIn(store.database, place, log) : ringIn(place)
    const ring: Running['ring'] = (needed) => ringNow(place, rootFingerprint, needed)
    const jobs = parts.includes('worker')
      ? jobsOf({ ring, place: { ...place, actor: { kind: 'program' } } })
      : undefined
    await runParts({ place, log, store, ring, stop: stop.signal, entrance, jobs })
  } finally {
    await store.close()
  }
  log.write('info', 'stopped', { durationMs: Math.round(nowMs() - stop.atMs()) })
  return { exit: 0, facts: [] }
}

interface Running {
  readonly place: StatePlace
  readonly log: Log
  readonly store: Store
  /** The keys as they are now, of these purposes at least. */
  readonly ring: (needed?: readonly KeyPurpose[]) => KeyRing
  readonly stop: AbortSignal
  readonly entrance: ServeEntrance | undefined
  readonly jobs: ReturnType<typeof jobsOf> | undefined
}

async function runParts(running: Running): Promise<void> {
  const { place, log, store, ring, stop, entrance, jobs } = running
  const metrics = openMetrics(place.version)
  const watch = watchDatabase(store, log, nowMs)
  const dispatch = jobs && startJobs(running, metrics)
  const indexes = followIndexes({
    database: store.database,
    target: store.target,
    ring: () => ring(indexPurposes),
    stateFolder: place.folder,
    now: place.now,
    nowMs,
    log,
  })
  let api: Pick<Api, 'close'> | undefined
  try {
    api = entrance && (await startApi(running, entrance, { metrics, watch, indexes, dispatch }))
    tellReady()
    if (!stop.aborted) await new Promise((resolve) => stop.addEventListener('abort', resolve, { once: true }))
  } finally {
    // The watch first: while we stop, nobody starts the database again.
    await watch.close()
    await Promise.all([api?.close(finishMs), dispatch?.stop(finishMs), indexes.close()])
  }
}

function startJobs({ place, log, store, jobs = [] }: Running, metrics: Metrics): Dispatch {
  return startDispatch({
    database: store.database,
    target: store.target,
    jobs,
    admit: () => admitTables(store),
    log,
    concurrency: jobsAtOnce,
    name: `${hostname()}:${process.pid}`,
    newId: () => uuidV7(place.now().getTime(), randomBytes(10)),
    nowMs,
    record: metrics.countJob,
  })
}

/** Why nothing is answered now: whoever asks is told, and comes again. */
const closedBy = { ok: undefined, away: 'SCH_STORE_AWAY', outdated: 'SCH_HTTP_OUTDATED' } as const

async function startApi(
  { place, log, store, ring, stop }: Running,
  entrance: ServeEntrance,
  parts: {
    readonly metrics: Metrics
    readonly watch: ReturnType<typeof watchDatabase>
    readonly indexes: LiveIndexes
    readonly dispatch: Dispatch | undefined
  },
): Promise<Pick<Api, 'close'>> {
  const { metrics, watch, indexes, dispatch } = parts
  const isStopping = () => stop.aborted
  const checks = readinessChecks({ store, watch, indexes, isStopping, isWorking: dispatch?.isAlive })
  const { tls, ...door } = entrance
  const publicUrl = place.settings.serve.publicUrl ?? ownUrl(entrance)
  const signIn = await openSignInParts({ store, ring: ring(), publicUrl, place, log })
  const staff = openStaffApi({ ...signIn, store, now: place.now })
  const api = await openApi({
    ...door,
    closedBy: () => closedBy[watch.state()],
    version: place.version,
    log,
    metrics,
    askReadiness: askReadiness(checks, nowMs),
    rooms: staff.rooms,
    gatekeeper: staff.callers.gatekeeper,
    now: place.now,
    ...(tls ? { tls: tls.material } : {}),
  })
  const address = await api.listen(entrance.address)
  log.write('info', 'listening', { address: writeAddress(address), security: entrance.security })
  if (!(await hasAccounts(store.database))) log.write('warn', 'staff-missing', {})
  const fresh = tls && keepTlsFresh(tls, api, log)
  return {
    async close(limitMs) {
      fresh?.close()
      await api.close(limitMs)
      await staff.close()
      await signIn.close()
    },
  }
}

/** Where nobody has said how browsers find us, they are on this machine. */
function ownUrl({ address, tls }: ServeEntrance): string {
  const scheme = tls === undefined ? 'http' : 'https'
  const port = address.kind === 'port' && address.port !== 0 ? `:${address.port}` : ''
  return `${scheme}://localhost${port}`
}
