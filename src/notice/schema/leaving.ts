/** Where a step from one record to the next leaves whoever the first one belongs to. */
import type { Field, NoticeSchema, Owner } from './schema.ts'

/**
 * Not only what is declared to leave does: what is always somebody else's is so however it is reached, and a record of one
 * person that is reached from what is everybody's is nobody's own.
 *
 * @param from owner of the record, or of the root, that the entry stands in
 */
export function leavesOwner({ types }: Pick<NoticeSchema, 'types'>, from: Owner, field: Field): boolean {
  if (field.leaves) return true
  if (field.kind === 'value') return false
  const owner = types.get(field.type)?.owner ?? 'other'
  return owner === 'other' || (owner === 'recipient' && from === 'public')
}
