/** `schleuse backup restore`: afterwards everything is there, or the place is as empty as before and can be used. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { listOrganisations } from '../../src/staff/organisation.ts'
import { openStore } from '../../src/store/store.ts'
import { fillWithRows, manyRows } from './backup-made.ts'
import { command, commandThatWorks, startCommand } from './command.ts'
import { held } from './held.ts'
import { stopServers } from './kill.ts'
import { must, type Scenario } from './scenario.ts'
import { trailsAreWhole } from './trail.ts'

export function backupRestored(): Scenario {
  const source = (folder: string) => join(folder, 'source')
  const file = (folder: string) => join(folder, 'a.backup')
  const blank = (folder: string) => join(folder, 'blank')
  const target = (folder: string) => join(folder, 'target')
  return {
    name: 'backup restore',
    async prepare(folder) {
      for (const one of [source(folder), blank(folder)]) mkdirSync(one, { mode: 0o711 })
      await fillWithRows(source(folder))
      commandThatWorks(source(folder), 'backup', 'create', '--out', file(folder))
      cpSync(join(source(folder), 'keys'), join(blank(folder), 'keys'), { recursive: true })
      // A place that has been started once, without a row: making a cluster anew for each kill would only take time.
      commandThatWorks(blank(folder), 'organisation', 'list')
    },
    async arrange(folder) {
      await stopServers([target(folder)])
      rmSync(target(folder), { recursive: true, force: true })
      // With its owners, since the server refuses a folder of anybody else.
      execFileSync('cp', ['-a', blank(folder), target(folder)])
    },
    start: (folder) => startCommand(target(folder), 'backup', 'restore', file(folder)),
    stateFolders: (folder) => [source(folder), blank(folder), target(folder)],
    check: (folder, { hasEnded }) =>
      held(target(folder), async () => {
        const state = await stateOf(target(folder))
        must(state === 'new' || !hasEnded, 'a restore was acknowledged, and the place is empty')
        const again = command(target(folder), 'backup', 'restore', file(folder))
        if (state === 'old') {
          must(
            again.status === 0,
            `after the kill a restore into the empty place is refused: ${again.stderr}`,
          )
          must((await stateOf(target(folder))) === 'new', 'a restore that ended well has restored nothing')
        } else must(again.status === 2, 'a restore was laid over data')
        return state
      }),
  }
}

async function stateOf(folder: string): Promise<'old' | 'new'> {
  const store = await openStore({ kind: 'own', stateFolder: folder }, () => {})
  try {
    const organisations = await listOrganisations(store.database)
    const { rows } = await sql<{ leaves: number; told: number }>`
      select (select count(*)::int from schleuse.audit_leaf) as leaves,
             (select count(*)::int from schleuse.audit_entry where kind = 'backup-restored') as told`.execute(
      store.database,
    )
    const found = [organisations.length, rows[0]?.leaves, rows[0]?.told].join(' ')
    must(
      found === '0 0 0' || found === `2 ${manyRows} 2`,
      `organisations, leaves, entries: ${found}, which is neither all nor nothing`,
    )
    await trailsAreWhole(store.database)
    return organisations.length === 0 ? 'old' : 'new'
  } finally {
    await store.close()
  }
}
