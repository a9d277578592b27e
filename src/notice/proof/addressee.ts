/** Whoever a notice is sent to, and what of the schema is his. */
import { leavesOwner } from '../schema/leaving.ts'
import type { Field, NoticeRule, NoticeSchema, Root } from '../schema/schema.ts'

export interface Addressee {
  /** Whether what a root leads to is another's. */
  isOtherRoot(name: string, root: Root): boolean
  /** The same of an entry: from the record that is the addressee's own all is his, until it leaves again. */
  isOtherBehind(record: Standing, name: string, field: Field): boolean
  /** The same of what a path from the roots ends in; what the schema does not know is nobody's own. */
  isOtherAt(path: string): boolean
}

export interface Standing {
  readonly path: string
  readonly type: string
  readonly isOther: boolean
}

export function addresseeOf(schema: NoticeSchema, notice: NoticeRule): Addressee {
  const his = recordOf(schema, notice)
  const addressee: Addressee = {
    isOtherRoot(name, root) {
      if (name === his) return false
      const isAnothers = root.owner === 'other' || (root.owner === 'recipient' && his !== undefined)
      return isAnothers || leavesOwner(schema, root.owner, root)
    },
    isOtherBehind({ path, type, isOther }, name, field) {
      if (`${path}.${name}` === his) return false
      const owner = schema.types.get(type)?.owner ?? 'other'
      return (isOther && path !== his) || leavesOwner(schema, owner, field)
    },
    isOtherAt: (path) => isOtherAt(schema, addressee, path),
  }
  return addressee
}

function isOtherAt(schema: NoticeSchema, addressee: Addressee, path: string): boolean {
  const [first = '', ...words] = path.split('.')
  const root = schema.roots.get(first)
  if (root === undefined) return true
  let field: Field = root
  let isOther = addressee.isOtherRoot(first, root)
  let before = first
  for (const word of words) {
    const type: string = field.kind === 'value' ? '' : field.type
    const next = schema.types.get(type)?.fields.get(word)
    if (next === undefined) return true
    isOther = addressee.isOtherBehind({ path: before, type, isOther }, word, next)
    before = `${before}.${word}`
    field = next
  }
  return isOther
}

/** An address that says nothing about whose the record around it is. */
const nobodys = ''

/**
 * Path of the record of whoever gets the mail, if that is not the recipient himself but staff or a guardian; to them the
 * recipient's data is another's. An address that leaves the record it stands in, or is one of many, makes nothing his.
 */
function recordOf(schema: NoticeSchema, { to }: NoticeRule): string | undefined {
  const [first = '', ...words] = to.split('.')
  const root = schema.roots.get(first)
  if (root === undefined) return nobodys
  let owner = root.owner
  let field: Field = root
  let isHisOwn = owner === 'recipient' && !leavesOwner(schema, owner, root)
  let isSingle = root.kind !== 'many'
  for (const word of words) {
    const type = field.kind === 'value' ? undefined : schema.types.get(field.type)
    const next = type?.fields.get(word)
    if (type === undefined || next === undefined) return nobodys
    owner = type.owner
    isHisOwn &&= owner === 'recipient' && !leavesOwner(schema, owner, next)
    isSingle &&= next.kind !== 'many'
    field = next
  }
  if (!isSingle || field.leaves) return nobodys
  return isHisOwn ? undefined : [first, ...words].slice(0, -1).join('.')
}
