import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { keyPurposes } from './key.ts'
import { openKeyRing } from './key-ring.ts'

const first = new Date('2026-01-01T00:00:00Z')
const later = new Date('2026-06-01T00:00:00Z')
const module = JSON.stringify(new URL('./key-ring.ts', import.meta.url).href)

function keyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'schleuse-first-keys-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'keys')
}

/** One key for each purpose, the same at the next opening, and nothing else left of the making. */
function expectWhole(folder: string, foreign: readonly string[] = []): void {
  const { rootFingerprint } = openKeyRing(folder, later)
  const ring = openKeyRing(folder, later)
  expect(
    ring
      .list()
      .map(({ purpose }) => purpose)
      .sort(),
  ).toEqual([...keyPurposes].sort())
  expect([ring.isNew, ring.rootFingerprint]).toEqual([false, rootFingerprint])
  const others = readdirSync(folder).filter((name) => !/^[a-z-]+-[0-9a-f]{16}\.json$/.test(name))
  expect(others.sort()).toEqual([...foreign].sort())
}

test('the first keys are made beside whatever else lies in the folder', () => {
  const folder = keyFolder()
  const foreign = ['.gitkeep', 'lost+found', 'root-0.json.unfinished']
  mkdirSync(join(folder, 'lost+found'), { recursive: true, mode: 0o700 })
  for (const name of ['.gitkeep', 'root-0.json.unfinished']) writeFileSync(join(folder, name), '')
  expect(openKeyRing(folder, first).isNew).toBe(true)
  expectWhole(folder, foreign)
})

/** A mount takes root. */
test.runIf(process.getuid?.() === 0)('the first keys are made in a folder that is a mount', () => {
  const folder = keyFolder()
  mkdirSync(folder, { mode: 0o700 })
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m,mode=0700', 'tmpfs', folder])
  onTestFinished(() => void execFileSync('umount', ['-l', folder]))
  expect(openKeyRing(folder, first).isNew).toBe(true)
  expectWhole(folder)
})

/** Kills the process before the given one of the calls that make, name or remove something. */
const killing = (atCall: number) => `import fs from 'node:fs'
  import { syncBuiltinESMExports } from 'node:module'
  let calls = 0
  for (const name of ['mkdirSync', 'mkdtempSync', 'openSync', 'fsyncSync', 'renameSync', 'rmdirSync']) {
    const real = fs[name]
    fs[name] = (...given) => {
      if (calls++ === ${atCall}) process.kill(process.pid, 'SIGKILL')
      return real(...given)
    }
  }
  syncBuiltinESMExports()`

test('a kill at any step of making the first keys leaves all of them or none, and nothing for good', async () => {
  let atCall = 0
  let decided = 0
  for (; ; atCall++) {
    const folder = keyFolder()
    const script = `${killing(atCall)}
      const { openKeyRing } = await import(${module})
      console.log(openKeyRing(${JSON.stringify(folder)}, new Date()).isNew)`
    const run = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
    const isDecided = existsSync(join(folder, 'first-keys'))
    if (isDecided) decided += 1
    const root = findRoot(folder)
    const { isNew, list } = openKeyRing(folder, later)
    if (root !== undefined) expect(list().map(({ purpose, id }) => `${purpose}-${id}.json`)).toContain(root)
    // The fingerprint has to be shown by the one that made the set whole; a killed one that did has not shown it.
    const wasWhole = root !== undefined && existsSync(join(folder, root)) && !isNew
    if (run.signal === null) {
      expect([run.stdout.trim(), wasWhole]).toEqual(['true', true])
      break
    }
    expectWhole(folder)
  }
  expect(atCall).toBeGreaterThan(keyPurposes.length * 5)
  expect(decided).toBeGreaterThan(keyPurposes.length)
}, 240_000)

/** Of the set that counts: decided, or moved up. */
function findRoot(folder: string): string | undefined {
  const places = [folder, join(folder, 'first-keys')].filter((place) => existsSync(place))
  return places.flatMap((place) => readdirSync(place)).find((name) => /^root-.*\.json$/.test(name))
}

test('a set that is decided too late, when the first one is whole, is thrown away', () => {
  const folder = keyFolder()
  const late = keyFolder()
  const { rootFingerprint } = openKeyRing(folder, first)
  openKeyRing(late, first)
  renameSync(late, join(folder, 'first-keys'))
  expect(openKeyRing(folder, later)).toMatchObject({ isNew: false, rootFingerprint })
  expectWhole(folder)
})

test('of several processes that begin at once one makes the keys, and all have the same', async () => {
  for (let round = 0; round < 3; round++) {
    const folder = keyFolder()
    const gate = `${folder}.gate`
    const script = `import { existsSync } from 'node:fs'
      import { openKeyRing } from ${module}
      console.log('waits')
      while (!existsSync(${JSON.stringify(gate)}));
      const { isNew, rootFingerprint } = openKeyRing(${JSON.stringify(folder)}, new Date())
      console.log(isNew + ' ' + rootFingerprint)`
    const children = Array.from({ length: 4 }, () =>
      spawn(process.execPath, ['--input-type=module', '-e', script], {
        stdio: ['ignore', 'pipe', 'inherit'],
      }),
    )
    await Promise.all(children.map((child) => once(child.stdout, 'data')))
    const said = Promise.all(
      children.map(async (child) => String((await once(child.stdout, 'data'))[0]).trim()),
    )
    writeFileSync(gate, '')
    const lines = await said
    expect(lines.filter((line) => line.startsWith('true '))).toHaveLength(1)
    expect(new Set(lines.map((line) => line.split(' ')[1]))).toEqual(
      new Set([openKeyRing(folder, later).rootFingerprint]),
    )
    expect(readdirSync(folder)).toHaveLength(keyPurposes.length)
    expect(readdirSync(dirname(folder)).sort()).toEqual(['keys', 'keys.gate'])
  }
}, 120_000)
