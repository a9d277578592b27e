/** What a member of staff is for an organisation. */
export const roles = [
  'author',
  'approver',
  'operator',
  'data-protection-officer',
  'auditor',
  'administrator',
] as const
export type Role = (typeof roles)[number]

/**
 * Roles that one person cannot have together: who checks does not check himself (auditor), and who advises and watches does not run or
 * decide what he watches.
 *
 * @source GDPR Art. 38(6): no conflict of interests of the data protection officer
 */
const apart: readonly (readonly [Role, readonly Role[]])[] = [
  ['auditor', ['author', 'approver', 'operator', 'administrator']],
  ['data-protection-officer', ['author', 'operator', 'administrator']],
]

/** @returns two of the roles that do not go together */
export function conflictOf(held: readonly Role[]): readonly [Role, Role] | undefined {
  for (const [one, others] of apart) {
    const other = held.includes(one) ? others.find((role) => held.includes(role)) : undefined
    if (other !== undefined) return [one, other]
  }
  return undefined
}
