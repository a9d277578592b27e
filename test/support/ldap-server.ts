/** An OpenLDAP of a test's own: its own folder and configuration, on a free port of the loopback interface. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'ldapts'
import { freePort } from './free-port.ts'

export interface LdapServer {
  readonly url: string
  /** The address with TLS from the first byte, if the server was given a certificate. */
  readonly secureUrl: string
  readonly base: string
  readonly admin: { readonly dn: string; readonly password: string }
  /** Works as the administrator of the tree. */
  as<T>(work: (client: Client) => Promise<T>): Promise<T>
  stop(): Promise<void>
  kill(): Promise<void>
  /** Stops it where it stands, or lets it go on. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void
  start(): Promise<void>
}

export interface LdapWish {
  /** PEM files: the server then speaks StartTLS, and TLS on its second address. */
  readonly tls?: { readonly certificatePath: string; readonly keyPath: string }
  /** Entries that are there from the start, as LDIF below `ou=customers,dc=example,dc=org`: many are quicker so. */
  readonly ldif?: string
  /** Lines of the global part of slapd.conf. */
  readonly lines?: readonly string[]
}

const startMsMax = 20_000

/** Programs of the system's administrator are not on everybody's path. */
const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` }

const base = 'dc=example,dc=org'
const trunk = `dn: ${base}
objectClass: dcObject
objectClass: organization
dc: example
o: Beispiel

dn: ou=customers,${base}
objectClass: organizationalUnit
ou: customers

`
const admin = { dn: `cn=admin,${base}`, password: 'geheim' }

export async function startLdap({ tls, ldif = '', lines = [] }: LdapWish = {}): Promise<LdapServer> {
  const folder = mkdtempSync(join(tmpdir(), 'schleuse-ldap-'))
  mkdirSync(join(folder, 'state'))
  const [port, securePort] = [await freePort(), await freePort()]
  const url = `ldap://127.0.0.1:${port}`
  const secureUrl = `ldaps://127.0.0.1:${securePort}`
  const conf = join(folder, 'slapd.conf')
  writeFileSync(conf, confOf(folder, tls, lines))
  const ldifPath = join(folder, 'start.ldif')
  writeFileSync(ldifPath, `${trunk}${ldif}`)
  execFileSync('slapadd', ['-q', '-f', conf, '-l', ldifPath], { env, stdio: 'pipe' })
  const as = async <T>(work: (client: Client) => Promise<T>): Promise<T> => {
    const client = new Client({ url, connectTimeout: 5000, timeout: 20_000 })
    try {
      await client.bind(admin.dn, admin.password)
      return await work(client)
    } finally {
      await client.unbind().catch(() => {})
    }
  }
  let server: ChildProcess | undefined
  const start = async () => {
    const addresses = tls === undefined ? url : `${url} ${secureUrl}`
    const child = spawn('slapd', ['-f', conf, '-h', addresses, '-d', '0'], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    child.stderr?.on('data', (piece) => {
      said += piece
    })
    server = child
    for (const deadline = Date.now() + startMsMax; ; await wait(30)) {
      if (await as(async () => true).catch(() => false)) return
      if (child.exitCode !== null || Date.now() > deadline) throw new Error(`slapd does not start: ${said}`)
    }
  }
  const end = async (signal: NodeJS.Signals) => {
    const ending = server
    server = undefined
    if (ending === undefined || ending.exitCode !== null) return
    const gone = new Promise((resolve) => ending.once('exit', resolve))
    ending.kill(signal)
    await gone
  }
  await start()
  return {
    url,
    secureUrl,
    base: `ou=customers,${base}`,
    admin,
    as,
    async stop() {
      await end('SIGTERM')
      rmSync(folder, { recursive: true, force: true })
    },
    kill: () => end('SIGKILL'),
    signal: (signal) => {
      server?.kill(signal)
    },
    start,
  }
}

function confOf(folder: string, tls: LdapWish['tls'], lines: readonly string[]): string {
  const schemas = ['core', 'cosine', 'inetorgperson'].map((name) => `include /etc/ldap/schema/${name}.schema`)
  const tlsLines =
    tls === undefined
      ? []
      : [`TLSCertificateFile ${tls.certificatePath}`, `TLSCertificateKeyFile ${tls.keyPath}`]
  return [
    ...schemas,
    `pidfile ${join(folder, 'pid')}`,
    'modulepath /usr/lib/ldap',
    'moduleload back_mdb',
    'sizelimit unlimited',
    ...tlsLines,
    ...lines,
    'database mdb',
    'maxsize 1073741824',
    `suffix "${base}"`,
    `rootdn "${admin.dn}"`,
    `rootpw ${admin.password}`,
    `directory ${join(folder, 'state')}`,
    'dbnosync',
    'index objectClass,mail,modifyTimestamp eq',
    '',
  ].join('\n')
}
