/** Counts in the name of the organisation and in the trail, each step one transaction, and says what was committed. */
import { sql } from 'kysely'
import { appendEvent } from '../../src/audit/trail.ts'
import { listOrganisations } from '../../src/staff/organisation.ts'
import { openStore } from '../../src/store/store.ts'
import { transact } from '../../src/store/transaction.ts'

const [stateFolder = ''] = process.argv.slice(2)
const { database } = await openStore({ kind: 'own', stateFolder }, () => {})
const [organisation] = await listOrganisations(database)
if (!organisation) throw new Error('no organisation')
const event = { kind: 'action-refused', body: { action: 'count', permission: 'count' } } as const
for (let n = Number(organisation.name) + 1; ; n++) {
  await transact(database, async (transaction) => {
    await sql`update schleuse.organisation set name = ${String(n)} where id = ${organisation.id}`.execute(
      transaction,
    )
    await appendEvent(transaction, { organisationId: organisation.id, actor: 'program', event })
  })
  process.stdout.write(`${n}\n`)
}
