/** The published contract of the command: what it takes, how it names messages, how it ends. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { zip } from '../mail-builder/archive.ts'
import { filePart, mail, multipart, textPart } from '../mail-builder/mime.ts'
import { png } from '../mail-builder/picture.ts'
import { runCheck } from '../support/check-command.ts'
import { directoryCsv } from '../support/customer-list.ts'
import { anna, bare, envelope, katharina, townsfolk } from './hidden-forms/town.ts'

const folder = mkdtempSync(join(tmpdir(), 'schleuse-contract-'))
afterAll(() => rmSync(folder, { recursive: true }))

const inside = (name: string, content: Buffer | string): string => {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, content)
  return path
}

const clean = bare('Guten Tag Anna Lehmann,\n\nIhr Buch liegt bereit.\n')
const leak = bare('Guten Tag Anna Lehmann,\n\nIhr Konto K1002044.\n')
const picture = mail(
  envelope(),
  multipart('mixed', [textPart('Guten Tag'), filePart(png(8), 'image/png', { name: 'a.png' })]),
)
const directory = inside('kunden.csv', directoryCsv(townsfolk))
const cleanFile = inside('einzeln/clean.eml', clean)
const leakFile = inside('einzeln/leak.eml', leak)
const pictureFile = inside('einzeln/picture.eml', picture)

const mbox = inside(
  'post.mbox',
  Buffer.concat(
    [clean, leak, bare('Guten Tag\n>From hier K1002044\n')].flatMap((message) => [
      Buffer.from('From info@bibliothek.test Tue Mar  3 10:00:00 2026\n'),
      Buffer.from(message.toString('latin1').replace(/\r\n/g, '\n'), 'latin1'),
      Buffer.from('\n'),
    ]),
  ),
)

const endings: readonly (readonly [name: string, args: readonly string[], exitCode: number])[] = [
  ['all clear', [cleanFile, '--directory', directory], 0],
  ['one exposes', [cleanFile, leakFile, pictureFile, '--directory', directory], 1],
  ['one undecided', [cleanFile, pictureFile, '--directory', directory], 3],
  ['no directory', [cleanFile], 2],
  ['a directory that is not there', [cleanFile, '--directory', join(folder, 'fehlt.csv')], 2],
  ['a mail that is not there', [join(folder, 'fehlt.eml'), '--directory', directory], 2],
  ['a named file of another kind', [inside('brief.txt', 'x'), '--directory', directory], 2],
  ['an empty path', ['', '--directory', directory], 2],
  ['two recipients in one', [cleanFile, '--directory', directory, '--to', 'a@b.test, c@d.test'], 2],
  ['a name in front of a recipient', [cleanFile, '--directory', directory, '--to', 'A <a@b.test>'], 2],
  ['a device as directory', [cleanFile, '--directory', '/dev/zero'], 2],
  ['a folder without mail', [join(inside('leer/lies-mich.txt', 'x'), '..'), '--directory', directory], 2],
  ['an unknown option', [cleanFile, '--directory', directory, '--frei'], 2],
  [
    'an unknown key in the allow file',
    [cleanFile, '--directory', directory, '--allow', inside('falsch.yaml', 'domain: [a.test]\n')],
    2,
  ],
  [
    'a directory without numbers',
    [cleanFile, '--directory', inside('ohne.csv', 'vorname,nachname\nA,B\n')],
    2,
  ],
  [
    'a directory with one number twice',
    [cleanFile, '--directory', inside('doppelt.csv', 'kundennummer\nK1\nK1\n')],
    2,
  ],
  ['an empty directory file', [cleanFile, '--directory', inside('leer.csv', '')], 2],
  [
    'a directory with an open quotation mark',
    [cleanFile, '--directory', inside('offen.csv', 'kundennummer,ort\nK1,"Köln\n')],
    2,
  ],
  [
    'a directory in UTF-16',
    [cleanFile, '--directory', inside('utf16.csv', Buffer.from('\ufeffkundennummer\nK1\n', 'utf16le'))],
    2,
  ],
]

for (const [name, args, exitCode] of endings)
  test(`${name}: exit status ${exitCode}`, async () => {
    const run = await runCheck(args)
    expect([run.exitCode, run.stderr]).toEqual([exitCode, run.stderr])
    if (exitCode === 2) {
      expect(run.lines).toEqual([])
      expect(run.stderr).not.toBe('')
    }
  })

test('messages of an mbox are numbered from one, and quoted From lines are text', async () => {
  const run = await runCheck([mbox, '--directory', directory])
  expect(run.lines.map(({ file, verdict }) => [file, verdict])).toEqual([
    [`${mbox}#1`, 'clear'],
    [`${mbox}#2`, 'exposes'],
    [`${mbox}#3`, 'exposes'],
  ])
})

test('a folder is read below itself, Maildir included, and names are joined to the path as given', async () => {
  inside('baum/a/EINS.EML', clean)
  inside('baum/b/cur/1700000000.M1.host:2,S', leak)
  inside('baum/b/new/1700000001.M2.host', clean)
  inside('baum/b/notiz.txt', 'x')
  const run = await runCheck(['baum', '--directory', 'kunden.csv'], { cwd: folder })
  expect(run.lines.map(({ file, verdict }) => [file, verdict]).sort()).toEqual([
    ['baum/a/EINS.EML', 'clear'],
    ['baum/b/cur/1700000000.M1.host:2,S', 'exposes'],
    ['baum/b/new/1700000001.M2.host', 'clear'],
  ])
  expect(run.stderr).toContain('1')
})

test('cur alone is read, by its own name too, and so is a file name that is not UTF-8', async () => {
  inside('rest/cur/1700000000.M1.host:2,S', leak)
  const odd = Buffer.concat([Buffer.from(join(folder, 'rest/x')), Buffer.from([0xff]), Buffer.from('.eml')])
  writeFileSync(odd, clean)
  const [all, cur] = await Promise.all([
    runCheck(['rest', '--directory', 'kunden.csv'], { cwd: folder }),
    runCheck(['.', '--directory', '../../kunden.csv'], { cwd: join(folder, 'rest/cur') }),
  ])
  expect(all.lines.map(({ file, verdict }) => [file, verdict])).toEqual([
    ['rest/cur/1700000000.M1.host:2,S', 'exposes'],
    ['rest/x\ufffd.eml', 'clear'],
  ])
  expect(cur.lines.map(({ file, verdict }) => [file, verdict])).toEqual([
    ['./1700000000.M1.host:2,S', 'exposes'],
  ])
})

test('the line of a disclosure is as published', async () => {
  const run = await runCheck([leakFile, '--directory', directory])
  expect(run.lines).toEqual([
    {
      file: leakFile,
      recipient: anna.email,
      viewer: [anna.number],
      verdict: 'exposes',
      disclosures: [
        {
          dataSubject: katharina.number,
          kinds: ['customer-number'],
          places: ['text/plain'],
          rule: 'identifier',
        },
      ],
      unchecked: [],
    },
  ])
})

test('redacted lines name neither customer nor address', async () => {
  const run = await runCheck([leakFile, '--directory', directory, '--redact'])
  const text = JSON.stringify(run.lines)
  for (const value of [anna.number, anna.email, katharina.number]) expect(text).not.toContain(value)
  expect(run.lines[0]?.verdict).toBe('exposes')
})

test('redacted output names no file either: not in remarks, not in what is refused', async () => {
  inside('namen/Lehmann.eml', leak)
  inside('namen/Lehmann.txt', 'x')
  const paths = [['namen'], ['namen/Lehmann.txt'], ['namen/Lehmann.pdf'], ['namen/Lehmann.eml/x']]
  for (const path of paths) {
    const run = await runCheck([...path, '--directory', 'kunden.csv', '--redact'], { cwd: folder })
    expect(run.stderr).not.toBe('')
    expect(`${run.stderr}${JSON.stringify(run.lines)}`).not.toMatch(/lehmann|namen/i)
  }
})

const unread: readonly (readonly [name: string, bytes: Buffer, place: RegExp, reason: string])[] = [
  ['pixels', picture, /^attachment#1/, 'image'],
  [
    'a charset nobody knows',
    mail(envelope(), {
      headers: [['Content-Type', 'text/plain; charset=x-klingonisch']],
      body: Buffer.from('Gr\xb5\xa7 \x81\x8d\x9d', 'latin1'),
    }),
    /^text\/plain/,
    'unknown-charset',
  ],
  [
    'bytes of no known format',
    mail(
      envelope(),
      multipart('mixed', [
        textPart('Guten Tag'),
        filePart(Buffer.from('0001fffe8081c0deadbeef00', 'hex'), 'application/octet-stream', {
          name: 'a.bin',
        }),
      ]),
    ),
    /^attachment#1/,
    'unknown-format',
  ],
  [
    'an encrypted mail',
    mail(
      envelope(),
      multipart('encrypted; protocol="application/pgp-encrypted"', [
        { headers: [['Content-Type', 'application/pgp-encrypted']], body: Buffer.from('Version: 1\r\n') },
        {
          headers: [['Content-Type', 'application/octet-stream']],
          body: Buffer.from('-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA\r\n-----END PGP MESSAGE-----\r\n'),
        },
      ]),
    ),
    /./,
    'encrypted',
  ],
  [
    'a broken zip',
    mail(
      envelope(),
      multipart('mixed', [
        textPart('Guten Tag'),
        filePart(zip({ 'a.txt': 'Hallo '.repeat(50) }).subarray(0, 40), 'application/zip', { name: 'a.zip' }),
      ]),
    ),
    /^attachment#1:zip/,
    'broken',
  ],
  [
    'a document of the old Word',
    mail(
      envelope(),
      multipart('mixed', [
        textPart('Guten Tag'),
        filePart(
          Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000)]),
          'application/msword',
          { name: 'a.doc' },
        ),
      ]),
    ),
    /^attachment#1/,
    '',
  ],
]

test('what could not be read is named with its reason', async () => {
  const files = unread.map(([, bytes], i) => inside(`ungelesen/${i}.eml`, bytes))
  const run = await runCheck([join(folder, 'ungelesen'), '--directory', directory])
  expect(run.exitCode).toBe(3)
  for (const [i, [name, , place, reason]] of unread.entries()) {
    const line = run.lines.find(({ file }) => file === files[i])
    expect([name, line?.verdict]).toEqual([name, 'undecided'])
    expect([name, line?.unchecked]).toEqual([
      name,
      expect.arrayContaining([
        { place: expect.stringMatching(place), reason: reason === '' ? expect.any(String) : reason },
      ]),
    ])
  }
})
