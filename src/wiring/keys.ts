/** Runs `schleuse keys`. */
import type { KeyAction } from '../cli/actions/keys.ts'
import type { StateAnswer, StateFact } from '../cli/state-call.ts'
import { keyPurposes } from '../sealing/key.ts'
import type { KeyRing } from '../sealing/key-ring.ts'
import { revocationsFile } from '../sealing/revocation.ts'
import { fault } from '../std/fault.ts'
import { writeNew } from './given-file.ts'

export function runKeys(action: KeyAction, ring: KeyRing, now: Date): StateAnswer {
  switch (action.kind) {
    case 'keys-list': {
      const root: StateFact = { kind: 'root', fingerprint: ring.rootFingerprint }
      const keys = ring.list()
      const missing = keyPurposes
        .filter((purpose) => !keys.some((key) => key.purpose === purpose && key.isCurrent))
        .map((purpose) => ({ kind: 'key-missing', purpose }))
      const facts = [root, ...keys.map((key) => keyFact('key', key)), ...missing]
      return { exit: missing.length === 0 ? 0 : 1, facts }
    }
    case 'keys-rotate': {
      const purpose = keyPurposes.find((one) => one === action.purpose)
      if (purpose === undefined || purpose === 'root') throw fault('SCH_USAGE')
      const made = keyFact('key-made', ring.rotate(purpose, now))
      return { exit: 0, facts: purpose === 'matching' ? [made, { kind: 'key-matching-next' }] : [made] }
    }
    case 'keys-revoke': {
      const revoked = ring.revoke(action.id, now)
      const isSigning = revoked.purpose === 'signature'
      return {
        exit: 0,
        facts: [keyFact('key-revoked', revoked), ...(isSigning ? [{ kind: 'key-tell-others' }] : [])],
      }
    }
    case 'keys-revocations': {
      const revocations = ring.revocations()
      writeNew(action.outPath, revocationsFile(revocations))
      return { exit: 0, facts: [{ kind: 'revocations', file: action.outPath, keys: revocations.length }] }
    }
  }
}

function keyFact(kind: string, key: ReturnType<KeyRing['list']>[number]): StateFact {
  const state = key.revokedAt ? 'revoked' : key.isCurrent ? 'current' : 'earlier'
  return { kind, id: key.id, purpose: key.purpose, createdAt: key.createdAt.toISOString(), state }
}
