/** Tables of accounts, roles, and of who agreed to them. */
import type { ColumnType } from 'kysely'
import type { SetByDatabase, WrittenOnce } from './column.ts'

/** Null when the row is made; set once, or by whom the column is for. */
type SetLater<T> = ColumnType<T | null, never, T>

interface AccountTable {
  organisation_id: WrittenOnce<string>
  id: WrittenOnce<string>
  name: string
  email: WrittenOnce<string>
  state: 'waiting' | 'invited' | 'active' | 'disabled'
  added_at: SetByDatabase<Date>
  credentials_at: SetLater<Date>
}

interface OutsidePersonTable {
  organisation_id: WrittenOnce<string>
  id: WrittenOnce<string>
  name: WrittenOnce<string>
  body: WrittenOnce<string>
  named_at: SetByDatabase<Date>
  named_by: WrittenOnce<string>
}

interface RequestTable {
  organisation_id: WrittenOnce<string>
  id: WrittenOnce<string>
  kind: WrittenOnce<'add' | 'grant' | 'reset'>
  account_id: WrittenOnce<string>
  roles: WrittenOnce<string[]>
  requested_by: WrittenOnce<string>
  requested_at: SetByDatabase<Date>
  expires_at: WrittenOnce<Date>
  outside_id: ColumnType<string | null, string | undefined, never>
  outside_code_digest: ColumnType<Buffer | null, Buffer | undefined, never>
  answer: SetLater<'confirmed' | 'refused'>
  answered_at: SetLater<Date>
  answered_by: SetLater<string>
  answer_reason: SetLater<string>
}

interface RoleTable {
  organisation_id: WrittenOnce<string>
  account_id: WrittenOnce<string>
  role: WrittenOnce<string>
  request_id: WrittenOnce<string>
  granted_at: SetByDatabase<Date>
}

interface InvitationTable {
  organisation_id: WrittenOnce<string>
  account_id: WrittenOnce<string>
  request_id: WrittenOnce<string>
  purpose: WrittenOnce<'first' | 'new' | 'reset'>
  code_digest: WrittenOnce<Buffer>
  secret_digest: WrittenOnce<Buffer>
  expires_at: WrittenOnce<Date>
  wrong: ColumnType<number, never, number>
  used_at: SetLater<Date>
}

interface TokenTable {
  organisation_id: WrittenOnce<string>
  id: WrittenOnce<string>
  account_id: WrittenOnce<string>
  name: WrittenOnce<string>
  roles: WrittenOnce<string[]>
  token_digest: WrittenOnce<Buffer>
  made_at: SetByDatabase<Date>
  expires_at: WrittenOnce<Date>
  last_used_at: SetLater<Date>
  revoked_at: SetLater<Date>
}

interface ApprovalTable {
  organisation_id: WrittenOnce<string>
  id: WrittenOnce<string>
  kind: WrittenOnce<string>
  subject: WrittenOnce<string>
  subject_digest: WrittenOnce<Buffer>
  author_id: WrittenOnce<string>
  last_editor_id: WrittenOnce<string>
  requested_by: WrittenOnce<string>
  requested_at: SetByDatabase<Date>
  withdrawn_at: SetLater<Date>
  withdrawn_by: SetLater<string>
}

interface ApprovalProofTable {
  organisation_id: WrittenOnce<string>
  approval_id: WrittenOnce<string>
  approver_id: WrittenOnce<string>
  given_at: SetByDatabase<Date>
  method: WrittenOnce<'passkey' | 'password-totp'>
  evidence: WrittenOnce<string>
}

export interface StaffTables {
  'schleuse.approval': ApprovalTable
  'schleuse.approval_proof': ApprovalProofTable
  'schleuse.staff_account': AccountTable
  'schleuse.staff_outside_person': OutsidePersonTable
  'schleuse.staff_request': RequestTable
  'schleuse.staff_role': RoleTable
  'schleuse.staff_invitation': InvitationTable
  'schleuse.staff_token': TokenTable
}
