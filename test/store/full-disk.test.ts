import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test, vi } from 'vitest'
import { verifyTrail } from '../../src/audit/trail.ts'
import { openKeyRing } from '../../src/sealing/key-ring.ts'
import { addOrganisation, listOrganisations } from '../../src/staff/organisation.ts'
import { Fault } from '../../src/std/fault.ts'
import { openStore } from '../../src/store/store.ts'
import { environmentOf, schleuse } from '../support/run-check.ts'
import { stateFolder } from './state-folder.ts'

// Real servers start and stop here, on a machine that may be doing other things.
vi.setConfig({ testTimeout: 300_000 })

const isRoot = process.getuid?.() === 0
/** A disk of its own size takes a mount, and a mount takes root. */
const here = test.runIf(isRoot)

const by = { actor: { kind: 'program' }, now: new Date('2026-01-01T00:00:00Z') } as const

/** A folder that is a small disk in memory. */
function disk(size: string): string {
  const folder = stateFolder()
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=0711`, 'tmpfs', folder])
  onTestFinished(() => void execFileSync('umount', ['-l', folder]))
  return folder
}

/** Writes until nothing more fits. */
function fill(folder: string): () => void {
  const file = join(folder, 'filler')
  spawnSync('dd', ['if=/dev/zero', `of=${file}`, 'bs=4096'], { stdio: 'ignore' })
  return () => rmSync(file)
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'no fault'
  } catch (error) {
    return error instanceof Fault ? error.problems[0].code : String(error)
  }
}

function run(state: string, ...words: readonly string[]) {
  return spawnSync(process.execPath, [schleuse, ...words, '--json'], {
    encoding: 'utf8',
    env: environmentOf({ SCHLEUSE_STATE: state, DATABASE_URL: '' }),
  })
}

/** Rows that no packing makes small. */
async function withManyRows(folder: string, rows: number): Promise<void> {
  const store = await openStore({ kind: 'own', stateFolder: folder }, () => {})
  const id = await addOrganisation(store.database, { name: 'Stadt', role: 'controller' }, by)
  await sql`insert into schleuse.audit_leaf (organisation_id, batch, digest)
            select ${id}, 'gate-decision', sha256(n::text::bytea) from generate_series(1, ${rows}::int) n`.execute(
    store.database,
  )
  await store.close()
}

here(
  'a disk that is full under the database: every write is refused with a sentence, and nothing acknowledged is lost',
  async () => {
    const folder = disk('200m')
    const store = await openStore({ kind: 'own', stateFolder: folder }, () => {})
    onTestFinished(() => store.close())
    const first = await addOrganisation(store.database, { name: 'first', role: 'controller' }, by)
    const free = fill(folder)
    const done: string[] = []
    const codes: string[] = []
    for (let n = 0; n < 400 && codes.length < 5; n++) {
      const write = sql`insert into schleuse.audit_leaf (organisation_id, batch, digest)
      select ${first}, 'gate-decision', sha256(n::text::bytea) from generate_series(1, 5000) n`.execute(
        store.database,
      )
      const code = await codeOf(write)
      if (code === 'no fault') done.push(code)
      else codes.push(code)
    }
    expect(codes).toHaveLength(5)
    expect(codes.filter((code) => code !== 'SCH_STORE_DISK_FULL' && code !== 'SCH_STORE_AWAY')).toEqual([])
    free()
    let after = ''
    for (let tries = 0; tries < 20 && after !== 'no fault'; tries++) {
      after = await codeOf(
        addOrganisation(store.database, { name: `after-${tries}`, role: 'controller' }, by),
      )
    }
    expect(after).toBe('no fault')
    const { rows } = await sql<{ n: bigint }>`select count(*) as n from schleuse.audit_leaf`.execute(
      store.database,
    )
    expect(rows[0]?.n).toBe(BigInt(done.length * 5000))
    for (const { id } of await listOrganisations(store.database)) {
      expect((await verifyTrail(store.database, id, [])).faults).toEqual([])
    }
  },
)

here(
  'a backup to a full disk is refused, leaves no file and no entry, and works once there is room',
  async () => {
    const state = stateFolder()
    await withManyRows(state, 100_000)
    const target = disk('1m')
    const refused = run(state, 'backup', 'create', '--out', join(target, 'a.backup'))
    expect(refused.status).toBe(4)
    expect(refused.stderr).toMatch(/ENOSPC/)
    expect(readdirSync(target)).toEqual([])
    expect(run(state, 'audit', 'verify').stdout).toMatch(/"entries":"1"/)
    execFileSync('mount', ['-o', 'remount,size=100m', target])
    expect(run(state, 'backup', 'create', '--out', join(target, 'a.backup')).status).toBe(0)
  },
)

here('a restore to a full disk leaves the place empty, and goes through once there is room', async () => {
  const state = stateFolder()
  await withManyRows(state, 200_000)
  const backup = join(state, 'a.backup')
  expect(run(state, 'backup', 'create', '--out', backup).status).toBe(0)
  const target = disk('95m')
  execFileSync('cp', ['-a', join(state, 'keys'), join(target, 'keys')])
  const refused = run(target, 'backup', 'restore', backup)
  expect([refused.status, refused.stderr]).toEqual([
    4,
    expect.stringMatching(/Datenträger ist voll|nicht zu erreichen/),
  ])
  execFileSync('mount', ['-o', 'remount,size=600m', target])
  expect(run(target, 'organisation', 'list').stdout).toBe('')
  const restored = run(target, 'backup', 'restore', backup)
  expect([restored.status, restored.stderr]).toEqual([0, ''])
})

here('keys that do not fit on the disk are not there in half', () => {
  const folder = disk('64k')
  const free = fill(folder)
  expect(() => openKeyRing(join(folder, 'keys'), by.now)).toThrow(/ENOSPC/)
  expect(existsSync(join(folder, 'keys')) ? readdirSync(join(folder, 'keys')) : []).toEqual([])
  free()
  const ring = openKeyRing(join(folder, 'keys'), by.now)
  expect(ring.isNew).toBe(true)
  const again = fill(folder)
  const before = ring.list()
  expect(() => ring.rotate('matching', by.now)).toThrow(/ENOSPC/)
  again()
  const ids = (keys: typeof before) => keys.map(({ id }) => id).sort()
  expect(ids(openKeyRing(join(folder, 'keys'), by.now).list())).toEqual(ids(before))
})

test('a backup to a place that is no folder is refused with the system’s reason', () => {
  const state = stateFolder()
  writeFileSync(join(state, 'a-file'), '')
  const refused = run(state, 'backup', 'create', '--out', join(state, 'a-file', 'a.backup'))
  expect([refused.status, refused.stderr]).toEqual([4, expect.stringMatching(/ENOTDIR/)])
})
