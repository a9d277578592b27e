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
  'flaw',
] as const

/** One finding of a template, with its place; `rule` names it for machines. */
export interface RehearsalFinding {
  readonly rule: (typeof rehearsalRules)[number]
  readonly level: 'error' | 'warning' | 'note'
  readonly sentence: string
  readonly at: FilePosition
}

/** @limit places of one kind that are listed; more say the same again */
const listedMax = 8

export function findingsOf(one: TemplateRehearsal, speech: Speech): readonly RehearsalFinding[] {
  return [
    ...proofFindings(one, speech),
    ...one.leaks.map((leak) => leakFinding(leak, one, speech)),
    ...shownFindings(one, speech),
    ...failureFindings(one, speech),
    ...flawFindings(one, speech),
    ...one.unreached.slice(0, listedMax).map(
      ({ kind, at }): RehearsalFinding => ({
        rule: 'unreached',
        level: 'note',
        sentence: speech.say('rehearsal.unreached', { branch: speech.say(`rehearsal.branch.${kind}`) }),
        at,
      }),
    ),
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
    return { rule: 'shown-data', level: 'error', sentence, at }
  })
  if (astray === 0) return found
  return [
    ...found,
    { rule: 'astray', level: 'error', sentence: speech.say('rehearsal.astray', { mails: astray }), at },
  ]
}

function failureFindings({ failures }: TemplateRehearsal, speech: Speech): readonly RehearsalFinding[] {
  return failures.slice(0, listedMax).map(({ failed, mails }) => {
    const why = speech.say(`rehearsal.failure.${failed.reason}`)
    const field = failed.field ?? failed.words ?? ''
    const sentence = speech.say('rehearsal.not-rendered', { mails, why, field })
    return { rule: 'not-rendered', level: 'warning', sentence, at: placeOnly(failed) }
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
      }),
    ),
    ...[...flaws].map(
      ([flaw, mails]): RehearsalFinding => ({
        rule: 'flaw',
        level: 'warning',
        sentence: speech.say('rehearsal.flaw', { mails, flaw: speech.say(`rehearsal.flaw.${flaw}`) }),
        at: { file: template.file },
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
    ...leaks.slice(0, listedMax).map(
      ({ path, how, ...at }): RehearsalFinding => ({
        rule: 'leak-by-construction',
        level: 'error',
        sentence: speech.say('rehearsal.by-construction', { path, how: speech.say(`rehearsal.how.${how}`) }),
        at: placeOnly(at),
      }),
    ),
    ...open.slice(0, listedMax).map(
      ({ why, name, ...at }): RehearsalFinding => ({
        rule: 'not-provable',
        level: 'note',
        sentence: speech.say('rehearsal.not-provable', { why: speech.say(`rehearsal.open.${why}`), name }),
        at: placeOnly(at),
      }),
    ),
  ]
}

function placeOnly({ file, line, column }: FilePosition): FilePosition {
  return { file, ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) }
}

function leakFinding(leak: FoundLeak, one: TemplateRehearsal, speech: Speech): RehearsalFinding {
  const { recipient, owners, fields, change, difference } = leak
  const sentence = speech.say(owners.length === 0 ? 'rehearsal.leak-of-many' : 'rehearsal.leak', {
    recipient,
    owners: owners.slice(0, listedMax).join(', '),
    fields: fields.length === 0 ? speech.say(`rehearsal.change.${change}`) : fields.join(', '),
    where: inWords(difference, speech),
    leaking: one.leaking,
  })
  return { rule: 'interference', level: 'error', sentence, at: leak.at ?? { file: one.template.file } }
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
      ...findingsOf(one, speech).map(({ sentence, at }) => `  ${placeInWords(at)}: ${sentence}`),
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
