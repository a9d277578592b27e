/** `npm run bench`: measures and checks the answers; a wrong answer fails, a slow one does not. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { nodeBinary, prepare, root } from './prepare.mjs'

const runs = [
  ['bench/scan.bench.ts', '--customers', '100000'],
  ['bench/sieve-difference.ts', '--worlds', '3', '--texts', '1000'],
  ['bench/stages.ts'],
  ['bench/html.bench.ts'],
  ['bench/sink.bench.ts'],
  ['bench/render.bench.ts'],
  ['bench/rehearse.bench.ts'],
  ['bench/index.bench.ts', 'reference', '100000'],
  ['bench/index.bench.ts', 'compact', '100000'],
  ['bench/rebuild.bench.ts', '1000000'],
  ['bench/directory.bench.ts', '100000'],
  ['bench/match.bench.ts', 'reference', '100000'],
  ['bench/match.bench.ts', 'compact', '100000'],
  ['bench/speed.ts', '--mails', '10000', '--customers', '100000'],
  ['bench/accuracy/run.ts', '--planted', '5000', '--clean', '10000', '--customers', '100000', '--seed', '1'],
]

function bench() {
  const prepared = prepare()
  if (prepared !== 0) return prepared
  let worst = 0
  for (const words of runs) {
    process.stdout.write(`\n$ node ${words.join(' ')}\n`)
    const run = spawnSync(nodeBinary(), [join(root, words[0]), ...words.slice(1)], {
      cwd: root,
      stdio: 'inherit',
    })
    worst = Math.max(worst, run.status ?? 4)
  }
  return worst
}

process.exitCode = bench()
