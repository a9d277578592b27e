/** What non-interference asks of whatever sends the notices: the same job over worlds that differ in chosen customers. */

/** How a world differs from the baseline. */
export interface Change {
  /** `values`: every datum of these customers is another one; `removed`: they are not there at all. */
  readonly kind: 'values' | 'removed'
  changes(customer: number): boolean
  /** Only these fields change; all of them if it is missing. Paths as the notice schema writes them. */
  readonly fields?: ReadonlySet<string>
}

export const noChange: Change = { kind: 'values', changes: () => false }

export function changeOf(
  kind: Change['kind'],
  customers: Iterable<number>,
  fields?: ReadonlySet<string>,
): Change {
  const chosen = new Set(customers)
  return { kind, changes: (customer) => chosen.has(customer), ...(fields ? { fields } : {}) }
}

/** One mail as its recipient gets it, without what varies between two runs over the same world. */
export interface SentMail {
  /** By the address of the envelope: nothing else says for sure whose mail it is. From 0. */
  readonly recipient: number
  readonly notice: string
  readonly parts: readonly MailPart[]
}

export interface MailPart {
  /** `subject`, `text`, `html`, the name of a header, or an attachment's file name. */
  readonly name: string
  readonly text: string
}

/** All mails of one run, in any order. */
export type RunWorld = (change: Change) => AsyncIterable<SentMail>
