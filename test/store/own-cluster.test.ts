import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test, vi } from 'vitest'
import { Fault } from '../../src/std/fault.ts'
import { binariesOnMachine } from '../../src/store/postgres/binaries.ts'
import { openCluster } from '../../src/store/postgres/cluster.ts'
import { clusterFolder } from '../../src/store/postgres/cluster-folder.ts'
import { hasEnded, livingPostmaster } from '../../src/store/postgres/postmaster.ts'
import { lockFile } from '../../src/store/postgres/process-lock.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { childrenOf } from './given-server.ts'
import { dataOf, holder, stateFolder } from './state-folder.ts'

// Real servers start and stop here, on a machine that may be doing other things.
vi.setConfig({ testTimeout: 300_000 })

const isRoot = process.getuid?.() === 0
const origins = [...new Set(binariesOnMachine().map((one) => one.origin))]

function open(folder: string, origin?: 'system' | 'npm'): Promise<Store> {
  return openStore({ kind: 'own', stateFolder: folder, ...(origin ? { origin } : {}) }, () => {})
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'no fault'
  } catch (error) {
    return error instanceof Fault ? error.problems[0].code : String(error)
  }
}

for (const origin of origins) {
  test(`a cluster of the ${origin} binaries is made, used as a powerless role, stopped and found again`, async () => {
    const folder = stateFolder()
    const store = await open(folder, origin)
    expect(store.origin).toBe(origin)
    const id = '0198a000-0000-7000-8000-000000000001'
    await store.database
      .insertInto('schleuse.organisation')
      .values({ id, name: 'Stadt', role: 'controller' })
      .execute()
    await expect(sql`drop table schleuse.organisation`.execute(store.database)).rejects.toThrow(
      /must be owner/,
    )
    await expect(sql`delete from schleuse.organisation`.execute(store.database)).rejects.toThrow(
      /permission denied/,
    )
    await store.close()
    expect(livingPostmaster(dataOf(folder))).toBeUndefined()

    const again = await open(folder)
    onTestFinished(() => again.close())
    expect(again.major).toBe(store.major)
    expect(await again.database.selectFrom('schleuse.organisation').select('name').execute()).toEqual([
      { name: 'Stadt' },
    ])
  })

  test(`a ${origin} cluster whose starter was killed with -9 is adopted, and nothing is lost`, async () => {
    const folder = stateFolder()
    const first = await holder(folder, origin)
    const server = livingPostmaster(dataOf(folder))
    first.child.kill('SIGKILL')
    await once(first.child, 'exit')
    expect(livingPostmaster(dataOf(folder))?.pid).toBe(server?.pid)

    const second = await open(folder)
    expect(second.origin).toBe('adopted')
    await second.close()
    expect(livingPostmaster(dataOf(folder))).toBeUndefined()
  })
}

test('two processes at once share one server, and only the last one stops it', async () => {
  const folder = stateFolder()
  const both = await Promise.all([holder(folder), holder(folder)])
  expect(both.map((one) => one.origin === 'adopted').sort()).toEqual([false, true])
  const server = livingPostmaster(dataOf(folder))
  expect(await both[0].stop()).toBe(0)
  expect(livingPostmaster(dataOf(folder))?.pid).toBe(server?.pid)
  expect(await both[1].stop()).toBe(0)
  expect(livingPostmaster(dataOf(folder))).toBeUndefined()
})

test('a server killed with -9 is started again and replays its log', async () => {
  const folder = stateFolder()
  const store = await open(folder)
  const id = '0198a000-0000-7000-8000-000000000002'
  await store.database
    .insertInto('schleuse.organisation')
    .values({ id, name: 'Werk', role: 'processor' })
    .execute()
  process.kill(livingPostmaster(dataOf(folder))?.pid ?? 0, 'SIGKILL')
  await store.close()
  const again = await open(folder)
  onTestFinished(() => again.close())
  expect(await again.database.selectFrom('schleuse.organisation').select('id').execute()).toEqual([{ id }])
})

test('a kill while the cluster is being made leaves nothing that is taken for a cluster', async () => {
  const folder = stateFolder()
  mkdirSync(join(folder, 'postgresql', 'data.unfinished', 'base'), { recursive: true })
  writeFileSync(join(folder, 'postgresql', 'data.unfinished', 'PG_VERSION'), '15')
  const store = await open(folder)
  onTestFinished(() => store.close())
  expect(existsSync(join(folder, 'postgresql', 'data.unfinished'))).toBe(false)
})

test('a socket path that would be too long moves to the temporary folder', async () => {
  const folder = join(stateFolder(), 'a'.repeat(90))
  const cluster = await openCluster({ stateFolder: folder })
  expect(cluster.socketFolder.startsWith(folder)).toBe(false)
  expect(statSync(cluster.socketFolder).mode & 0o777).toBe(0o700)
  await cluster.close()
})

test('nobody but the account itself can enter the folder of the cluster', async () => {
  const folder = stateFolder()
  const cluster = await openCluster({ stateFolder: folder })
  onTestFinished(() => cluster.close())
  expect(statSync(join(folder, 'postgresql')).mode & 0o777).toBe(0o700)
  expect(readFileSync(join(folder, 'postgresql', 'pg_hba.conf'), 'utf8')).toBe(
    'local all all peer map=schleuse\n',
  )
})

test('a data folder of a major version that is not on the machine is refused, not converted', async () => {
  const folder = stateFolder()
  mkdirSync(dataOf(folder), { recursive: true })
  writeFileSync(join(dataOf(folder), 'PG_VERSION'), '12\n')
  if (isRoot) chownSync(dataOf(folder), 65534, 65534)
  expect(await codeOf(open(folder))).toBe('SCH_STORE_MAJOR_VERSION')
  expect(readFileSync(join(dataOf(folder), 'PG_VERSION'), 'utf8')).toBe('12\n')
})

test('a machine without PostgreSQL says so', async () => {
  expect(await codeOf(openCluster({ stateFolder: stateFolder(), offered: [] }))).toBe('SCH_STORE_NO_BINARIES')
})

test('a state folder that is a file is refused', async () => {
  const file = join(stateFolder(), 'file')
  writeFileSync(file, '')
  expect(await codeOf(open(file))).toBe('SCH_STORE_FOLDER_UNUSABLE')
})

test.runIf(isRoot)('a data folder that belongs to root is refused', async () => {
  const folder = stateFolder()
  mkdirSync(dataOf(folder), { recursive: true })
  expect(await codeOf(open(folder))).toBe('SCH_STORE_WRONG_OWNER')
})

test.runIf(isRoot)(
  'below a private home of root the account of the server is named, and what it cannot enter',
  async () => {
    const folder = stateFolder()
    chmodSync(folder, 0o700)
    expect(await codeOf(open(join(folder, 'state')))).toBe('SCH_STORE_UNREACHABLE')
  },
)

test.runIf(isRoot)('started by root, the server runs as another account', async () => {
  const folder = stateFolder()
  const cluster = await openCluster({ stateFolder: folder })
  onTestFinished(() => cluster.close())
  const pid = livingPostmaster(dataOf(folder))?.pid
  expect(readFileSync(`/proc/${pid}/status`, 'utf8')).not.toMatch(/^Uid:\s+0\s/m)
})

for (const origin of isRoot ? origins : []) {
  test(`a full disk is named as such, with the ${origin} binaries`, async () => {
    const folder = stateFolder()
    execFileSync('mount', [
      '-t',
      'tmpfs',
      '-o',
      `size=${origin === 'npm' ? 75 : 25}m,mode=0755`,
      'tmpfs',
      folder,
    ])
    onTestFinished(() => void execFileSync('umount', ['-l', folder]))
    expect(await codeOf(open(folder, origin))).toBe('SCH_STORE_DISK_FULL')
    expect(existsSync(dataOf(folder))).toBe(false)
  })
}

test('a socket that another living server holds is not taken from it', async () => {
  const folder = stateFolder()
  const first = await openCluster({ stateFolder: folder })
  const { socketFolder } = first
  await first.close()
  const owner = statSync(dataOf(folder))
  const as = isRoot ? { uid: owner.uid, gid: owner.gid } : {}
  const other = spawn('sleep', ['60'], { stdio: 'ignore', ...as })
  onTestFinished(() => void other.kill('SIGKILL'))
  const lock = join(socketFolder, '.s.PGSQL.5432.lock')
  writeFileSync(lock, `${other.pid}\n${folder}\n1\n5432\n\n\n`)
  if (isRoot) chownSync(lock, owner.uid, owner.gid)
  expect(await codeOf(openCluster({ stateFolder: folder }))).toBe('SCH_STORE_ANOTHER_SERVER')
  other.kill('SIGKILL')
  await once(other, 'exit')
  const again = await openCluster({ stateFolder: folder })
  await again.close()
})

test('a killed server that nobody has buried yet is waited for, not taken for another one', async () => {
  const folder = stateFolder()
  const first = await openCluster({ stateFolder: folder })
  await first.close()
  const owner = statSync(dataOf(folder))
  const as = isRoot ? { uid: owner.uid, gid: owner.gid } : {}
  // A parent that reaps its child only after a second: until then the child is a zombie, and its number is taken.
  const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 1'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    ...as,
  })
  const [line] = await once(parent.stdout, 'data')
  const pid = Number(String(line).trim())
  const lock = join(dataOf(folder), 'postmaster.pid')
  writeFileSync(lock, `${pid}\n${dataOf(folder)}\n1\n5432\n\n\n`)
  if (isRoot) chownSync(lock, owner.uid, owner.gid)
  const again = await openCluster({ stateFolder: folder })
  expect(again.isAdopted).toBe(false)
  await again.close()
})

test('a server that is still stopping, whose user was killed meanwhile, is waited for, and another one started', async () => {
  const folder = stateFolder()
  const first = await holder(folder)
  const server = livingPostmaster(dataOf(folder))?.pid ?? 0
  // As long as one of its processes is frozen it cannot end.
  const [part = 0] = childrenOf(server)
  process.kill(part, 'SIGSTOP')
  first.child.kill('SIGKILL')
  await once(first.child, 'exit')
  process.kill(server, 'SIGINT')
  const status = () =>
    readFileSync(join(dataOf(folder), 'postmaster.pid'), 'utf8')
      .split('\n')[7]
      ?.trim()
  while (status() !== 'stopping') await new Promise((resolve) => setTimeout(resolve, 5))
  const opening = open(folder)
  // That it waits is seen by the lock it holds.
  const lock = clusterFolder(folder).startLock
  while (await isFree(lock)) await new Promise((resolve) => setTimeout(resolve, 5))
  process.kill(part, 'SIGCONT')
  const store = await opening
  onTestFinished(() => store.close())
  expect(store.origin).not.toBe('adopted')
  expect(hasEnded(server)).toBe(true)
})

async function isFree(file: string): Promise<boolean> {
  const lock = await lockFile(file, { mode: 'exclusive', waitMs: 0 })
  await lock?.close()
  return lock !== undefined
}
