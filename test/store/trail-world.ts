/** Databases with organisations and their trails, for the tests of the audit room. */
import type { AuditEntry } from '../../src/audit/chain.ts'
import { appendEvent, readTrail } from '../../src/audit/trail.ts'
import type { Database } from '../../src/store/connection.ts'
import { transact } from '../../src/store/transaction.ts'
import { upgradeSchema } from '../../src/store/upgrade.ts'
import type { FreshDatabase } from './fresh-database.ts'

export const city = '0198a000-0000-7000-8000-00000000000a'
export const library = '0198a000-0000-7000-8000-00000000000b'

export interface TrailWorld {
  readonly owner: Database
  readonly app: Database
  readonly reader: Database
}

/** A database with two organisations: `city` with this many entries, `library` with none. */
export async function trailWorld(database: FreshDatabase, entries: number): Promise<TrailWorld> {
  const owner = database.as('owner')
  await upgradeSchema(owner)
  const app = database.as('app')
  await app
    .insertInto('schleuse.organisation')
    .values([
      { id: city, name: 'Stadt', role: 'controller' },
      { id: library, name: 'Bibliothek', role: 'processor' },
    ])
    .execute()
  for (let i = 0; i < entries; i++) await appendOne(app, city)
  return { owner, app, reader: database.as('reader') }
}

export function appendOne(app: Database, organisationId: string): Promise<bigint> {
  return transact(app, (transaction) =>
    appendEvent(transaction, {
      organisationId,
      actor: 'program',
      event: { kind: 'organisation-added', body: { role: 'controller' } },
    }),
  )
}

export async function entriesOf(database: Database, organisationId: string): Promise<readonly AuditEntry[]> {
  const entries: AuditEntry[] = []
  for await (const entry of readTrail(database, organisationId)) entries.push(entry)
  return entries
}

/** What an owner runs after a change, so that every digest and the head are right again. */
export const recomputed = `
  do $$
  declare
    entry record;
    link bytea := sha256(convert_to('schleuse audit trail 1', 'UTF8') || uuid_send('${city}'));
  begin
    for entry in select * from schleuse.audit_entry where organisation_id = '${city}' order by seq loop
      link := schleuse.audit_digest(link, entry.seq, entry.at, entry.kind, entry.actor, entry.body);
      update schleuse.audit_entry set digest = link where organisation_id = '${city}' and seq = entry.seq;
    end loop;
    update schleuse.audit_head set digest = link where organisation_id = '${city}';
  end
  $$`
