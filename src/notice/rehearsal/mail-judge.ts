/** Judges what the mails of the first run show, each once: other people's data, and what no mail should have. */
import { noAllowances } from '../../exposure/allowance.ts'
import type { FactKind } from '../../exposure/fact.ts'
import { openSurvey } from '../../exposure/survey.ts'
import type { Disclosure } from '../../exposure/verdict.ts'
import { viewerOf } from '../../exposure/viewer.ts'
import { readHtmlText } from '../../extract/html-text.ts'
import { valuesAt } from '../record.ts'
import type { RenderedMail } from '../renderer.ts'
import { recipientField } from '../schema/recipient-field.ts'
import type { Field, NoticeSchema, SchemaPath, ValueKind } from '../schema/schema.ts'
import { allowancesOf } from './record-view.ts'
import type { MadeMail } from './run-notices.ts'
import type { SyntheticDirectory } from './synthetic-directory.ts'

export const flaws = ['placeholder', 'empty-subject', 'empty-body', 'empty-greeting'] as const
export type Flaw = (typeof flaws)[number]

export interface JudgedMail {
  readonly disclosures: readonly Disclosure[]
  readonly flaws: readonly Flaw[]
}

export interface JudgeParts {
  readonly schema: NoticeSchema
  readonly directory: SyntheticDirectory
  /** ISO 8601. */
  readonly today: string
}

const [subjectPart, textPart, htmlPart] = [1, 2, 3]

export async function judgeMail(
  made: MadeMail & { readonly rendered: RenderedMail },
  parts: JudgeParts,
): Promise<JudgedMail> {
  const { to, subject, text, html } = made.rendered
  const survey = openSurvey(parts.directory.index, noAllowances)
  survey.add({ place: 'header:Subject', part: subjectPart, text: subject })
  const read = [subject]
  if (text !== undefined) {
    survey.add({ place: 'text/plain', part: textPart, text })
    read.push(text)
  }
  if (html !== undefined) {
    // What could not be read of a page is compared between worlds all the same, letter by letter.
    const { passages } = await readHtmlText(html, { place: 'text/html', part: htmlPart })
    for (const passage of passages) {
      survey.add(passage)
      read.push(passage.text)
    }
  }
  const judgement = survey.judge(viewerOf(to, parts.directory.index, noAllowances))
  const shown = judgement.kind === 'exposes' ? judgement.disclosures : []
  const allowed = shown.length === 0 ? undefined : allowedKinds(made, parts)
  const disclosures = shown.filter(({ dataSubject, kinds }) => {
    const open = allowed?.(dataSubject)
    return kinds.some((kind) => !open?.has(kind))
  })
  return { disclosures, flaws: flawsIn(made.rendered, read) }
}

/** Kinds of whose data an allowance lets this mail show: looked up in this mail's own record, pair by pair. */
function allowedKinds(
  { notice, context }: MadeMail,
  { schema, today }: JudgeParts,
): (subject: string) => ReadonlySet<FactKind> {
  const number = recipientField(schema, 'customer-number')
  const open = allowancesOf(schema, notice.rule.name, today)
  const allowed = open.flatMap(({ path, fields }) => {
    const subjects = number === undefined ? [] : valuesAt(context, `${path}.${number}`)
    const kinds = fields.flatMap((field) => factKindOf(schema, path, field) ?? [])
    return subjects.map((subject) => ({ subject, kinds }))
  })
  return (wanted) => new Set(allowed.flatMap(({ subject, kinds }) => (subject === wanted ? kinds : [])))
}

function factKindOf(schema: NoticeSchema, path: SchemaPath, name: string): FactKind | undefined {
  let fields: ReadonlyMap<string, Field> | undefined = schema.roots
  for (const word of path.split('.')) {
    const field: Field | undefined = fields?.get(word)
    fields = field === undefined || field.kind === 'value' ? undefined : schema.types.get(field.type)?.fields
  }
  const field = fields?.get(name)
  return field?.kind === 'value' ? factKindOfValue[field.value] : undefined
}

const factKindOfValue: Readonly<Partial<Record<ValueKind, FactKind>>> = {
  'customer-number': 'customer-number',
  'given-name': 'name',
  surname: 'name',
  'full-name': 'name',
  email: 'email',
  phone: 'phone',
  street: 'address',
  postcode: 'address',
  city: 'address',
  iban: 'iban',
  'birth-date': 'birth-date',
  'owned-number': 'owned-fact',
}

/** What every engine leaves behind where it was given nothing, or another engine's words. */
const placeholders = /<<[^<>\n]{1,80}>>|\{\{|\}\}|\{%|%\}|\[%|%\]|\bundefined\b|\[object Object\]|\bNaN\b/
/** A greeting whose name is missing: the comma follows at once. */
const emptyGreeting =
  /^[ \t]*(?:Guten Tag|Hallo|Liebe[r]?|Sehr geehrte[r]?(?: Frau| Herr)?|Dear(?: Mr\.?| Ms\.?)?|Hello)[ \t]*,[ \t]*$/m

function flawsIn({ subject, text, html }: RenderedMail, read: readonly string[]): readonly Flaw[] {
  const body = read.slice(1).join('\n')
  return [
    ...(placeholders.test(
      `${subject}\n${text ?? ''}\n${html ?? ''}`.replaceAll(/<style[\s\S]*?<\/style>/gi, ''),
    )
      ? (['placeholder'] as const)
      : []),
    ...(subject.trim() === '' ? (['empty-subject'] as const) : []),
    ...(body.trim() === '' ? (['empty-body'] as const) : []),
    ...(emptyGreeting.test(body) ? (['empty-greeting'] as const) : []),
  ]
}
