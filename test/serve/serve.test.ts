import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect as connectTcp, createServer } from 'node:net'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { sql } from 'kysely'
import { expect, onTestFinished, test, vi } from 'vitest'
import { connect } from '../../src/store/connection.ts'
import { clusterFolder, clusterPort } from '../../src/store/postgres/cluster-folder.ts'
import { hasEnded, livingPostmaster } from '../../src/store/postgres/postmaster.ts'
import { databaseName, defaultRoles } from '../../src/store/roles.ts'
import { selfSigned, selfSignedFiles } from '../support/self-signed.ts'
import { command, servePlace, startServe } from '../support/serve-process.ts'

/** What is tested is the order of things; on a loaded machine each may take long. */
vi.setConfig({ testTimeout: 240_000 })
const patient = { timeout: 120_000, interval: 100 }

async function ready(address: string): Promise<unknown> {
  const answer = await fetch(`http://${address}/health/ready`)
  return answer.json()
}

test('on an empty place it makes everything, is ready, and ends in good order', async () => {
  const place = servePlace()
  const serving = startServe(place)
  const address = await serving.address()
  await expect.poll(() => ready(address), patient).toMatchObject({ status: 'ready' })
  expect(serving.text()).toMatch(/Fingerabdruck der Wurzel.*[0-9a-f]{64}/)
  expect(await (await fetch(`http://${address}/health/live`)).json()).toEqual({ status: 'alive' })
  expect((await fetch(`http://${address}/api/v1/openapi.json`)).status).toBe(200)
  expect(serving.events().map(({ event }) => event)).toContain('staff-missing')
  expect(await (await fetch(`http://${address}/staff/sign-in`)).text()).toMatch(
    /schleuse staff add ADDRESS .*--first/,
  )
  await expect
    .poll(async () => (await fetch(`http://${address}/metrics`)).text(), patient)
    .toMatch(/schleuse_job_seconds_count\{job="sign-heads",outcome="done"\} 1/)
  const { facts, status } = command(place, 'work', 'list')
  expect(status).toBe(0)
  const signing = { kind: 'work-job', job: 'sign-heads', work: 'waiting', lastOutcome: 'done' }
  expect(facts).toContainEqual(expect.objectContaining({ kind: 'work-worker' }))
  expect(facts).toContainEqual(expect.objectContaining(signing))
  const jobs = facts.flatMap(({ job }) => (job === undefined ? [] : [job]))
  expect(jobs).toEqual(expect.arrayContaining(['sign-heads', 'seal-batches', 'tell-alerts', 'retention']))

  const server = livingPostmaster(place.data)
  serving.child.kill('SIGTERM')
  expect(await serving.ended()).toEqual([0, null])
  expect(server && hasEnded(server.pid)).toBe(true)
  expect(serving.text()).not.toMatch(/standard output/)
  expect(
    serving
      .events()
      .map(({ event }) => event)
      .slice(-3),
  ).toEqual(['stopping', 'worker-left', 'stopped'])
  const left = command(place, 'work', 'list')
  expect(left.status).toBe(1)
  expect(left.facts).toContainEqual(expect.objectContaining({ kind: 'work-no-worker' }))
})

test('a second signal ends it at once', async () => {
  const place = servePlace()
  const serving = startServe(place, ['--only', 'api', '--listen', '127.0.0.1:0'])
  const [host = '', port = ''] = (await serving.address()).split(':')
  const half = connectTcp(Number(port), host)
  half.on('error', () => {})
  half.write('POST /health/live HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n')
  await new Promise((resolve) => half.once('data', resolve).once('connect', () => setTimeout(resolve, 200)))
  serving.child.kill('SIGTERM')
  await expect.poll(() => serving.events().at(-1)?.event, patient).toBe('stopping')
  serving.child.kill('SIGTERM')
  expect(await serving.ended()).toEqual([143, null])
})

test('a database that is killed is started again, and the log says so', async () => {
  const place = servePlace()
  const serving = startServe(place)
  const address = await serving.address()
  await expect.poll(() => ready(address), patient).toMatchObject({ status: 'ready' })
  const server = livingPostmaster(place.data)
  if (!server) throw new Error('no database')
  process.kill(server.pid, 'SIGKILL')
  // Whether anybody sees it gone before it is started again is chance; that it was is told either way.
  const tells = ({ event }: Record<string, unknown>) =>
    event === 'database-restarted' || event === 'database-back'
  await expect.poll(() => serving.events().some(tells), patient).toBe(true)
  await expect.poll(() => ready(address), patient).toMatchObject({ status: 'ready' })
  expect(livingPostmaster(place.data)?.pid).not.toBe(server.pid)
  // Its work goes on too, and what it ends is written.
  await expect
    .poll(() => command(place, 'work', 'list').facts, { ...patient, interval: 1_000 })
    .toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'work-worker' }),
        expect.objectContaining({ job: 'sign-heads' }),
      ]),
    )
  serving.child.kill('SIGTERM')
  expect(await serving.ended()).toEqual([0, null])
})

test('while the database cannot be started it is alive, not ready, and says which part is missing', async () => {
  const place = servePlace()
  const serving = startServe(place)
  const address = await serving.address()
  await expect.poll(() => ready(address), patient).toMatchObject({ status: 'ready' })
  const server = livingPostmaster(place.data)
  if (!server) throw new Error('no database')
  // Frozen: it takes connections and says nothing.
  process.kill(server.pid, 'SIGSTOP')
  const backends = readFileSync(`/proc/${server.pid}/task/${server.pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .map(Number)
  for (const pid of backends) process.kill(pid, 'SIGSTOP')
  try {
    await expect.poll(() => ready(address), patient).toMatchObject({ status: 'not-ready' })
    const answer = await fetch(`http://${address}/health/ready`)
    expect(answer.status).toBe(503)
    const body: { parts: readonly { part: string; state: string }[] } = JSON.parse(await answer.text())
    expect(body.parts.find(({ part }) => part === 'database')?.state).toBe('away')
    expect((await fetch(`http://${address}/health/live`)).status).toBe(200)
  } finally {
    for (const pid of [...backends, server.pid]) if (!hasEnded(pid)) process.kill(pid, 'SIGCONT')
  }
  await expect.poll(() => ready(address), patient).toMatchObject({ status: 'ready' })
})

test('an organisation’s index is followed: ready once it is built, not while a source is too old', async () => {
  const place = servePlace()
  const config = join(place.folder, 'schleuse.yaml')
  writeFileSync(join(place.folder, 'kunden.csv'), 'kundennummer,e-mail\n1000001,anna@example.org\n')
  writeFileSync(
    config,
    'directory:\n  sources:\n    - { kind: csv, name: library, organisation: Stadt, customers: kunden.csv, stale_after: 26h }\n',
  )
  expect(command(place, 'organisation', 'add', 'Stadt', '--role', 'controller').status).toBe(0)
  const serving = startServe(place, ['--config', config, '--listen', '127.0.0.1:0'])
  const address = await serving.address()
  await expect.poll(() => existsSync(join(place.state, 'index')), patient).toBe(true)
  await expect.poll(() => ready(address), patient).toMatchObject({ status: 'ready' })
  const owner = ownerOf(place.state)
  await sql`update schleuse.directory_source set content_at = now() - interval '30 days'`.execute(owner)
  await expect
    .poll(() => ready(address), patient)
    .toMatchObject({
      status: 'not-ready',
      parts: expect.arrayContaining([{ part: 'index', state: 'stale', count: 1 }]),
    })
  expect(serving.text()).not.toMatch(/anna|1000001/)
})

test('tables that a newer version has changed are left alone: not ready, no answers, no work', async () => {
  const place = servePlace()
  const serving = startServe(place)
  const address = await serving.address()
  await expect.poll(() => ready(address), patient).toMatchObject({ status: 'ready' })
  const owner = ownerOf(place.state)
  const newer = 999
  await sql`insert into schleuse.schema_upgrade (version, name, sha256) values (${newer}, 'later', '')`.execute(
    owner,
  )
  await expect
    .poll(() => ready(address), patient)
    .toMatchObject({
      parts: expect.arrayContaining([
        { part: 'schema', state: 'outdated' },
        { part: 'worker', state: 'missing' },
      ]),
    })
  const refused = await fetch(`http://${address}/api/v1/openapi.json`)
  expect(refused.status).toBe(503)
  expect(await refused.json()).toMatchObject({ code: 'SCH_HTTP_OUTDATED' })
  await sql`delete from schleuse.schema_upgrade where version = ${newer}`.execute(owner)
  await expect.poll(() => ready(address), patient).toMatchObject({ status: 'ready' })
})

test('two servers share one state; one that is killed keeps the other from nothing', async () => {
  const place = servePlace()
  const first = startServe(place)
  const firstAddress = await first.address()
  const second = startServe(place)
  const secondAddress = await second.address()
  await expect.poll(() => ready(firstAddress), patient).toMatchObject({ status: 'ready' })
  await expect.poll(() => ready(secondAddress), patient).toMatchObject({ status: 'ready' })
  const workers = () => command(place, 'work', 'list').facts.filter(({ kind }) => kind === 'work-worker')
  expect(workers()).toHaveLength(2)
  first.child.kill('SIGKILL')
  await first.ended()
  expect(await ready(secondAddress)).toMatchObject({ status: 'ready' })
  second.child.kill('SIGTERM')
  expect(await second.ended()).toEqual([0, null])
  expect(livingPostmaster(place.data)).toBeUndefined()
})

const refused: readonly [string, readonly string[], RegExp][] = [
  ['an address that others reach, without TLS', ['--listen', '0.0.0.0:0'], /lauscht Schleuse nicht ohne TLS/],
  ['the same over IPv6', ['--listen', '[::]:0'], /lauscht Schleuse nicht ohne TLS/],
  ['an address that is none', ['--listen', 'example.org:80'], /nicht lesbar/],
  [
    'an address for a process that serves none',
    ['--only', 'worker', '--listen', '127.0.0.1:0'],
    /lauscht dieser Prozess auf keiner/,
  ],
  ['a part that is none', ['--only', 'gate'], /nicht zu verstehen/],
]
for (const [what, words, sentence] of refused) {
  test(`${what} is refused before anything is made`, async () => {
    const place = servePlace()
    const serving = startServe(place, words)
    expect(await serving.ended()).toEqual([2, null])
    expect(serving.text()).toMatch(sentence)
    expect(existsSync(place.state)).toBe(false)
  })
}

test('a port that is taken is a sentence, and the database is stopped again', async () => {
  const place = servePlace()
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const address = taken.address()
  const port = typeof address === 'object' ? address?.port : 0
  const serving = startServe(place, ['--listen', `127.0.0.1:${port}`])
  expect(await serving.ended()).toEqual([4, null])
  expect(serving.text()).toMatch(/lässt sich nicht lauschen \(EADDRINUSE\)/)
  expect(livingPostmaster(place.data)).toBeUndefined()
  taken.close()
})

test('TLS by files; a renewed certificate is taken up on SIGHUP, one that is broken is not', async () => {
  const place = servePlace()
  const files = selfSignedFiles('old.test')
  const config = join(place.folder, 'schleuse.yaml')
  writeFileSync(
    config,
    `serve:\n  listen: 127.0.0.1:0\n  tls:\n    certificate: ${files.certificate}\n    key: ${files.key}\n`,
  )
  const serving = startServe(place, ['--config', config, '--only', 'api'])
  const port = Number((await serving.address()).split(':')[1])
  expect(await subject(port)).toBe('old.test')
  files.replace(selfSigned('new.test'))
  serving.child.kill('SIGHUP')
  await expect.poll(() => subject(port), patient).toBe('new.test')
  writeFileSync(files.certificate, 'broken')
  serving.child.kill('SIGHUP')
  await expect.poll(() => serving.events().some(({ code }) => code === 'SCH_TLS_FILE'), patient).toBe(true)
  expect(await subject(port)).toBe('new.test')
  serving.child.kill('SIGTERM')
  expect(await serving.ended()).toEqual([0, null])
})

test('a UNIX socket is for the account and its group; one that a killed process left is taken over', async () => {
  const place = servePlace()
  const path = join(place.folder, 'http.sock')
  const first = startServe(place, ['--only', 'api', '--listen', `unix:${path}`])
  await first.address()
  expect(statSync(path).mode & 0o777).toBe(0o660)
  const third = startServe(place, ['--only', 'api', '--listen', `unix:${path}`])
  expect(await third.ended()).toEqual([4, null])
  first.child.kill('SIGKILL')
  await first.ended()
  const second = startServe(place, ['--only', 'api', '--listen', `unix:${path}`])
  await second.address()
  const status = await new Promise((resolve, reject) => {
    request({ socketPath: path, path: '/health/live' }, (response) => resolve(response.statusCode))
      .on('error', reject)
      .end()
  })
  expect(status).toBe(200)
})

test('systemd is told when it is ready, and not before it listens', async () => {
  const place = servePlace()
  const told = join(place.folder, 'told')
  writeFileSync(join(place.folder, 'systemd-notify'), `#!/bin/sh\necho "$@" > ${told}\n`, { mode: 0o755 })
  const serving = startServe(place, ['--only', 'api', '--listen', '127.0.0.1:0'], {
    NOTIFY_SOCKET: '/dev/null',
    PATH: `${place.folder}:${process.env.PATH}`,
  })
  await expect
    .poll(() => existsSync(told) && readFileSync(told, 'utf8'), patient)
    .toBe(`--ready --pid=${serving.pid}\n`)
  expect(serving.events().some(({ event }) => event === 'listening')).toBe(true)
})

/** The owner of the tables, through the socket that only root and the server's account may open. */
function ownerOf(state: string) {
  const target = {
    kind: 'socket',
    socketFolder: clusterFolder(state).socket,
    port: clusterPort,
    user: defaultRoles.owner,
    database: databaseName,
  } as const
  const owner = connect(target, () => {})
  onTestFinished(() => owner.destroy())
  return owner
}

function subject(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connectTls({ host: '127.0.0.1', port, rejectUnauthorized: false }, () => {
      const { CN } = socket.getPeerCertificate().subject
      resolve(typeof CN === 'string' ? CN : '')
      socket.destroy()
    })
    socket.on('error', reject)
  })
}
