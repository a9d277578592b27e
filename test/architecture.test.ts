import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot, sourceFiles } from './house/source-file.ts'
import { depthFaults, wallFaults } from './house/walls.ts'

const planted: readonly [string, readonly { path: string; text: string }[], RegExp][] = [
  [
    'the engine that knows a mail format',
    [{ path: 'src/exposure/inspect.ts', text: "import { readMessage } from '../extract/message.ts'" }],
    /exposure\/inspect\.ts must not know src\/extract/,
  ],
  [
    'a type-only import upward',
    [{ path: 'src/std/fault.ts', text: "import type { Line } from '../check/line.ts'" }],
    /std\/fault\.ts must not know/,
  ],
  [
    'a dynamic import upward',
    [{ path: 'src/extract/pool.ts', text: "await import('../check/run.ts')" }],
    /extract\/pool\.ts must not know/,
  ],
  [
    'extraction that uses more of the engine than the shape of a view',
    [{ path: 'src/extract/message.ts', text: "import { inspect } from '../exposure/inspect.ts'" }],
    /extract\/message\.ts must not know/,
  ],
  [
    'a re-export that reaches another room',
    [{ path: 'src/exposure/inspect.ts', text: "export * from '../check/line.ts'" }],
    /exposure\/inspect\.ts must not know/,
  ],
  [
    'an engine that reads files',
    [{ path: 'src/exposure/inspect.ts', text: "import { readFileSync } from 'node:fs'" }],
    /must not use node:fs/,
  ],
  [
    'a package outside its home',
    [{ path: 'src/check/run.ts', text: "import { Pool } from 'pg'" }],
    /must not import pg/,
  ],
  [
    'a package nobody decided on',
    [{ path: 'src/check/run.ts', text: "import _ from 'lodash'" }],
    /lodash, which has no home/,
  ],
  [
    'an adapter that knows another adapter',
    [{ path: 'src/adapters/csv/directory-file.ts', text: "import { a } from '../ldap/source.ts'" }],
    /another adapter/,
  ],
  [
    'an adapter that reaches past its port',
    [{ path: 'src/adapters/csv/directory-file.ts', text: "import { run } from '../../check/run.ts'" }],
    /must not know src\/check\/run\.ts/,
  ],
  [
    'a cycle of two files of one room',
    [
      { path: 'src/exposure/a.ts', text: "import type { B } from './b.ts'" },
      { path: 'src/exposure/b.ts', text: "import type { A } from './a.ts'" },
    ],
    /cycle: src\/exposure\/a\.ts -> src\/exposure\/b\.ts -> src\/exposure\/a\.ts/,
  ],
  ['a room nobody planned', [{ path: 'src/helpers/text.ts', text: '' }], /not on the plan/],
  [
    'a room that imports the wiring',
    [{ path: 'src/cli/program.ts', text: "import { wire } from '../wiring.ts'" }],
    /nobody imports the top/,
  ],
]

for (const [name, files, fault] of planted) {
  test(`the wall test finds ${name}`, () => {
    expect(wallFaults(files).join('\n')).toMatch(fault)
  })
}

test('every file imports only the floors below it', () => {
  const files = sourceFiles('src')
  expect(files.length).toBeGreaterThan(5)
  expect(wallFaults(files)).toEqual([])
})

test('the depth test finds an import past what a room offers', () => {
  const files = [{ path: 'src/check/run.ts', text: "import { fold } from '../exposure/fold.ts'" }]
  expect(depthFaults(files, new Map([['exposure', 'Offers `survey.ts`.']])).join()).toMatch(
    /README of its room/,
  )
  expect(depthFaults(files, new Map([['exposure', 'Offers `fold`.']]))).toEqual([])
})

test('other rooms import only what the README of a room names', () => {
  const readmes = readdirSync(join(projectRoot, 'src')).flatMap((room) => {
    const file = join(projectRoot, 'src', room, 'README.md')
    return existsSync(file) ? [[room, readFileSync(file, 'utf8')] as const] : []
  })
  expect(depthFaults(sourceFiles('src'), new Map(readmes))).toEqual([])
})
