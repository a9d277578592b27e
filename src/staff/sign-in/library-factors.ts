/** Second factors, passkeys and other places of signing in, as the library is to use them. */
import { passkey } from '@better-auth/passkey'
import { APIError } from 'better-auth/api'
import { genericOAuth } from 'better-auth/plugins/generic-oauth'
import { twoFactor } from 'better-auth/plugins/two-factor'

/** Another organisation's or a house's own place of signing in, by OpenID Connect. */
export interface SignInProvider {
  readonly name: string
  /** Whose staff it speaks for: about others it has nothing to say. */
  readonly organisationId: string
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
}

/** Time for the second step. */
const secondStepSeconds = 10 * 60
const recoveryCodes = 10

export function secondFactors() {
  return twoFactor({
    issuer: 'Schleuse',
    twoFactorTable: 'staff_second_factor',
    twoFactorCookieMaxAge: secondStepSeconds,
    // Asked for at every sign-in: no device is trusted.
    trustDeviceMaxAge: 0,
    backupCodeOptions: { amount: recoveryCodes, storeBackupCodes: 'encrypted' },
    accountLockout: { enabled: true, maxFailedAttempts: 10, durationSeconds: 15 * 60 },
    schema: {
      user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
      twoFactor: {
        fields: {
          userId: 'account_id',
          backupCodes: 'backup_codes',
          failedVerificationCount: 'failed_count',
          lockedUntil: 'locked_until',
        },
      },
    },
  })
}

export function passkeys(publicUrl: string) {
  return passkey({
    rpID: new URL(publicUrl).hostname,
    rpName: 'Schleuse',
    origin: publicUrl,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    // The library asks for the person's finger or PIN but takes an answer without it; then the key would be one factor only.
    registration: {
      afterVerification: ({ verification }) => demandVerified(verification.registrationInfo?.userVerified),
    },
    authentication: {
      afterVerification: ({ verification }) => demandVerified(verification.authenticationInfo.userVerified),
    },
    schema: {
      passkey: {
        modelName: 'staff_passkey',
        fields: {
          userId: 'account_id',
          publicKey: 'public_key',
          credentialID: 'credential_id',
          deviceType: 'device_type',
          backedUp: 'backed_up',
          createdAt: 'created_at',
        },
      },
    },
  })
}

export function otherPlaces(publicUrl: string, providers: readonly SignInProvider[]) {
  return genericOAuth({
    config: providers.map(({ name, issuer, clientId, clientSecret }) => ({
      providerId: name,
      discoveryUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
      clientId,
      clientSecret,
      scopes: ['openid', 'email', 'profile'],
      pkce: true,
      // Without keys of its own an answer of the other place could not be checked: then it is not used.
      requireIdTokenVerification: true,
      redirectURI: `${publicUrl}/api/v1/auth/provider/${name}/callback`,
      disableImplicitSignUp: true,
      disableSignUp: true,
      prompt: 'login' as const,
    })),
  })
}

/** @throws what the library turns into a refused sign-in */
function demandVerified(isVerified: boolean | undefined): void {
  if (isVerified !== true) throw new APIError('UNAUTHORIZED')
}
