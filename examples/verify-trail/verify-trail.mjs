// A verifier for docs/audit-format.md, written from that page alone: Node and nothing else, none of the program's own code.
//   node verify-trail.mjs FILE ROOT-FINGERPRINT [CHECKPOINT...]
import { createHash, createPublicKey, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'

const [file, wantedRoot, ...checkpointFiles] = process.argv.slice(2)
const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts.map((one) => Buffer.from(one)))).digest()
const hex = (bytes) => bytes.toString('hex')
const fail = (what) => {
  console.log(`NOT genuine: ${what}`)
  process.exit(1)
}
const demand = (holds, what) => {
  if (!holds) fail(what)
}

function canonical(value) {
  if (typeof value === 'string') return JSON.stringify(value)
  demand(value !== null && typeof value === 'object' && !Array.isArray(value), 'a payload of another form')
  const names = Object.keys(value).sort((a, b) => (a < b ? -1 : 1))
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`
}

function isSigned(spki, bytes, signature) {
  const key = createPublicKey({ key: Buffer.from(spki, 'base64'), format: 'der', type: 'spki' })
  return key.asymmetricKeyType === 'ed25519' && verify(null, bytes, key, Buffer.from(signature, 'base64'))
}

/** The payload, if signature and certificate hold. */
function payloadOf(signed, kind) {
  const { certificate, payload } = signed
  demand(signed.format === 'schleuse-signed-1' && signed.kind === kind, `a signed file that is no ${kind}`)
  demand(hex(sha256(Buffer.from(certificate.rootKey, 'base64'))) === wantedRoot, 'another root')
  const key = Buffer.from(certificate.publicKey, 'base64')
  const certified = Buffer.concat([Buffer.from('schleuse signature key 1\n'), key])
  demand(isSigned(certificate.rootKey, certified, certificate.certification), 'a key without certificate')
  const bytes = Buffer.from(`schleuse-signed-1\n${kind}\n${canonical(payload)}`)
  demand(isSigned(certificate.publicKey, bytes, signed.signature), `a forged ${kind}`)
  return payload
}

function big(value) {
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64BE(BigInt(value))
  return bytes
}

function text(value) {
  const bytes = Buffer.from(value, 'utf8')
  const length = Buffer.alloc(4)
  length.writeInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}

function merkleRoot(leaves) {
  if (leaves.length === 1) return leaves[0]
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  return sha256([1], merkleRoot(leaves.slice(0, split)), merkleRoot(leaves.slice(split)))
}

function checkBatch(batch) {
  if (!batch) return
  const { leaves, root } = JSON.parse(batch.body)
  demand(batch.leaves.length === leaves, `decisions of batch ${batch.seq}`)
  demand(hex(merkleRoot(batch.leaves)) === root, `root of batch ${batch.seq}`)
}

try {
  const bytes = readFileSync(file)
  const body = bytes.subarray(0, bytes.lastIndexOf(10, bytes.length - 2) + 1)
  const lines = bytes.toString('utf8').split('\n')
  demand(lines.pop() === '', 'the last line has no end')
  const [trail, ...rest] = lines.map((line) => JSON.parse(line))
  demand(trail?.type === 'trail' && trail.format === 'schleuse-trail-1', 'no trail file')
  demand(trail.root === wantedRoot, 'another root')

  const order = ['segment', 'head', 'entry', 'leaves', 'end']
  const ranks = rest.map(({ type }) => (type === 'leaves' ? order.indexOf('entry') : order.indexOf(type)))
  demand(ranks.every((rank, at) => rank >= 0 && rank >= (ranks[at - 1] ?? 0)), 'a line out of place')
  const of = (type) => rest.filter((line) => line.type === type)

  const organisation = Buffer.from(trail.organisation.replaceAll('-', ''), 'hex')
  let last = { seq: 0n, digest: hex(sha256('schleuse audit trail 1', organisation)) }
  for (const { signed } of of('segment')) {
    const record = payloadOf(signed, 'audit-segment')
    demand(record.organisation === trail.organisation, 'a segment of another organisation')
    demand(BigInt(record.first) === last.seq + 1n && record.start === last.digest, 'a segment that does not follow')
    last = { seq: BigInt(record.last), digest: record.end }
  }
  demand(BigInt(trail.first) === last.seq + 1n && trail.start === last.digest, 'the beginning is missing')

  const given = checkpointFiles.map((one) => ({ signed: JSON.parse(readFileSync(one, 'utf8')) }))
  const heads = [...of('head'), ...given].map(({ signed }) => payloadOf(signed, 'audit-head'))
  demand(heads.every((head) => head.organisation === trail.organisation), 'a head of another organisation')
  const digests = new Map([[last.seq, last.digest]])
  let batch
  for (const line of rest.filter(({ type }) => type === 'entry' || type === 'leaves')) {
    if (line.type === 'leaves') {
      demand(batch?.seq === line.batch, 'decisions without a batch')
      batch.leaves.push(...line.digests.map((one) => Buffer.from(one, 'hex')))
      continue
    }
    checkBatch(batch)
    const { seq, micros, kind, actor, body: said, digest } = line
    demand(BigInt(seq) === last.seq + 1n, `entry ${last.seq + 1n} is missing`)
    const link = sha256(Buffer.from(last.digest, 'hex'), big(seq), big(micros), text(kind), text(actor), text(said))
    demand(hex(link) === digest, `entry ${seq} was edited`)
    last = { seq: BigInt(seq), digest }
    digests.set(last.seq, digest)
    batch = kind === 'batch-sealed' ? { seq, body: said, leaves: [] } : undefined
  }
  checkBatch(batch)
  demand(last.seq === BigInt(trail.last) && last.digest === trail.end, 'the end is missing')
  for (const { seq, digest } of heads.filter((head) => BigInt(head.seq) >= BigInt(trail.first) - 1n))
    demand(digests.get(BigInt(seq)) === digest, `entry ${seq} is another one than in a signed head`)

  const [end, ...more] = of('end')
  demand(end && more.length === 0, 'there is no signature below the file')
  const { sha256: signedDigest, ...range } = payloadOf(end.signed, 'trail-export')
  demand(signedDigest === hex(sha256(body)), 'the file was changed')
  for (const name of ['organisation', 'first', 'last', 'start', 'end'])
    demand(range[name] === trail[name], 'the signature of another file')
  console.log(`genuine: entries ${trail.first} to ${trail.last}`)
} catch (error) {
  fail(`unreadable (${error.message})`)
}
