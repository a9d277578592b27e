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
