import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../house/source-file.ts'
import { run, temporaryFolder } from './folder.ts'

test('from a clean clone `npm start` judges the example, and the command then runs from any folder', () => {
  const folder = temporaryFolder()
  const home = join(folder, 'home')
  mkdirSync(home)
  const clone = join(folder, 'clone')
  expect(run('git', ['clone', '--quiet', projectRoot, clone], { cwd: folder, home }).stderr).toBe('')

  const start = run('npm', ['start'], { cwd: clone, home })
  expect(start.status, start.stderr).toBe(0)
  for (const exposed of ['L-204872', 'L-204905', 'L-204890']) expect(start.stdout).toContain(exposed)
  expect(existsSync(join(clone, 'node_modules'))).toBe(true)

  const example = join('clone', 'examples', 'library-incident')
  const check = run(
    join('clone', 'bin', 'schleuse'),
    [
      'check',
      join(example, 'outgoing', '01-before-the-update.eml'),
      '--directory',
      join(example, 'customers.csv'),
      '--json',
    ],
    { cwd: folder, home },
  )
  expect(check.stderr).toBe('')
  expect(JSON.parse(check.stdout)).toMatchObject({ viewer: ['L-204817'], verdict: 'clear' })
  expect(check.status).toBe(0)
}, 300_000)
