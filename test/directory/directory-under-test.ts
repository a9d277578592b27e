/** A directory in a real database, with keys of its own, for tests of the room. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { currentKeys, type DirectoryKeys } from '../../src/directory/directory-keys.ts'
import type { DirectoryParts } from '../../src/directory/directory-parts.ts'
import { type LoadOutcome, type LoadWish, loadSource } from '../../src/directory/load.ts'
import type { Source } from '../../src/directory/source.ts'
import { sourceMade } from '../../src/directory/source-row.ts'
import { type KeyRing, openKeyRing } from '../../src/sealing/key-ring.ts'
import { addOrganisation } from '../../src/staff/organisation.ts'
import type { Database } from '../../src/store/connection.ts'
import { upgradeSchema } from '../../src/store/upgrade.ts'
import type { FreshDatabase } from '../store/fresh-database.ts'

export interface DirectoryUnderTest extends DirectoryParts {
  readonly ring: KeyRing
  readonly keyFolder: string
  readonly fresh: FreshDatabase
  /** Loads a source that has this name, made if it is not there. */
  load(source: Source, wish?: Partial<LoadWish> & { readonly name?: string }): Promise<LoadOutcome>
  /** Another organisation in the same database, under the same ring. */
  other(name: string): Promise<DirectoryUnderTest>
}

export async function directoryIn(fresh: FreshDatabase, name = 'Stadt'): Promise<DirectoryUnderTest> {
  await upgradeSchema(fresh.as('owner'))
  const folder = mkdtempSync(join(tmpdir(), 'schleuse-keys-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const ring = openKeyRing(folder, new Date())
  return openedIn(fresh, { database: fresh.as('app'), ring, keyFolder: folder, name })
}

async function openedIn(
  fresh: FreshDatabase,
  given: {
    readonly database: Database
    readonly ring: KeyRing
    readonly keyFolder: string
    readonly name: string
  },
): Promise<DirectoryUnderTest> {
  const { database, ring } = given
  const organisationId = await addOrganisation(
    database,
    { name: given.name, role: 'controller' },
    { actor: { kind: 'program' }, now: new Date() },
  )
  const keys: DirectoryKeys = currentKeys(ring, organisationId)
  const parts = { database, keys, actor: 'program', now: () => new Date() } as const
  return {
    ...parts,
    ring,
    keyFolder: given.keyFolder,
    fresh,
    async load(source, { name = 'list', ...wish } = {}) {
      const row = await sourceMade(database, keys, { name, kind: 'csv' }, new Date())
      const whole: LoadWish = {
        source: row,
        mode: 'full',
        signal: new AbortController().signal,
        progress: () => {},
        ...wish,
      }
      return loadSource(source, whole, parts)
    },
    other: (otherName) => openedIn(fresh, { ...given, name: otherName }),
  }
}
