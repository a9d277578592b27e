/** Runs `schleuse directory explain`. */
import type { DirectoryAction } from '../cli/actions/directory.ts'
import type { StateAnswer, StateFact } from '../cli/state-call.ts'
import type { Contact } from '../directory/contact.ts'
import {
  type Explanation,
  explainCustomer,
  meaningOfNumber,
  revealContacts,
} from '../directory/explanation.ts'
import type { LiveState } from '../directory/live-index.ts'
import { emailKey } from '../exposure/identifier/email.ts'
import { fault } from '../std/fault.ts'
import type { DirectoryRun } from './directory-load.ts'
import { type DirectoryWork, directoryWork } from './directory-parts.ts'
import { readStandardInput } from './given-file.ts'
import { indexNow } from './index-now.ts'

type ExplainAction = Extract<DirectoryAction, { kind: 'directory-explain' }>

export async function runExplain(action: ExplainAction, run: DirectoryRun): Promise<StateAnswer> {
  const work = await directoryWork(action.organisation, run)
  const asked = action.asked === '-' ? readStandardInput().trim() : action.asked
  const state = await indexNow(work, run)
  const meant = asked.includes('@') ? byAddress(asked, state) : await byNumber(asked, work)
  const found = await Promise.all(meant.ids.map((id) => explainCustomer(id, work.parts)))
  const facts = found.flatMap((one) =>
    one === undefined ? [] : [customerFact(one, state), ...factFacts(one)],
  )
  if (facts.length === 0 && meant.facts.length === 0) throw fault('SCH_DIRECTORY_CUSTOMER_UNKNOWN')
  const contacts = action.reveal && meant.ids.length > 0 ? await revealContacts(meant.ids, work.parts) : []
  return { exit: 0, facts: [...meant.facts, ...facts, ...contacts.map(contactFact)] }
}

interface Meant {
  readonly ids: readonly string[]
  readonly facts: readonly StateFact[]
}

async function byNumber(asked: string, { parts }: DirectoryWork): Promise<Meant> {
  const meaning = await meaningOfNumber(asked, parts)
  switch (meaning.kind) {
    case 'customer': {
      const facts = meaning.isEarlier ? [{ kind: 'directory-earlier-number' }] : []
      return { ids: [meaning.id], facts }
    }
    case 'tombstone': {
      const { reason, since } = meaning
      return { ids: [], facts: [{ kind: 'directory-tombstone', reason, since: since.toISOString() }] }
    }
    case 'unknown':
      return { ids: [], facts: [] }
  }
}

/** Addresses stand in the index only. @throws SCH_DIRECTORY_STALE */
function byAddress(asked: string, state: LiveState): Meant {
  const key = emailKey(asked)
  if (state.kind === 'stale') throw fault('SCH_DIRECTORY_STALE', { params: { reason: state.reason } })
  if (key === undefined) return { ids: [], facts: [] }
  const { index } = state
  return { ids: Array.from(index.owners(key), (handle) => index.record(handle).customerNumber), facts: [] }
}

function customerFact(one: Explanation, state: LiveState): StateFact {
  const isIn = state.kind === 'ready' && state.seq >= one.changeSeq
  return {
    kind: 'directory-customer',
    source: one.source,
    firstSeenAt: one.firstSeenAt.toISOString(),
    changedAt: one.changedAt.toISOString(),
    kinds: one.kinds.join(', '),
    householdSize: one.householdSize,
    isProtected: one.isProtected,
    earlierNumbers: one.earlierNumbers,
    index: isIn ? 'in' : 'not-in',
    change: String(state.kind === 'ready' ? state.seq : -1),
  }
}

function factFacts({ facts }: Explanation): readonly StateFact[] {
  return Object.entries(facts).map(([factKind, count]) => ({ kind: 'directory-facts', factKind, count }))
}

function contactFact(contact: Contact): StateFact {
  const name = [contact.title, contact.firstName, contact.lastName, contact.company]
  const address = [contact.street, contact.postcode, contact.city]
  const joined = (parts: readonly (string | undefined)[]) =>
    parts.filter((one) => one !== undefined).join(' ')
  return {
    kind: 'directory-contact',
    customerNumber: contact.customerNumber,
    earlier: contact.earlierNumbers.join(', '),
    name: joined(name),
    address: joined(address),
    emails: contact.emails.join(', '),
  }
}
