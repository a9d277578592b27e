/** What must hold of a directory at every moment, whatever was killed: for tests that kill. */
import { sql } from 'kysely'
import type { Database } from '../../src/store/connection.ts'

/** Each rule with the rows that break it. */
const rules: readonly (readonly [name: string, rows: (organisationId: string) => ReturnType<typeof sql>])[] =
  [
    [
      'every customer has contact data',
      (
        id,
      ) => sql`select c.id from schleuse.directory_customer c where c.organisation_id = ${id} and not exists (
      select from schleuse.directory_contact o where o.organisation_id = c.organisation_id and o.customer_id = c.id)`,
    ],
    [
      'nothing is left of customers who are gone',
      (
        id,
      ) => sql`select o.customer_id from schleuse.directory_contact o where o.organisation_id = ${id} and not exists (
      select from schleuse.directory_customer c where c.organisation_id = o.organisation_id and c.id = o.customer_id)`,
    ],
    [
      'each source has as many customers and facts as it says',
      (id) => sql`select s.name from schleuse.directory_source s where s.organisation_id = ${id} and (
      s.customers <> (select count(*) from schleuse.directory_customer c where c.organisation_id = s.organisation_id and c.source_id = s.id)
      or s.facts <> (select count(*) from schleuse.directory_fact f where f.organisation_id = s.organisation_id and f.source_id = s.id))`,
    ],
    [
      'no change is missing, and none has happened that is not in the log',
      (id) => sql`select t.change_seq from schleuse.directory_state t where t.organisation_id = ${id} and (
      t.change_seq <> (select count(*) from schleuse.directory_change c where c.organisation_id = t.organisation_id)
      or exists (select from schleuse.directory_customer c where c.organisation_id = t.organisation_id and c.change_seq > t.change_seq))`,
    ],
    [
      'every load that counts stands in the trail',
      (
        id,
      ) => sql`select c.seq from schleuse.directory_change c where c.organisation_id = ${id} and c.load_id is not null and not exists (
      select from schleuse.audit_entry e where e.organisation_id = c.organisation_id and e.kind = 'directory-loaded'
        and e.body::jsonb ->> 'load' = c.load_id::text)`,
    ],
    [
      'no number is both buried and somebody’s',
      (
        id,
      ) => sql`select e.number_hash from schleuse.directory_earlier_number e join schleuse.directory_customer c
      on c.organisation_id = e.organisation_id and c.number_hash = e.number_hash
      where e.organisation_id = ${id} and e.customer_id is null and e.reason = 'erased'`,
    ],
  ]

/** @returns the rules that are broken; empty if the directory is whole */
export async function brokenRules(database: Database, organisationId: string): Promise<readonly string[]> {
  const broken: string[] = []
  for (const [name, rows] of rules) {
    if ((await rows(organisationId).execute(database)).rows.length > 0) broken.push(name)
  }
  return broken
}
