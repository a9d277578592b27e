/** Every sentence a person reads, in English. The compiler proves that no key of German is missing or added. */
import { alert } from './en/alert.ts'
import { approval } from './en/approval.ts'
import { audit } from './en/audit.ts'
import { backup } from './en/backup.ts'
import { check } from './en/check.ts'
import { config } from './en/config.ts'
import { directory } from './en/directory.ts'
import { faults } from './en/faults.ts'
import { foreignSystem } from './en/foreign-system.ts'
import { noticeSchema } from './en/notice-schema.ts'
import { organisation } from './en/organisation.ts'
import { rehearsal } from './en/rehearsal.ts'
import { requestPage } from './en/request-page.ts'
import { serve } from './en/serve.ts'
import { setting } from './en/setting.ts'
import { signIn } from './en/sign-in.ts'
import { source } from './en/source.ts'
import { staff } from './en/staff.ts'
import { state } from './en/state.ts'
import { template } from './en/template.ts'

export const en = {
  ...alert,
  ...approval,
  ...audit,
  ...backup,
  ...check,
  ...config,
  ...directory,
  ...faults,
  ...foreignSystem,
  ...noticeSchema,
  ...organisation,
  ...requestPage,
  ...rehearsal,
  ...serve,
  ...setting,
  ...source,
  ...staff,
  ...signIn,
  ...state,
  ...template,
} as const
