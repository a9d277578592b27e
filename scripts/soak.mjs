/**
 * `npm run soak`: kills the program hundreds of times in the middle of its work, then holds proofs of random templates to what
 * the engines do; a wrong state fails, a slow machine does not.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { nodeBinary, prepare, root } from './prepare.mjs'
import { systemPackages } from './system-packages.mjs'

function soak() {
  const prepared = prepare() || systemPackages()
  if (prepared !== 0) return prepared
  const words = [join(root, 'test', 'crash', 'soak.ts'), ...process.argv.slice(2)]
  const kills = spawnSync(nodeBinary(), words, { cwd: root, stdio: 'inherit' }).status ?? 4
  // What is said to the soak is about kills.
  if (kills !== 0 || process.argv.length > 2) return kills
  const proofs = join(root, 'test', 'notice', 'proof-soak.ts')
  return spawnSync(nodeBinary(), [proofs], { cwd: root, stdio: 'inherit' }).status ?? 4
}

process.exitCode = soak()
