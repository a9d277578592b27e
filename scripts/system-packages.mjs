/**
 * Installs the Debian packages that tests need: servers and a browser that are no npm packages. Called by `npm test` only,
 * never by the program. What is there is neither replaced nor started; what is new is neither started nor enabled.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Package → a program of it, wherever a machine has it, and what it is for. */
const wanted = [
  { name: 'postgresql', isThere: hasPostgres, purpose: 'the database, as a system brings it' },
  {
    name: 'mariadb-server',
    isThere: programs('usr/sbin/mariadbd', 'usr/sbin/mysqld', 'usr/libexec/mariadbd'),
    purpose: 'customer lists read by SQL',
  },
  {
    name: 'slapd',
    isThere: programs('usr/sbin/slapd', 'usr/lib/openldap/slapd'),
    purpose: 'customer lists read by LDAP',
  },
  { name: 'ldap-utils', isThere: programs('usr/bin/ldapadd'), purpose: 'customer lists read by LDAP' },
  {
    name: 'libtemplate-perl',
    isThere: programs('usr/bin/tpage'),
    purpose: 'templates of Template Toolkit',
  },
  {
    name: 'chromium',
    isThere: programs('usr/bin/chromium', 'usr/bin/chromium-browser'),
    purpose: 'pages in a real browser',
  },
  {
    name: 'iproute2',
    isThere: programs('usr/bin/ip', 'bin/ip', 'usr/sbin/ip', 'sbin/ip'),
    purpose: 'rehearsals in a network of their own',
  },
]

/** Services of these packages; new ones must not come up with the machine either. */
const services = { postgresql: 'postgresql', 'mariadb-server': 'mariadb', slapd: 'slapd' }

/** The oldest version that Schleuse works with. */
const postgresMajorMin = 15

function programs(...paths) {
  return (below) => paths.some((path) => existsSync(join(below, path)))
}

function hasPostgres(below) {
  const folder = join(below, 'usr', 'lib', 'postgresql')
  if (!existsSync(folder)) return false
  return readdirSync(folder).some(
    (major) => Number(major) >= postgresMajorMin && existsSync(join(folder, major, 'bin', 'initdb')),
  )
}

/** In the first line of our own policy file, so that one that a killed run left behind is known. */
const mark = '# Placed by the tests of Schleuse while packages are installed; process '

/**
 * The file that keeps services from starting belongs to this shell: it is taken away when the shell ends, also when whoever
 * called it was killed.
 */
const installer = `
set -eu
below="$1"; policy="$below/usr/sbin/policy-rc.d"; clusters="$below/etc/postgresql-common/createcluster.d"
shift
own=''
clean() {
  if [ -n "$own" ]; then rm -f "$policy"; fi
  rm -f "$clusters/schleuse-tests.conf"
  rmdir "$clusters" 2>/dev/null || :
}
trap clean EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP
if [ ! -e "$policy" ]; then
  own=yes
  printf '#!/bin/sh\\n%s%s\\nexit 101\\n' '${mark}' "$$" > "$policy"
  chmod 755 "$policy"
fi
mkdir -p "$clusters"
echo 'create_main_cluster = false' > "$clusters/schleuse-tests.conf"
export DEBIAN_FRONTEND=noninteractive APT_LISTCHANGES_FRONTEND=none NEEDRESTART_SUSPEND=1
install() {
  apt-get install -y --no-remove --no-upgrade --no-install-recommends -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0 -q "$@"
}
names="$*"
ls "$below"/var/lib/apt/lists/*_Packages* >/dev/null 2>&1 && install $names || { apt-get update -q; install $names; }
`

const disable = `for one in "$@"; do update-rc.d "$one" disable >/dev/null 2>&1 || :; done`

/**
 * @param given.below where the machine's files begin
 * @param given.uid of whoever calls
 * @returns exit status: 0 all is there, or what is not there was said and its tests are skipped; 4 it should have been
 *   installed and was not
 */
export function systemPackages({ below = '/', uid = process.getuid?.(), environment = process.env } = {}) {
  const missing = wanted.filter(({ isThere }) => !isThere(below))
  if (missing.length === 0) return 0
  const names = missing.map(({ name }) => name)
  const list = missing.map(({ name, purpose }) => `${name} (${purpose})`).join(', ')
  if (environment.SCHLEUSE_TEST_PACKAGES === 'as-is') return skipped(list, 'as SCHLEUSE_TEST_PACKAGES asks')
  if (!answers('apt-get', ['--version'])) return skipped(list, 'since this machine has no apt-get')
  const before = uid === 0 ? [] : answers('sudo', ['-n', 'true']) ? ['sudo', '-n'] : undefined
  if (before === undefined)
    return skipped(list, `since that takes root; as root: apt-get install ${names.join(' ')}`)
  const policy = join(below, 'usr', 'sbin', 'policy-rc.d')
  removeLeftover(policy)
  if (existsSync(policy) && !forbidsStarts(policy, names)) {
    return skipped(list, `since ${policy} of this machine would let the new servers start`)
  }
  say(`installing ${list}; servers among them are neither started nor enabled ...`)
  const [command, ...words] = [...before, 'sh', '-c', installer, 'sh', below, ...names]
  const run = spawnSync(command, words, { stdio: ['ignore', 2, 2] })
  const absent = missing.filter(({ isThere }) => !isThere(below)).map(({ name }) => name)
  if (run.status !== 0 || absent.length > 0) return failed(absent.length > 0 ? absent : names)
  const added = names.flatMap((name) => services[name] ?? [])
  const [first, ...rest] = [...before, 'sh', '-c', disable, 'sh', ...added]
  if (added.length > 0) spawnSync(first, rest, { stdio: 'ignore' })
  return 0
}

function answers(command, words) {
  return spawnSync(command, words, { stdio: 'ignore' }).status === 0
}

function removeLeftover(policy) {
  if (!existsSync(policy)) return
  const [, line = ''] = readFileSync(policy, 'utf8').split('\n')
  if (!line.startsWith(mark)) return
  if (!existsSync(`/proc/${line.slice(mark.length)}`)) rmSync(policy)
}

/** 101: action not allowed. @source policy-rc.d specification of Debian's invoke-rc.d */
function forbidsStarts(policy, names) {
  return names
    .flatMap((name) => services[name] ?? [])
    .every((service) => spawnSync(policy, [service, 'start'], { stdio: 'ignore' }).status === 101)
}

function skipped(list, why) {
  say(`not installed: ${list}, ${why}. The tests that need them are skipped and counted as skipped.`)
  return 0
}

function failed(names) {
  say(
    `these packages could not be installed: ${names.join(' ')}. Nothing was removed or started. Check the network and ` +
      'the lines above, or run with SCHLEUSE_TEST_PACKAGES=as-is: then the tests that need them are skipped.',
  )
  return 4
}

function say(sentence) {
  process.stderr.write(`Schleuse: ${sentence}\n`)
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [below, uid] = process.argv.slice(2)
  process.exitCode = systemPackages({
    ...(below === undefined ? {} : { below }),
    ...(uid === undefined ? {} : { uid: Number(uid) }),
  })
}
