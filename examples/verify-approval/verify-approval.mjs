// A verifier for docs/approval-format.md, written from that page alone: Node and nothing else, none of the program's own code.
//   node verify-approval.mjs FILE ROOT-FINGERPRINT
import { createHash, createPublicKey, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'

const [file, wantedRoot] = process.argv.slice(2)
const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts.map((one) => Buffer.from(one)))).digest()
const fail = (what) => {
  console.log(`NOT genuine: ${what}`)
  process.exit(1)
}
const demand = (holds, what) => {
  if (!holds) fail(what)
}

function canonical(value) {
  if (value === null || typeof value === 'string') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  demand(typeof value === 'object', 'a payload of another form')
  const names = Object.keys(value).sort((a, b) => (a < b ? -1 : 1))
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`
}

function isSigned(spki, bytes, signature) {
  const key = createPublicKey({ key: Buffer.from(spki, 'base64'), format: 'der', type: 'spki' })
  return key.asymmetricKeyType === 'ed25519' && verify(null, bytes, key, Buffer.from(signature, 'base64'))
}

// Section 1: this installation has signed it.
const signed = JSON.parse(readFileSync(file, 'utf8'))
const { certificate, payload } = signed
demand(signed.format === 'schleuse-signed-1' && signed.kind === 'approval', 'no approval')
demand(sha256(Buffer.from(certificate.rootKey, 'base64')).toString('hex') === wantedRoot, 'another root')
const certified = Buffer.concat([Buffer.from('schleuse signature key 1\n'), Buffer.from(certificate.publicKey, 'base64')])
demand(isSigned(certificate.rootKey, certified, certificate.certification), 'a key without certificate')
const bytes = Buffer.from(`schleuse-signed-1\napproval\n${canonical(payload)}`)
demand(isSigned(certificate.publicKey, bytes, signed.signature), 'the signature of the installation')

// Section 2: what was approved.
const { subject } = payload
const digest = sha256(canonical(subject))
demand(payload.format === 'schleuse-approval-file-1' && subject.format === 'schleuse-approval-1', 'another format')
demand(digest.toString('hex') === payload.subjectDigest, 'the digest of what was approved')

// Section 3: who approved it.
const approvers = new Set()
for (const { approver, at, how } of payload.proofs) {
  demand(![subject.author, subject.lastEditor].includes(approver), 'an approval of one’s own work')
  demand(payload.requestedBy !== `staff:${approver}` && !approvers.has(approver), 'an approver who does not count')
  approvers.add(approver)
  if (how.kind === 'passkey') checkPasskey(how)
  const means = how.kind === 'passkey' ? 'signed with a passkey' : 'by password and code: no signature of the person'
  console.log(`${at} approved by ${approver}, ${means}`)
}
demand(payload.withdrawn === null, `it was withdrawn at ${payload.withdrawn?.at}`)
demand(approvers.size > 0, 'nobody has approved it')
for (const [part, hash] of Object.entries(subject.hashes)) console.log(`${hash}  ${part}`)

function checkPasskey(how) {
  const client = Buffer.from(how.clientDataJson, 'base64url')
  const data = Buffer.from(how.authenticatorData, 'base64url')
  const { type, challenge, origin } = JSON.parse(client.toString('utf8'))
  const nonce = Buffer.from(how.nonce, 'base64url')
  const wanted = sha256('schleuse approval 1\n', digest, nonce).toString('base64url')
  demand(type === 'webauthn.get' && challenge === wanted, 'a passkey that has signed something else')
  demand(origin === how.origin && data.subarray(0, 32).equals(sha256(how.relyingParty)), 'a passkey used elsewhere')
  demand((data[32] & 0x05) === 0x05, 'a touch without finger or PIN')
  const message = Buffer.concat([data, sha256(client)])
  const { key, hash } = keyOf(Buffer.from(how.publicKey, 'base64url'))
  demand(verify(hash, message, key, Buffer.from(how.signature, 'base64url')), 'the signature of a passkey')
}

/** COSE_Key (RFC 9053): ES256, EdDSA and RS256 as passkeys use them. */
function keyOf(cose) {
  const read = mapOf(cose)
  const text = (label) => Buffer.from(read.get(label)).toString('base64url')
  const algorithm = read.get(3)
  if (algorithm === -7) return { hash: 'sha256', key: jwk({ kty: 'EC', crv: 'P-256', x: text(-2), y: text(-3) }) }
  if (algorithm === -8) return { hash: null, key: jwk({ kty: 'OKP', crv: 'Ed25519', x: text(-2) }) }
  if (algorithm === -257) return { hash: 'sha256', key: jwk({ kty: 'RSA', n: text(-1), e: text(-2) }) }
  return fail('a passkey of a kind that this example does not know')
}

function jwk(key) {
  return createPublicKey({ key, format: 'jwk' })
}

/** A CBOR map of small numbers and byte strings (RFC 8949): nothing else is in such a key. */
function mapOf(bytes) {
  let at = 0
  const head = () => {
    const first = bytes[at++]
    const more = first & 0x1f
    if (more < 24) return { major: first >> 5, value: more }
    const size = { 24: 1, 25: 2 }[more] ?? fail('a public key that cannot be read')
    at += size
    return { major: first >> 5, value: bytes.readUIntBE(at - size, size) }
  }
  const item = () => {
    const { major, value } = head()
    if (major === 0) return value
    if (major === 1) return -1 - value
    if (major !== 2) return fail('a public key that cannot be read')
    at += value
    return bytes.subarray(at - value, at)
  }
  const read = new Map()
  for (let left = head().value; left > 0; left--) read.set(item(), item())
  return read
}
