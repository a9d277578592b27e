/** The trails after a crash. */
import { verifyTrail } from '../../src/audit/trail.ts'
import { listOrganisations } from '../../src/staff/organisation.ts'
import type { Database } from '../../src/store/connection.ts'
import { must } from './scenario.ts'

/** @throws WrongState */
export async function trailsAreWhole(database: Database): Promise<void> {
  for (const { id } of await listOrganisations(database)) {
    const { faults } = await verifyTrail(database, id, [])
    must(
      faults.length === 0,
      `the trail is not whole: ${faults.map(({ kind, seq }) => `${kind} at ${seq}`).join(', ')}`,
    )
  }
}
