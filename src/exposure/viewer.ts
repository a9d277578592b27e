/** Who looks, and what is his own. */
import { type Allowances, isStaffAddress } from './allowance.ts'
import { hasHandle } from './handle-join.ts'
import { emailKey } from './identifier/email.ts'
import type { Handles, IdentifierIndex, RecordHandle } from './identifier-index.ts'
import type { Viewer } from './verdict.ts'

/** The viewer behind an envelope address: every customer who has it; else staff; else nobody. */
export function viewerOf(address: string, index: IdentifierIndex, allowances: Allowances): Viewer {
  const key = emailKey(address)
  if (key === undefined) return { kind: 'nobody' }
  const isStaff = isStaffAddress(allowances, key)
  const handles = index.owners(key)
  if (handles.length > 0) return { kind: 'customers', handles, isStaff }
  return { kind: isStaff ? 'staff' : 'nobody' }
}

/**
 * Tells whether a value with these owners is the viewer's own: one of its owners is he, or lives in his household.
 *
 * @throws RangeError for a handle that is not of this index
 */
export function ownershipOf(viewer: Viewer, index: IdentifierIndex): (owners: Handles) => boolean {
  if (viewer.kind !== 'customers') return () => false
  const { handles } = viewer
  const households = new Set<string>()
  for (const handle of handles) {
    const { household, isProtected } = index.record(handle)
    if (household !== undefined && !isProtected) households.add(household)
  }
  return (owners) => {
    for (const handle of handles) if (hasHandle(owners, handle)) return true
    if (households.size === 0) return false
    for (const owner of owners) if (isOfHousehold(index, owner, households)) return true
    return false
  }
}

function isOfHousehold(
  index: IdentifierIndex,
  owner: RecordHandle,
  households: ReadonlySet<string>,
): boolean {
  const { household, isProtected } = index.record(owner)
  return household !== undefined && !isProtected && households.has(household)
}
