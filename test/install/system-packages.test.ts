import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { projectRoot } from '../house/source-file.ts'
import { temporaryFolder } from './folder.ts'

// Real servers start and stop here, on a machine that may be doing other things.
vi.setConfig({ testTimeout: 300_000 })

const script = join(projectRoot, 'scripts', 'system-packages.mjs')

const programOf: Readonly<Record<string, string>> = {
  postgresql: 'usr/lib/postgresql/15/bin/initdb',
  'mariadb-server': 'usr/sbin/mariadbd',
  slapd: 'usr/sbin/slapd',
  'ldap-utils': 'usr/bin/ldapadd',
  'libtemplate-perl': 'usr/bin/tpage',
  chromium: 'usr/bin/chromium',
  iproute2: 'usr/bin/ip',
}
const all = Object.keys(programOf)

/** A machine of files below a folder, with an apt-get that installs programs and writes down how it was called. */
function machine(installed: readonly string[]) {
  const below = temporaryFolder()
  const commands = join(below, 'commands')
  const plant = (path: string, text: string) => {
    mkdirSync(dirname(join(below, path)), { recursive: true })
    writeFileSync(join(below, path), text)
    chmodSync(join(below, path), 0o755)
  }
  for (const name of installed) plant(programOf[name] ?? name, '')
  mkdirSync(join(below, 'usr', 'sbin'), { recursive: true })
  const add = all.map(
    (name) =>
      `${name}) mkdir -p "$below/${dirname(programOf[name] ?? '')}"; : > "$below/${programOf[name]}";;`,
  )
  plant(
    'commands/apt-get',
    `#!/bin/sh
below='${below}'
echo "apt-get $*" >> "$below/log"
[ "$1" = --version ] && exit 0
{ echo "policy: $(sed -n '$p' "$below/usr/sbin/policy-rc.d" 2>&1)"; cat "$below/etc/postgresql-common/createcluster.d/schleuse-tests.conf"; echo "$DEBIAN_FRONTEND $NEEDRESTART_SUSPEND"; } >> "$below/log"
[ -e "$below/no-network" ] && exit 100
[ -e "$below/slow" ] && { : > "$below/begun"; sleep 3; }
if [ "$1" = install ]; then for word in "$@"; do case "$word" in ${add.join(' ')} esac; done; fi
exit 0
`,
  )
  plant('commands/update-rc.d', `#!/bin/sh\necho "update-rc.d $*" >> '${below}/log'\n`)
  plant(
    'commands/sudo',
    `#!/bin/sh\necho "sudo $*" | head -1 >> '${below}/log'\n[ -e '${below}/no-sudo' ] && exit 1\nshift\nexec "$@"\n`,
  )
  const environment = { PATH: `${commands}:/usr/bin:/bin` }
  return {
    below,
    plant,
    environment,
    log: () => (existsSync(join(below, 'log')) ? readFileSync(join(below, 'log'), 'utf8') : ''),
    run(uid: number, extra: Readonly<Record<string, string>> = {}): SpawnSyncReturns<string> {
      return spawnSync(process.execPath, [script, below, String(uid)], {
        encoding: 'utf8',
        env: { ...environment, ...extra },
      })
    },
    traces: () => [
      ...readdirSync(join(below, 'usr', 'sbin')).filter((file) => file === 'policy-rc.d'),
      ...(existsSync(join(below, 'etc/postgresql-common/createcluster.d')) ? ['createcluster.d'] : []),
    ],
  }
}

test('where everything is there nothing is asked and nothing is said', () => {
  const { run, log } = machine(all)
  expect(run(0)).toMatchObject({ status: 0, stderr: '' })
  expect(log()).toBe('')
})

test('what is missing is installed, and nothing is started, enabled, removed, upgraded or left behind', () => {
  const { run, log, traces } = machine(['postgresql', 'chromium', 'iproute2'])
  const ended = run(0)
  expect(ended.status).toBe(0)
  expect(ended.stderr).toMatch(
    /installing mariadb-server \(.*\), slapd \(.*\), ldap-utils \(.*\), libtemplate-perl/,
  )
  expect(log()).toMatch(
    /install -y --no-remove --no-upgrade --no-install-recommends .* mariadb-server slapd ldap-utils libtemplate-perl\n/,
  )
  expect(log()).toMatch(/policy: exit 101\ncreate_main_cluster = false\nnoninteractive 1\n/)
  expect(log()).toMatch(/update-rc.d mariadb disable\nupdate-rc.d slapd disable\n/)
  expect(log()).not.toMatch(/update-rc.d postgresql/)
  expect(traces()).toEqual([])
  expect(run(0).stderr).toBe('')
})

test('a PostgreSQL that is too old is no PostgreSQL', () => {
  const { run, plant, log } = machine(all.filter((name) => name !== 'postgresql'))
  plant('usr/lib/postgresql/13/bin/initdb', '')
  expect(run(0).status).toBe(0)
  expect(log()).toMatch(/-q postgresql\n/)
})

test('without lists of packages these are fetched first, and once only if the first try went through', () => {
  const bare = machine([])
  bare.run(0)
  expect(bare.log()).toMatch(/apt-get update -q[\s\S]*apt-get install/)
  const listed = machine([])
  listed.plant('var/lib/apt/lists/debian_main_Packages.lz4', '')
  listed.run(0)
  expect(listed.log()).not.toMatch(/update -q/)
})

const ways: readonly [
  string,
  number,
  string | undefined,
  Readonly<Record<string, string>>,
  number,
  RegExp,
][] = [
  ['by sudo where that asks for no password', 1000, undefined, {}, 0, /installing/],
  [
    'not without root, which is said with the command',
    1000,
    'no-sudo',
    {},
    0,
    /takes root; as root: apt-get install postgresql .*are skipped/,
  ],
  [
    'not where the environment says so',
    0,
    undefined,
    { SCHLEUSE_TEST_PACKAGES: 'as-is' },
    0,
    /as SCHLEUSE_TEST_PACKAGES asks.*skipped/,
  ],
  ['not without a network, which fails', 0, 'no-network', {}, 4, /could not be installed: postgresql/],
]
for (const [name, uid, file, environment, status, sentence] of ways) {
  test(`packages are installed ${name}`, () => {
    const { run, plant, traces } = machine([])
    if (file) plant(file, '')
    const ended = run(uid, environment)
    expect(ended.stderr).toMatch(sentence)
    expect(ended.status).toBe(status)
    expect(traces()).toEqual([])
  })
}

test('a machine without apt-get is told what is skipped', () => {
  const { run, below } = machine([])
  const ended = run(0, { PATH: join(below, 'nothing') })
  expect(ended.status).toBe(0)
  expect(ended.stderr).toMatch(/no apt-get.*skipped/)
})

test('a policy of the machine stays as it is; one that would let servers start stops the installation', () => {
  const strict = machine([])
  strict.plant('usr/sbin/policy-rc.d', '#!/bin/sh\nexit 101\n')
  expect(strict.run(0).stderr).toMatch(/installing/)
  expect(strict.traces()).toEqual(['policy-rc.d'])
  const lax = machine([])
  lax.plant('usr/sbin/policy-rc.d', '#!/bin/sh\nexit 0\n')
  expect(lax.run(0).stderr).toMatch(/would let the new servers start/)
  expect(lax.log()).not.toMatch(/install -y/)
  expect(readFileSync(join(lax.below, 'usr/sbin/policy-rc.d'), 'utf8')).toMatch(/exit 0/)
})

test('a kill -9 of the caller leaves no policy behind: the shell that placed it takes it away', async () => {
  const { below, plant, environment, traces } = machine([])
  plant('slow', '')
  const child = spawn(process.execPath, [script, below, '0'], { env: environment, stdio: 'ignore' })
  while (!existsSync(join(below, 'begun'))) await sleep(20)
  expect(traces()).toEqual(['policy-rc.d', 'createcluster.d'])
  child.kill('SIGKILL')
  await once(child, 'exit')
  while (traces().length > 0) await sleep(50)
})

test('a policy that a killed shell has left is known as ours and replaced', () => {
  const { run, plant, traces, log } = machine([])
  const gone = '999999999'
  plant(
    'usr/sbin/policy-rc.d',
    `#!/bin/sh\n# Placed by the tests of Schleuse while packages are installed; process ${gone}\nexit 101\n`,
  )
  expect(run(0).status).toBe(0)
  expect(log()).toMatch(/policy: exit 101/)
  expect(traces()).toEqual([])
})
