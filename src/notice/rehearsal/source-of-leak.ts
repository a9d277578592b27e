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
  readonly template: Template
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

export async function sourceOfLeak(
  leak: Interference,
  notice: NoticeToSend,
  given: { readonly parts: RunParts; readonly family: SpernerFamily },
): Promise<FoundLeak | undefined> {
  const { parts, family } = given
  const look = (change: Change) => mailsTo(leak.recipient, { change, notice, parts })
  const before = await look(noChange)
  const differs = async (change: Change) =>
    mailDifferences(sentOf(before), sentOf(await look(change))).length > 0
  const bit = Math.max(0, 31 - Math.clz32(leak.differedIn))
  const world = Array.from({ length: family.size }, (_, customer) => customer).filter((customer) =>
    family.has(customer, bit),
  )
  const { sources } = await findSources({
    suspects: candidatesFor(leak, family).slice(0, 20),
    world,
    differs: (customers) => differs(changeOf(leak.change, customers)),
    probesMax,
  })
  const owners = sources.length === 0 ? [] : sources
  const after = owners.length === 0 ? [] : await look(changeOf(leak.change, owners))
  const template = before[0]?.template ?? after[0]?.template ?? notice.templates[0]
  if (template === undefined) return undefined
  const fields =
    leak.change === 'values' && owners.length > 0 ? await fieldsOf(owners, { parts, differs }) : []
  return {
    template,
    recipient: leak.recipient,
    owners,
    change: leak.change,
    fields,
    difference: mailDifferences(sentOf(before), sentOf(after))[0],
    at: placeOf(template, fields, parts),
  }
}

interface MailToOne {
  readonly template: Template
  readonly mail: SentMail
}

function sentOf(mails: readonly MailToOne[]): readonly SentMail[] {
  return mails.map(({ mail }) => mail)
}

/** Mails are made of his own record, unless the notice joins rows of several people: then all are to be known. */
async function mailsTo(
  recipient: number,
  given: { readonly change: Change; readonly notice: NoticeToSend; readonly parts: RunParts },
): Promise<readonly MailToOne[]> {
  const { change, notice, parts } = given
  const customers = joinsCustomers(notice.rule) ? undefined : [recipient]
  const found: MailToOne[] = []
  const wish = { ...parts, notices: [notice] }
  for await (const batch of makeMails(wish, parts.worlds.world(change), false, customers))
    for (const made of batch) {
      const to = recipientOf(made, parts)
      if (to.kind !== 'customer' || to.customer !== recipient) continue
      const mail: SentMail = { recipient, notice: notice.rule.name, parts: partsOf(made.rendered) }
      found.push({ template: made.template, mail })
    }
  return found
}

async function fieldsOf(
  owners: readonly number[],
  given: { readonly parts: RunParts; readonly differs: (change: Change) => Promise<boolean> },
): Promise<readonly string[]> {
  const found: string[] = []
  for (const type of given.parts.schema.types.values())
    for (const name of type.fields.keys()) {
      if (type.owner === 'public') continue
      const path = `${type.name}.${name}`
      if (await given.differs(changeOf('values', owners, new Set([path])))) found.push(path)
    }
  return found
}

/** The first line that names the field. */
function placeOf(
  template: Template,
  fields: readonly string[],
  { partials }: Pick<RunParts, 'partials'>,
): FilePosition | undefined {
  const words = fields.map((field) => field.slice(field.indexOf('.') + 1))
  const sources = [
    ...template.parts.map(({ source, firstLine }) => ({ file: template.file, source, firstLine })),
    ...[...partials[template.engine].values()].map(({ file, source }) => ({ file, source, firstLine: 1 })),
  ]
  for (const { file, source, firstLine } of sources)
    for (const [at, line] of source.split('\n').entries())
      if (words.some((word) => new RegExp(`\\b${word}\\b`).test(line))) return { file, line: firstLine + at }
  return undefined
}
