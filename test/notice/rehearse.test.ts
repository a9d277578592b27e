/** `schleuse notice rehearse` as a build server calls it: the library's story, and what is wrong with a call. */
import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { projectRoot } from '../house/source-file.ts'
import { environmentOf, openWorkplace, schleuse, type Workplace } from '../support/run-check.ts'

const example = join(projectRoot, 'examples', 'notices')
const schema = 'library'

let place: Workplace
beforeEach(() => {
  place = openWorkplace()
  onTestFinished(() => place.remove())
})

type Line = Readonly<Record<string, unknown>>

function rehearse(...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [schleuse, 'notice', 'rehearse', ...words], {
    cwd: place.folder,
    encoding: 'utf8',
    env: environmentOf({}),
    timeout: 120_000,
  })
  return { status, stdout, stderr }
}

function lines(...words: readonly string[]) {
  const run = rehearse(...words, '--customers', '60', '--json')
  const all: Line[] = run.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
  return { ...run, templates: all.filter(({ kind }) => kind === 'template'), all }
}

/** Folder of the example → exit, and the verdict on the reminder. */
const story: readonly (readonly [string, number, string, string])[] = [
  ['adapted', 0, 'clean', 'proven'],
  ['updated', 0, 'clean', 'proven'],
  ['repaired', 1, 'leaks', 'leaks-by-construction'],
]

for (const [folder, status, verdict, proof] of story)
  test(`the library's notices, ${folder}: ${verdict}`, { timeout: 120_000 }, () => {
    const run = lines('--templates', join(example, folder), '--schema', schema)
    expect(run.stderr).toBe('')
    expect(run.status).toBe(status)
    expect(run.templates.find(({ notice }) => notice === 'overdue_1')).toMatchObject({ verdict, proof })
    expect(run.templates.find(({ notice }) => notice === 'hold_ready')).toMatchObject({ verdict: 'clean' })
    expect(run.all.at(-1)).toMatchObject({ kind: 'rehearsal', customers: 60, runs: 10 })
  })

test('the wrong repair is told with whose data it is, the field, the line of the mail and of the template', {
  timeout: 120_000,
}, () => {
  const [sarifPath, junitPath] = [join(place.folder, 'out.sarif'), join(place.folder, 'out.xml')]
  const run = lines(
    '--templates',
    join(example, 'repaired'),
    '--schema',
    schema,
    '--sarif',
    sarifPath,
    '--junit',
    junitPath,
  )
  const reminder = run.templates.find(({ notice }) => notice === 'overdue_1')
  const leaks = reminder?.leaks as readonly Line[]
  expect(leaks.length).toBe(3)
  for (const leak of leaks)
    expect(leak).toMatchObject({ part: 'text', line: 1, at: { line: 6 }, owners: [expect.any(Number)] })
  expect(leaks[0]?.fields).toContain('customer.last_name')
  expect(reminder?.showing).toBeGreaterThan(0)
  const sarif = JSON.parse(readFileSync(sarifPath, 'utf8'))
  expect(sarif.version).toBe('2.1.0')
  const places = sarif.runs[0].results.map((one: Line) => one.ruleId)
  expect(places).toContain('leak-by-construction')
  expect(places).toContain('interference')
  const junit = readFileSync(junitPath, 'utf8')
  expect(junit).toMatch(/tests="2" failures="1" errors="0"/)
  expect(
    rehearse('--templates', join(example, 'repaired'), '--schema', schema, '--customers', '20').stdout,
  ).toMatch(
    /overdue_1\.de\.liquid:6:\d+: customer\.loans\.item\.previous_borrower\.first_name gehört nicht dem Empfänger/,
  )
})

test('a finding keeps its fingerprint when lines are put before it, and two alike in one file have two', {
  timeout: 120_000,
}, () => {
  const head = '---\nto: {{ customer.email }}\nsubject: S\nformat: text\n---\n'
  const body = '{{ loans[0].item.previous_borrower.last_name }}\n'
  const fingerprints = (text: string) => {
    place.write({ 't/overdue_1.de.liquid': `${head}${text}` })
    rehearse('--templates', 't', '--schema', schema, '--customers', '20', '--sarif', 'out.sarif')
    const results: readonly { ruleId: string; partialFingerprints: Readonly<Record<string, string>> }[] =
      JSON.parse(readFileSync(join(place.folder, 'out.sarif'), 'utf8')).runs[0].results
    return results
      .filter(({ ruleId }) => ruleId === 'leak-by-construction')
      .map(({ partialFingerprints }) => partialFingerprints['schleuseFinding/v1'])
  }
  const before = fingerprints(body)
  const after = fingerprints(`Guten Tag\n\n${body}`)
  expect(before.length).toBeGreaterThan(0)
  expect(after).toEqual(before)
  const twice = fingerprints(body + body)
  expect(new Set(twice).size).toBe(twice.length)
  expect(twice.slice(0, before.length)).toEqual(before)
})

test('a notice that reaches nobody is undecided, and the report says why', { timeout: 120_000 }, () => {
  const shipped = readFileSync(join(projectRoot, 'src/notice/schema/shipped/library.yaml'), 'utf8')
  const where = '{ path: due, before: today }'
  const never = shipped.replace(`[${where}]`, `[${where}, { path: item.title, equals: "§" }]`)
  expect(never).not.toBe(shipped)
  place.write({
    'never.yaml': never,
    't/overdue_1.de.liquid': '---\nto: {{ customer.email }}\nsubject: S\nformat: text\n---\nx\n',
  })
  const call = ['--templates', 't', '--schema', 'never.yaml', '--customers', '20']
  const run = rehearse(...call)
  expect([run.stderr, run.status]).toEqual(['', 3])
  expect(run.stdout).toContain('Keinen der erfundenen Kunden erreicht diese Mitteilung')
  expect(rehearse(...call, '--lang', 'en').stdout).toContain('reaches none of the invented customers')
})

test('a report lists the first findings of a kind and says how many more there are; files have all', {
  timeout: 120_000,
}, () => {
  const head = '---\nto: {{ customer.email }}\nsubject: S\nformat: text\n---\n'
  const body = '{{ customer.email | unknown_filter }}\n'.repeat(12)
  place.write({ 't/overdue_1.de.liquid': head + body })
  const call = ['--templates', 't', '--schema', schema, '--customers', '20']
  const report = rehearse(...call)
  const notProvable = report.stdout.split('\n').filter((line) => line.includes('Nicht beweisbar'))
  expect(notProvable.length).toBe(8)
  expect(report.stdout).toContain('... und 4 weitere dieser Art')
  const findings = lines(...call).templates[0]?.findings as readonly Line[]
  expect(findings.filter(({ rule }) => rule === 'not-provable').length).toBe(12)
})

/** What no proof follows: engine's file, its text, and whether it leaks. */
const unfollowed: readonly (readonly [string, string, string, number])[] = [
  ['a whole record written', 'overdue_1.de.liquid', 'Guten Tag {{ loans[0].item | json }}', 1],
  [
    'a name that is computed',
    'overdue_1.de.liquid',
    '{% assign n = "previous" | append: "_borrower" %}{{ loans[0].item[n].last_name }}',
    1,
  ],
  ['the last of all customers', 'overdue_1.de.liquid', '{{ customers.last.last_name }}', 1],
  ["another one's count", 'overdue_1.de.liquid', '{{ customer.family.size }}', 1],
  [
    "another one's flag decides",
    'overdue_1.de.liquid',
    '{% if loans[0].item.previous_borrower.is_blocked %}x{% else %}y{% endif %}',
    1,
  ],
]

for (const [what, name, body, status] of unfollowed)
  test(`${what} is found`, { timeout: 120_000 }, () => {
    place.write({ [`t/${name}`]: `---\nto: {{ customer.email }}\nsubject: S\nformat: text\n---\n${body}\n` })
    const run = lines('--templates', join(place.folder, 't'), '--schema', schema)
    expect([run.stderr, run.status]).toEqual(['', status])
    expect(run.templates[0]?.leaking).toBeGreaterThan(0)
  })

/** Templates of an engine of which nothing is proven → what the worlds and the mails alone must show. */
const unproven: readonly (readonly [what: string, to: string, body: string, found: string])[] = [
  ["another one's name", 'customer.email', '[% loans.0.item.previous_borrower.last_name %]', 'leaking'],
  [
    'that another one has a telephone',
    'customer.email',
    '[% IF loans.0.item.previous_borrower.phone %]x[% ELSE %]y[% END %]',
    'leaking',
  ],
  ['how many wait', 'customer.email', '[% loans.0.item.waiting.size %]', 'leaking'],
  ['an address of another one', 'loans.0.item.previous_borrower.email', 'Guten Tag', 'leaking'],
  ['an address nobody has', '"boss@library.example"', 'Guten Tag', 'astray'],
]

for (const [what, to, body, found] of unproven)
  test(`without a proof, ${what} is found`, { timeout: 120_000 }, () => {
    const head = `---\nto: [% ${to} %]\nsubject: S\nformat: text\n---\n`
    place.write({ 't/overdue_1.de.tt': `${head}${body}\n` })
    const run = lines('--templates', 't', '--schema', schema)
    expect([run.stderr, run.status]).toEqual(['', 1])
    expect(run.templates[0]?.[found]).toBeGreaterThan(0)
  })

test('an allowance covers its fields and no other one, and nothing once it is over', {
  timeout: 120_000,
}, () => {
  const shipped = readFileSync(
    join(projectRoot, 'src', 'notice', 'schema', 'shipped', 'library.yaml'),
    'utf8',
  )
  const allowing = (fields: string, expires: string) =>
    shipped.replace(
      'allowances: []',
      `allowances:\n  - { notice: overdue_1, path: customer.loans.item.previous_borrower, fields: [${fields}], owner: desk, reason: r, expires: ${expires} }`,
    )
  const shows = (text: string) => ({
    't/overdue_1.de.liquid': `---\nto: {{ customer.email }}\nsubject: S\nformat: text\n---\n${text}\n`,
  })
  const name = '{{ loans[0].item.previous_borrower.last_name }}'
  const number = '{{ loans[0].item.previous_borrower.number }}'
  for (const [text, fields, expires, verdict, showing] of [
    [name, 'last_name', '2099-01-31', 'clean', 0],
    [number, 'last_name', '2099-01-31', 'leaks', 1],
    [name, 'last_name', '2020-01-31', 'leaks', 0],
  ] as const) {
    place.write({ ...shows(text), 'schema.yaml': allowing(fields, expires) })
    const [template] = lines('--templates', 't', '--schema', 'schema.yaml').templates
    expect(template).toMatchObject({ verdict })
    expect(Number(template?.showing) > 0).toBe(showing > 0)
    const over = JSON.stringify(template?.findings).includes('allowance-over')
    expect(over).toBe(expires < '2026')
  }
})

/** Wrong calls → exit and a word of what is told. */
const wrong: readonly (readonly [string, readonly string[], RegExp])[] = [
  ['no schema', ['--templates', 't'], /--schema/],
  ['a folder that is not there', ['--templates', 'nowhere', '--schema', schema], /nowhere/],
  ['a schema that is not there', ['--templates', example, '--schema', 'nowhere.yaml'], /nowhere\.yaml/],
  [
    'one customer',
    ['--templates', join(example, 'adapted'), '--schema', schema, '--customers', '1'],
    /--customers/,
  ],
  [
    'a number that is none',
    ['--templates', join(example, 'adapted'), '--schema', schema, '--seed', 'x'],
    /--seed/,
  ],
]

for (const [what, words, told] of wrong)
  test(`${what} is refused with a sentence`, () => {
    const run = rehearse(...words)
    expect([run.status, run.stdout]).toEqual([2, ''])
    expect(run.stderr).toMatch(told)
    expect(run.stderr).not.toMatch(/\n\s+at /)
  })

test('a template whose notice the schema lacks, and one that cannot be read, are told with their places', {
  timeout: 120_000,
}, () => {
  cpSync(join(example, 'adapted'), join(place.folder, 't'), { recursive: true })
  place.write({
    't/unheard_of.de.liquid': '---\nto: {{ customer.email }}\nsubject: S\nformat: text\n---\nx\n',
  })
  expect(rehearse('--templates', 't', '--schema', schema)).toMatchObject({ status: 2 })
  const broken = '---\nto: {{ customer.email }}\nsubject: S\nformat: text\n---\nx\n{% if customer %}\n'
  place.write({ 'u/welcome.de.liquid': broken })
  const run = lines('--templates', 'u', '--schema', schema)
  expect(run.status).toBe(3)
  expect(JSON.stringify(run.templates[0]?.findings)).toMatch(/"not-rendered".*"line":7/)
})
