/** `npm run soak`: kills the program hundreds of times in the middle of its work; a wrong state fails, a slow machine does not. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { nodeBinary, prepare, root } from './prepare.mjs'
import { systemPackages } from './system-packages.mjs'

function soak() {
  const prepared = prepare() || systemPackages()
  if (prepared !== 0) return prepared
  const words = [join(root, 'test', 'crash', 'soak.ts'), ...process.argv.slice(2)]
  return spawnSync(nodeBinary(), words, { cwd: root, stdio: 'inherit' }).status ?? 4
}

process.exitCode = soak()
