/** Keys: one per purpose, with an id, kept in files outside the database. */

/**
 * `root` certifies and revokes signature keys and signs nothing else; `signature` signs reports, certificates and heads of the trail;
 * `matching` makes the hashes of the index; `quarantine` seals held mails, `directory` contact data that letters need,
 * `backup` copies of the database, `sign-in` cookies and second factors of staff.
 */
export const keyPurposes = [
  'root',
  'signature',
  'matching',
  'quarantine',
  'directory',
  'backup',
  'sign-in',
] as const
export type KeyPurpose = (typeof keyPurposes)[number]
/** Purposes whose key is a secret of 32 bytes and signs nothing. */
export type SecretPurpose = Exclude<KeyPurpose, 'root' | 'signature'>

/** What may be shown of a key. */
export interface KeyFacts {
  /** 16 hexadecimal digits, from the public key or, for a secret one, from a hash of it that reveals nothing. */
  readonly id: string
  readonly purpose: KeyPurpose
  readonly createdAt: Date
  readonly revokedAt?: Date
  /** The newest key of its purpose that is not revoked: the one used for what is made now. */
  readonly isCurrent: boolean
}

/** Public half of a signature key with the root's word for it. All fields base64. */
export interface Certificate {
  /** SPKI, DER. */
  readonly publicKey: string
  /** The root's signature over purpose and public key. */
  readonly certification: string
  /** The root's own public key, SPKI, DER. Its fingerprint is what a third party has to know. */
  readonly rootKey: string
}
