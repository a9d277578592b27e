/** What each recipient got of each notice in one run: sixteen bytes each, so that many worlds fit into memory. */
import { createHash } from 'node:crypto'
import type { SentMail } from './run.ts'

export interface MailLedger {
  readonly mails: number
  add(mail: SentMail): void
  /** Keys whose mails differ between two ledgers: another content, another count, none at all. */
  differences(other: MailLedger): readonly LedgerKey[]
  /** For `differences` only. */
  readonly entries: ReadonlyMap<string, Sums>
}

export interface LedgerKey {
  readonly recipient: number
  readonly notice: string
}

/** Two 64-bit sums: of several mails to one recipient the order says nothing, so their digests are added up. */
type Sums = readonly [bigint, bigint]

const wrap = 2n ** 64n - 1n

export function openMailLedger(): MailLedger {
  const entries = new Map<string, Sums>()
  let mails = 0
  return {
    entries,
    get mails() {
      return mails
    },
    add(mail) {
      mails++
      const key = keyText(mail)
      const [low, high] = digestOf(mail)
      const [lowBefore, highBefore] = entries.get(key) ?? [0n, 0n]
      entries.set(key, [(lowBefore + low) & wrap, (highBefore + high) & wrap])
    },
    differences(other) {
      const different: LedgerKey[] = []
      for (const [key, sums] of entries)
        if (!isEqual(sums, other.entries.get(key))) different.push(keyOf(key))
      for (const key of other.entries.keys()) if (!entries.has(key)) different.push(keyOf(key))
      return different
    },
  }
}

function digestOf({ parts }: SentMail): Sums {
  const hash = createHash('sha256')
  for (const { name, text } of parts) {
    hash.update(`${Buffer.byteLength(name)} ${name} ${Buffer.byteLength(text)} `).update(text)
  }
  const digest = hash.digest()
  return [digest.readBigUInt64LE(0), digest.readBigUInt64LE(8)]
}

function isEqual(one: Sums, other: Sums | undefined): boolean {
  return other !== undefined && one[0] === other[0] && one[1] === other[1]
}

/** A key as text, for maps and sets. */
export function keyText({ recipient, notice }: LedgerKey): string {
  return `${recipient} ${notice}`
}

export function keyOf(text: string): LedgerKey {
  const space = text.indexOf(' ')
  return { recipient: Number(text.slice(0, space)), notice: text.slice(space + 1) }
}
