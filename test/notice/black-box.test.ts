import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findSystemInterferences } from '../../src/notice/black-box/system-interference.ts'
import { candidatesFor } from '../../src/notice/interference/source-naming.ts'
import { isProven } from '../../src/notice/isolation/isolation.ts'
import { mailerPath, openIsolatedSink, openSystem } from '../support/foreign-system.ts'

const customers = 20

/** Fault of the mailer → a recipient who shows it, and whose data it is (undefined: more than one's). */
const faults: readonly [string, number, number | undefined][] = [
  ['greeting-cached', 2, 1],
  ['number-of-previous', 3, 2],
  ['titles-not-reset', 2, 1],
  ['total-of-all', 5, undefined],
]

describe('a mailer in another language', () => {
  for (const way of ['smtp', 'sendmail'])
    test(`that is correct interferes with nobody, by ${way}`, { timeout: 60_000 }, async () => {
      const runs = await openSystem({ trigger: ['perl', mailerPath, 'none', way], customers: 6 })
      const result = await findSystemInterferences(runs, { customers: 6, withRemovals: true })
      expect(result.interferences).toEqual([])
      expect(result.unsteady).toEqual([])
      expect(result.strangers).toEqual([])
      expect(result.mails).toBeGreaterThan(0)
      expect(new Set(result.noise.map(({ part }) => part))).toEqual(
        new Set(['header:Message-ID', 'header:X-Job']),
      )
    })

  for (const [fault, recipient, source] of faults)
    test(`with ${fault} is found, and whose data it is`, { timeout: 60_000 }, async () => {
      const runs = await openSystem({ trigger: ['perl', mailerPath, fault, 'smtp'], customers })
      const result = await findSystemInterferences(runs, { customers, withRemovals: false })
      const found = result.interferences.find(
        (one) => one.recipient === recipient && one.notice === 'reminder',
      )
      expect(found).toBeDefined()
      if (found && source !== undefined) expect(candidatesFor(found, result.family)).toContain(source)
    })

  test('that sends to an address nobody has is told with the address', { timeout: 60_000 }, async () => {
    const runs = await openSystem({
      trigger: ['sh', '-c', 'printf "Subject: Erinnerung\\n\\nHallo\\n" | sendmail -i boss@library.example'],
      customers: 6,
    })
    const { strangers } = await findSystemInterferences(runs, { customers: 6, withRemovals: false })
    expect(strangers).toEqual([{ recipient: 6, notice: 'reminder' }])
    expect(runs.strangers).toEqual(['boss@library.example'])
  })
})

/** What goes wrong in a run → the code it ends with. A run that went wrong proves nothing. */
const brokenRuns: readonly [string, string][] = [
  ['exit 3', 'SCH_SYSTEM_STEP'],
  ['kill -9 $$', 'SCH_SYSTEM_STEP'],
  // A loop in the background that outlives its command.
  [
    '(while :; do printf "Subject: x\\n\\n" | sendmail -i p1@$SCHLEUSE_MAIL_DOMAIN; done) >/dev/null 2>&1 &',
    'SCH_SYSTEM_RESTLESS',
  ],
]

for (const [script, code] of brokenRuns)
  test(`a system that does \`${script}\` ends the rehearsal with ${code}`, { timeout: 60_000 }, async () => {
    const runs = await openSystem({ trigger: ['sh', '-c', script], customers: 6, quietMs: 1_500 })
    await expect(runs.learn()).rejects.toMatchObject({ problems: [{ code }] })
  })

test('a program that is not there is named with the step', async () => {
  const runs = await openSystem({ trigger: ['no-such-program'], customers: 6 })
  await expect(runs.learn()).rejects.toMatchObject({
    problems: [
      { code: 'SCH_SYSTEM_START', params: { step: 'trigger', program: 'no-such-program', why: 'ENOENT' } },
    ],
  })
})

test('a mail of a world that is over is refused, and the rehearsal counts for nothing', {
  timeout: 60_000,
}, async () => {
  const sink = await openIsolatedSink()
  // The first run leaves a process that sends once more when the second is under way.
  const script = `echo "$SCHLEUSE_MAIL_DOMAIN" >> ${sink.folder}/domains
    set -- $(head -1 ${sink.folder}/domains)
    if [ "$(wc -l < ${sink.folder}/domains)" = 2 ]; then printf 'Subject: late\\n\\n' | sendmail -i "p1@$1"; fi
    exit 0`
  const runs = await openSystem({ trigger: ['sh', '-c', script], customers: 6 }, sink)
  await expect(runs.learn()).rejects.toMatchObject({
    problems: [{ code: 'SCH_SINK_LATE', params: { mails: 1 } }],
  })
})

test('a rehearsal that is called off ends its commands', { timeout: 60_000 }, async () => {
  const called = new AbortController()
  const runs = await openSystem({ trigger: ['sleep', '600'], customers: 6, signal: called.signal })
  setTimeout(() => called.abort(), 500)
  await expect(runs.learn()).rejects.toThrow()
})

test('a run that went wrong leaves nothing behind but what its command wrote, which no error shows', {
  timeout: 60_000,
}, async () => {
  const sink = await openIsolatedSink()
  const script =
    'printf "Subject: x\\n\\n" | sendmail -i p1@$SCHLEUSE_MAIL_DOMAIN; echo Erika Mustermann; exit 3'
  const runs = await openSystem({ trigger: ['sh', '-c', script], customers: 6 }, sink)
  const failed = await runs.learn().catch((error: unknown) => error)
  expect(failed).toMatchObject({
    problems: [{ code: 'SCH_SYSTEM_STEP', params: { step: 'trigger', exit: 3 } }],
  })
  expect(JSON.stringify(failed)).not.toContain('Erika')
  expect(readdirSync(sink.folder).sort()).toEqual(['output.txt', 'smtp'])
  expect(readFileSync(join(sink.folder, 'output.txt'), 'utf8')).toBe('Erika Mustermann\n')
})

test('a rehearsal says whether it was isolated, from what was tried inside', {
  timeout: 60_000,
}, async () => {
  const sink = await openIsolatedSink()
  const runs = await openSystem({ trigger: ['true'], customers: 6 }, sink)
  const { isIsolated, probes } = await findSystemInterferences(runs, { customers: 6, withRemovals: false })
  expect(isIsolated).toBe(true)
  expect(isProven(probes.slice(1))).toBe(false)
})

test('mails of the system to the domain of the probes are mails of the system', {
  timeout: 60_000,
}, async () => {
  const runs = await openSystem({
    trigger: ['sh', '-c', 'printf "Subject: Erinnerung\\n\\nHallo\\n" | sendmail -i boss@probe.invalid'],
    customers: 6,
  })
  const { strangers } = await findSystemInterferences(runs, { customers: 6, withRemovals: false })
  expect(strangers).toEqual([{ recipient: 6, notice: 'reminder' }])
})
