import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../house/source-file.ts'
import { run, temporaryFolder } from './folder.ts'

test('the packed package, installed into an empty folder, judges a mail and keeps its state', () => {
  const folder = temporaryFolder()
  const home = join(folder, 'home')
  const target = join(folder, 'target')
  mkdirSync(home)
  mkdirSync(target)
  const clone = join(folder, 'clone')
  run('git', ['clone', '--quiet', projectRoot, clone], { cwd: folder, home })
  const pack = run('npm', ['pack', '--pack-destination', target], { cwd: clone, home })
  expect(pack.status, pack.stderr).toBe(0)
  const [tarball] = readdirSync(target)
  expect(tarball).toMatch(/^schleuse-\d+\.\d+\.\d+\.tgz$/)

  writeFileSync(join(target, 'package.json'), '{"private":true}')
  const install = run('npm', ['install', '--no-audit', '--no-fund', `./${tarball}`], { cwd: target, home })
  expect(install.status, install.stderr).toBe(0)

  const example = join(projectRoot, 'examples', 'library-incident')
  const check = run(
    'npx',
    ['schleuse', 'check', join(example, 'outgoing'), '--directory', join(example, 'customers.csv'), '--json'],
    { cwd: target, home },
  )
  expect(check.status, check.stderr).toBe(1)
  const lines = check.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  const exposed = lines.flatMap((line) =>
    line.disclosures.map((one: { dataSubject: string }) => one.dataSubject),
  )
  expect(new Set(exposed)).toEqual(new Set(['L-204872', 'L-204905', 'L-204890']))

  // As a state folder of an ordinary account would be: entered by everybody, read by its owner.
  chmodSync(folder, 0o711)
  chmodSync(target, 0o711)
  const state = ['--state', join(target, 'state'), '--json']
  const added = run('npx', ['schleuse', 'organisation', 'add', 'Stadt', '--role', 'controller', ...state], {
    cwd: target,
    home,
  })
  expect(added.status, added.stderr).toBe(0)
  const verified = run('npx', ['schleuse', 'audit', 'verify', ...state], { cwd: target, home })
  const told = verified.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(told).toContainEqual(expect.objectContaining({ kind: 'trail-whole', entries: '1' }))
}, 300_000)
