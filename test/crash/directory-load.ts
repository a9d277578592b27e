/** `schleuse directory import` and `sync`: the customers of one list or of the next, never some of each. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { openStore } from '../../src/store/store.ts'
import { commandThatWorks, startCommand } from './command.ts'
import { held } from './held.ts'
import { must, type Scenario } from './scenario.ts'
import { trailsAreWhole } from './trail.ts'

const customers = 3_000

/** The list of a generation: everybody's address is new, twenty are gone for good, twenty were never there. */
function listOf(generation: number): string {
  const lines = ['kundennummer,vorname,nachname,e-mail,straße,plz,ort']
  for (let n = generation * 20; n < generation * 20 + customers; n++) {
    lines.push(
      `${1_000_000 + n},Anna${n},Beispiel${n},g${generation}-${n}@example.org,Weg ${n},12345,Musterstadt`,
    )
  }
  return `${lines.join('\n')}\n`
}

const settings = (folder: string): string => `directory:
  sources:
    - { name: library, organisation: Stadt, kind: csv, customers: ${join(folder, 'list.csv')}, every: 1m, stale_after: 1d }
`

export function directoryLoad(verb: 'import' | 'sync'): Scenario {
  const words = (folder: string): readonly string[] =>
    verb === 'import'
      ? ['directory', 'import', join(folder, 'list.csv'), '--full']
      : ['directory', 'sync', '--force', '--config', join(folder, 'schleuse.yaml')]
  let generation = 0
  let before = ''
  return {
    name: `directory ${verb}`,
    async prepare(folder) {
      writeFileSync(join(folder, 'schleuse.yaml'), settings(folder), { mode: 0o600 })
      commandThatWorks(folder, 'organisation', 'add', 'Stadt', '--role', 'controller')
      writeFileSync(join(folder, 'list.csv'), listOf(0))
      commandThatWorks(folder, ...words(folder))
      before = await contentOf(folder)
    },
    async arrange(folder) {
      generation++
      writeFileSync(join(folder, 'list.csv'), listOf(generation))
    },
    start: (folder) => startCommand(folder, ...words(folder)),
    stateFolders: (folder) => [folder],
    check: (folder, { hasEnded }) =>
      held(folder, async () => {
        const found = await contentOf(folder)
        commandThatWorks(folder, ...words(folder))
        const after = await contentOf(folder)
        must(after !== before, 'reading the next list has changed nothing')
        must(found === before || found === after, 'what was found is neither the old list nor the new one')
        must(!hasEnded || found === after, 'a load was acknowledged, and the old list counts')
        const isNew = found === after
        before = after
        return isNew ? 'new' : 'old'
      }),
  }
}

/** What the directory says about everybody, in one digest. */
async function contentOf(folder: string): Promise<string> {
  const store = await openStore({ kind: 'own', stateFolder: folder }, () => {})
  try {
    const { rows } = await sql<{ digest: string; customers: number; contacts: number }>`
      select md5(string_agg(encode(number_hash || record_hash || hashed, 'hex'), ' ' order by number_hash)) as digest,
             count(*)::int as customers,
             (select count(*)::int from schleuse.directory_contact) as contacts
      from schleuse.directory_customer`.execute(store.database)
    const [row] = rows
    must(row?.customers === customers, `${row?.customers} customers, and every list has ${customers}`)
    must(
      row.contacts === customers || row.contacts === 0,
      `${row.contacts} of ${customers} have their contact data`,
    )
    await trailsAreWhole(store.database)
    return row.digest
  } finally {
    await store.close()
  }
}
