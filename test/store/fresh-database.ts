/** One cluster per test file, one empty database per test. */

import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { connect, type Database, type DatabaseTarget, type Isolation } from '../../src/store/connection.ts'
import { type Cluster, clusterSuperuser, openCluster } from '../../src/store/postgres/cluster.ts'
import { defaultRoles, makeRoles } from '../../src/store/roles.ts'

export interface FreshDatabase {
  /** A connection as one of the three roles; closed when the test is over. */
  as(role: keyof typeof defaultRoles, isolation?: Isolation): Database
  readonly target: (role: keyof typeof defaultRoles) => DatabaseTarget
}

/** Call at the top of a test file; gives a function that makes databases. */
export function freshDatabases(): () => Promise<FreshDatabase> {
  let cluster: Cluster
  let admin: Database
  let count = 0
  const folder = mkdtempSync(join(tmpdir(), 'schleuse-database-'))
  chmodSync(folder, 0o711)
  beforeAll(async () => {
    cluster = await openCluster({ stateFolder: folder })
    admin = connect(targetOf(cluster, clusterSuperuser, 'postgres'), () => {})
    await makeRoles(admin)
  })
  afterAll(async () => {
    await admin.destroy()
    await cluster.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return async () => {
    const name = `test_${++count}`
    await sql`create database ${sql.id(name)} owner ${sql.id(defaultRoles.owner)}`.execute(admin)
    const target = (role: keyof typeof defaultRoles) => targetOf(cluster, defaultRoles[role], name)
    return {
      target,
      as(role, isolation) {
        const database = connect(target(role), () => {}, isolation === undefined ? {} : { isolation })
        onTestFinished(() => database.destroy())
        return database
      },
    }
  }
}

function targetOf(cluster: Cluster, user: string, database: string): DatabaseTarget {
  return { kind: 'socket', socketFolder: cluster.socketFolder, port: cluster.port, user, database }
}
