import { spawnSync } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { environmentOf, openWorkplace, schleuse } from './support/run-check.ts'

/** Each call starts a process and most a database; a loaded machine needs its time. */
const slowMs = 240_000

test(
  'what a key has signed is believed after its rotation and not after its revocation, however early it was signed',
  () => {
    const place = openWorkplace()
    chmodSync(place.folder, 0o711)
    onTestFinished(() => place.remove())
    const run = (...words: readonly string[]) => {
      const { status, stdout } = spawnSync(process.execPath, [schleuse, ...words, '--json'], {
        cwd: place.folder,
        encoding: 'utf8',
        env: environmentOf({ SCHLEUSE_STATE: join(place.folder, 'state'), DATABASE_URL: '' }),
      })
      const lines = stdout.split('\n').filter((line) => line !== '')
      return { status, facts: lines.map((line) => JSON.parse(line)) }
    }
    run('organisation', 'add', 'Stadt', '--role', 'controller')
    run('audit', 'checkpoint', '--out', 'head.json')
    run('audit', 'export', '--out', 'trail.ndjson')
    const keys = run('keys', 'list').facts
    const old = keys.find(({ purpose }) => purpose === 'signature')?.id

    run('keys', 'rotate', 'signature')
    run('keys', 'revocations', '--out', 'none.json')
    expect(run('verify', 'head.json', '--revocations', 'none.json').status).toBe(0)
    expect(run('verify', 'trail.ndjson', '--revocations', 'none.json').status).toBe(0)

    expect(run('keys', 'revoke', old).facts).toMatchObject([
      { kind: 'key-revoked' },
      { kind: 'key-tell-others' },
    ])
    expect(run('keys', 'revocations', '--out', 'list.json').facts).toMatchObject([
      { kind: 'revocations', keys: 1 },
    ])
    expect(run('verify', 'head.json', '--revocations', 'list.json')).toMatchObject({
      status: 1,
      facts: [{ kind: 'file-revoked', key: old }],
    })
    expect(run('verify', 'trail.ndjson', '--revocations', 'list.json')).toMatchObject({
      status: 1,
      facts: [{ kind: 'trail-file-fault', damage: 'key-revoked' }, { kind: 'trail-file-broken' }],
    })
    // The trail is compared with it all the same; as a proof it does not count.
    expect(run('audit', 'verify', '--checkpoint', 'head.json')).toMatchObject({
      status: 0,
      facts: [
        { kind: 'trail-whole', checkpoints: '1' },
        { kind: 'witness-revoked', heads: 1 },
        { kind: 'trail-unwitnessed' },
      ],
    })
    run('audit', 'checkpoint', '--out', 'new.json')
    expect(
      run('audit', 'verify', '--checkpoint', 'head.json', '--checkpoint', 'new.json').facts,
    ).toMatchObject([
      { kind: 'trail-whole', checkpoints: '2' },
      { kind: 'witness-revoked', heads: 1 },
      { kind: 'trail-witnessed' },
    ])
    expect(run('verify', 'new.json', '--revocations', 'head.json').status).toBe(2)
  },
  slowMs,
)
