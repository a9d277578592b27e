/** Compiles src/ to dist/ for the published package: Node runs no TypeScript below node_modules. */
import { spawnSync } from 'node:child_process'
import { cpSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { nodeBinary, prepare, root } from './prepare.mjs'

function build() {
  const prepared = prepare()
  if (prepared !== 0) return prepared
  rmSync(join(root, 'dist'), { recursive: true, force: true })
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const run = spawnSync(nodeBinary(), [compiler, '-p', 'tsconfig.build.json'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  if (run.status !== 0) return run.status ?? 4
  // What is not compiled but read at run time: the tables' upgrades, and an engine in Perl.
  const isRead = (path) => statSync(path).isDirectory() || /\.(sql|pl)$/.test(path)
  cpSync(join(root, 'src'), join(root, 'dist'), { recursive: true, filter: isRead })
  return 0
}

process.exitCode = build()
