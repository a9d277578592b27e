/** Every sentence a person reads, in German: one file for each room. */
import { alert } from './de/alert.ts'
import { approval } from './de/approval.ts'
import { audit } from './de/audit.ts'
import { backup } from './de/backup.ts'
import { check } from './de/check.ts'
import { config } from './de/config.ts'
import { directory } from './de/directory.ts'
import { faults } from './de/faults.ts'
import { foreignSystem } from './de/foreign-system.ts'
import { noticeSchema } from './de/notice-schema.ts'
import { organisation } from './de/organisation.ts'
import { rehearsal } from './de/rehearsal.ts'
import { requestPage } from './de/request-page.ts'
import { serve } from './de/serve.ts'
import { setting } from './de/setting.ts'
import { signIn } from './de/sign-in.ts'
import { source } from './de/source.ts'
import { staff } from './de/staff.ts'
import { state } from './de/state.ts'
import { template } from './de/template.ts'

export const de = {
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
