/** A passkey in software, as a browser and a security key together would answer. @source WebAuthn Level 3, sections 6 and 7 */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'

export interface SoftwareAuthenticator {
  readonly credentialId: string
  /** COSE_Key. */
  readonly publicKey: Buffer
  register(asked: Asked): RegistrationResponseJSON
  assert(asked: Asked): AuthenticationResponseJSON
}

export interface Asked {
  /** Base64url, as the options say it. */
  readonly challenge: string
  readonly origin: string
  /** The person's finger or PIN; false is a mere touch. */
  readonly isVerified?: boolean
}

const present = 0x01
const verified = 0x04
const attested = 0x40

export function softwareAuthenticator(relyingParty: string): SoftwareAuthenticator {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(16)
  const credentialId = id.toString('base64url')
  let counter = 0
  const common = {
    id: credentialId,
    rawId: credentialId,
    type: 'public-key',
    clientExtensionResults: {},
  } as const
  const clientData = (type: string, { challenge, origin }: Asked): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
  const authenticatorData = ({ isVerified = true }: Asked, extra: Buffer = Buffer.alloc(0)): Buffer => {
    const head = Buffer.alloc(5)
    head[0] = present | (isVerified ? verified : 0) | (extra.length > 0 ? attested : 0)
    head.writeUInt32BE(++counter, 1)
    return Buffer.concat([createHash('sha256').update(relyingParty).digest(), head, extra])
  }
  return {
    credentialId,
    publicKey: coseKeyOf(publicKey),
    register(asked) {
      const length = Buffer.alloc(2)
      length.writeUInt16BE(id.length)
      const data = authenticatorData(
        asked,
        Buffer.concat([Buffer.alloc(16), length, id, coseKeyOf(publicKey)]),
      )
      const attestation = Buffer.concat([
        Buffer.from([0xa3]),
        cborText('fmt'),
        cborText('none'),
        cborText('attStmt'),
        Buffer.from([0xa0]),
        cborText('authData'),
        cborBytes(data),
      ])
      return {
        ...common,
        response: {
          clientDataJSON: clientData('webauthn.create', asked).toString('base64url'),
          attestationObject: attestation.toString('base64url'),
          transports: ['internal'],
        },
      }
    },
    assert(asked) {
      const client = clientData('webauthn.get', asked)
      const data = authenticatorData(asked)
      const signed = Buffer.concat([data, createHash('sha256').update(client).digest()])
      return {
        ...common,
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: sign('sha256', signed, privateKey).toString('base64url'),
        },
      }
    },
  }
}

/** EC2, ES256, P-256. @source RFC 9053, sections 2.1 and 7.1 */
function coseKeyOf(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  const head = Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21])
  const [xBytes, yBytes] = [Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]
  return Buffer.concat([head, cborBytes(xBytes), Buffer.from([0x22]), cborBytes(yBytes)])
}

/** @source RFC 8949, section 3.1: major types 2 and 3 */
function cborBytes(bytes: Buffer): Buffer {
  return Buffer.concat([cborHead(0x40, bytes.length), bytes])
}

function cborText(text: string): Buffer {
  return Buffer.concat([cborHead(0x60, text.length), Buffer.from(text)])
}

function cborHead(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([major | length])
  if (length < 256) return Buffer.from([major | 24, length])
  return Buffer.from([major | 25, length >> 8, length & 0xff])
}
