/** What the schema says of the recipient himself. */
import type { NoticeSchema, RecordType, ValueKind } from './schema.ts'

export function recipientType({ roots, types, recipient }: NoticeSchema): RecordType | undefined {
  const root = roots.get(recipient)
  return root === undefined || root.kind === 'value' ? undefined : types.get(root.type)
}

/** His first field of a kind, such as the one that says in which language he is written to. */
export function recipientField(schema: NoticeSchema, kind: ValueKind): string | undefined {
  for (const [name, field] of recipientType(schema)?.fields ?? [])
    if (field.kind === 'value' && field.value === kind) return name
  return undefined
}
