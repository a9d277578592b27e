import { spawnSync } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { environmentOf, openWorkplace, schleuse } from './support/run-check.ts'

/** Each call starts a process and a database; a loaded machine needs its time. */
vi.setConfig({ testTimeout: 240_000 })

function installation() {
  const place = openWorkplace()
  chmodSync(place.folder, 0o711)
  onTestFinished(() => place.remove())
  const run = (...words: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [schleuse, ...words, '--json'], {
      cwd: place.folder,
      encoding: 'utf8',
      env: environmentOf({ SCHLEUSE_STATE: join(place.folder, 'state'), DATABASE_URL: '' }),
    })
    const lines = stdout.split('\n').filter((line) => line !== '')
    return { status, facts: lines.map((line) => JSON.parse(line)), stderr }
  }
  run('organisation', 'add', 'Stadt', '--role', 'controller')
  return run
}

test('alerts are listed, acknowledged and told by command; what does not exist is refused', () => {
  const run = installation()
  expect(run('alert', 'list')).toMatchObject({ status: 0, facts: [{ kind: 'alert-none' }] })
  for (const id of ['nonsense', '0198a000-0000-7000-8000-0000000000a1']) {
    const refused = run('alert', 'acknowledge', id)
    expect(refused.status).toBe(2)
    expect(refused.stderr).toMatch(/Eine offene Meldung mit dieser Kennung gibt es hier nicht/)
  }
  expect(run('alert', 'tell')).toMatchObject({ status: 1, facts: [{ kind: 'alert-nobody' }] })
})

test('what is kept how long is shown, tried and run by command', () => {
  const run = installation()
  expect(run('retention', 'show').facts).toEqual([
    { kind: 'retention-show', what: 'audit', keep: '3650d', expired: 0 },
    { kind: 'retention-show', what: 'checkpoints', keep: '30d', expired: 0 },
    { kind: 'retention-show', what: 'alerts', keep: '365d', expired: 0 },
    { kind: 'retention-show', what: 'allowances', keep: '1095d', expired: 0 },
    { kind: 'retention-show', what: 'waiting-loads', keep: '30d', expired: 0 },
    { kind: 'retention-show', what: 'sessions', keep: '30d', expired: 0 },
  ])
  expect(run('retention', 'run', '--dry-run')).toMatchObject({
    status: 0,
    facts: [{ kind: 'retention-would' }, {}, {}, {}, {}, {}],
  })
  expect(run('retention', 'run')).toMatchObject({
    status: 0,
    facts: [{ kind: 'retention-done', rows: 0 }, {}, {}, {}, {}, {}],
  })
})
