/** Rehearses notices in white box: proof, every mail for every kind of customer, non-interference, and what the mails show. */
import type { FactKind } from '../../exposure/fact.ts'
import { type FilePosition, fault } from '../../std/fault.ts'
import { findInterferences, type InterferenceResult } from '../interference/interfere.ts'
import { type Proof, prove } from '../proof/prove.ts'
import type { TemplateSyntax } from '../proof/syntax.ts'
import type { RenderedMail, Renderer } from '../renderer.ts'
import type { NoticeSchema } from '../schema/schema.ts'
import { openWorlds } from '../synthesis/world.ts'
import type { Branch, BranchKind } from '../template/branch.ts'
import type { TemplateFolder } from '../template/folder.ts'
import type { Template, TemplateEngine } from '../template/template.ts'
import { type CountedFailure, countFailure } from './counted-failure.ts'
import { type Flaw, judgeMail } from './mail-judge.ts'
import { viewOf } from './record-view.ts'
import { type MadeMail, type NoticeToSend, type RunParts, recipientOf, runNotices } from './run-notices.ts'
import { type FoundLeak, sourceOfLeak } from './source-of-leak.ts'
import { openSyntheticDirectory, type SyntheticDirectory } from './synthetic-directory.ts'

export interface RehearsalWish {
  readonly schema: NoticeSchema
  readonly folder: TemplateFolder
  readonly customers: number
  readonly seed: number
  readonly now: Date
  readonly withRemovals: boolean
  readonly rendererOf: (engine: TemplateEngine) => Renderer
  readonly syntaxOf: (engine: TemplateEngine) => TemplateSyntax | undefined
  /** 32 bytes for the index of the invented customers. */
  readonly indexKey: Uint8Array
  readonly onRun: (run: number, runs: number) => void
  readonly signal: AbortSignal
}

/** One person's data in another's mail, as the engine of `check` sees it. */
export interface ShownData {
  readonly recipient: number
  readonly subject: number | undefined
  readonly kinds: readonly FactKind[]
  readonly places: readonly string[]
}

export interface UnreachedBranch {
  readonly kind: BranchKind
  /** In the template, or in a partial that it calls. */
  readonly at: FilePosition
}

export interface TemplateRehearsal {
  readonly template: Template
  readonly verdict: 'clean' | 'leaks' | 'undecided'
  readonly proof: Proof
  readonly mails: number
  readonly failures: readonly CountedFailure[]
  readonly branches: number
  readonly unreached: readonly UnreachedBranch[]
  /** The first few, looked at closely; `leaking` recipients in all. */
  readonly leaks: readonly FoundLeak[]
  readonly leaking: number
  readonly unsteady: number
  readonly shown: readonly ShownData[]
  readonly showing: number
  /** Mails to addresses that no customer has. */
  readonly astray: number
  /** Flaw → mails that have it. */
  readonly flaws: ReadonlyMap<Flaw, number>
}

export interface Rehearsal {
  readonly customers: number
  readonly runs: number
  readonly mails: number
  readonly templates: readonly TemplateRehearsal[]
  /** Notices of the schema for which there is no template. */
  readonly without: readonly string[]
}

/** @limit leaks and disclosures of one template that are looked at closely: more say the same again */
const closelyMax = 3
const dayMs = 86_400_000

/** @throws SCH_NOTICE_UNKNOWN for a template whose notice the schema does not have */
export async function rehearse(wish: RehearsalWish): Promise<Rehearsal> {
  const { schema, folder, customers, seed } = wish
  const today = wish.now.toISOString().slice(0, 10)
  refuseUnknown(wish)
  const proofs = new Map(folder.templates.map((template) => [template, proofOf(template, wish, today)]))
  const notices = noticesToSend(wish, { proofs, today })
  const worlds = openWorlds({ schema, customers, seed, today: Math.floor(wish.now.getTime() / dayMs) })
  const parts: RunParts = { ...wish, worlds, notices, partials: folder.partials, today }
  const directory = openSyntheticDirectory(schema, worlds, wish.indexKey)
  const books = new Map<Template, Book>(folder.templates.map((template) => [template, openBook()]))
  const run = runNotices(parts, (mails) => note(mails, { books, parts, directory }))
  const { onRun, withRemovals } = wish
  const result = await findInterferences({ customers, run, withRemovals, onRun })
  await nameLeaks(result, { parts, books })
  const templates: TemplateRehearsal[] = []
  for (const template of folder.templates) templates.push(await rehearsed(template, { wish, books, proofs }))
  return {
    customers,
    runs: result.runs,
    mails: result.mails,
    templates,
    without: [...schema.notices.keys()].filter((name) => !notices.some(({ rule }) => rule.name === name)),
  }
}

function refuseUnknown({ schema, folder }: RehearsalWish): void {
  for (const { noticeType, file } of folder.templates)
    if (!schema.notices.has(noticeType))
      throw fault('SCH_NOTICE_UNKNOWN', { at: { file }, params: { notice: noticeType } })
}

type Proofs = ReadonlyMap<Template, Proof>

function proofOf(template: Template, { schema, folder, syntaxOf }: RehearsalWish, today: string): Proof {
  const partials = folder.partials[template.engine]
  return prove({ template, partials, schema, syntax: syntaxOf(template.engine), today })
}

/** What nobody could follow may read anything: its mails are made of whole records. */
function isFollowed(proof: Proof | undefined): boolean {
  if (proof === undefined || proof.verdict.kind === 'not-provable') return false
  return proof.verdict.kind === 'proven' || proof.verdict.open.length === 0
}

function noticesToSend(
  { schema, folder }: RehearsalWish,
  { proofs, today }: { readonly proofs: Proofs; readonly today: string },
): readonly NoticeToSend[] {
  return [...schema.notices.values()].flatMap((rule) => {
    const templates = folder.templates.filter(({ noticeType }) => noticeType === rule.name)
    if (templates.length === 0) return []
    const own = templates.map((template) => proofs.get(template))
    const isWhole = !own.every(isFollowed)
    const isProven = own.every((proof) => proof?.verdict.kind === 'proven')
    const view = viewOf(templates, { schema, rule, partials: folder.partials, today, isWhole })
    return [{ rule, templates, view, isProven }]
  })
}

/** What is written down of a template during the first run. */
interface Book {
  mails: number
  readonly failures: Map<string, CountedFailure>
  readonly visited: Set<number>
  readonly shown: ShownData[]
  showing: number
  astray: number
  readonly flaws: Map<Flaw, number>
  readonly leaks: FoundLeak[]
  leaking: number
  unsteady: number
}

function openBook(): Book {
  return {
    mails: 0,
    failures: new Map(),
    visited: new Set(),
    shown: [],
    showing: 0,
    astray: 0,
    flaws: new Map(),
    leaks: [],
    leaking: 0,
    unsteady: 0,
  }
}

interface Noting {
  readonly books: ReadonlyMap<Template, Book>
  readonly parts: RunParts
  readonly directory: SyntheticDirectory
}

async function note(mails: readonly MadeMail[], given: Noting): Promise<void> {
  for (const made of mails) {
    const book = given.books.get(made.template)
    if (book === undefined) continue
    book.mails++
    if (made.rendered.kind === 'failed') {
      countFailure(book.failures, made.rendered)
      continue
    }
    for (const id of made.rendered.visited ?? []) book.visited.add(id)
    await noteShown({ ...made, rendered: made.rendered }, book, given)
  }
}

async function noteShown(
  made: MadeMail & { readonly rendered: RenderedMail },
  book: Book,
  { parts, directory }: Noting,
): Promise<void> {
  const recipient = recipientOf(made, parts)
  const { disclosures, flaws } = await judgeMail(made, { ...parts, directory })
  for (const flaw of flaws) book.flaws.set(flaw, (book.flaws.get(flaw) ?? 0) + 1)
  if (recipient.kind === 'stranger') book.astray++
  // Staff may see every customer's data; whoever is no customer is told by that alone.
  if (recipient.kind !== 'customer' || disclosures.length === 0) return
  book.showing++
  for (const { dataSubject, kinds, places } of disclosures) {
    if (book.shown.length >= closelyMax) break
    const subject = directory.customerOf.get(dataSubject)
    book.shown.push({ recipient: recipient.customer, subject, kinds, places })
  }
}

async function nameLeaks(
  { interferences, unsteady, family }: InterferenceResult,
  { parts, books }: { readonly parts: RunParts; readonly books: ReadonlyMap<Template, Book> },
): Promise<void> {
  for (const notice of parts.notices)
    for (const template of notice.templates) {
      const book = books.get(template)
      if (book === undefined) continue
      const isOwn = (one: { readonly notice: string }) => one.notice === template.file
      const own = interferences.filter((one) => isOwn(one) && one.recipient < family.size)
      book.leaking = own.length
      book.unsteady = unsteady.filter(isOwn).length
      for (const leak of own.slice(0, closelyMax))
        book.leaks.push(await sourceOfLeak(leak, { template, notice, parts, family }))
    }
}

async function rehearsed(
  template: Template,
  given: {
    readonly wish: RehearsalWish
    readonly books: ReadonlyMap<Template, Book>
    readonly proofs: Proofs
  },
): Promise<TemplateRehearsal> {
  const { wish, books, proofs } = given
  const proof = proofs.get(template)
  if (proof === undefined) throw new Error('every template is proven or found not provable')
  const book = books.get(template) ?? openBook()
  const hasSyntax = wish.syntaxOf(template.engine) !== undefined
  const branches = hasSyntax ? proof.branches : await branchesOf(template, wish)
  const partials = wish.folder.partials[template.engine]
  const unreached = branches
    .filter(({ id }) => !book.visited.has(id))
    .map(({ kind, source, line, column }) => {
      const file = partials.get(source.replace(/^partials\//, ''))?.file
      const isPartial = source.startsWith('partials/') && file !== undefined
      return { kind, at: { file: isPartial ? file : template.file, line, column } }
    })
  const failures = [...book.failures.values()]
  const all = { ...book, template, proof, failures, branches: branches.length, unreached }
  return { ...all, verdict: verdictOf(all) }
}

async function branchesOf(
  template: Template,
  { folder, rendererOf }: RehearsalWish,
): Promise<readonly Branch[]> {
  const partials = folder.partials[template.engine]
  const found = await rendererOf(template.engine).branches({ template, partials })
  return found.kind === 'branches' ? found.branches : []
}

/** What cannot be proven must have gone every way it can, without another person's data showing or deciding. */
function verdictOf(all: Omit<TemplateRehearsal, 'verdict'>): TemplateRehearsal['verdict'] {
  const { proof, leaking, showing, astray, failures, unreached, unsteady, mails } = all
  if (proof.verdict.kind === 'leaks-by-construction' || leaking + showing + astray > 0) return 'leaks'
  if (failures.length > 0 || unsteady > 0 || mails === 0) return 'undecided'
  return proof.verdict.kind === 'not-provable' && unreached.length > 0 ? 'undecided' : 'clean'
}
