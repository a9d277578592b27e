import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { Fault } from '../std/fault.ts'
import { isOneMail, refuseWrongPaths, type Walked, walk } from './walk.ts'

const folder = mkdtempSync(join(tmpdir(), 'schleuse-walk-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function plant(root: string, ...files: readonly string[]): string {
  for (const file of files) {
    const path = join(folder, root, file)
    mkdirSync(dirname(path), { recursive: true })
    if (!file.endsWith('/')) writeFileSync(path, '')
    else mkdirSync(path, { recursive: true })
  }
  return root
}

function mailsIn(...paths: readonly string[]) {
  const all: Walked[] = [...walk(paths, folder)]
  return all.flatMap((one) => (one.kind === 'mail' ? [`${one.label} ${one.format}`] : []))
}

function passedOver(path: string) {
  return [...walk([path], folder)].flatMap((one) => (one.kind === 'passed-over' ? [one.label] : []))
}

test('a folder is read with all folders below it, in the bytewise order of the paths', () => {
  const root = plant(
    'tree',
    'b.EML',
    'a/x.eml',
    'a.eml',
    'a-b/c.Msg',
    'ä.eml',
    'Z.mbox',
    'a/notes.txt',
    'logo.png',
  )
  const expected = ['Z.mbox mbox', 'a-b/c.Msg msg', 'a.eml eml', 'a/x.eml eml', 'b.EML eml', 'ä.eml eml']
  expect(mailsIn(root)).toEqual(expected.map((path) => `tree/${path}`))
  expect(passedOver(root)).toEqual(['tree/a/notes.txt', 'tree/logo.png'])
})

const spellings: readonly [string, string][] = [
  ['tree/a', 'tree/a/x.eml'],
  ['tree/a/', 'tree/a/x.eml'],
  ['./tree/a', './tree/a/x.eml'],
  ['tree/a/x.eml', 'tree/a/x.eml'],
  ['tree/../tree/a', 'tree/../tree/a/x.eml'],
]

for (const [given, label] of spellings) {
  test(`a file is called by the path as given: ${given}`, () => {
    expect(mailsIn(given)).toEqual([`${label} eml`])
  })
}

test('an absolute path stays absolute', () => {
  expect(mailsIn(join(folder, 'tree/a'))).toEqual([`${join(folder, 'tree/a/x.eml')} eml`])
})

test('every file in cur and new of a Maildir is a mail, whatever its name; tmp is not', () => {
  const root = plant(
    'box',
    'cur/17.M1.host:2,S',
    'new/18.M2.host',
    'tmp/19.M3.host',
    'cur/.hidden',
    'dovecot.index',
  )
  expect(mailsIn(root)).toEqual(['box/cur/17.M1.host:2,S eml', 'box/new/18.M2.host eml'])
  expect(mailsIn('box/new')).toEqual(['box/new/18.M2.host eml'])
  expect(mailsIn('box/cur/17.M1.host:2,S')).toEqual(['box/cur/17.M1.host:2,S eml'])
  expect(() => refuseWrongPaths(['box/cur/17.M1.host:2,S'], folder)).not.toThrow()
})

test('a folder that is only called new is no Maildir', () => {
  expect(mailsIn(plant('only', 'new/notes', 'new/a.eml'))).toEqual(['only/new/a.eml eml'])
})

test('cur or new without its neighbours is read by the names of its mails', () => {
  const names = ['17.M1.host', 'a:2,S', 'b;2,', 'c!2,RS', 'notes']
  plant('rest', ...names.map((name) => `cur/${name}`))
  const mails = ['17.M1.host', 'a:2,S', 'b;2,', 'c!2,RS']
  expect(mailsIn('rest')).toEqual(mails.map((name) => `rest/cur/${name} eml`))
  expect(mailsIn('rest/cur/a:2,S')).toEqual(['rest/cur/a:2,S eml'])
  expect(() => refuseWrongPaths(['rest/cur/17.M1.host'], folder)).not.toThrow()
  expect(() => refuseWrongPaths(['rest/cur/notes'], folder)).toThrow()
})

test('who names cur itself means every file in it', () => {
  plant('named', 'cur/one', 'cur/.hidden')
  expect(mailsIn('named/cur')).toEqual(['named/cur/one eml'])
  expect(mailsIn('named/cur/')).toEqual(['named/cur/one eml'])
  expect([...walk(['.'], join(folder, 'named/cur'))].map((one) => one.label)).toEqual(['./.hidden', './one'])
})

test('a name that is not UTF-8 is opened by its bytes, below folders too', () => {
  plant('bytes', 'a.eml')
  const odd = Buffer.concat([Buffer.from(join(folder, 'bytes/x')), Buffer.from([0xff])])
  mkdirSync(odd)
  writeFileSync(Buffer.concat([odd, Buffer.from('/y.eml')]), 'To: a@example.org')
  const [, mail] = [...walk(['bytes'], folder)]
  if (mail?.kind !== 'mail') throw new Error('no mail was found')
  expect(mail.label).toBe('bytes/x\ufffd/y.eml')
  expect(readFileSync(mail.path, 'utf8')).toBe('To: a@example.org')
})

test('links to files are read, links to folders and loops are passed over, dead links are unreadable', () => {
  const root = plant('links', 'real/a.eml')
  symlinkSync(join(folder, 'links/real/a.eml'), join(folder, 'links/b.eml'))
  symlinkSync('..', join(folder, 'links/real/loop'))
  symlinkSync('/nowhere/c.eml', join(folder, 'links/c.eml'))
  symlinkSync('/nowhere/d', join(folder, 'links/d'))
  expect([...walk([root], folder)].map((one) => [one.kind, one.label])).toEqual([
    ['mail', 'links/b.eml'],
    ['unreadable', 'links/c.eml'],
    ['passed-over', 'links/d'],
    ['mail', 'links/real/a.eml'],
    ['passed-over', 'links/real/loop'],
  ])
})

test('what is neither file nor folder is never opened', () => {
  plant('pipes', 'a.eml')
  execFileSync('mkfifo', [join(folder, 'pipes/b.eml')])
  expect(mailsIn('pipes')).toEqual(['pipes/a.eml eml'])
  expect(passedOver('pipes')).toEqual(['pipes/b.eml'])
})

const wrong: readonly [string, () => string, string][] = [
  ['is not there', () => 'nowhere', 'SCH_PATH_MISSING'],
  ['lies below a file', () => `${plant('file', 'a.eml')}/a.eml/b`, 'SCH_PATH_UNREADABLE'],
  ['is a file of another kind', () => `${plant('other', 'a.txt')}/a.txt`, 'SCH_PATH_NO_MAIL'],
  ['is a device', () => '/dev/null', 'SCH_PATH_NO_MAIL'],
  ['is a folder without mails', () => plant('empty', 'a.txt', 'b/c/'), 'SCH_MAILS_MISSING'],
]

test('an empty path is not the working folder', () => {
  plant('.', 'top.eml')
  expect(() => refuseWrongPaths([''], folder)).toThrow(Fault)
})

for (const [name, prepare, code] of wrong) {
  test(`a path that ${name} is refused before anything is judged`, () => {
    const path = prepare()
    let thrown: unknown
    try {
      refuseWrongPaths(['tree', path], folder)
    } catch (error) {
      thrown = error
    }
    if (!(thrown instanceof Fault)) throw new Error('no fault was thrown', { cause: thrown })
    expect(thrown.problems[0]).toMatchObject({ code, at: { file: path } })
  })
}

test('one mail is told from several, before it is read', () => {
  plant('single', 'a.eml', 'b.mbox', 'c/d.eml')
  const isOne = (...paths: readonly string[]) => isOneMail(paths, folder)
  expect(isOne('single/a.eml')).toBe(true)
  expect([isOne('single/b.mbox'), isOne('single/c'), isOne('single/a.eml', 'single/a.eml')]).toEqual([
    false,
    false,
    false,
  ])
})
