/** Key rings that are gone when the test is over. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { HeadMemory } from '../../src/audit/head-memory.ts'
import { type KeyRing, openKeyRing } from '../../src/sealing/key-ring.ts'

export function freshRing(now = new Date('2026-01-01T00:00:00Z')): KeyRing {
  const folder = mkdtempSync(join(tmpdir(), 'schleuse-keys-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return openKeyRing(join(folder, 'keys'), now)
}

/** A signer's memory that has signed nothing yet. */
export function freshMemory(): HeadMemory {
  const heads = new Map<string, string>()
  return {
    recall: (organisationId) => heads.get(organisationId),
    keep: (organisationId, file) => void heads.set(organisationId, file),
  }
}
