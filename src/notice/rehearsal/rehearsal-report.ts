/** A rehearsal in the words of a person, as lines of JSON, and as the files that build servers read. */
import type { FilePosition } from '../../std/fault.ts'
import type { Speech } from '../../text/speech.ts'
import type { MailDifference } from '../interference/mail-difference.ts'
import type { Rehearsal, TemplateRehearsal } from './rehearse.ts'
import type { FoundLeak } from './source-of-leak.ts'

export type RehearsalExit = 0 | 1 | 3

export function exitOfRehearsal({ templates }: Rehearsal): RehearsalExit {
  if (templates.some(({ verdict }) => verdict === 'leaks')) return 1
  return templates.some(({ verdict }) => verdict === 'undecided') ? 3 : 0
}

/** Kinds of findings, as machines name them. */
export const rehearsalRules = [
  'leak-by-construction',
  'interference',
  'shown-data',
  'astray',
  'not-provable',
  'not-rendered',
  'allowance-over',
  'unreached',
  'unsteady',
  'no-mail',
  'flaw',
] as const

/** One finding of a template, with its place; `rule` names it for machines. */
export interface RehearsalFinding {
  readonly rule: (typeof rehearsalRules)[number]
  readonly level: 'error' | 'warning' | 'note'
  readonly sentence: string
  readonly at: FilePosition
  /** What it is about, without the line: with rule and file it is the same finding after lines have moved. */
  readonly about: string
}

/** @limit findings of one rule that a report for people lists; more say the same again */
const listedMax = 8

export function findingsOf(one: TemplateRehearsal, speech: Speech): readonly RehearsalFinding[] {
  return [
    ...proofFindings(one, speech),
    ...one.leaks.map((leak) => leakFinding(leak, one, speech)),
    ...shownFindings(one, speech),
    ...failureFindings(one, speech),
    ...flawFindings(one, speech),
    ...undecidedFindings(one, speech),
    ...one.unreached.map(
      ({ kind, at }): RehearsalFinding => ({
        rule: 'unreached',
        level: 'note',
        sentence: speech.say('rehearsal.unreached', { branch: speech.say(`rehearsal.branch.${kind}`) }),
        at,
        about: kind,
      }),
    ),
  ]
}

/** Why nothing can be said, where no place of the template says it. */
function undecidedFindings(
  { unsteady, mails, template }: TemplateRehearsal,
  speech: Speech,
): readonly RehearsalFinding[] {
  const told = { level: 'warning', at: { file: template.file }, about: '' } as const
  return [
    ...(unsteady === 0
      ? []
      : [{ ...told, rule: 'unsteady', sentence: speech.say('rehearsal.unsteady', { unsteady }) } as const]),
    ...(mails > 0 ? [] : [{ ...told, rule: 'no-mail', sentence: speech.say('rehearsal.no-mail') } as const]),
  ]
}

function shownFindings(
  { shown, astray, template }: TemplateRehearsal,
  speech: Speech,
): readonly RehearsalFinding[] {
  const at = { file: template.file }
  const found = shown.map(({ recipient, subject, kinds }): RehearsalFinding => {
    const said = kinds.map((kind) => speech.say(`kind.${kind}`)).join(', ')
    const sentence = speech.say('rehearsal.shown', { recipient, owner: subject ?? '?', kinds: said })
    return { rule: 'shown-data', level: 'error', sentence, at, about: kinds.join(' ') }
  })
  if (astray === 0) return found
  const sentence = speech.say('rehearsal.astray', { mails: astray })
  return [...found, { rule: 'astray', level: 'error', sentence, at, about: '' }]
}

function failureFindings({ failures }: TemplateRehearsal, speech: Speech): readonly RehearsalFinding[] {
  return failures.map(({ failed, mails }) => {
    const why = speech.say(`rehearsal.failure.${failed.reason}`)
    const about = failed.field ?? failed.words ?? ''
    const sentence = speech.say('rehearsal.not-rendered', {
      mails,
      why: about === '' ? why : `${why}: ${about}`,
    })
    return { rule: 'not-rendered', level: 'warning', sentence, at: placeOnly(failed), about }
  })
}

function flawFindings(
  { flaws, proof, template }: TemplateRehearsal,
  speech: Speech,
): readonly RehearsalFinding[] {
  return [
    ...proof.expired.map(
      ({ path, expires, at }): RehearsalFinding => ({
        rule: 'allowance-over',
        level: 'warning',
        sentence: speech.say('rehearsal.allowance-over', { path, expires }),
        at,
        about: path,
      }),
    ),
    ...[...flaws].map(
      ([flaw, mails]): RehearsalFinding => ({
        rule: 'flaw',
        level: 'warning',
        sentence: speech.say('rehearsal.flaw', { mails, flaw: speech.say(`rehearsal.flaw.${flaw}`) }),
        at: { file: template.file },
        about: flaw,
      }),
    ),
  ]
}

function proofFindings({ proof }: TemplateRehearsal, speech: Speech): readonly RehearsalFinding[] {
  const { verdict } = proof
  if (verdict.kind === 'proven') return []
  const open = verdict.kind === 'not-provable' ? verdict.places : verdict.open
  const leaks = verdict.kind === 'leaks-by-construction' ? verdict.places : []
  return [
    ...leaks.map(
      ({ path, how, ...at }): RehearsalFinding => ({
        rule: 'leak-by-construction',
        level: 'error',
        sentence: speech.say('rehearsal.by-construction', { path, how: speech.say(`rehearsal.how.${how}`) }),
        at: placeOnly(at),
        about: `${path} ${how}`,
      }),
    ),
    ...open.map(({ why, name, ...at }): RehearsalFinding => {
      const said = speech.say(`rehearsal.open.${why}`)
      const sentence = speech.say('rehearsal.not-provable', { why: name === '' ? said : `${said} (${name})` })
      return { rule: 'not-provable', level: 'note', sentence, at: placeOnly(at), about: `${why} ${name}` }
    }),
  ]
}

function placeOnly({ file, line, column }: FilePosition): FilePosition {
  return { file, ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) }
}

function leakFinding(leak: FoundLeak, one: TemplateRehearsal, speech: Speech): RehearsalFinding {
  const { recipient, owners, fields, change, difference } = leak
  const said = fields.length === 0 ? speech.say(`rehearsal.change.${change}`) : fields.join(', ')
  const sentence = speech.say(owners.length === 0 ? 'rehearsal.leak-of-many' : 'rehearsal.leak', {
    recipient,
    count: owners.length,
    owners: `${owners.slice(0, listedMax).join(', ')}${owners.length > listedMax ? ' ...' : ''}`,
    fields: said,
    where: inWords(difference, speech),
    leaking: one.leaking,
  })
  const at = leak.at ?? { file: one.template.file }
  return { rule: 'interference', level: 'error', sentence, at, about: fields.join(' ') }
}

function inWords(difference: MailDifference | undefined, speech: Speech): string {
  if (difference === undefined) return speech.say('rehearsal.where.unknown')
  if (difference.kind === 'count') {
    const { before, after } = difference
    return speech.say('rehearsal.where.count', { before, after })
  }
  return speech.say('rehearsal.where.line', { part: difference.part, line: difference.line })
}

export function reportLines(rehearsal: Rehearsal, speech: Speech): readonly string[] {
  const { templates, customers, runs, mails, without } = rehearsal
  const count = (verdict: TemplateRehearsal['verdict']) =>
    templates.filter((one) => one.verdict === verdict).length
  return [
    ...templates.flatMap((one) => [
      speech.say('rehearsal.template', {
        file: one.template.file,
        verdict: speech.say(`rehearsal.verdict.${one.verdict}`),
        proof: speech.say(`rehearsal.proof.${one.proof.verdict.kind}`),
        mails: one.mails,
        reached: one.branches - one.unreached.length,
        branches: one.branches,
      }),
      ...findingLines(findingsOf(one, speech), speech),
    ]),
    '',
    speech.say('rehearsal.summary', { templates: templates.length, customers, runs, mails }),
    speech.say('rehearsal.counts', {
      clean: count('clean'),
      leaks: count('leaks'),
      undecided: count('undecided'),
    }),
    ...(without.length === 0 ? [] : [speech.say('rehearsal.without', { notices: without.join(', ') })]),
  ]
}

function findingLines(findings: readonly RehearsalFinding[], speech: Speech): readonly string[] {
  return rehearsalRules.flatMap((rule) => {
    const own = findings.filter((one) => one.rule === rule)
    const lines = own.slice(0, listedMax).map(({ sentence, at }) => `  ${placeInWords(at)}: ${sentence}`)
    const more = own.length - lines.length
    return more === 0 ? lines : [...lines, `  ${speech.say('rehearsal.more', { more })}`]
  })
}

function placeInWords({ file, line, column }: FilePosition): string {
  return [file, line, column].filter((part) => part !== undefined).join(':')
}

export function jsonLines(rehearsal: Rehearsal, speech: Speech): readonly string[] {
  const { templates, ...whole } = rehearsal
  return [
    ...templates.map((one) => {
      const { template, verdict, proof, mails, branches, unreached, leaking, showing, astray, unsteady } = one
      return JSON.stringify({
        kind: 'template',
        file: template.file,
        notice: template.noticeType,
        language: template.language,
        engine: template.engine,
        verdict,
        proof: proof.verdict.kind,
        mails,
        branches,
        reached: branches - unreached.length,
        leaking,
        showing,
        astray,
        unsteady,
        leaks: one.leaks.map(({ recipient, owners, change, fields, difference, at }) => ({
          recipient,
          owners,
          change,
          fields,
          ...(difference?.kind === 'line' ? { part: difference.part, line: difference.line } : {}),
          ...(at ? { at } : {}),
        })),
        findings: findingsOf(one, speech).map(({ rule, level, at }) => ({ rule, level, ...at })),
      })
    }),
    JSON.stringify({ kind: 'rehearsal', ...whole, templates: templates.length }),
  ]
}
