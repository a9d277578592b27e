/** A directory server with a tree of invented customers. */
import type { Client } from 'ldapts'
import { afterAll, beforeAll } from 'vitest'
import type { LdapSourceSettings } from '../../src/adapters/ldap/source.ts'
import type { SourceRecord } from '../../src/directory/source.ts'
import type { SourceWorld } from '../contracts/source.contract.ts'
import { type LdapServer, type LdapWish, startLdap } from '../support/ldap-server.ts'

export interface LdapSystem {
  readonly server: LdapServer
  readonly settings: LdapSourceSettings
  change(world: SourceWorld): Promise<void>
}

/** Call at the top of a test file; each system is a branch of its own in one tree. */
export function ldapSystems(wish?: LdapWish): (world: SourceWorld) => Promise<LdapSystem> {
  let server: LdapServer
  let count = 0
  beforeAll(async () => {
    server = await startLdap(wish)
  }, 60_000)
  afterAll(() => server.stop())
  return async (world) => {
    const branch = `branch${++count}`
    const base = `ou=${branch},${server.base}`
    await server.as((client) => client.add(base, { objectClass: 'organizationalUnit', ou: branch }))
    let now: SourceWorld = { customers: [], facts: [] }
    const change = async (next: SourceWorld) => {
      const before = now
      now = next
      await server.as((client) => changeTree(client, base, before, next))
    }
    await change(world)
    return { server, change, settings: settingsOf(server, base) }
  }
}

function settingsOf(server: LdapServer, base: string): LdapSourceSettings {
  return {
    name: 'works',
    url: server.url,
    startTls: false,
    bind: server.admin,
    base,
    filter: '(objectClass=account)',
    attributes: {
      customer_number: 'employeeNumber',
      lasting_id: 'uid',
      earlier_numbers: 'businessCategory',
      title: 'title',
      first_name: 'givenName',
      last_name: 'sn',
      company: 'o',
      email: 'mail',
      phone: 'telephoneNumber',
      street: 'street',
      postcode: 'postalCode',
      city: 'l',
      birth_date: 'description',
      iban: 'departmentNumber',
      household: 'roomNumber',
      protected: 'employeeType',
    },
    incremental: { overlapMs: 5000, fullEveryMs: 86_400_000 },
    isAskedLive: true,
    pageEntries: 2,
    timeoutMs: 20_000,
    liveTimeoutMs: 5000,
    rowsMax: 1_000_000,
  }
}

async function changeTree(client: Client, base: string, from: SourceWorld, to: SourceWorld): Promise<void> {
  const nameOf = ({ record }: SourceRecord) => `employeeNumber=${record.customerNumber},${base}`
  for (const customer of from.customers) {
    if (to.customers.some((one) => JSON.stringify(one) === JSON.stringify(customer))) continue
    await client.del(nameOf(customer))
  }
  for (const customer of to.customers) {
    if (from.customers.some((one) => JSON.stringify(one) === JSON.stringify(customer))) continue
    await client.add(nameOf(customer), attributesOf(customer))
  }
}

/** Any attribute may stand in such an entry; so a company needs no surname. */
function attributesOf({
  record,
  earlierNumbers,
  lastingId,
}: SourceRecord): Record<string, string | string[]> {
  const texts: Record<string, string | undefined> = {
    title: record.title,
    givenName: record.firstName,
    sn: record.lastName,
    o: record.company,
    street: record.street,
    postalCode: record.postcode,
    l: record.city,
    description: record.birthDate?.replaceAll('-', ''),
    roomNumber: record.household,
  }
  const lists: Record<string, readonly string[]> = {
    mail: record.emails,
    telephoneNumber: record.phones,
    departmentNumber: record.ibans,
    businessCategory: earlierNumbers,
  }
  return {
    objectClass: ['account', 'extensibleObject'],
    employeeNumber: record.customerNumber,
    uid: lastingId ?? record.customerNumber,
    employeeType: record.isProtected ? 'TRUE' : 'FALSE',
    ...Object.fromEntries(
      Object.entries(texts).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
    ...Object.fromEntries(
      Object.entries(lists).flatMap(([key, list]) => (list.length === 0 ? [] : [[key, [...list]] as const])),
    ),
  }
}
