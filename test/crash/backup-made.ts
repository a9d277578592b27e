/** `schleuse backup create`: a file under its name is whole and stands in the trail, or there is none. */
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { addOrganisation, listOrganisations } from '../../src/staff/organisation.ts'
import { openStore } from '../../src/store/store.ts'
import { commandThatWorks, startCommand } from './command.ts'
import { held } from './held.ts'
import { must, type Scenario } from './scenario.ts'
import { trailsAreWhole } from './trail.ts'

/** Some megabytes that no packing makes small: enough for a kill to come in the middle. */
export const manyRows = 60_000

export async function fillWithRows(stateFolder: string): Promise<void> {
  const store = await openStore({ kind: 'own', stateFolder }, () => {})
  const by = { actor: { kind: 'program' }, now: new Date() } as const
  const id = await addOrganisation(store.database, { name: 'Stadt', role: 'controller' }, by)
  await addOrganisation(store.database, { name: 'Werk', role: 'processor' }, by)
  await sql`insert into schleuse.audit_leaf (organisation_id, batch, digest)
            select ${id}, 'gate-decision', sha256(n::text::bytea) from generate_series(1, ${manyRows}::int) n`.execute(
    store.database,
  )
  await store.close()
}

export function backupMade(): Scenario {
  let trials = 0
  return {
    name: 'backup create',
    prepare: fillWithRows,
    async arrange(folder) {
      trials++
      rmSync(join(folder, 'a.backup'), { force: true })
    },
    start: (folder) => startCommand(folder, 'backup', 'create', '--out', join(folder, 'a.backup')),
    stateFolders: (folder) => [folder],
    async check(folder, { hasEnded }) {
      const file = join(folder, 'a.backup')
      const isThere = existsSync(file)
      must(isThere || !hasEnded, 'a backup was acknowledged and is not there')
      if (isThere) await held(folder, () => isWholeAndTold(folder, file))
      // What a kill has left is no hindrance; each tenth time that is proven by making one.
      if (trials % 10 === 0) {
        rmSync(file, { force: true })
        commandThatWorks(folder, 'backup', 'create', '--out', file)
        must(
          !readdirSync(folder).some((one) => one.endsWith('.unfinished')),
          'an unfinished file was left behind',
        )
      }
      return isThere ? 'new' : 'old'
    },
  }
}

async function isWholeAndTold(folder: string, file: string): Promise<void> {
  const [whole] = commandThatWorks(folder, 'backup', 'verify', file)
  const store = await openStore({ kind: 'own', stateFolder: folder }, () => {})
  try {
    const told = await sql<{ count: number }>`
      select count(*)::int as count from schleuse.audit_entry
      where kind = 'backup-created' and body::json ->> 'backup' = ${String(whole?.id)}`.execute(
      store.database,
    )
    const organisations = await listOrganisations(store.database)
    must(
      told.rows[0]?.count === organisations.length,
      `the backup stands in ${told.rows[0]?.count} of ${organisations.length} trails`,
    )
    await trailsAreWhole(store.database)
  } finally {
    await store.close()
  }
}
