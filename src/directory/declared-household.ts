/** Households that staff have declared, laid over an index: its members may see each other's data until it expires. */
import type { IdentifierIndex } from '../exposure/identifier-index.ts'
import type { Database } from '../store/connection.ts'

export interface HouseholdMember {
  readonly customerId: string
  readonly householdId: string
  readonly expiresAt: Date
}

/** Those that have not been ended; whoever uses them looks at the clock himself. */
export async function declaredMembers(
  database: Database,
  organisationId: string,
): Promise<readonly HouseholdMember[]> {
  return database
    .selectFrom('schleuse.directory_household_member as m')
    .innerJoin('schleuse.directory_allowance as a', (join) =>
      join.onRef('a.organisation_id', '=', 'm.organisation_id').onRef('a.id', '=', 'm.allowance_id'),
    )
    .select(['m.customer_id as customerId', 'a.id as householdId', 'a.expires_at as expiresAt'])
    .where('m.organisation_id', '=', organisationId)
    .where('a.ended_at', 'is', null)
    .execute()
}

/**
 * A protected customer is covered by no household; one whom the source has put into a household since stays in that one.
 *
 * @param index records are named by the customer's id
 */
export function withHouseholds(
  index: IdentifierIndex,
  members: readonly HouseholdMember[],
  now: Date,
): IdentifierIndex {
  const householdOf = new Map(
    members
      .filter(({ expiresAt }) => expiresAt > now)
      .map(({ customerId, householdId }) => [customerId, `declared ${householdId}`]),
  )
  if (householdOf.size === 0) return index
  return {
    ...index,
    size: index.size,
    numberLengths: index.numberLengths,
    record(handle) {
      const record = index.record(handle)
      if (record.isProtected || record.household !== undefined) return record
      const household = householdOf.get(record.customerNumber)
      return household === undefined
        ? record
        : { customerNumber: record.customerNumber, isProtected: false, household }
    },
  }
}
