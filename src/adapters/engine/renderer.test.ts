/** The walls around an engine, tried by one that does its worst. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test, vi } from 'vitest'
import { noPartials, templateOf, textOf } from '../../../test/contracts/renderer.contract.ts'
import { confinedCommand, nodeLaunch, probeConfinement } from './confinement.ts'
import { openEnginePool } from './engine-pool.ts'
import { openEngineRenderer } from './renderer.ts'

const entry = new URL('../../../test/support/hostile-engine', import.meta.url).href
const hostile = nodeLaunch('Hostile', entry, [])
const own = {
  ...hostile,
  parameters: [`--allow-fs-read=${new URL(`${entry}.ts`).pathname}`, ...hostile.parameters],
}
const setup = { nowMs: 0, timeZone: 'UTC', processes: 1 }
const renderer = openEngineRenderer(setup, own)
afterAll(() => renderer.close())

const makerPath = fileURLToPath(new URL('../../../test/support/engine-maker.ts', import.meta.url))

/** A process that nobody has asked about may stay as a name without a body. */
function isRunning(pid: number): boolean {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return !status.slice(status.lastIndexOf(')') + 2).startsWith('Z')
  } catch {
    return false
  }
}

const render = (deed: string, contexts: readonly { isSpared?: boolean }[] = [{}]) =>
  renderer.render({ template: templateOf('liquid', deed), partials: noPartials, contexts, trace: false })

const deeds: readonly (readonly [deed: string, ends: RegExp])[] = [
  ['read /etc/passwd', /^forbidden$/],
  ['read a repository', /^forbidden$/],
  ['list /', /^forbidden$/],
  ['read its environment', /^forbidden$/],
  ['write a file', /^forbidden$/],
  ['start a process', /^forbidden$/],
  ['start a thread', /^forbidden$/],
  ['make code of text', /^forbidden$/],
  ['change the language', /^undefined$/],
  ['change an array', /^forbidden$/],
  ['look at its variables', /^\{("TZ":"UTC")?\}$/],
  ['turn for ever', /^time$/],
  ['fill its memory', /^memory$/],
  ['fill memory outside the language', /^memory$/],
  ['end itself', /^memory$/],
]

for (const [deed, ends] of deeds) {
  test(`an engine that would ${deed} cannot, and the next mail is made`, async () => {
    expect(textOf((await render(deed))[0])).toMatch(ends)
    expect((await render('rest')).map(textOf)).toEqual(['undefined'])
  })
}

test('nothing was written', () => {
  expect(existsSync('/tmp/schleuse-hostile')).toBe(false)
})

test('this machine gives an engine a network of its own, and ties it to its maker', () => {
  expect(probeConfinement()).toEqual({ hasOwnNetwork: true, isTied: true, isLimited: true })
})

const askServer = `require('node:net').connect(Number(process.argv[1]), '127.0.0.1')
  .once('connect', () => { console.log('connected'); process.exit() }).once('error', ({ code }) => console.log(code))`
const askName = `require('node:dns').lookup('localhost.example.org', (error) => console.log(error?.code ?? 'answered'))`
const networked: readonly (readonly [string, string])[] = [
  ['a server of this machine', askServer],
  ['a name server', askName],
]

for (const [name, program] of networked) {
  test(`behind the walls ${name} cannot be reached`, async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' ? String(address?.port) : ''
    const launch = { ...own, program: process.execPath, parameters: ['-e', program, port] }
    const [command = '', ...parameters] = confinedCommand(launch, probeConfinement())
    const walled = spawnSync(command, parameters, { env: {}, encoding: 'utf8', timeout: 30_000 })
    expect(walled.stdout).toMatch(/^(ECONNREFUSED|ENETUNREACH|EAI_AGAIN|ENOTFOUND)\n$/)
    const open = spawnSync(process.execPath, ['-e', askServer, port], { encoding: 'utf8', timeout: 30_000 })
    expect(open.stdout).toBe('connected\n')
    server.close()
  })
}

test('where the system gives no walls, those of the language still stand', async () => {
  const bare = { hasOwnNetwork: false, isTied: false, isLimited: false }
  const pool = openEnginePool({ ...setup, launch: own, confinement: bare })
  for (const deed of [
    'read /etc/passwd',
    'write a file',
    'start a process',
    'start a thread',
    'make code of text',
  ]) {
    const { parts } = templateOf('liquid', deed)
    const { number } = await pool.compile({ language: 'de', parts, partials: [] })
    const outcome = await pool.render(number, [{}], false)
    expect(outcome).toMatchObject({ results: [{ failure: { reason: 'forbidden' } }] })
  }
  await pool.close()
})

test('a process ends with its maker, however that ends, even while it turns for ever', async () => {
  const maker = spawn(process.execPath, [makerPath], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(maker.stdout.setEncoding('utf8'), 'data')
  const pid = Number(line)
  expect(existsSync(`/proc/${pid}`)).toBe(true)
  maker.kill('SIGKILL')
  await once(maker, 'exit')
  await vi.waitUntil(() => !isRunning(pid), { timeout: 20_000 })
})

test('a mail that ends the process takes none of its batch with it', async () => {
  const contexts = Array.from({ length: 120 }, (_, at) => ({ isSpared: at !== 17 && at !== 90 }))
  const mails = await render('end itself', contexts)
  expect(mails.map(textOf)).toEqual(contexts.map(({ isSpared }) => (isSpared ? 'undefined' : 'memory')))
})

test('a template that always ends the process is given up after some mails', async () => {
  const mails = await render(
    'turn for ever',
    Array.from({ length: 500 }, () => ({})),
  )
  expect(new Set(mails.map(textOf))).toEqual(new Set(['time']))
})

test('a fault of the engine itself is no verdict about a template, and says nothing that it rendered', async () => {
  for (const deed of ['throw', 'crash']) {
    const error = await render(deed).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ problems: [{ code: 'SCH_ENGINE_FAILED', params: { engine: 'Hostile' } }] })
    expect(error).toHaveProperty('cause.message', expect.not.stringContaining('Erika'))
    expect(String(error)).not.toContain('Erika')
  }
  expect((await render('rest')).map(textOf)).toEqual(['undefined'])
})

test('a program that does not start is told as such', async () => {
  const broken = openEngineRenderer(setup, { ...own, parameters: ['--no-such-option'] })
  const job = { template: templateOf('liquid', 'x'), partials: noPartials, contexts: [{}], trace: false }
  await expect(broken.render(job)).rejects.toMatchObject({ problems: [{ code: 'SCH_ENGINE_START' }] })
  await broken.close()
})

test('an engine that is not installed is told with the package that has it', async () => {
  for (const program of ['/usr/bin/perl', '/nowhere/perl']) {
    const launch = {
      name: 'Other',
      systemPackage: 'libother',
      program,
      parameters: ['-e', 'exit 3'],
      reservedBytes: 0,
    }
    const missing = openEngineRenderer(setup, launch)
    const job = { template: templateOf('liquid', 'x'), partials: noPartials, contexts: [{}], trace: false }
    const problem = { code: 'SCH_ENGINE_MISSING', params: { engine: 'Other', package: 'libother' } }
    await expect(missing.render(job)).rejects.toMatchObject({ problems: [problem] })
    await missing.close()
  }
})
