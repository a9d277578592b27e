/** Renders every notice for every customer of a world, each from his own record: the white box behind non-interference. */
import type { MailPart, RunWorld, SentMail } from '../interference/run.ts'
import type { Failed, RenderContext, Rendered, RenderedMail, Renderer } from '../renderer.ts'
import type { NoticeAllowance, NoticeRule, NoticeSchema, ValueKind } from '../schema/schema.ts'
import { customerOfAddress } from '../synthesis/recipient.ts'
import type { View, World, Worlds } from '../synthesis/world.ts'
import type { Partials, Template, TemplateEngine } from '../template/template.ts'
import { joinedMails, joinsCustomers, mailsOf, type NoticeMail, type ScopeWish } from './data-scope.ts'

/** A notice as it is sent: its rule and its template in each language there is. */
export interface NoticeToSend {
  readonly rule: NoticeRule
  readonly templates: readonly Template[]
  readonly view: View
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

/**
 * @param isTraced each mail also says which branches it took
 * @param customers only mails made of their records; a notice that joins customers is made of all
 */
export async function* makeMails(
  parts: RunParts,
  world: World,
  isTraced: boolean,
  customers?: readonly number[],
): AsyncIterable<readonly MadeMail[]> {
  const pending: Promise<readonly MadeMail[]>[] = []
  for (const job of jobsOf(parts, world, customers)) {
    parts.signal.throwIfAborted()
    pending.push(renderJob(job, parts, isTraced))
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

function* jobsOf(parts: RunParts, world: World, chosen?: readonly number[]): Generator<Job> {
  const { schema, worlds, notices, today } = parts
  const wishOf = ({ rule, view }: NoticeToSend): ScopeWish => ({ schema, rule, world, view, today })
  for (const notice of notices.filter(({ rule }) => joinsCustomers(rule)))
    yield* jobsOfMails(notice, joinedMails(wishOf(notice), worlds.customers), schema)
  const others = notices.filter(({ rule }) => !joinsCustomers(rule))
  const all = chosen ?? Array.from({ length: worlds.customers }, (_, customer) => customer)
  for (let from = 0; from < all.length; from += batchCustomers) {
    const customers = all.slice(from, from + batchCustomers)
    for (const notice of others) yield* jobsOfMails(notice, mailsOf(wishOf(notice), customers), schema)
  }
}

/** Each in the language of its recipient, if there is a template in it; else in the first there is. */
function* jobsOfMails(
  notice: NoticeToSend,
  mails: readonly NoticeMail[],
  schema: NoticeSchema,
): Generator<Job> {
  const field = languageField(schema)
  const byTemplate = Map.groupBy(mails, ({ context }) => {
    const record = context[schema.recipient]
    const language = isRecord(record) && field !== undefined ? record[field] : undefined
    return notice.templates.find((one) => one.language === language) ?? notice.templates[0]
  })
  for (const [template, own] of byTemplate) if (template) yield { notice, template, mails: own }
}

function isRecord(value: unknown): value is RenderContext {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The recipient's own field that says in which language he is written to. */
export function languageField(schema: NoticeSchema): string | undefined {
  return fieldOfKind(schema, 'language')
}

export function fieldOfKind(schema: NoticeSchema, kind: ValueKind): string | undefined {
  const root = schema.roots.get(schema.recipient)
  const type = root === undefined || root.kind === 'value' ? undefined : schema.types.get(root.type)
  for (const [name, field] of type?.fields ?? [])
    if (field.kind === 'value' && field.value === kind) return name
  return undefined
}

async function renderJob(job: Job, parts: RunParts, trace: boolean): Promise<readonly MadeMail[]> {
  const { notice, template, mails } = job
  const rendered = await parts.rendererOf(template.engine).render({
    template,
    partials: parts.partials[template.engine],
    contexts: mails.map(({ context }) => context),
    trace,
  })
  return mails.flatMap(({ customer, context }, at) => {
    const made = rendered[at]
    return made === undefined ? [] : [{ notice, template, customer, context, rendered: made }]
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

/** @param onMade told of every mail of the first run */
export function runNotices(parts: RunParts, onMade: (mails: readonly MadeMail[]) => Promise<void>): RunWorld {
  let runs = 0
  return async function* run(change) {
    const isFirst = runs++ === 0
    const strangers = new Map<string, number>()
    for await (const batch of makeMails(parts, parts.worlds.world(change), isFirst)) {
      if (isFirst) await onMade(batch)
      for (const made of batch) {
        const mail = sentMail(made, parts, strangers)
        if (mail) yield mail
      }
    }
  }
}

function sentMail(
  made: MadeMail,
  parts: Pick<RunParts, 'schema' | 'worlds'>,
  strangers: Map<string, number>,
): SentMail | undefined {
  const recipient = recipientOf(made, parts)
  const notice = `${made.template.noticeType} ${made.template.language}`
  const all = partsOf(made.rendered)
  if (recipient.kind === 'staff') return undefined
  if (recipient.kind === 'customer')
    return { recipient: recipient.customer, notice: made.notice.rule.name, parts: all }
  const at = strangers.get(recipient.address) ?? strangers.size
  strangers.set(recipient.address, at)
  return { recipient: parts.worlds.customers + at, notice, parts: all }
}

/** Names a template might read: what no word of it says, it cannot ask for. */
export function viewOf(
  templates: readonly Template[],
  given: {
    readonly schema: NoticeSchema
    readonly rule: NoticeRule
    readonly partials: Readonly<Record<TemplateEngine, Partials>>
    readonly today: string
    /** Whatever its words are, it may read more than they say: by computed names, or a record as a whole. */
    readonly isWhole: boolean
  },
): View {
  const { schema, rule, partials, today, isWhole } = given
  const words = new Set<string>()
  const read = (text: string) => {
    for (const [word] of text.matchAll(/[\p{L}_][\p{L}\p{N}_]*/gu)) words.add(word)
  }
  for (const { parts, engine } of templates) {
    for (const { source } of parts) read(source)
    for (const { source } of partials[engine].values()) read(source)
  }
  for (const path of pathsOf(rule)) read(path)
  const own = [languageField(schema), fieldOfKind(schema, 'email'), fieldOfKind(schema, 'customer-number')]
  const open = schema.allowances.filter(({ notice, expires }) => notice === rule.name && expires >= today)
  for (const { path, fields } of open) read(`${path} ${fields.join(' ')}`)
  return {
    isWanted: (field) => isWhole || words.has(field) || own.includes(field),
    isAllowed: (path, field) => isOpenField(open, path, field),
  }
}

function isOpenField(open: readonly NoticeAllowance[], path: string, field: string): boolean {
  return open.some((one) => one.path === path && one.fields.includes(field))
}

function pathsOf({ to, scope }: NoticeRule): readonly string[] {
  if (scope === undefined) return [to]
  const group = scope.groupBy.kind === 'path' ? [scope.groupBy.path] : []
  return [
    to,
    scope.from,
    scope.as,
    ...scope.where.map(({ path }) => path),
    ...scope.orderBy.map(({ path }) => path),
    ...group,
  ]
}

/** What went wrong, once for each place and reason. */
export interface CountedFailure {
  readonly failed: Failed
  readonly mails: number
}

export function countFailure(failures: Map<string, CountedFailure>, failed: Failed): void {
  const key = JSON.stringify([failed.file, failed.reason, failed.line, failed.column, failed.field])
  failures.set(key, { failed, mails: (failures.get(key)?.mails ?? 0) + 1 })
}
