/** Looks closer at a recipient whose mail depends on somebody else: on whom, on which field, and where it shows. */
import type { FilePosition } from '../../std/fault.ts'
import type { Interference } from '../interference/interfere.ts'
import { type MailDifference, mailDifferences } from '../interference/mail-difference.ts'
import { type Change, changeOf, noChange, type SentMail } from '../interference/run.ts'
import { candidatesFor, findSources } from '../interference/source-naming.ts'
import type { SpernerFamily } from '../interference/sperner.ts'
import type { Template } from '../template/template.ts'
import { joinsCustomers } from './data-scope.ts'
import { makeMails, type NoticeToSend, partsOf, type RunParts, recipientOf } from './run-notices.ts'

export interface FoundLeak {
  readonly recipient: number
  /** The fewest customers whose change alone shows; empty if none was found within the probes. */
  readonly owners: readonly number[]
  readonly change: Change['kind']
  /** `TYPE.FIELD` of the owner whose change alone shows. */
  readonly fields: readonly string[]
  /** Where the mail differs. */
  readonly difference: MailDifference | undefined
  /** Where the template has the field, if a line of it names it. */
  readonly at: FilePosition | undefined
}

/** @limit renderings spent on one leak: each is a mail to one recipient */
const probesMax = 60
/** @limit customers that are tried alone before the world is halved */
const suspectsMax = 20

interface LeakPlace {
  readonly template: Template
  readonly notice: NoticeToSend
  readonly parts: RunParts
  readonly family: SpernerFamily
}

export async function sourceOfLeak(leak: Interference, place: LeakPlace): Promise<FoundLeak> {
  const { template, parts, family } = place
  const world = changedIn(leak, family)
  const look = await lookerAt(leak, world, place)
  const before = await look(noChange)
  const differs = async (change: Change) => mailDifferences(before, await look(change)).length > 0
  const { sources: owners } = await findSources({
    suspects: candidatesFor(leak, family).slice(0, suspectsMax),
    world,
    differs: (customers) => differs(changeOf(leak.change, customers)),
    probesMax,
  })
  const after = await look(changeOf(leak.change, owners.length === 0 ? world : owners))
  const isNamed = leak.change === 'values' && owners.length > 0
  const fields = isNamed ? await fieldsOf(owners, { parts, differs }) : []
  return {
    recipient: leak.recipient,
    owners,
    change: leak.change,
    fields,
    difference: mailDifferences(before, after)[0],
    at: placeOf(template, fields, parts),
  }
}

/** Everybody who was changed in one of the worlds in which the mail differed. */
function changedIn({ differedIn }: Interference, family: SpernerFamily): readonly number[] {
  const bit = 31 - Math.clz32(differedIn)
  return Array.from({ length: family.size }, (_, customer) => customer).filter((customer) =>
    family.has(customer, bit),
  )
}

type Look = (change: Change) => Promise<readonly SentMail[]>

/**
 * Mails are made again of the records they were made of: the recipient's own, as a rule; those of others, where a template
 * sends one person's mail to another; of all, where the notice joins rows of several people.
 */
async function lookerAt(leak: Interference, world: readonly number[], place: LeakPlace): Promise<Look> {
  const changed = changeOf(leak.change, world)
  const looker = (customers?: readonly number[]) => (change: Change) =>
    mailsTo(leak.recipient, { change, place, ...(customers ? { customers } : {}) })
  const sent =
    (look: ReturnType<typeof looker>): Look =>
    async (change) =>
      (await look(change)).map(({ mail }) => mail)
  if (joinsCustomers(place.notice.rule)) return sent(looker())
  const himself = sent(looker([leak.recipient]))
  if (mailDifferences(await himself(noChange), await himself(changed)).length > 0) return himself
  const everybody = looker()
  const mails = [...(await everybody(noChange)), ...(await everybody(changed))]
  return sent(looker([...new Set(mails.map(({ madeOf }) => madeOf))]))
}

interface MailMadeOf {
  readonly mail: SentMail
  /** Customer of whose record it was made. */
  readonly madeOf: number
}

async function mailsTo(
  recipient: number,
  given: { readonly change: Change; readonly place: LeakPlace; readonly customers?: readonly number[] },
): Promise<readonly MailMadeOf[]> {
  const { change, place, customers } = given
  const { template, notice, parts } = place
  const found: MailMadeOf[] = []
  const wish = { ...parts, notices: [notice] }
  const world = parts.worlds.world(change)
  for await (const batch of makeMails(wish, { world, ...(customers ? { customers } : {}) }))
    for (const made of batch) {
      const to = recipientOf(made, parts)
      if (made.template !== template || to.kind !== 'customer' || to.customer !== recipient) continue
      const mail = { recipient, notice: template.file, parts: partsOf(made.rendered) }
      found.push({ mail, madeOf: made.customer })
    }
  return found
}

async function fieldsOf(
  owners: readonly number[],
  given: { readonly parts: RunParts; readonly differs: (change: Change) => Promise<boolean> },
): Promise<readonly string[]> {
  const found: string[] = []
  for (const type of given.parts.schema.types.values()) {
    if (type.owner === 'public') continue
    for (const name of type.fields.keys()) {
      const path = `${type.name}.${name}`
      if (await given.differs(changeOf('values', owners, new Set([path])))) found.push(path)
    }
  }
  return found
}

/** The first line that names one of the fields. */
function placeOf(
  template: Template,
  fields: readonly string[],
  { partials }: Pick<RunParts, 'partials'>,
): FilePosition | undefined {
  if (fields.length === 0) return undefined
  const words = new RegExp(
    `\\b(?:${fields.map((field) => field.slice(field.indexOf('.') + 1)).join('|')})\\b`,
  )
  const sources = [
    ...template.parts.map(({ source, firstLine }) => ({ file: template.file, source, firstLine })),
    ...[...partials[template.engine].values()].map(({ file, source }) => ({ file, source, firstLine: 1 })),
  ]
  for (const { file, source, firstLine } of sources) {
    const at = source.split('\n').findIndex((line) => words.test(line))
    if (at >= 0) return { file, line: firstLine + at }
  }
  return undefined
}
