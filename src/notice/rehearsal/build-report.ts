/** A rehearsal as files that build servers read. */
import { createHash } from 'node:crypto'
import type { Speech } from '../../text/speech.ts'
import { findingsOf, type RehearsalFinding, rehearsalRules } from './rehearsal-report.ts'
import type { Rehearsal } from './rehearse.ts'

/** @source OASIS: Static Analysis Results Interchange Format 2.1.0 */
export function sarifOf(rehearsal: Rehearsal, speech: Speech, version: string): string {
  // Services that show results take the first few thousand.
  const findings = rehearsal.templates.flatMap((one) => findingsOf(one, speech)).toSorted(byLevel)
  const seen = new Map<string, number>()
  const results = findings.map(({ rule, level, sentence, at, about }) => ({
    ruleId: rule,
    ruleIndex: rehearsalRules.indexOf(rule),
    level,
    message: { text: sentence },
    partialFingerprints: { 'schleuseFinding/v1': fingerprintOf([rule, at.file, about], seen) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: {
            uri: encodeURI(at.file.replaceAll('\\', '/')).replaceAll('#', '%23').replaceAll('?', '%3F'),
          },
          region: {
            startLine: at.line ?? 1,
            ...(at.column === undefined ? {} : { startColumn: at.column }),
          },
        },
      },
    ],
  }))
  const driver = {
    name: 'schleuse',
    version,
    rules: rehearsalRules.map((id) => ({
      id,
      shortDescription: { text: speech.say(`rehearsal.rule.${id}`) },
    })),
  }
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', results }],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

/**
 * The same for the same finding after lines have moved; the second one of a file that is alike gets another.
 *
 * @source SARIF 2.1.0, section 3.27.17 (partialFingerprints)
 */
function fingerprintOf(finding: readonly string[], seen: Map<string, number>): string {
  const text = JSON.stringify(finding)
  const before = seen.get(text) ?? 0
  seen.set(text, before + 1)
  return createHash('sha256').update(`${before} ${text}`).digest('hex').slice(0, 32)
}

const levels = ['error', 'warning', 'note'] as const

function byLevel(one: RehearsalFinding, other: RehearsalFinding): number {
  return levels.indexOf(one.level) - levels.indexOf(other.level)
}

/** One case for each template; what leaks has failed, what is undecided is an error. @source JUnit's XML as build servers read it */
export function junitOf(rehearsal: Rehearsal, speech: Speech): string {
  const { templates } = rehearsal
  const count = (verdict: string) => templates.filter((one) => one.verdict === verdict).length
  const cases = templates.map((one) => {
    const findings = findingsOf(one, speech)
    const text = findings.map(({ at, sentence }) => `${at.file}:${at.line ?? 1}: ${sentence}`).join('\n')
    const tag = one.verdict === 'leaks' ? 'failure' : one.verdict === 'undecided' ? 'error' : undefined
    const open = `<testcase classname="${escaped(one.template.noticeType)}" name="${escaped(one.template.file)}"`
    if (tag === undefined) return `    ${open}/>`
    const message = escaped(speech.say(`rehearsal.verdict.${one.verdict}`))
    return `    ${open}><${tag} message="${message}">${escaped(text)}</${tag}></testcase>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="schleuse notice rehearse" tests="${templates.length}" failures="${count('leaks')}" errors="${count('undecided')}">
${cases.join('\n')}
  </testsuite>
</testsuites>
`
}

/** Signs that XML 1.0 does not have go; others are written as it wants them. */
function escaped(text: string): string {
  const marks: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' }
  return text
    .replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll(/[<>&"]/g, (sign) => marks[sign] ?? sign)
}
