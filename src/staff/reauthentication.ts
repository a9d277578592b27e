/** A fresh proof of who somebody is, for exactly one action. What an approval rests on; made by the sign-in. */
import type { Transaction } from 'kysely'
import type { Tables } from '../store/tables.ts'

export interface Reauthentication {
  readonly accountId: string
  /** By the database's clock. */
  readonly at: Date
  /** SHA-256 of what is approved, as the person was shown it. */
  readonly over: Buffer
  readonly how: Proof
}

export type Proof = PasskeyProof | { readonly kind: 'password-totp' }

/**
 * The person's own signature over what is approved: it can be checked later by anybody, without a server.
 *
 * @source WebAuthn Level 3, section 7.2 (verifying an authentication assertion)
 */
export interface PasskeyProof {
  readonly kind: 'passkey'
  /** Base64url, as all fields below that are bytes. */
  readonly credentialId: string
  /** COSE_Key. @source RFC 9052, section 7 */
  readonly publicKey: string
  readonly clientDataJson: string
  readonly authenticatorData: string
  readonly signature: string
  /** What the challenge was made of beside `over`: see sign-in/passkey-proof.ts. */
  readonly nonce: string
  readonly origin: string
  readonly relyingParty: string
}

/** Uses a proof up, in the transaction of what it is for; the sign-in gives it. */
export type MakeProof = (transaction: Transaction<Tables>, over: Buffer) => Promise<Reauthentication>
