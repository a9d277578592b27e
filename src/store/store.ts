/** The store as every room gets it: the database found or started, its tables current, its role harmless. */
import { sql } from 'kysely'
import { fault } from '../std/fault.ts'
import { connect, type Database, type DatabaseTarget } from './connection.ts'
import { type Cluster, type ClusterWish, clusterSuperuser, openCluster } from './postgres/cluster.ts'
import { databaseName, defaultRoles, makeRoles, refuseOwner } from './roles.ts'
import { openSession, type Session } from './session.ts'
import { knownUpgrades, refuseNewer, refuseOlder, upgradeSchema } from './upgrade.ts'

export interface Store {
  readonly database: Database
  /** Where it is, for a library that makes connections of its own; as the application. */
  readonly target: DatabaseTarget
  readonly origin: 'url' | 'system' | 'npm' | 'adopted'
  readonly major: number
  /** Sessions that see the rows of one organisation only; whoever asks for them ends them (`destroy`). */
  confinedTo(organisationId: string): Database
  /**
   * A session that may read every table, for a backup: the owner's, where it is known; else the application's, which may
   * find that it is not enough.
   */
  wholeSession(): Promise<Session>
  /** Sessions of the same role for a library that tries nothing again; whoever asks for them destroys them. */
  libraryDatabase(): Database
  /** Starts a cluster of our own again if its server has gone; a server somebody else runs comes back by itself. */
  revive(): Promise<void>
  close(): Promise<void>
}

/** What a room has to do as the owner after our own tables are current, such as tables of a library. */
export type Prepare = (owner: Database, target: DatabaseTarget) => Promise<void>

export type StoreWish = { readonly prepare?: Prepare } & StorePlaceWish

type StorePlaceWish =
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

/** A place for tables, as their owner finds it: not upgraded, and not judged. */
export interface StorePlace {
  readonly owner: Session
  close(): Promise<void>
}

/** @throws one of SCH_STORE_*; SCH_BACKUP_OWNER_NEEDED if a server is named without its owner */
export async function openPlace(wish: StoreWish): Promise<StorePlace> {
  if (wish.kind === 'server') {
    if (!wish.ownerUrl) throw fault('SCH_BACKUP_OWNER_NEEDED')
    const owner = await openSession({ kind: 'url', url: wish.ownerUrl })
    return { owner, close: () => owner.close() }
  }
  const cluster = await openCluster(wish)
  try {
    const target = targetsOf(cluster)
    await withDatabase({ ...target(clusterSuperuser), database: 'postgres' }, (admin) => makeRoles(admin))
    const owner = await openSession(target(defaultRoles.owner))
    return {
      owner,
      async close() {
        await owner.close()
        await cluster.close()
      },
    }
  } catch (error) {
    await cluster.close()
    throw error
  }
}

async function openServer(
  wish: StoreWish & { kind: 'server' },
  onLost: (error: Error) => void,
): Promise<Store> {
  if (wish.ownerUrl) await makeCurrent({ kind: 'url', url: wish.ownerUrl }, wish.prepare)
  const target: DatabaseTarget = { kind: 'url', url: wish.url }
  const database = connect(target, onLost)
  try {
    const major = await admit(database)
    const whole = { kind: 'url', url: wish.ownerUrl ?? wish.url } as const
    return {
      database,
      target,
      origin: 'url',
      major,
      confinedTo: (organisationId) => connect({ kind: 'url', url: wish.url }, onLost, { organisationId }),
      wholeSession: () => openSession(whole),
      libraryDatabase: () => connect({ kind: 'url', url: wish.url }, onLost, { isolation: 'read committed' }),
      revive: async () => {},
      close: () => database.destroy(),
    }
  } catch (error) {
    await database.destroy()
    throw error
  }
}

async function openOwn(
  wish: ClusterWish & { readonly prepare?: Prepare },
  onLost: (error: Error) => void,
): Promise<Store> {
  const cluster = await openCluster(wish)
  const revive = () => cluster.revive()
  try {
    const target = targetsOf(cluster)
    await withDatabase({ ...target(clusterSuperuser), database: 'postgres' }, (admin) => makeRoles(admin))
    await makeCurrent(target(defaultRoles.owner), wish.prepare)
    const database = connect(target(defaultRoles.app), onLost, { revive })
    await admit(database)
    return {
      database,
      target: target(defaultRoles.app),
      origin: cluster.isAdopted ? 'adopted' : (cluster.origin ?? 'adopted'),
      major: cluster.major,
      confinedTo: (organisationId) => connect(target(defaultRoles.app), onLost, { organisationId, revive }),
      wholeSession: () => openSession(target(defaultRoles.owner)),
      libraryDatabase: () =>
        connect(target(defaultRoles.app), onLost, { isolation: 'read committed', revive }),
      revive,
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

async function makeCurrent(target: DatabaseTarget, prepare: Prepare | undefined): Promise<void> {
  await withDatabase(target, async (owner) => {
    await upgradeSchema(owner)
    await prepare?.(owner, target)
  })
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
