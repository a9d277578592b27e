/** Changes with their entries in the trail, one after the other without an end. */
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { addOrganisation } from '../../src/staff/organisation.ts'
import { openStore } from '../../src/store/store.ts'
import { startProgram } from './command.ts'
import { must, type Scenario } from './scenario.ts'
import { trailsAreWhole } from './trail.ts'

const writer = fileURLToPath(new URL('./audited-writer.ts', import.meta.url))

function within<T>(
  folder: string,
  work: (store: Awaited<ReturnType<typeof openStore>>) => Promise<T>,
): Promise<T> {
  return openStore({ kind: 'own', stateFolder: folder }, () => {}).then(async (store) => {
    try {
      return await work(store)
    } finally {
      await store.close()
    }
  })
}

export const auditedChange: Scenario = {
  name: 'changes and their entries in the trail',
  isEndless: true,
  prepare: (folder) =>
    within(folder, async ({ database }) => {
      await addOrganisation(
        database,
        { name: '0', role: 'controller' },
        { actor: { kind: 'program' }, now: new Date() },
      )
    }),
  start: (folder) => startProgram(writer, folder),
  stateFolders: (folder) => [folder],
  check: (folder, { acknowledged }) =>
    within(folder, async ({ database }) => {
      const { rows } = await sql<{ name: string; entries: string }>`
        select name, (select count(*)::text from schleuse.audit_entry where kind = 'action-refused') as entries
        from schleuse.organisation`.execute(database)
      const [row] = rows
      must(row !== undefined && rows.length === 1, 'the organisation is gone')
      must(
        row.name === row.entries,
        `${row.name} changes, but ${row.entries} entries: one is there without the other`,
      )
      const last = Number(acknowledged.at(-1) ?? 0)
      must(Number(row.name) >= last, `change ${last} was acknowledged, the last one found is ${row.name}`)
      await trailsAreWhole(database)
      return Number(row.name) > last && acknowledged.length > 0 ? 'new' : 'old'
    }),
}
