/** Non-interference: whatever changes about other customers, a customer's mails stay the same. */
import { keyOf, keyText, type LedgerKey, type MailLedger, openMailLedger } from './mail-ledger.ts'
import { type Change, noChange, type RunWorld } from './run.ts'
import { type SpernerFamily, spernerFamily } from './sperner.ts'

/** A recipient's mails of one notice that depend on somebody else. */
export interface Interference extends LedgerKey {
  /** What was done to the others when it showed. */
  readonly change: Change['kind']
  /** Worlds in which the mails differed although nothing about the recipient did, as bits. */
  readonly differedIn: number
  /** Worlds in which nothing about the recipient changed, as bits. */
  readonly comparedIn: number
}

export interface InterferenceResult {
  readonly family: SpernerFamily
  readonly runs: number
  readonly mails: number
  readonly interferences: readonly Interference[]
  /** Mails that differ between two runs over the same world: nothing can be said about them. */
  readonly unsteady: readonly LedgerKey[]
  /** Recipients that no customer of the rehearsal is: a mail to them is one nobody should have got. */
  readonly strangers: readonly LedgerKey[]
}

export interface InterferenceWish {
  readonly customers: number
  readonly run: RunWorld
  /** Also worlds in which customers are missing: as many runs again. */
  readonly withRemovals: boolean
  /** Told before each run. */
  readonly onRun?: (run: number, runs: number) => void
}

/**
 * Runs the notices over a baseline, over the same world again, and over one world for each bit of the customers' codes.
 *
 * @returns runs are k + 2, with removals 2k + 2, where C(k, k/2) >= customers
 */
export async function findInterferences(wish: InterferenceWish): Promise<InterferenceResult> {
  const family = spernerFamily(wish.customers)
  const kinds: readonly Change['kind'][] = wish.withRemovals ? ['values', 'removed'] : ['values']
  const runs = 2 + kinds.length * family.bits
  let run = 0
  const next = (change: Change) => {
    wish.onRun?.(++run, runs)
    return ledgerOf(wish.run(change))
  }
  const baseline = await next(noChange)
  const unsteady = baseline.differences(await next(noChange))
  const isUnsteady = new Set(unsteady.map(keyText))
  const interferences: Interference[] = []
  let mails = baseline.mails * 2
  for (const kind of kinds) {
    const differed = new Map<string, number>()
    for (let world = 0; world < family.bits; world++) {
      const ledger = await next({ kind, changes: (customer) => family.has(customer, world) })
      mails += ledger.mails
      for (const key of baseline.differences(ledger)) {
        if (isUnsteady.has(keyText(key)) || isChanged(family, key.recipient, world)) continue
        differed.set(keyText(key), (differed.get(keyText(key)) ?? 0) | (1 << world))
      }
    }
    for (const [key, bits] of differed) interferences.push(interferenceOf(family, key, kind, bits))
  }
  const strangers = [...baseline.entries.keys()]
    .map(keyOf)
    .filter(({ recipient }) => !isMember(family, recipient))
  return { family, runs, mails, interferences, unsteady, strangers }
}

async function ledgerOf(mails: ReturnType<RunWorld>): Promise<MailLedger> {
  const ledger = openMailLedger()
  for await (const mail of mails) ledger.add(mail)
  return ledger
}

function isMember({ size }: SpernerFamily, recipient: number): boolean {
  return Number.isInteger(recipient) && recipient >= 0 && recipient < size
}

/** A stranger changes in no world: whatever differs in his mails is somebody else's. */
function isChanged(family: SpernerFamily, recipient: number, world: number): boolean {
  return isMember(family, recipient) && family.has(recipient, world)
}

function interferenceOf(
  family: SpernerFamily,
  key: string,
  change: Change['kind'],
  differed: number,
): Interference {
  const { recipient, notice } = keyOf(key)
  const all = family.bits === 32 ? 0xffff_ffff : (1 << family.bits) - 1
  const own = isMember(family, recipient) ? family.code(recipient) : 0
  return { recipient, notice, change, differedIn: differed >>> 0, comparedIn: (all & ~own) >>> 0 }
}
