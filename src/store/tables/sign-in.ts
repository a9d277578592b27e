/** Tables of the sign-in: the library reads and writes most of them by itself; these columns are what we touch. */
import type { SetByDatabase, WrittenOnce } from './column.ts'

interface SignInAccountTable {
  id: WrittenOnce<string>
  name: string
  email: string
  email_verified: boolean
  two_factor_enabled: boolean
  created_at: WrittenOnce<Date>
  updated_at: Date
}

interface SignInSessionTable {
  id: SetByDatabase<string>
  token: SetByDatabase<string>
  account_id: SetByDatabase<string>
  ip_address: SetByDatabase<string | null>
  user_agent: SetByDatabase<string | null>
  created_at: SetByDatabase<Date>
  updated_at: SetByDatabase<Date>
  expires_at: SetByDatabase<Date>
  proved_by: SetByDatabase<'password-totp' | 'password-recovery' | 'passkey' | 'oidc' | null>
}

interface SignInCredentialTable {
  id: WrittenOnce<string>
  credential_id: WrittenOnce<string>
  provider: WrittenOnce<string>
  account_id: WrittenOnce<string>
  password: string | null
  created_at: WrittenOnce<Date>
  updated_at: Date
}

interface SecondFactorTable {
  id: SetByDatabase<string>
  account_id: SetByDatabase<string>
  secret: SetByDatabase<string>
  verified: SetByDatabase<boolean>
}

interface PasskeyTable {
  id: SetByDatabase<string>
  account_id: SetByDatabase<string>
  name: string | null
  public_key: SetByDatabase<string>
  credential_id: SetByDatabase<string>
  counter: number
  transports: SetByDatabase<string | null>
  created_at: SetByDatabase<Date | null>
}

interface SpentCodeTable {
  account_id: WrittenOnce<string>
  code_digest: WrittenOnce<Buffer>
  spent_at: SetByDatabase<Date>
}

interface ReauthenticationTable {
  id: WrittenOnce<string>
  account_id: WrittenOnce<string>
  action_digest: WrittenOnce<Buffer>
  nonce: WrittenOnce<Buffer>
  asked_at: SetByDatabase<Date>
  proved_at: Date | null
  proved_by: 'passkey' | 'password-totp' | null
  evidence: string | null
  used_at: Date | null
}

export interface SignInTables {
  'schleuse_sign_in.staff_account': SignInAccountTable
  'schleuse_sign_in.staff_session': SignInSessionTable
  'schleuse_sign_in.staff_credential': SignInCredentialTable
  'schleuse_sign_in.staff_second_factor': SecondFactorTable
  'schleuse_sign_in.staff_passkey': PasskeyTable
  'schleuse_sign_in.spent_code': SpentCodeTable
  'schleuse_sign_in.reauthentication': ReauthenticationTable
}
