/** A file of an approval shows everything by itself: what was approved, by whom, and whether the person's own signature holds. */
import { createHash, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { canonicalJson, type JsonValue } from '../../src/sealing/canonical-json.ts'
import { checkSignedFile, signFile } from '../../src/sealing/signed-file.ts'
import { approve, requestApproval, withdrawApproval } from '../../src/staff/approval.ts'
import { approvalPayload, checkApprovalPayload } from '../../src/staff/approval-file.ts'
import { approvalById, listApprovals, stateOf } from '../../src/staff/approval-record.ts'
import type { PasskeyProof, Proof } from '../../src/staff/reauthentication.ts'
import { challengeFor, isSignedByPasskey } from '../../src/staff/sign-in/passkey-proof.ts'
import { freshDatabases } from '../store/fresh-database.ts'
import { freshRing } from '../support/key-folder.ts'
import { softwareAuthenticator } from '../support/software-authenticator.ts'
import { openStaffWorld, shell } from './staff-world.ts'

const fresh = freshDatabases()
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')
const origin = 'https://schleuse.example.org'
const relyingParty = 'schleuse.example.org'

/** A passkey signs over exactly this, as the browser and the key together do. */
function signedBy(over: Buffer): PasskeyProof {
  const authenticator = softwareAuthenticator(relyingParty)
  const nonce = randomBytes(32)
  const challenge = challengeFor(over, nonce).toString('base64url')
  const { response } = authenticator.assert({ challenge, origin })
  return {
    kind: 'passkey',
    credentialId: authenticator.credentialId,
    publicKey: authenticator.publicKey.toString('base64url'),
    clientDataJson: response.clientDataJSON,
    authenticatorData: response.authenticatorData,
    signature: response.signature,
    nonce: nonce.toString('base64url'),
    origin,
    relyingParty,
  }
}

/** Anna has written it, Berta edited it last; Carl approves with a passkey, Dora with password and code. */
async function approved() {
  const w = await openStaffWorld(await fresh())
  const { organisationId, app } = w
  const [anna, berta] = [await w.hire('Anna', ['author']), await w.hire('Berta', ['author'])]
  const [carl, dora] = [await w.hire('Carl', ['approver']), await w.hire('Dora', ['approver'])]
  const hashes = { scope: hashOf('scope'), templates: hashOf('templates') }
  const subject = { organisationId, kind: 'template-set', hashes, authorId: anna, lastEditorId: berta }
  const { id } = await requestApproval(app, subject, { actor: shell, now: new Date() })
  const approveAs = (accountId: string, how: (over: Buffer) => Proof) =>
    approve(app, {
      approvalId: id,
      hashes,
      actor: { kind: 'staff', accountId, organisationId, roles: ['approver'], by: 'session', isOfHost: true },
      makeProof: async (_, over) => ({ accountId, at: new Date(), over, how: how(over) }),
    })
  const recordNow = async () => {
    const record = await approvalById(app, organisationId, id)
    if (!record) throw new Error('there is no such approval')
    return record
  }
  return { ...w, id, anna, berta, carl, dora, approveAs, recordNow }
}

async function payloadOfBoth(): Promise<JsonValue> {
  const w = await approved()
  await w.approveAs(w.carl, signedBy)
  await w.approveAs(w.dora, () => ({ kind: 'password-totp' }))
  return approvalPayload(await w.recordNow())
}

const faultsOf = async (payload: JsonValue): Promise<readonly string[]> =>
  (await checkApprovalPayload(payload, isSignedByPasskey)).faults.map(({ kind }) => kind)

test('what was approved, by whom, when and by which proof is in the file, and holds', async () => {
  const w = await approved()
  expect(stateOf(await w.recordNow())).toBe('waiting')
  await w.approveAs(w.carl, signedBy)
  await w.approveAs(w.dora, () => ({ kind: 'password-totp' }))
  const record = await w.recordNow()
  const check = await checkApprovalPayload(approvalPayload(record), isSignedByPasskey)
  expect(check.faults).toEqual([])
  // All of the record comes back from the file: nothing is told that is not in it.
  expect(check.read?.record).toEqual(record)
  expect(check.read?.subject).toMatchObject({ hashes: { scope: hashOf('scope') }, authorId: w.anna })
  expect(record.proofs.map(({ approverId, how }) => [approverId, how.kind])).toEqual([
    [w.carl, 'passkey'],
    [w.dora, 'password-totp'],
  ])
  expect(stateOf(record)).toBe('approved')
  const { organisationId } = w
  await withdrawApproval(w.app, { organisationId, approvalId: w.id }, shell)
  const after = await checkApprovalPayload(approvalPayload(await w.recordNow()), isSignedByPasskey)
  expect(after.read?.record.withdrawn?.by).toBe('shell:1000')
  expect(await listApprovals(w.app, organisationId)).toEqual([await w.recordNow()])
  expect(await listApprovals(w.app, w.anna)).toEqual([])
})

/**
 * Every field of the file, changed by somebody who has our signature key and signs anew: what is still found out. `-`: such a field rests on
 * our signature alone, as docs/approval-format.md says.
 */
const held: Readonly<Record<string, string>> = {
  format: 'unreadable',
  approval: '-',
  'subject.format': 'unreadable',
  'subject.organisation': 'subject-changed',
  'subject.kind': 'subject-changed',
  'subject.hashes.scope': 'subject-changed',
  'subject.hashes.templates': 'subject-changed',
  'subject.author': 'subject-changed',
  'subject.lastEditor': 'subject-changed',
  subjectDigest: 'subject-changed',
  requestedBy: '-',
  requestedAt: '-',
  withdrawn: 'unreadable',
  'proofs.0.approver': '-',
  'proofs.0.role': 'unreadable',
  'proofs.0.at': '-',
  'proofs.0.how.kind': 'unreadable',
  'proofs.0.how.credentialId': '-',
  'proofs.0.how.publicKey': 'assertion',
  'proofs.0.how.clientDataJson': 'assertion',
  'proofs.0.how.authenticatorData': 'assertion',
  'proofs.0.how.signature': 'assertion',
  'proofs.0.how.nonce': 'assertion',
  'proofs.0.how.origin': 'assertion',
  'proofs.0.how.relyingParty': 'assertion',
  'proofs.1.approver': '-',
  'proofs.1.role': 'unreadable',
  'proofs.1.at': '-',
  'proofs.1.how.kind': 'unreadable',
}

test('each field that is changed is refused: by our signature always, by the passkey also against us', async () => {
  const ring = freshRing()
  const payload = await payloadOfBoth()
  expect(await faultsOf(payload)).toEqual([])
  const file = signFile(ring, 'approval', payload)
  const paths = leavesOf(payload)
  const found: Record<string, string> = {}
  for (const path of paths) {
    const changed = changeAt(payload, path.split('.'), otherThan)
    const forged = JSON.stringify({ ...file, payload: changed })
    expect([path, checkSignedFile(forged, ring.rootFingerprint).kind]).toEqual([path, 'changed'])
    const missing = changeAt(payload, path.split('.'), () => undefined)
    const name = path.split('.').at(-1)
    // Without a field it is another approval or none; only a hash fewer is readable, and then another subject.
    const fewer = name === 'scope' || name === 'templates' ? 'subject-changed' : 'unreadable'
    expect([path, await faultsOf(missing)]).toEqual([path, [fewer]])
    found[path] = (await faultsOf(changed)).join() || '-'
  }
  expect(found).toEqual(held)
})

const attacks: readonly (readonly [
  name: string,
  change: (payload: JsonValue) => JsonValue | Promise<JsonValue>,
  faults: readonly string[],
])[] = [
  [
    'other hashes, their digest made to fit',
    (payload) => fitting(changeAt(payload, ['subject', 'hashes', 'scope'], () => hashOf('wider'))),
    ['assertion'],
  ],
  [
    'a hash more, its digest made to fit',
    (payload) => fitting(changeAt(payload, ['subject', 'hashes', 'more'], () => hashOf('more'))),
    ['assertion'],
  ],
  [
    'the proof of another approval',
    async (payload) => changeAt(payload, ['proofs', '0'], await proofElsewhere()),
    ['assertion'],
  ],
  [
    'the author as approver',
    (payload) => changeAt(payload, ['proofs', '0', 'approver'], () => at(payload, ['subject', 'author'])),
    ['own'],
  ],
  [
    'the last editor as approver',
    (payload) => changeAt(payload, ['proofs', '1', 'approver'], () => at(payload, ['subject', 'lastEditor'])),
    ['own'],
  ],
  [
    'the approver as who asked for it',
    (payload) =>
      changeAt(payload, ['requestedBy'], () => `staff:${String(at(payload, ['proofs', '0', 'approver']))}`),
    ['own'],
  ],
  [
    'one person as two',
    (payload) =>
      changeAt(payload, ['proofs', '1', 'approver'], () => at(payload, ['proofs', '0', 'approver'])),
    ['twice'],
  ],
  [
    'an approval given by an administrator',
    (payload) => changeAt(payload, ['proofs', '0', 'role'], () => 'administrator'),
    ['unreadable'],
  ],
  ['a list instead of the document', (payload) => [payload], ['unreadable']],
  ['nothing', () => null, ['unreadable']],
  ['a proof that is none', (payload) => changeAt(payload, ['proofs', '0'], () => null), ['unreadable']],
  [
    'a hash that is none',
    (payload) => changeAt(payload, ['subject', 'hashes', 'scope'], () => 'abc'),
    ['unreadable'],
  ],
  [
    'a withdrawal without time',
    (payload) => changeAt(payload, ['withdrawn'], () => ({ by: 'program' })),
    ['unreadable'],
  ],
]

test('whoever has our key and signs anew still has no passkey, and approves nothing of his own', async () => {
  const payload = await payloadOfBoth()
  for (const [name, change, faults] of attacks)
    expect([name, await faultsOf(await change(payload))]).toEqual([name, faults])
})

async function proofElsewhere(): Promise<() => JsonValue> {
  const other = await payloadOfBoth()
  return () => at(other, ['proofs', '0'])
}

function fitting(payload: JsonValue): JsonValue {
  return changeAt(payload, ['subjectDigest'], () => hashOf(canonicalJson(at(payload, ['subject']))))
}

/** Something else of the same form. */
function otherThan(value: JsonValue): JsonValue {
  if (typeof value !== 'string') return 'something'
  if (/^\d{4}-\d\d-\d\dT/.test(value)) return '2026-01-01T00:00:00.000Z'
  // In the middle: the last sign of base64 may hold bits that say nothing.
  const middle = Math.floor(value.length / 2)
  return `${value.slice(0, middle)}${value[middle] === 'a' ? 'b' : 'a'}${value.slice(middle + 1)}`
}

function leavesOf(value: JsonValue, path: readonly string[] = []): readonly string[] {
  if (typeof value !== 'object' || value === null) return [path.join('.')]
  return Object.entries(value).flatMap(([name, one]) => leavesOf(one, [...path, name]))
}

function at(value: JsonValue, [name, ...rest]: readonly string[]): JsonValue {
  if (name === undefined) return value
  return at(Object.entries(value ?? {}).find(([one]) => one === name)?.[1] ?? null, rest)
}

/** @param change undefined takes the field away */
function changeAt(
  value: JsonValue,
  [name, ...rest]: readonly string[],
  change: (old: JsonValue) => JsonValue | undefined,
): JsonValue {
  if (name === undefined) return change(value) ?? null
  const old = at(value, [name])
  const made = rest.length === 0 ? change(old) : changeAt(old, rest, change)
  if (Array.isArray(value)) return value.map((one, index) => (String(index) === name ? made : one))
  const others = Object.entries(value ?? {}).filter(([one]) => one !== name)
  return Object.fromEntries(made === undefined ? others : [...others, [name, made]])
}
