/** Three roles: who owns the tables, who works with them, who only reads. The program never works as the owner. */
import { sql } from 'kysely'
import { fault } from '../std/fault.ts'
import type { Database } from './connection.ts'
import { untilDone } from './definition.ts'

export interface RoleNames {
  readonly owner: string
  readonly app: string
  readonly reader: string
}

export const defaultRoles: RoleNames = {
  owner: 'schleuse_owner',
  app: 'schleuse_app',
  reader: 'schleuse_reader',
}

export const databaseName = 'schleuse'

/**
 * Makes roles and database in a cluster of our own, as its superuser. Every step may have been done before.
 *
 * @param admin connected to the database `postgres`
 */
export async function makeRoles(admin: Database, roles: RoleNames = defaultRoles): Promise<void> {
  for (const name of [roles.owner, roles.app, roles.reader]) {
    await untilDone(async () => {
      const there = await sql`select from pg_roles where rolname = ${name}`.execute(admin)
      if (there.rows.length === 0) await sql`create role ${sql.id(name)} login noinherit`.execute(admin)
    })
  }
  await untilDone(async () => {
    const there = await sql`select from pg_database where datname = ${databaseName}`.execute(admin)
    if (there.rows.length > 0) return
    await sql`create database ${sql.id(databaseName)} owner ${sql.id(roles.owner)} template template0`.execute(
      admin,
    )
  })
  // Nobody but the three roles has any business here. Repeated each time: a kill may have come before it.
  await untilDone(() => sql`revoke all on database ${sql.id(databaseName)} from public`.execute(admin))
  const users = sql`${sql.id(roles.app)}, ${sql.id(roles.reader)}`
  await untilDone(() => sql`grant connect on database ${sql.id(databaseName)} to ${users}`.execute(admin))
}

/**
 * An application that owns its tables can drop the rule that protects them; so it refuses to start as one that could.
 *
 * @throws SCH_STORE_RUNS_AS_OWNER
 */
export async function refuseOwner(database: Database): Promise<void> {
  const { rows } = await sql<{ powerful: boolean; name: string }>`
    select current_user as name,
           coalesce((select rolsuper or rolbypassrls from pg_roles where rolname = current_user), true)
             or exists (select 1 from pg_namespace where nspname = 'schleuse' and pg_has_role(current_user, nspowner, 'member'))
             or exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where n.nspname = 'schleuse' and pg_has_role(current_user, c.relowner, 'member')) as powerful
  `.execute(database)
  const role = rows[0]
  if (!role || role.powerful) throw fault('SCH_STORE_RUNS_AS_OWNER', { params: { role: role?.name ?? '?' } })
}
