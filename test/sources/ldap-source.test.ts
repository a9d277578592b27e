import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { type LdapSourceSettings, ldapSource } from '../../src/adapters/ldap/source.ts'
import type { SourceItem, SourceRecord } from '../../src/directory/source.ts'
import { Fault } from '../../src/std/fault.ts'
import { heapBytes } from '../support/heap.ts'
import { startLdap } from '../support/ldap-server.ts'
import { selfSigned } from '../support/self-signed.ts'
import { customer } from '../support/small-index.ts'
import { ldapSystems } from './ldap-system.ts'

const certificate = selfSigned('ldap.example.org')
const folder = mkdtempSync(join(tmpdir(), 'schleuse-ldap-tls-'))
const tls = { certificatePath: join(folder, 'certificate.pem'), keyPath: join(folder, 'key.pem') }
writeFileSync(tls.certificatePath, certificate.certificate)
writeFileSync(tls.keyPath, certificate.key, { mode: 0o600 })
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const open = ldapSystems({ tls })

const person = (customerNumber: string, more: Parameters<typeof customer>[0] = {}): SourceRecord => ({
  record: customer({ customerNumber, ...more }),
  earlierNumbers: [],
  lastingId: `uid-${customerNumber}`,
})
const people = (count: number) => Array.from({ length: count }, (_, at) => person(`K${100 + at}`))

function sourceOf(settings: LdapSourceSettings, now = () => new Date()) {
  const source = ldapSource(settings, now)
  onTestFinished(() => source.close())
  return source
}

async function itemsOf(source: ReturnType<typeof ldapSource>, since?: string) {
  const signal = new AbortController().signal
  const load = await source.load(since === undefined ? { signal } : { since, signal })
  const items: SourceItem[] = []
  for await (const item of load.items) items.push(item)
  return { kind: load.kind, cursor: load.cursor, items }
}

const numbersIn = (items: readonly SourceItem[]) =>
  items.flatMap((item) => (item.kind === 'customer' ? [item.customer.record.customerNumber] : []))

async function problemsOf(work: Promise<unknown>): Promise<readonly string[]> {
  try {
    await work
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    expect(error.cause).toBeUndefined()
    return error.problems.map(({ code, at, params }) =>
      [
        code,
        `${at?.file ?? ''}${at?.line === undefined ? '' : `:${at.line}`}`,
        params?.field ?? params?.reason ?? '',
      ]
        .join(' ')
        .trim(),
    )
  }
  return []
}

/** [what is wrong, settings that are so, what is told] */
const wrong: readonly [string, (settings: LdapSourceSettings) => Partial<LdapSourceSettings>, string][] = [
  [
    'a wrong password',
    ({ bind }) => ({ bind: { dn: bind?.dn ?? '', password: 'falsch' } }),
    'SCH_SOURCE_REFUSED works 49',
  ],
  [
    'an account that does not exist',
    () => ({ bind: { dn: 'cn=niemand,dc=example,dc=org', password: 'x' } }),
    'SCH_SOURCE_REFUSED works 49',
  ],
  [
    'a base that does not exist',
    () => ({ base: 'ou=nirgends,dc=example,dc=org' }),
    'SCH_SOURCE_QUERY works/customers 32',
  ],
  ['a server that is not there', () => ({ url: 'ldap://127.0.0.1:1' }), 'SCH_SOURCE_AWAY works ECONNREFUSED'],
  ['more entries than it may have', () => ({ rowsMax: 4 }), 'SCH_SOURCE_ROWS_MANY works/customers'],
]

for (const [what, changed, told] of wrong) {
  test(`with ${what} the load fails whole and says so`, async () => {
    const { settings } = await open({ customers: people(5), facts: [] })
    expect(await problemsOf(itemsOf(sourceOf({ ...settings, ...changed(settings) })))).toEqual([told])
    expect(numbersIn((await itemsOf(sourceOf(settings))).items)).toHaveLength(5)
  })
}

test('settings that can never work are refused before anything is asked', async () => {
  const { settings } = await open({ customers: [], facts: [] })
  for (const filter of ['(objectClass=account', 'a=b)', '(&)(']) {
    expect(() => ldapSource({ ...settings, filter }, () => new Date())).toThrow('SCH_SOURCE_FILTER')
  }
  for (const url of ['http://a', 'ldap://', 'ldap://a/dc=b', 'ldap://a?b', 'ldapi://run'])
    expect(() => ldapSource({ ...settings, url }, () => new Date())).toThrow('SCH_SOURCE_LDAP_ADDRESS')
})

test('entries come page by page: eleven of them over pages of two', async () => {
  const { settings } = await open({ customers: people(11), facts: [] })
  expect(numbersIn((await itemsOf(sourceOf(settings))).items).sort()).toEqual(
    people(11).map(({ record }) => record.customerNumber),
  )
})

test('a server that gives less than everything is a fault, never a short list', async () => {
  const server = await startLdap({
    lines: ['sizelimit size.soft=3 size.hard=3 size.prtotal=3'],
  })
  onTestFinished(() => server.stop())
  await server.as(async (client) => {
    const reader = {
      objectClass: ['organizationalRole', 'simpleSecurityObject'],
      cn: 'reader',
      userPassword: 'x',
    }
    await client.add('cn=reader,dc=example,dc=org', reader)
    for (const { record } of people(5)) {
      const number = record.customerNumber
      const entry = { objectClass: 'inetOrgPerson', employeeNumber: number, cn: number, sn: number }
      await client.add(`cn=${number},${server.base}`, entry)
    }
  })
  const { settings } = await open({ customers: [], facts: [] })
  const limited = {
    ...settings,
    url: server.url,
    base: server.base,
    filter: '(objectClass=inetOrgPerson)',
    bind: { dn: 'cn=reader,dc=example,dc=org', password: 'x' },
  }
  expect(await problemsOf(itemsOf(sourceOf(limited)))).toEqual(['SCH_SOURCE_LIMITED works/customers 4'])
})

test('letters of every kind come as they are; of a field with one value the first counts', async () => {
  const lastName = 'Łukasiewicz-Ångström 𝔐 🎉 (*)\\'
  const { settings, server } = await open({ customers: [person('Ä 1', { lastName })], facts: [] })
  const [item] = (await itemsOf(sourceOf(settings))).items
  expect(item).toMatchObject({ kind: 'customer', customer: { record: { customerNumber: 'Ä 1', lastName } } })
  await server.as((client) =>
    client.add(`uid=2,${settings.base}`, {
      objectClass: ['account', 'extensibleObject'],
      uid: '2',
      employeeNumber: '2',
      l: ['Köln', 'Bonn'],
    }),
  )
  const records = (await itemsOf(sourceOf(settings))).items.flatMap((one) =>
    one.kind === 'customer' ? [one.customer.record] : [],
  )
  expect(['Köln', 'Bonn']).toContain(records.find(({ customerNumber }) => customerNumber === '2')?.city)
})

test('what is wrong in entries is told after the last, with its attribute and no value', async () => {
  const { settings, server } = await open({ customers: people(1), facts: [] })
  const add = (uid: string, more: Record<string, string>) =>
    server.as((client) =>
      client.add(`uid=${uid},${settings.base}`, {
        objectClass: ['account', 'extensibleObject'],
        uid,
        ...more,
      }),
    )
  await add('2', { sn: 'ohne Nummer' })
  await add('3', { employeeNumber: '3', description: 'gestern', employeeType: 'vielleicht' })
  const problems = await problemsOf(itemsOf(sourceOf(settings)))
  expect(problems.map((one) => one.replace(/:\d+/, ''))).toEqual([
    'SCH_CELL_EMPTY works/customers employeeNumber',
    'SCH_CELL_NO_DATE works/customers description',
    'SCH_CELL_NO_ANSWER works/customers employeeType',
  ])
})

test('a later load reads only what has changed, and everything when that is due', async () => {
  const { settings, server } = await open({ customers: people(3), facts: [] })
  let now = new Date('2026-01-01T00:00:00Z')
  const source = sourceOf({ ...settings, incremental: { overlapMs: 0, fullEveryMs: 86_400_000 } }, () => now)
  const first = await itemsOf(source)
  expect(first.kind).toBe('full')
  // The server's times have no fractions: only a later second tells what is new.
  await new Promise((resolve) => setTimeout(resolve, 1100))
  await server.as((client) =>
    client.add(`employeeNumber=N1,${settings.base}`, {
      objectClass: ['account', 'extensibleObject'],
      uid: 'n',
      employeeNumber: 'N1',
    }),
  )
  const second = await itemsOf(source, first.cursor)
  expect({ kind: second.kind, numbers: numbersIn(second.items) }).toMatchObject({ kind: 'incremental' })
  expect(numbersIn(second.items)).toContain('N1')
  const third = await itemsOf(source, second.cursor)
  expect(numbersIn(third.items)).toEqual(['N1'])
  now = new Date('2026-01-02T00:00:00Z')
  expect(await itemsOf(source, third.cursor)).toMatchObject({ kind: 'full' })
})

test('an address that is asked for is a value and never a part of the filter', async () => {
  const { settings } = await open({
    customers: [person('1', { emails: ['o(neil)*@example.org'] })],
    facts: [],
  })
  const source = sourceOf(settings)
  const numbers = async (address: string) =>
    (await source.ask?.(address, new AbortController().signal))?.map(({ record }) => record.customerNumber)
  expect(await numbers('o(neil)*@example.org')).toEqual(['1'])
  expect(await numbers('O(NEIL)*@EXAMPLE.ORG')).toEqual(['1'])
  for (const address of [
    '*',
    'o*',
    '\\2a',
    'x)(|(mail=*)',
    '*)(uid=*))(|(uid=*',
    '\u0000',
    '(objectClass=*)',
  ])
    expect(await numbers(address)).toEqual([])
})

/** [what is said over which connection, settings] */
const secure: readonly [
  string,
  (server: { url: string; secureUrl: string }) => Partial<LdapSourceSettings>,
  RegExp | undefined,
][] = [
  [
    'StartTLS with the right authority',
    ({ url }) => ({ url, startTls: true, ca: certificate.certificate }),
    undefined,
  ],
  [
    'LDAPS with the right authority',
    ({ secureUrl: url }) => ({ url, ca: certificate.certificate }),
    undefined,
  ],
  [
    'StartTLS without the authority',
    ({ url }) => ({ url, startTls: true }),
    /^SCH_SOURCE_CERTIFICATE works /,
  ],
  ['LDAPS without the authority', ({ secureUrl: url }) => ({ url }), /^SCH_SOURCE_CERTIFICATE works /],
  [
    'LDAPS with another authority',
    ({ secureUrl: url }) => ({ url, ca: selfSigned('other.example.org').certificate }),
    /^SCH_SOURCE_CERTIFICATE works /,
  ],
  [
    'LDAPS under a name that is not in the certificate',
    ({ secureUrl }) => ({ url: secureUrl.replace('127.0.0.1', 'localhost'), ca: certificate.certificate }),
    /^SCH_SOURCE_CERTIFICATE works ERR_TLS_CERT_ALTNAME_INVALID$/,
  ],
]

for (const [what, changed, told] of secure) {
  test(`${what} ${told === undefined ? 'reads everything' : 'sends no password and reads nothing'}`, async () => {
    const { settings, server } = await open({ customers: people(3), facts: [] })
    const source = sourceOf({ ...settings, ...changed(server) })
    if (told === undefined) expect(numbersIn((await itemsOf(source)).items)).toHaveLength(3)
    else expect(await problemsOf(itemsOf(source))).toEqual([expect.stringMatching(told)])
  })
}

test('a server that does not speak TLS is refused before the password is sent', async () => {
  const server = await startLdap()
  onTestFinished(() => server.stop())
  const { settings } = await open({ customers: [], facts: [] })
  const source = sourceOf({
    ...settings,
    url: server.url,
    base: server.base,
    startTls: true,
    ca: certificate.certificate,
  })
  expect(await problemsOf(itemsOf(source))).toEqual([
    expect.stringMatching(/^SCH_SOURCE_(?:QUERY|CERTIFICATE) works/),
  ])
})

test('a server that dies, or hangs, in the middle of the pages is a fault, never a short list', async () => {
  const server = await startLdap()
  onTestFinished(() => server.stop())
  await server.as(async (client) => {
    for (const { record } of people(9)) {
      const number = record.customerNumber
      const entry = {
        objectClass: 'inetOrgPerson',
        employeeNumber: number,
        cn: number,
        sn: number,
        mail: 'a@example.org',
      }
      await client.add(`cn=${number},${server.base}`, entry)
    }
  })
  const { settings } = await open({ customers: [], facts: [] })
  const here = { ...settings, url: server.url, base: server.base, filter: '(objectClass=inetOrgPerson)' }
  const read = async (source: ReturnType<typeof ldapSource>, stop: () => void | Promise<void>) => {
    const load = await source.load({ signal: new AbortController().signal })
    let count = 0
    for await (const _ of load.items) {
      count += 1
      if (count === 2) await stop()
    }
  }
  const hanging = sourceOf({ ...here, timeoutMs: 3000, liveTimeoutMs: 300 })
  expect(await problemsOf(read(hanging, () => server.signal('SIGSTOP')))).toEqual([
    expect.stringMatching(/^SCH_SOURCE_SLOW works/),
  ])
  const asked = hanging.ask?.('a@example.org', new AbortController().signal) ?? Promise.resolve()
  expect(await problemsOf(asked)).toEqual([expect.stringMatching(/^SCH_SOURCE_SLOW works/)])
  server.signal('SIGCONT')
  expect(await problemsOf(read(sourceOf(here), () => server.kill()))).toEqual([
    expect.stringMatching(/^SCH_SOURCE_AWAY works/),
  ])
})

test('a hundred thousand customers need no more memory than ten thousand', async () => {
  const entryOf = (n: number) =>
    `dn: employeeNumber=${n},ou=customers,dc=example,dc=org\nobjectClass: account\nobjectClass: extensibleObject\nuid: ${n}\nemployeeNumber: ${n}\nsn: Beispiel\nmail: p${n}@example.org\n\n`
  const server = await startLdap({ ldif: Array.from({ length: 100_000 }, (_, n) => entryOf(n)).join('') })
  onTestFinished(() => server.stop())
  const { settings } = await open({ customers: [], facts: [] })
  const here = { ...settings, url: server.url, base: server.base, pageEntries: 500, timeoutMs: 60_000 }
  const load = await sourceOf(here).load({ signal: new AbortController().signal })
  let count = 0
  let early = 0
  for await (const item of load.items) {
    if (item.kind === 'customer') count += 1
    if (count === 10_000) early = heapBytes()
    if (count === 90_000) expect(heapBytes() - early).toBeLessThan(5_000_000)
  }
  expect(count).toBe(100_000)
})

test('a deadline of whoever asks that has passed is slowness of the source, not a question called off', async () => {
  const { settings } = await open({ customers: [], facts: [] })
  const passed = AbortSignal.abort(new DOMException('passed', 'TimeoutError'))
  const asked = sourceOf(settings).ask?.('a@example.org', passed) ?? Promise.resolve()
  expect(await problemsOf(asked)).toEqual(['SCH_SOURCE_SLOW works deadline'])
})

test('a load that is called off or closed in the middle is a fault', async () => {
  const { settings } = await open({ customers: people(9), facts: [] })
  for (const stop of ['call off', 'close'] as const) {
    const off = new AbortController()
    const source = sourceOf(settings)
    const load = await source.load({ signal: off.signal })
    const reading = (async () => {
      for await (const _ of load.items) {
        if (stop === 'call off') off.abort()
        else await source.close()
      }
    })()
    expect(await problemsOf(reading)).toEqual(['SCH_SOURCE_CALLED_OFF works'])
  }
})
