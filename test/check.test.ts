import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { environmentOf, linesOf, openWorkplace, runCheck, schleuse } from './support/run-check.ts'

const place = openWorkplace()
const { folder } = place
afterAll(() => place.remove())

function mail(to: string, text: string, headers: readonly string[] = []): string {
  const head = [
    'From: bib@library.test',
    ...(to === '' ? [] : [`To: ${to}`]),
    'Subject: Erinnerung',
    ...headers,
  ]
  return `${head.join('\r\n')}\r\n\r\n${text}\r\n`
}

const customers = `kundennummer;vorname;nachname;email;haushalt
K1000001;Anna;Winter;anna@example.org;
K1002044;Berta;Sommer;berta@example.org;
K1003055;Clara;Herbst;clara@example.org;H1
K1003066;Doris;Herbst;doris@example.org;H1
`
const clear = mail('anna@example.org', 'Ihre Nummer: K1000001')
const exposing = mail('anna@example.org', 'Ihre Nummer: K1002044')
const undecided = mail('berta@example.org', 'Ihre Nummer: K1002044', [
  'MIME-Version: 1.0',
  'Content-Type: application/x-nobody-knows; name="a.bin"',
  'Content-Transfer-Encoding: base64',
])

place.write({
  'customers.csv': customers,
  'clear/1.eml': clear,
  'exposing/1.eml': exposing,
  'undecided/1.eml': undecided,
  'mixed/a.eml': clear,
  'mixed/b.eml': undecided,
  'mixed/c/d.eml': exposing,
  'mixed/notes.txt': 'notes',
  'unaddressed/1.eml': mail('', 'Ihre Nummer: K1002044'),
  'empty/notes.txt': 'notes',
})

const directory = ['--directory', 'customers.csv']

const exits: readonly [string, readonly string[], number][] = [
  ['everything is clear', ['clear'], 0],
  ['one mail exposes', ['exposing'], 1],
  ['one mail is undecided', ['undecided'], 3],
  ['one mail exposes and one is undecided', ['mixed'], 1],
  ['a mail names nobody', ['unaddressed'], 3],
]

for (const [name, paths, status] of exits) {
  test(`the exit status is ${status} when ${name}, as JSON and as a report`, () => {
    for (const output of [['--json'], []]) {
      const ended = runCheck(folder, [...paths, ...directory, ...output])
      expect([ended.status, ended.stderr.includes('schleuse:')]).toEqual([status, false])
    }
  })
}

test('a line of JSON is byte for byte what was promised', () => {
  expect(runCheck(folder, ['exposing', ...directory, '--json']).stdout).toBe(
    '{"file":"exposing/1.eml","recipient":"anna@example.org","viewer":["K1000001"],"verdict":"exposes","disclosures":[{"dataSubject":"K1002044","kinds":["customer-number"],"places":["text/plain"],"rule":"identifier"}],"unchecked":[]}\n',
  )
  expect(runCheck(folder, ['clear', ...directory, '--json'])).toEqual({
    status: 0,
    stdout:
      '{"file":"clear/1.eml","recipient":"anna@example.org","viewer":["K1000001"],"verdict":"clear","disclosures":[],"unchecked":[]}\n',
    stderr: '',
  })
})

test('a mail that names nobody has one line without recipient', () => {
  expect(linesOf(runCheck(folder, ['unaddressed', ...directory, '--json']))).toEqual([
    {
      file: 'unaddressed/1.eml',
      recipient: null,
      viewer: [],
      verdict: 'undecided',
      disclosures: [],
      unchecked: [{ place: 'header:To', reason: 'broken' }],
    },
  ])
})

test('results come in the order of the walk, whoever is read first, and other files are told once', () => {
  const many = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => {
      const text = 'Wort '.repeat(index % 2 === 0 ? 60_000 : 1)
      return [`many/${String(index).padStart(2, '0')}.eml`, mail('anna@example.org', text)]
    }),
  )
  place.write({ ...many, 'many/a.txt': '', 'many/b.txt': '' })
  const ended = runCheck(folder, ['many', ...directory, '--json'])
  expect(linesOf(ended).map(({ file }) => file)).toEqual(Object.keys(many))
  expect(ended.stderr).toBe('2 Dateien sind keine Mails und wurden übergangen: many/a.txt, many/b.txt.\n')
})

test('files are called by the path as given, from any working folder', () => {
  const files = (path: string) =>
    linesOf(runCheck(folder, [path, ...directory, '--json'])).map(({ file }) => file)
  expect(files('./clear/')).toEqual(['./clear/1.eml'])
  expect(files('clear/1.eml')).toEqual(['clear/1.eml'])
  expect(files(join(folder, 'clear'))).toEqual([join(folder, 'clear/1.eml')])
})

test('each message of an mbox has its number', () => {
  const from = 'From bib@library.test Mon Nov 16 08:00:00 2026\n'
  place.write({ 'box.MBOX': `${from}${clear}\n${from}${exposing}\n` })
  const lines = linesOf(runCheck(folder, ['box.MBOX', ...directory, '--json']))
  expect(lines.map(({ file, verdict }) => [file, verdict])).toEqual([
    ['box.MBOX#1', 'clear'],
    ['box.MBOX#2', 'exposes'],
  ])
})

test('given recipients count in place of those in the mail, each once and as written first', () => {
  const to = ['--to', 'Berta@Example.ORG', '--to', 'anna@example.org', '--to', 'berta@example.org']
  const lines = linesOf(runCheck(folder, ['unaddressed', ...directory, ...to, '--json']))
  expect(lines.map(({ recipient, verdict }) => [recipient, verdict])).toEqual([
    ['Berta@Example.ORG', 'clear'],
    ['anna@example.org', 'exposes'],
  ])
})

test('every recipient in the mail has a line; members of one household may see each other', () => {
  place.write({ 'two/1.eml': mail('clara@example.org, x@example.org, CLARA@example.org', 'K1003066') })
  const lines = linesOf(runCheck(folder, ['two', ...directory, '--json']))
  expect(lines.map(({ recipient, viewer, verdict }) => [recipient, viewer, verdict])).toEqual([
    ['clara@example.org', ['K1003055'], 'clear'],
    ['x@example.org', [], 'exposes'],
  ])
})

test('staff see everything, and it is said that they are staff', () => {
  place.write({
    'staff/1.eml': mail('desk@library.test', 'K1002044'),
    'allow.yaml': 'domains:\n  - library.test\n',
  })
  const ended = runCheck(folder, ['staff', ...directory, '--allow', 'allow.yaml', '--json'])
  expect(ended.status).toBe(0)
  expect(linesOf(ended)).toMatchObject([{ verdict: 'clear', staff: true, viewer: [] }])
})

test('facts without a name belong to whoever the facts list says', () => {
  place.write({
    'loans.csv': 'kind,value,owner\nbarcode,30000123456789,k1002044\n',
    'loan/1.eml': mail('anna@example.org', 'Medium 30000123456789'),
  })
  const ended = runCheck(folder, ['loan', ...directory, '--facts', 'loans.csv', '--json'])
  expect(linesOf(ended)).toMatchObject([
    { disclosures: [{ dataSubject: 'K1002044', kinds: ['owned-fact'], rule: 'identifier' }] },
  ])
})

test('with --redact nothing that is printed names a file, recipient or customer', () => {
  for (const output of [['--json'], []]) {
    const ended = runCheck(folder, ['mixed', ...directory, ...output, '--redact'])
    expect(ended.status).toBe(1)
    expect(ended.stdout).not.toMatch(/mixed|\.eml|example\.org|K100/)
    expect(ended.stdout).toMatch(/file-3/)
    expect(ended.stderr).not.toMatch(/notes/)
  }
})

const refused: readonly [string, readonly string[], RegExp][] = [
  [
    'a path that is not there',
    ['clear', 'nowhere', ...directory],
    /^schleuse: nowhere: Diese Datei oder diesen Ordner/,
  ],
  [
    'a file that is no mail',
    ['mixed/notes.txt', ...directory],
    /^schleuse: mixed\/notes\.txt: Das ist keine Mail/,
  ],
  ['a folder without mails', ['empty', ...directory], /^schleuse: empty: Hier liegt keine Mail/],
  ['a mailbox without messages', ['none.mbox', ...directory], /^schleuse: none\.mbox: Hier liegt keine Mail/],
  [
    'a customer list that is not there',
    ['clear', '--directory', 'x.csv'],
    /^schleuse: x\.csv: Diese Datei gibt es nicht/,
  ],
  [
    'a customer list that is a mail',
    ['clear', '--directory', 'clear/1.eml'],
    /clear\/1\.eml, Zeile 1, Spalte 1: In der Kopfzeile fehlt/,
  ],
  ['a facts list that is not there', ['clear', ...directory, '--facts', 'x.csv'], /^schleuse: x\.csv: /],
  ['an allow file that is not there', ['clear', ...directory, '--allow', 'x.yaml'], /^schleuse: x\.yaml: /],
  [
    'an unknown key in the allow file',
    ['clear', ...directory, '--allow', 'key.yaml'],
    /^schleuse: key\.yaml, Zeile 2, Spalte 1: Den Eintrag „adresses“ gibt es nicht\. Gemeint ist wohl „addresses“/,
  ],
  [
    'an allowance that can never match',
    ['clear', ...directory, '--allow', 'never.yaml'],
    /^schleuse: never\.yaml, Zeile 2, Spalte 5: Der Eintrag „addresses“/,
  ],
  [
    'a recipient that is no address',
    ['clear', ...directory, '--to', 'anna'],
    /^schleuse: Die 1\. Angabe --to ist keine/,
  ],
  ['no customer list at all', ['clear'], /^schleuse: Es fehlt die Angabe/],
  ['an unknown option', ['clear', ...directory, '--jsno'], /^schleuse: Die Angabe „--jsno“ gibt es nicht/],
]

place.write({
  'none.mbox': '',
  'key.yaml': 'domains: []\nadresses: []\n',
  'never.yaml': 'addresses:\n  - nobody\n',
})

for (const [name, argv, sentence] of refused) {
  test(`${name} ends in 2 before anything is judged`, () => {
    const ended = runCheck(folder, [...argv, '--json'])
    expect([ended.status, ended.stdout]).toEqual([2, ''])
    expect(ended.stderr).toMatch(sentence)
    expect(ended.stderr).toMatch(/Es wurde nichts geprüft\.\n$/)
  })
}

test('a customer list that does not fit the memory ends in 2 and says how many rows fit', () => {
  const rows = Array.from({ length: 40_000 }, (_, index) => `K${index}`).join('\n')
  place.write({ 'large.csv': `kundennummer\n${rows}\n` })
  const environment = { NODE_OPTIONS: '--max-old-space-size=64' }
  const ended = runCheck(folder, ['clear', '--directory', 'large.csv', '--json'], environment)
  expect([ended.status, ended.stdout]).toEqual([2, ''])
  expect(ended.stderr).toMatch(
    /^schleuse: large\.csv: Die Datei hat 40\.000 Einträge; in den Arbeitsspeicher passen \d/,
  )
})

const languages: readonly [string, readonly string[], Record<string, string>, RegExp][] = [
  ['a German locale', [], { LC_ALL: 'de_AT.UTF-8' }, /ohne Befund/],
  ['an English locale', [], { LC_ALL: 'en_US.UTF-8' }, /nothing found/],
  ['any other locale', [], { LC_ALL: 'pl_PL.UTF-8' }, /ohne Befund/],
  ['--lang en', ['--lang', 'en'], {}, /nothing found/],
]

for (const [name, argv, environment, sentence] of languages) {
  test(`the report follows ${name}`, () => {
    expect(runCheck(folder, ['clear', ...directory, ...argv], environment).stdout).toMatch(sentence)
  })
}

test('what weakens verdicts is told once on standard error, without a value', () => {
  place.write({
    'dense.csv': `kundennummer;email;filiale\n${Array.from({ length: 50 }, (_, index) => `${10 + index};shared@example.org;x`).join('\n')}\n`,
  })
  const { stderr, status } = runCheck(folder, ['clear', '--directory', 'dense.csv', '--json'])
  expect(status).toBe(0)
  expect(stderr.split('\n').filter((line) => line !== '')).toHaveLength(3)
  expect(stderr).toMatch(/dense\.csv: Diese Spalte wird nicht gelesen: filiale\./)
  expect(stderr).toMatch(/1 Adresse gehört mehreren Kunden ohne gemeinsamen Haushalt/)
  expect(stderr).toMatch(/Kundennummern mit 2 Stellen \(50\) liegen so dicht/)
  expect(stderr).not.toMatch(/shared@/)
})

test('a mail that cannot be opened is undecided, and the run goes on', () => {
  place.write({ 'closed/2.eml': clear })
  symlinkSync('/nowhere/1.eml', join(folder, 'closed/1.eml'))
  const ended = runCheck(folder, ['closed', ...directory, '--json'])
  expect(ended.status).toBe(3)
  expect(ended.stderr).toBe(
    'closed/1.eml: Lässt sich nicht öffnen (ENOENT); was darin steht, ist ungeprüft.\n',
  )
  expect(linesOf(ended)).toMatchObject([
    {
      file: 'closed/1.eml',
      recipient: null,
      verdict: 'undecided',
      unchecked: [{ place: 'message/rfc822', reason: 'broken' }],
    },
    { file: 'closed/2.eml', verdict: 'clear' },
  ])
})

/** Puts another module in the place of one of ours, in every process of a run. */
function replaceModule(ending: string, source: string): Record<string, string> {
  place.write({
    'replace.mjs': `import { registerHooks } from 'node:module'
registerHooks({
  load: (url, context, next) => url.endsWith(${JSON.stringify(ending)})
    ? { format: 'module', shortCircuit: true, source: ${JSON.stringify(source)} }
    : next(url, context),
})`,
  })
  return { NODE_OPTIONS: `--import=${join(folder, 'replace.mjs')}` }
}

test('a fault inside the engine ends in 4, says that the rest is unchecked, and shows neither stack nor value', () => {
  const survey = `export const openSurvey = () => { throw new TypeError('K1002044') }`
  const environment = replaceModule('/exposure/survey.ts', survey)
  const ended = runCheck(folder, ['exposing', ...directory, '--json'], environment)
  expect([ended.status, ended.stdout]).toEqual([4, ''])
  expect(ended.stderr).toMatch(
    /^schleuse: In Schleuse selbst ist ein Fehler aufgetreten\.\nWas gedruckt ist, gilt; der Rest/,
  )
  expect(ended.stderr).not.toMatch(/K1002044|TypeError|\.ts/)
  const debugged = runCheck(folder, ['exposing', ...directory], { ...environment, SCHLEUSE_DEBUG: '1' })
  expect(debugged.stderr).toMatch(/TypeError/)
})

function manyMails(count: number): string {
  const files = Array.from({ length: count }, (_, index) => [`lots/${1000 + index}.eml`, clear] as const)
  place.write(Object.fromEntries(files))
  return 'lots'
}

/** Processes whose parent is, or was, the given one. */
function childrenOf(pid: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((candidate) => {
      try {
        return (
          readFileSync(`/proc/${candidate}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1] === String(pid)
        )
      } catch {
        return false
      }
    })
}

async function untilGone(pids: readonly number[]): Promise<readonly number[]> {
  const isAlive = (pid: number) => {
    try {
      process.kill(pid, 0)
      return true
    } catch {
      return false
    }
  }
  let alive = pids
  for (let turn = 0; turn < 500 && alive.length > 0; turn += 1) {
    alive = alive.filter(isAlive)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  return alive
}

test('an interrupt ends the run with 130 and leaves no child behind', async () => {
  const argv = [schleuse, 'check', manyMails(400), ...directory, '--json']
  const child = spawn(process.execPath, argv, { cwd: folder, env: environmentOf() })
  await once(child.stdout, 'data')
  const children = childrenOf(child.pid ?? 0)
  expect(children.length).toBeGreaterThan(0)
  child.kill('SIGINT')
  const [status] = await once(child, 'exit')
  expect(status).toBe(130)
  expect(await untilGone(children)).toEqual([])
})

test('an interrupt is heard at once while the lists are loaded', async () => {
  const fifo = join(folder, 'fifo.csv')
  execFileSync('mkfifo', [fifo])
  const argv = [schleuse, 'check', 'clear', '--directory', 'fifo.csv']
  const child = spawn(process.execPath, argv, { cwd: folder, env: environmentOf() })
  // Opening waits until the program has opened the other end, and so is loading.
  const writer = await open(fifo, 'w')
  const ended = once(child, 'exit')
  child.kill('SIGINT')
  expect(await ended).toEqual([null, 'SIGINT'])
  await writer.close()
})

test('an output that is closed ends the run without a word', async () => {
  const argv = [schleuse, 'check', manyMails(400), ...directory, '--json']
  const child = spawn(process.execPath, argv, { cwd: folder, env: environmentOf() })
  let told = ''
  child.stderr.on('data', (chunk) => {
    told += chunk
  })
  await once(child.stdout, 'data')
  child.stdout.destroy()
  const [status] = await once(child, 'exit')
  expect([status, told]).toEqual([4, ''])
})

test('standard error is silent about progress unless it is a terminal', () => {
  expect(runCheck(folder, ['clear', ...directory]).stderr).toBe('')
})
