/** Judges what the mails of the first run show, each once: other people's data, and what no mail should have. */
import { noAllowances } from '../../exposure/allowance.ts'
import { openSurvey } from '../../exposure/survey.ts'
import type { Disclosure } from '../../exposure/verdict.ts'
import { viewerOf } from '../../exposure/viewer.ts'
import { readHtmlText } from '../../extract/html-text.ts'
import type { RenderContext, RenderedMail, RenderValue } from '../renderer.ts'
import type { NoticeAllowance, NoticeSchema } from '../schema/schema.ts'
import { fieldOfKind, type MadeMail } from './run-notices.ts'
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
    const { passages } = await readHtmlText(html, { place: 'text/html', part: htmlPart })
    for (const passage of passages) {
      survey.add(passage)
      read.push(passage.text)
    }
  }
  const judgement = survey.judge(viewerOf(to, parts.directory.index, noAllowances))
  const shown = judgement.kind === 'exposes' ? judgement.disclosures : []
  const allowed = shown.length === 0 ? new Set<string>() : allowedSubjects(made, parts)
  return {
    disclosures: shown.filter(({ dataSubject }) => !allowed.has(dataSubject)),
    flaws: flawsIn(made.rendered, read),
  }
}

/** Whom an allowance that holds today lets this mail name: looked up in this mail's own record, pair by pair. */
function allowedSubjects({ notice, context }: MadeMail, { schema, today }: JudgeParts): ReadonlySet<string> {
  const number = fieldOfKind(schema, 'customer-number')
  const open = schema.allowances.filter((one) => one.notice === notice.rule.name && one.expires >= today)
  return new Set(open.flatMap((one) => subjectsAt(context, one, number)))
}

function subjectsAt(
  context: RenderContext,
  { path }: NoticeAllowance,
  number: string | undefined,
): readonly string[] {
  if (number === undefined) return []
  let values: readonly RenderValue[] = [context]
  for (const word of path.split('.'))
    values = values.flatMap((value) => {
      const next = isRecord(value) ? value[word] : undefined
      return next === undefined || next === null ? [] : Array.isArray(next) ? next : [next]
    })
  return values.flatMap((value) => {
    const found = isRecord(value) ? value[number] : undefined
    return typeof found === 'string' ? [found] : []
  })
}

function isRecord(value: unknown): value is RenderContext {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
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
