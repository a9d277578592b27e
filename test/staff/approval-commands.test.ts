/** `schleuse staff approval` and `schleuse verify` on what it writes, as processes. */
import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import { approve, requestApproval, withdrawApproval } from '../../src/staff/approval.ts'
import type { Proof } from '../../src/staff/reauthentication.ts'
import { addRelation } from '../../src/staff/relation.ts'
import { challengeFor } from '../../src/staff/sign-in/passkey-proof.ts'
import { makeToken } from '../../src/staff/token.ts'
import { projectRoot } from '../house/source-file.ts'
import { freshDatabases } from '../store/fresh-database.ts'
import { openStatePlace } from '../support/run-state.ts'
import { softwareAuthenticator } from '../support/software-authenticator.ts'
import { openStaffWorld, shell } from './staff-world.ts'

/** Each command is a process of its own, on two cores that others use too. */
vi.setConfig({ testTimeout: 240_000 })

const fresh = freshDatabases()
const origin = 'https://schleuse.example.org'
const hashes = { templates: createHash('sha256').update('templates').digest('hex') }

function signedBy(over: Buffer): Proof {
  const authenticator = softwareAuthenticator('schleuse.example.org')
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
    relyingParty: 'schleuse.example.org',
  }
}

async function openApprovals() {
  const database = await fresh()
  const w = await openStaffWorld(database)
  const { organisationId, app } = w
  const anna = await w.hire('Anna', ['author'])
  const carl = await w.hire('Carl', ['approver'])
  const subject = { organisationId, kind: 'template-set', hashes, authorId: anna, lastEditorId: anna }
  const { id, over } = await requestApproval(app, subject, { actor: shell, now: new Date() })
  const approveAs = (accountId: string, how: Proof) =>
    approve(app, {
      approvalId: id,
      hashes,
      actor: { kind: 'staff', accountId, organisationId, roles: ['approver'], by: 'session', isOfHost: true },
      makeProof: async () => ({ accountId, at: new Date(), over, how }),
    })
  return { database, w, id, over, carl, approveAs, ...openStatePlace(database.target('app')) }
}

test('an approval is listed, shown and written as a file that verifies without a database', async () => {
  const { w, id, over, carl, approveAs, place, run } = await openApprovals()
  expect(run(['staff', 'approval', 'list']).facts).toMatchObject([
    { kind: 'approval', id, approvalKind: 'template-set', approvalState: 'waiting', approvers: 0 },
  ])
  const dora = await w.hire('Dora', ['approver'])
  await approveAs(carl, signedBy(over))
  await approveAs(dora, { kind: 'password-totp' })
  const shown = run(['staff', 'approval', 'show', id])
  expect(shown).toMatchObject({
    status: 0,
    facts: [
      { kind: 'approval-subject', approval: id, digest: over.toString('hex') },
      { kind: 'approval-hash', part: 'templates', hash: hashes.templates },
      { kind: 'approval-given-passkey', approver: carl, origin },
      { kind: 'approval-given-password', approver: dora },
    ],
  })
  const root = String(run(['keys', 'list']).facts[0]?.fingerprint)
  expect(run(['staff', 'approval', 'export', id, '--out', 'approval.json'])).toMatchObject({
    status: 0,
    facts: [{ kind: 'approval-exported', approvalState: 'approved' }],
  })
  expect(run(['staff', 'approval', 'export', id, '--out', 'approval.json']).status).toBe(2)

  const elsewhere = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing', SCHLEUSE_STATE: '/nowhere' }
  const verify = (...words: readonly string[]) => run(['verify', ...words], elsewhere)
  expect(verify('approval.json', '--root', root)).toMatchObject({
    status: 0,
    facts: [{ kind: 'file-genuine', document: 'approval' }, ...shown.facts],
  })
  expect(verify('approval.json', '--root', '0'.repeat(64)).facts).toMatchObject([{ kind: 'file-other-root' }])
  const text = readFileSync(join(place.folder, 'approval.json'), 'utf8')
  place.write({ 'changed.json': text.replace(hashes.templates, 'ab'.repeat(32)) })
  expect(verify('changed.json')).toMatchObject({ status: 1, facts: [{ kind: 'file-changed' }] })

  const script = join(projectRoot, 'examples', 'verify-approval', 'verify-approval.mjs')
  const independent = (file: string, fingerprint = root) =>
    spawnSync(process.execPath, [script, join(place.folder, file), fingerprint], { encoding: 'utf8' })
  expect(independent('approval.json')).toMatchObject({
    status: 0,
    stdout: expect.stringContaining(`approved by ${carl}, signed with a passkey`),
  })
  expect(independent('changed.json').stdout).toMatch(/NOT genuine: .*signature/)
  expect(independent('approval.json', '0'.repeat(64)).stdout).toMatch(/NOT genuine: another root/)

  // A rotated key is believed as before; a revoked one is not.
  const old = run(['keys', 'list']).facts.find(({ purpose }) => purpose === 'signature')?.id
  run(['keys', 'rotate', 'signature'])
  run(['keys', 'revocations', '--out', 'none.json'])
  expect(verify('approval.json', '--revocations', 'none.json').status).toBe(0)
  run(['keys', 'revoke', String(old)])
  run(['keys', 'revocations', '--out', 'list.json'])
  expect(verify('approval.json', '--revocations', 'list.json')).toMatchObject({
    status: 1,
    facts: [{ kind: 'file-revoked', document: 'approval', key: old }],
  })
  run(['staff', 'approval', 'export', id, '--out', 'anew.json'])
  expect(verify('anew.json', '--revocations', 'list.json').status).toBe(0)
})

test('what nobody has approved, what was withdrawn and what does not hold ends with exit status 1', async () => {
  const { w, id, over, carl, approveAs, place, run } = await openApprovals()
  const exported = (file: string) => run(['staff', 'approval', 'export', id, '--out', file])
  expect(exported('waiting.json')).toMatchObject({ status: 0, facts: [{ approvalState: 'waiting' }] })
  const waiting = run(['verify', 'waiting.json'])
  expect([waiting.status, waiting.facts.at(-1)?.kind]).toEqual([1, 'approval-nobody'])
  // A row that somebody has put into the database gets no signature that would lend it belief.
  await approveAs(carl, signedBy(Buffer.alloc(32)))
  expect(run(['staff', 'approval', 'show', id])).toMatchObject({
    status: 1,
    facts: [{ kind: 'approval-broken-assertion', approver: carl }],
  })
  expect(exported('broken.json')).toMatchObject({
    status: 1,
    facts: [{ kind: 'approval-broken-assertion' }, { kind: 'approval-not-exported' }],
  })
  expect(() => readFileSync(join(place.folder, 'broken.json'))).toThrow(/ENOENT/)
  await sql`delete from schleuse.approval_proof`.execute(w.owner)
  await approveAs(carl, signedBy(over))
  await withdrawApproval(w.app, { organisationId: w.organisationId, approvalId: id }, shell)
  exported('withdrawn.json')
  const withdrawn = run(['verify', 'withdrawn.json'])
  expect([withdrawn.status, withdrawn.facts.at(-1)?.kind]).toEqual([1, 'approval-withdrawn'])
  expect(run(['staff', 'approval', 'show', 'x']).status).toBe(2)
  expect(run(['staff', 'approval', 'show', carl]).status).toBe(2)
})

test('an administrator sees no approval, and a token only those of its organisation', async () => {
  const { database, w, id, run } = await openApprovals()
  const tokenOf = async (name: string, role: 'administrator' | 'auditor') => {
    const accountId = await w.hire(name, [role])
    const { token } = await makeToken(w.app, { accountId, name, roles: [role], days: 1 }, new Date())
    return { SCHLEUSE_TOKEN: token }
  }
  expect(run(['staff', 'approval', 'show', id], await tokenOf('Erika', 'administrator'))).toMatchObject({
    status: 1,
    facts: [{ kind: 'action-refused', permission: 'approval-read' }],
  })
  expect(run(['staff', 'approval', 'show', id], await tokenOf('Ina', 'auditor')).status).toBe(0)

  // A processor with a contract: it sees that there is a controller, and no approval of it.
  const hoster = await openStaffWorld(database, 'Rechenzentrum', 'processor')
  const by = { actor: shell, now: new Date() } as const
  const pair = { controllerId: w.organisationId, processorId: hoster.organisationId }
  await addRelation(w.app, { ...pair, contract: 'AV 1', fromOn: '2026-01-01' }, by)
  const accountId = await hoster.hire('Olga', ['auditor'])
  const olga = await makeToken(w.app, { accountId, name: 'x', roles: ['auditor'], days: 1 }, new Date())
  const asOlga = { SCHLEUSE_TOKEN: olga.token }
  expect(run(['staff', 'approval', 'list'], asOlga)).toMatchObject({ status: 0, facts: [] })
  for (const words of [[id], [id, '--organisation', 'Bücherei']])
    expect(run(['staff', 'approval', 'show', ...words], asOlga)).toMatchObject({ status: 2, facts: [] })
})
