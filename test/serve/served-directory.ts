/** A place with one organisation and one list of customers, for tests of `schleuse serve` in bad times. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished } from 'vitest'
import { connect, type Database } from '../../src/store/connection.ts'
import { clusterFolder, clusterPort } from '../../src/store/postgres/cluster-folder.ts'
import { databaseName, defaultRoles } from '../../src/store/roles.ts'
import { command } from '../support/serve-process.ts'

export interface Place {
  readonly folder: string
  readonly state: string
  readonly environment?: Readonly<Record<string, string>>
}

/** A second machine: other folders, the same keys and settings. */
export function withKeysOf(place: Place, other: Place): void {
  expect(command(place, 'keys', 'list').status).toBe(0)
  execFileSync('mkdir', ['-m', '711', other.state])
  execFileSync('cp', ['-a', join(place.state, 'keys'), join(other.state, 'keys')])
}

export function writeList(folder: string, customers: number, list = 0): void {
  const rows = Array.from({ length: customers }, (_, n) => `${1_000_000 + n},g${list}-${n}@example.org`)
  writeFileSync(join(folder, 'kunden.csv'), `kundennummer,e-mail\n${rows.join('\n')}\n`)
}

/** @returns the settings file; the source is read once at the start, and then only when a test says that it is due */
export function withDirectory(place: Place, given: { customers: number; staleAfter?: string }): string {
  const config = join(place.folder, 'schleuse.yaml')
  writeList(place.folder, given.customers)
  writeFileSync(
    config,
    'directory:\n  sources:\n    - { kind: csv, name: library, organisation: Stadt, ' +
      `customers: ${join(place.folder, 'kunden.csv')}, every: 1h, stale_after: ${given.staleAfter ?? '26h'} }\n`,
  )
  const added = command(place, 'organisation', 'add', 'Stadt', '--role', 'controller')
  expect([added.status, added.stderr]).toEqual([0, expect.any(String)])
  return config
}

export async function ready(address: string): Promise<unknown> {
  const answer = await fetch(`http://${address}/health/ready`)
  return answer.json()
}

/** Ready, and with an index: before the first list is read there is none, and nothing is missing. */
export async function readyWithIndex(address: string, state: string): Promise<void> {
  await expect.poll(() => indexFiles(state), patient).toBeGreaterThan(0)
  await expect.poll(() => ready(address), patient).toMatchObject(isReady)
}

function indexFiles(state: string): number {
  const place = join(state, 'index')
  if (!existsSync(place)) return 0
  return readdirSync(place, { recursive: true }).filter((name) => String(name).endsWith('.index')).length
}

/** What is tested is the order of things; on a loaded machine each may take long. */
export const patient = { timeout: 200_000, interval: 200 }

export const isReady = { status: 'ready' }

/** How often a process has ended a job, by how it ended. */
export async function runsOf(address: string, job: string, outcome = 'done'): Promise<number> {
  const text = await (await fetch(`http://${address}/metrics`)).text()
  const found = new RegExp(
    `^schleuse_job_seconds_count\\{job="${job}[^"]*",outcome="${outcome}"\\} (\\d+)$`,
    'm',
  ).exec(text)
  return Number(found?.[1] ?? 0)
}

/** Lets the work be due now, for all processes. */
export async function makeDue(owner: Database, job: string): Promise<void> {
  await sql`update schleuse.workflow_schedule set next_at = clock_timestamp() where job_key like ${`${job}%`}`.execute(
    owner,
  )
}

export async function loadsIn(owner: Database): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from schleuse.audit_entry where kind = 'directory-loaded'`.execute(owner)
  return rows[0]?.count ?? 0
}

/** The owner of the tables, through the socket that only root and the server's account may open. */
export function ownerIn(state: string): Database {
  const { socket: socketFolder } = clusterFolder(state)
  const user = defaultRoles.owner
  const target = { kind: 'socket', socketFolder, port: clusterPort, user, database: databaseName } as const
  const owner = connect(target, () => {})
  onTestFinished(() => owner.destroy())
  return owner
}
