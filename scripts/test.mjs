/** `npm test`: prepares what is needed, runs every test (or those named) and ends with one plain line of counts. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { nodeBinary, prepare, root } from './prepare.mjs'
import { systemPackages } from './system-packages.mjs'

function test() {
  const prepared = prepare()
  if (prepared !== 0) return prepared
  const installed = systemPackages()
  if (installed !== 0) return installed
  const results = join(root, '.cache', 'test-results.json')
  mkdirSync(join(root, '.cache'), { recursive: true })
  rmSync(results, { force: true })
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const flags = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${results}`]
  const node = nodeBinary()
  const run = spawnSync(node, [vitest, ...flags, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' })
  return report(results, run.status ?? 4)
}

function report(results, status) {
  if (!existsSync(results)) {
    process.stdout.write('No test ran.\n')
    return status || 4
  }
  const counts = JSON.parse(readFileSync(results, 'utf8'))
  // A file that cannot be loaded and an error outside any test fail the run without failing a test.
  const failed = counts.numFailedTests || (status === 0 ? 0 : 1)
  const skipped = counts.numPendingTests + counts.numTodoTests
  process.stdout.write(`${counts.numPassedTests} passed, ${failed} failed, ${skipped} skipped\n`)
  if (counts.numPassedTests === 0) return status || 4
  return failed === 0 ? status : status || 1
}

process.exitCode = test()
