/** Signing in: what is asked and answered at each step. Secrets go in and never come back. */
import { z } from 'zod'

/** @limit as long as an address may be. @source RFC 5321, section 4.5.3.1 */
const email = z.string().min(3).max(320)
/** @limit beyond it a password is refused unread */
const password = z.string().min(1).max(400)
const code = z.string().min(6).max(40)
/** Base64url of what a browser and a security key exchange. @limit a large attestation has 6 KB */
const bytes = z
  .string()
  .max(16_384)
  .regex(/^[\w-]*$/)

export const nextStep = z.object({
  next: z.enum(['second-step', 'set-up-second-factor', 'signed-in', 'signed-out']),
})

export const passwordStep = z.strictObject({ email, password })
export const codeStep = z.strictObject({ kind: z.enum(['totp', 'recovery']), code })

const transports = z.array(z.string().max(20)).max(10).optional()

/** @source WebAuthn Level 3, section 5.1 (PublicKeyCredentialRequestOptionsJSON) */
export const passkeyRequest = z.object({
  challenge: bytes,
  rpId: z.string().optional(),
  timeout: z.number().optional(),
  userVerification: z.string().optional(),
  allowCredentials: z.array(z.object({ id: bytes, type: z.string(), transports })).optional(),
})

/**
 * What is checked of it; what a browser says beside is left out.
 *
 * @source WebAuthn Level 3, section 5.1 (AuthenticationResponseJSON)
 */
export const passkeyAssertion = z
  .strictObject({
    id: bytes,
    rawId: bytes,
    type: z.literal('public-key'),
    response: z.strictObject({
      clientDataJSON: bytes,
      authenticatorData: bytes,
      signature: bytes,
      userHandle: bytes.nullish(),
    }),
    clientExtensionResults: z.object({}).prefault({}),
    authenticatorAttachment: z.string().max(40).nullish(),
  })
  .transform(({ id, rawId, type, clientExtensionResults, response }) => {
    const { clientDataJSON, authenticatorData, signature } = response
    return {
      id,
      rawId,
      type,
      clientExtensionResults,
      response: { clientDataJSON, authenticatorData, signature },
    }
  })

/** @source WebAuthn Level 3, section 5.1 (PublicKeyCredentialCreationOptionsJSON) */
export const passkeyCreation = z.object({
  rp: z.object({ id: z.string().optional(), name: z.string() }),
  user: z.object({ id: bytes, name: z.string(), displayName: z.string() }),
  challenge: bytes,
  pubKeyCredParams: z.array(z.object({ type: z.string(), alg: z.int() })),
  timeout: z.number().optional(),
  excludeCredentials: z.array(z.object({ id: bytes, type: z.string(), transports })).optional(),
  authenticatorSelection: z
    .object({
      residentKey: z.string().optional(),
      requireResidentKey: z.boolean().optional(),
      userVerification: z.string().optional(),
    })
    .optional(),
  attestation: z.string().optional(),
})

/** @source WebAuthn Level 3, sections 5.1 (RegistrationResponseJSON) and 5.8.4 (transports) */
export const passkeyAttestation = z
  .strictObject({
    id: bytes,
    rawId: bytes,
    type: z.literal('public-key'),
    response: z.strictObject({
      clientDataJSON: bytes,
      attestationObject: bytes,
      transports: z
        .array(z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb']))
        .prefault([]),
      authenticatorData: bytes.nullish(),
      publicKey: bytes.nullish(),
      publicKeyAlgorithm: z.int().nullish(),
    }),
    clientExtensionResults: z.object({}).prefault({}),
    authenticatorAttachment: z.string().max(40).nullish(),
  })
  .transform(({ id, rawId, type, clientExtensionResults, response }) => {
    const { clientDataJSON, attestationObject, transports: ways } = response
    return {
      id,
      rawId,
      type,
      clientExtensionResults,
      response: { clientDataJSON, attestationObject, transports: ways },
    }
  })

export const passkeyStep = z.strictObject({ assertion: passkeyAssertion })
export const newPasskey = z.strictObject({
  name: z.string().min(1).max(100),
  attestation: passkeyAttestation,
})

export const passkeyList = z.object({
  passkeys: z.array(z.object({ id: z.uuid(), name: z.string(), since: z.iso.datetime().optional() })),
})

export const sessionWho = z.object({
  name: z.string(),
  email: z.string(),
  provedBy: z.enum(['password-totp', 'password-recovery', 'passkey', 'oidc']).optional(),
  since: z.iso.datetime(),
})

export const sessionList = z.object({
  sessions: z.array(
    z.object({
      id: z.uuid(),
      since: z.iso.datetime(),
      usedAt: z.iso.datetime(),
      provedBy: z.string().optional(),
      client: z.string(),
      isThis: z.boolean(),
    }),
  ),
})

export const byId = z.strictObject({ id: z.uuid() })
export const done = z.object({ done: z.literal(true) })

const invited = { code: z.string().min(10).max(100), word: z.string().min(1).max(40) }
export const invitationQuestion = z.strictObject(invited)
export const invitationAnswer = z.object({ name: z.string(), email: z.string() })
export const invitationStep = z.strictObject({ ...invited, password })

export const secondFactorStep = z.strictObject({ password })
/** Shown once: nobody can read them later. */
export const secondFactorAnswer = z.object({
  secret: z.string(),
  /** Picture of the same, for a camera: SVG. */
  picture: z.string(),
  recoveryCodes: z.array(z.string()),
})
export const secondFactorConfirm = z.strictObject({ code })

/** SHA-256 of what is to be approved, hexadecimal. */
export const proofQuestion = z.strictObject({ over: z.string().regex(/^[\da-f]{64}$/) })
export const proofAnswer = z.object({ id: z.uuid(), passkey: passkeyRequest.optional() })
export const proofStep = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('passkey'), assertion: passkeyAssertion }),
  z.strictObject({ kind: z.literal('password-totp'), password, code }),
])

export const providerList = z.object({ providers: z.array(z.object({ name: z.string() })) })
export const providerName = z.strictObject({ name: z.string().regex(/^[a-z\d-]{1,63}$/) })
