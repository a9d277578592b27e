/** Renders every notice for every customer of a world, each from his own record: the white box behind non-interference. */
import type { MailPart, RunWorld, SentMail } from '../interference/run.ts'
import { isRecord } from '../record.ts'
import type { RenderContext, Rendered, RenderedMail, Renderer } from '../renderer.ts'
import { recipientField } from '../schema/recipient-field.ts'
import type { NoticeRule, NoticeSchema } from '../schema/schema.ts'
import { customerOfAddress } from '../synthesis/recipient.ts'
import type { View, World, Worlds } from '../synthesis/world.ts'
import type { Partials, Template, TemplateEngine } from '../template/template.ts'
import { joinedMails, joinsCustomers, mailsOf, type NoticeMail, type ScopeWish } from './data-scope.ts'

/** A notice as it is sent: its rule and its template in each language there is. */
export interface NoticeToSend {
  readonly rule: NoticeRule
  readonly templates: readonly Template[]
  readonly view: View
  /** Every template of it is proven: each mail goes to whose record it is made of. */
  readonly isProven: boolean
}

export interface RunParts {
  readonly schema: NoticeSchema
  readonly worlds: Worlds
  readonly notices: readonly NoticeToSend[]
  readonly partials: Readonly<Record<TemplateEngine, Partials>>
  readonly rendererOf: (engine: TemplateEngine) => Renderer
  /** ISO 8601. */
  readonly today: string
  readonly signal: AbortSignal
}

/** One mail that was made, or not, with everything about it. */
export interface MadeMail {
  readonly notice: NoticeToSend
  readonly template: Template
  readonly customer: number
  readonly context: RenderContext
  readonly rendered: Rendered
}

/** Customers whose mails are made together: their contexts are held in memory. */
const batchCustomers = 384

/** Jobs under way: contexts of the next one are made while engines work. */
const jobsAtOnce = 3

export interface MakingWish {
  readonly world: World
  /** Each mail also says which branches it took. */
  readonly isTraced?: boolean
  /** Only mails made of their records; a notice that joins customers is made of all. */
  readonly customers?: readonly number[]
  /** Customers whose mails of proven notices nobody looks at. */
  readonly isPassedOver?: (customer: number) => boolean
}

export async function* makeMails(parts: RunParts, wish: MakingWish): AsyncIterable<readonly MadeMail[]> {
  const pending: Promise<readonly MadeMail[]>[] = []
  for (const job of jobsOf(parts, wish)) {
    parts.signal.throwIfAborted()
    const made = renderJob(job, parts, wish.isTraced === true)
    // Whoever waits for it hears its fault; one that nobody waits for any more must not end the process.
    made.catch(() => {})
    pending.push(made)
    const first = pending.length >= jobsAtOnce ? pending.shift() : undefined
    if (first) yield await first
  }
  for (const rest of pending) yield await rest
}

interface Job {
  readonly notice: NoticeToSend
  readonly template: Template
  readonly mails: readonly NoticeMail[]
}

function* jobsOf(parts: RunParts, { world, customers: chosen, isPassedOver }: MakingWish): Generator<Job> {
  const { schema, worlds, notices, today } = parts
  const wishOf = ({ rule, view }: NoticeToSend): ScopeWish => ({ schema, rule, world, view, today })
  for (const notice of notices.filter(({ rule }) => joinsCustomers(rule)))
    yield* jobsOfMails(notice, joinedMails(wishOf(notice), worlds.customers), schema)
  const others = notices.filter(({ rule }) => !joinsCustomers(rule))
  const all = chosen ?? Array.from({ length: worlds.customers }, (_, customer) => customer)
  for (let from = 0; from < all.length; from += batchCustomers) {
    const customers = all.slice(from, from + batchCustomers)
    const lookedAt = isPassedOver ? customers.filter((customer) => !isPassedOver(customer)) : customers
    for (const notice of others) {
      const wanted = notice.isProven ? lookedAt : customers
      yield* jobsOfMails(notice, mailsOf(wishOf(notice), wanted), schema)
    }
  }
}

/** Each in the language of its recipient, if there is a template in it; else in the first there is. */
function* jobsOfMails(
  notice: NoticeToSend,
  mails: readonly NoticeMail[],
  schema: NoticeSchema,
): Generator<Job> {
  const field = recipientField(schema, 'language')
  const byTemplate = Map.groupBy(mails, ({ context }) => {
    const record = context[schema.recipient]
    const language = isRecord(record) && field !== undefined ? record[field] : undefined
    return notice.templates.find((one) => one.language === language) ?? notice.templates[0]
  })
  for (const [template, own] of byTemplate) if (template) yield { notice, template, mails: own }
}

async function renderJob(job: Job, parts: RunParts, trace: boolean): Promise<readonly MadeMail[]> {
  const { notice, template, mails } = job
  const rendered = await parts.rendererOf(template.engine).render({
    template,
    partials: parts.partials[template.engine],
    contexts: mails.map(({ context }) => context),
    trace,
  })
  return mails.map(({ customer, context }, at) => {
    const made = rendered[at]
    if (made === undefined) throw new Error('a renderer answers for every context')
    return { notice, template, customer, context, rendered: made }
  })
}

/** Whom a mail goes to: by its address, as with every other sender. */
export type MailRecipient =
  | { readonly kind: 'customer'; readonly customer: number }
  | { readonly kind: 'staff' }
  | { readonly kind: 'stranger'; readonly address: string }

export function recipientOf(made: MadeMail, parts: Pick<RunParts, 'schema' | 'worlds'>): MailRecipient {
  const { rule } = made.notice
  const [root = ''] = rule.to.split('.')
  if (parts.schema.roots.get(root)?.owner === 'public') return { kind: 'staff' }
  const address = made.rendered.kind === 'mail' ? made.rendered.to.trim() : ''
  const customer = customerOfAddress(address, parts.worlds.customers)
  if (customer !== undefined) return { kind: 'customer', customer }
  // What could not be rendered reached nobody; it is told with the template.
  return made.rendered.kind === 'failed'
    ? { kind: 'customer', customer: made.customer }
    : { kind: 'stranger', address }
}

export function partsOf(rendered: Rendered): readonly MailPart[] {
  if (rendered.kind === 'failed') return [{ name: 'failed', text: rendered.reason }]
  return mailParts(rendered)
}

function mailParts({ to, subject, text, html }: RenderedMail): readonly MailPart[] {
  return [
    { name: 'to', text: to },
    { name: 'subject', text: subject },
    ...(text === undefined ? [] : [{ name: 'text', text }]),
    ...(html === undefined ? [] : [{ name: 'html', text: html }]),
  ]
}

/**
 * A changed customer's own mails may differ, so they are made only where they might reach somebody else.
 *
 * @param onMade told of every mail of the first run
 */
export function runNotices(parts: RunParts, onMade: (mails: readonly MadeMail[]) => Promise<void>): RunWorld {
  let runs = 0
  return async function* run(change) {
    const isFirst = runs++ === 0
    const strangers = new Map<string, number>()
    const wish: MakingWish = {
      world: parts.worlds.world(change),
      isTraced: isFirst,
      isPassedOver: (customer) => change.changes(customer),
    }
    for await (const batch of makeMails(parts, wish)) {
      if (isFirst) await onMade(batch)
      for (const made of batch) {
        const mail = sentMail(made, parts, strangers)
        if (mail) yield mail
      }
    }
  }
}

/** What a mail is compared as: the same template's mails to the same person. */
function sentMail(
  made: MadeMail,
  parts: Pick<RunParts, 'schema' | 'worlds'>,
  strangers: Map<string, number>,
): SentMail | undefined {
  const recipient = recipientOf(made, parts)
  const mail = { notice: made.template.file, parts: partsOf(made.rendered) }
  switch (recipient.kind) {
    case 'customer':
      return { recipient: recipient.customer, ...mail }
    case 'stranger': {
      const at = strangers.get(recipient.address) ?? strangers.size
      strangers.set(recipient.address, at)
      return { recipient: parts.worlds.customers + at, ...mail }
    }
    // They may see every customer's data.
    case 'staff':
      return undefined
  }
}
