/** The signature of a passkey over an action, and how it is checked: now by us, later by anybody. */
import { createHash } from 'node:crypto'
import { type AuthenticationResponseJSON, verifyAuthenticationResponse } from '@simplewebauthn/server'
import type { PasskeyProof } from '../reauthentication.ts'

/**
 * What the passkey signs: bound to the action and used once.
 *
 * @param over SHA-256 of the action
 * @param nonce 32 random bytes
 */
export function challengeFor(over: Uint8Array, nonce: Uint8Array): Buffer {
  return createHash('sha256').update('schleuse approval 1\n').update(over).update(nonce).digest()
}

/** Where the sign-in is: part of what is signed, so that a page of somebody else can ask for nothing here. */
export interface RelyingParty {
  readonly origin: string
  readonly id: string
}

export interface SigningPasskey {
  readonly credentialId: string
  /** COSE_Key, base64. */
  readonly publicKey: string
  readonly counter: number
}

/** @returns undefined if the signature does not hold, the person was not verified, or the counter went back */
export async function checkAssertion(
  assertion: AuthenticationResponseJSON,
  wanted: { readonly challenge: Buffer; readonly party: RelyingParty; readonly passkey: SigningPasskey },
): Promise<{ readonly counter: number } | undefined> {
  const { challenge, party, passkey } = wanted
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: assertion,
      expectedChallenge: challenge.toString('base64url'),
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      credential: {
        id: passkey.credentialId,
        publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64')),
        counter: passkey.counter,
      },
    })
    return verified ? { counter: authenticationInfo.newCounter } : undefined
  } catch {
    // The library throws for each way in which an assertion can be wrong; to whoever made it all of them are one.
    return undefined
  }
}

/** Whether this passkey has signed this action. Needs nothing but the proof: for the trail, an auditor, a court. */
export async function isSignedByPasskey(proof: PasskeyProof, over: Uint8Array): Promise<boolean> {
  const checked = await checkAssertion(
    {
      id: proof.credentialId,
      rawId: proof.credentialId,
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: proof.clientDataJson,
        authenticatorData: proof.authenticatorData,
        signature: proof.signature,
      },
    },
    {
      challenge: challengeFor(over, Buffer.from(proof.nonce, 'base64url')),
      party: { origin: proof.origin, id: proof.relyingParty },
      passkey: {
        credentialId: proof.credentialId,
        publicKey: Buffer.from(proof.publicKey, 'base64url').toString('base64'),
        counter: 0,
      },
    },
  )
  return checked !== undefined
}
