/**
 * Asks the sources for a recipient nobody knows, now: somebody who became a customer a minute ago is one. What is answered
 * counts at once. A source that does not answer is said to be silent, which is not the answer "nobody".
 */
import { emailKey } from '../exposure/identifier/email.ts'
import { Fault } from '../std/fault.ts'
import { applyDirectly } from './direct-change.ts'
import type { DirectoryParts } from './directory-parts.ts'
import { openValueHash } from './number-hash.ts'
import type { Source, SourceItem, SourceRecord } from './source.ts'
import type { SourceRow } from './source-row.ts'

export interface AskedSource {
  readonly row: SourceRow
  readonly source: Source
}

export type AskAnswer =
  /** `seq`: the change from which on an index has them. */
  | { readonly kind: 'known'; readonly customers: number; readonly seq: bigint }
  | { readonly kind: 'unknown' }
  /** Some sources have not answered: nobody knows whether it is a customer. */
  | { readonly kind: 'silent'; readonly sources: readonly SilentSource[] }
  /** No source can be asked. */
  | { readonly kind: 'nobody-to-ask' }

export interface SilentSource {
  readonly name: string
  readonly code: string
}

export interface Asker {
  /** @param address as the envelope has it */
  ask(address: string): Promise<AskAnswer>
}

export interface AskWish extends DirectoryParts {
  readonly sources: readonly AskedSource[]
  readonly deadlineMs?: number
}

/** A mail waits for it: longer than this, and it is held rather than asked about. */
const deadlineMs = 3_000

/** A newsletter to strangers must not ask for each of them again and again; a new customer is not long a stranger. */
const unknownForMs = 60_000

/** @limit addresses remembered as unknown, as keyed hashes; the oldest go first */
const unknownMax = 10_000

export function openAsker(wish: AskWish): Asker {
  const hash = openValueHash(wish.keys.number)
  const unknownUntil = new Map<string, number>()
  const asking = new Map<string, Promise<AskAnswer>>()
  const remember = (name: string, answer: AskAnswer) => {
    if (answer.kind !== 'unknown') return
    const [oldest] = unknownUntil.keys()
    if (unknownUntil.size >= unknownMax && oldest !== undefined) unknownUntil.delete(oldest)
    unknownUntil.set(name, wish.now().getTime() + unknownForMs)
  }
  return {
    async ask(address) {
      const key = emailKey(address)
      if (key === undefined) return { kind: 'unknown' }
      const name = hash.of('asked', key).toString('latin1')
      const until = unknownUntil.get(name)
      if (until !== undefined && wish.now().getTime() < until) return { kind: 'unknown' }
      unknownUntil.delete(name)
      const known = asking.get(name)
      if (known !== undefined) return known
      const answer = askAll(address, wish).finally(() => asking.delete(name))
      asking.set(name, answer)
      answer.then((one) => remember(name, one)).catch(() => {})
      return answer
    },
  }
}

async function askAll(address: string, wish: AskWish): Promise<AskAnswer> {
  const able = wish.sources.filter(({ source }) => source.ask !== undefined)
  if (able.length === 0) return { kind: 'nobody-to-ask' }
  const signal = AbortSignal.timeout(wish.deadlineMs ?? deadlineMs)
  const answers = await Promise.all(able.map((one) => askOne(one, address, signal)))
  const silent = answers.flatMap((one) => (one.kind === 'silent' ? [one] : []))
  let customers = 0
  let seq = 0n
  for (const answer of answers) {
    if (answer.kind === 'silent' || answer.records.length === 0) continue
    // The deadline was for the questions: what one source has answered counts, though another one let it pass.
    const outcome = await applyDirectly(changeOf(answer.row, answer.records), wish)
    customers += answer.records.length
    seq = outcome.seq
  }
  if (customers > 0) return { kind: 'known', customers, seq }
  if (silent.length > 0) return { kind: 'silent', sources: silent.map(({ name, code }) => ({ name, code })) }
  return { kind: 'unknown' }
}

type OneAnswer =
  | { readonly kind: 'answered'; readonly row: SourceRow; readonly records: readonly SourceRecord[] }
  | ({ readonly kind: 'silent' } & SilentSource)

async function askOne(
  { row, source }: AskedSource,
  address: string,
  signal: AbortSignal,
): Promise<OneAnswer> {
  try {
    const asked = source.ask?.(address, signal) ?? Promise.resolve([])
    // A source that does not heed the signal is not waited for all the same.
    return { kind: 'answered', row, records: await Promise.race([asked, given(signal)]) }
  } catch (error) {
    const code =
      error instanceof Fault ? error.problems[0].code : signal.aborted ? 'SCH_SOURCE_SLOW' : 'SCH_INTERNAL'
    return { kind: 'silent', name: row.name, code }
  }
}

function given(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

function changeOf(source: SourceRow, records: readonly SourceRecord[]) {
  const items = async function* (): AsyncGenerator<SourceItem> {
    for (const customer of records) yield { kind: 'customer', customer }
  }
  const { signal } = new AbortController()
  return { source, origin: 'ask' as const, items, signal, progress: () => {} }
}
