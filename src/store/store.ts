/** The store as every room gets it: the database found or started, its tables current, its role harmless. */
import { sql } from 'kysely'
import { Fault, fault } from '../std/fault.ts'
import { connect, type Database, type DatabaseTarget } from './connection.ts'
import { type Cluster, type ClusterWish, clusterSuperuser, openCluster } from './postgres/cluster.ts'
import { databaseName, defaultRoles, makeRoles, refuseOwner } from './roles.ts'
import { knownUpgrades, refuseNewer, refuseOlder, upgradeSchema } from './upgrade.ts'

export interface Store {
  readonly database: Database
  readonly origin: 'url' | 'system' | 'npm' | 'adopted'
  readonly major: number
  close(): Promise<void>
}

export type StoreWish =
  | {
      readonly kind: 'server'
      /** Of the application role. */
      readonly url: string
      /** Of the owner; where it is given, due upgrades are applied, else they are a reason to refuse. */
      readonly ownerUrl?: string
    }
  | ({ readonly kind: 'own' } & ClusterWish)

/** PostgreSQL 15, as `server_version_num` counts. */
const versionMin = 150_000

/** @throws one of SCH_STORE_* */
export async function openStore(wish: StoreWish, onLost: (error: Error) => void): Promise<Store> {
  switch (wish.kind) {
    case 'server':
      return openServer(wish, onLost)
    case 'own':
      return openOwn(wish, onLost)
  }
}

async function openServer(
  wish: StoreWish & { kind: 'server' },
  onLost: (error: Error) => void,
): Promise<Store> {
  if (wish.ownerUrl) await withDatabase({ kind: 'url', url: wish.ownerUrl }, (owner) => upgradeSchema(owner))
  const database = connect({ kind: 'url', url: wish.url }, onLost)
  try {
    const major = await admit(database)
    return { database, origin: 'url', major, close: () => database.destroy() }
  } catch (error) {
    await database.destroy()
    throw unreachable(error)
  }
}

async function openOwn(wish: ClusterWish, onLost: (error: Error) => void): Promise<Store> {
  const cluster = await openCluster(wish)
  try {
    const target = targetsOf(cluster)
    await withDatabase({ ...target(clusterSuperuser), database: 'postgres' }, (admin) => makeRoles(admin))
    await withDatabase(target(defaultRoles.owner), (owner) => upgradeSchema(owner))
    const database = connect(target(defaultRoles.app), onLost)
    await admit(database)
    return {
      database,
      origin: cluster.isAdopted ? 'adopted' : (cluster.origin ?? 'adopted'),
      major: cluster.major,
      async close() {
        await database.destroy()
        await cluster.close()
      },
    }
  } catch (error) {
    await cluster.close()
    throw error
  }
}

function targetsOf(cluster: Cluster): (user: string) => DatabaseTarget & { kind: 'socket' } {
  return (user) => ({
    kind: 'socket',
    socketFolder: cluster.socketFolder,
    port: cluster.port,
    user,
    database: databaseName,
  })
}

async function withDatabase(
  target: DatabaseTarget,
  work: (database: Database) => Promise<unknown>,
): Promise<void> {
  const database = connect(target, () => {})
  try {
    await work(database)
  } catch (error) {
    throw unreachable(error)
  } finally {
    await database.destroy()
  }
}

/** Everything that must hold before a room may work: version, role, tables. */
async function admit(database: Database): Promise<number> {
  const { rows } = await sql<{
    version: string
  }>`select current_setting('server_version_num') as version`.execute(database)
  const version = Number(rows[0]?.version ?? 0)
  if (version < versionMin)
    throw fault('SCH_STORE_VERSION_OLD', { params: { version: Math.trunc(version / 10_000) } })
  await refuseOwner(database)
  const newest = knownUpgrades().length
  await refuseNewer(database, newest)
  await refuseOlder(database, newest)
  return Math.trunc(version / 10_000)
}

/** The driver's errors name hosts and users; what a person needs is which kind of failure it is. */
function unreachable(error: unknown): unknown {
  if (error instanceof Fault || !(error instanceof Error)) return error
  const code = 'code' in error ? String(error.code) : ''
  if (/^(28|3D)/.test(code)) return fault('SCH_STORE_REFUSED', { params: { sqlstate: code }, cause: error })
  if (
    /^(ECONN|ENOENT|ETIMEDOUT|EHOST|ENOTFOUND|57P)/.test(code) ||
    /timeout|terminated/i.test(error.message)
  ) {
    return fault('SCH_STORE_AWAY', { cause: error })
  }
  return error
}
