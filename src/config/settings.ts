/** All settings: one file of `section/` for each section of schleuse.yaml. */
import { z } from 'zod'
import { alertsSection } from './section/alerts.ts'
import { auditSection } from './section/audit.ts'
import { databaseSection } from './section/database.ts'
import { directorySection } from './section/directory.ts'
import { retentionSection } from './section/retention.ts'
import { serveSection } from './section/serve.ts'
import { signInSection } from './section/sign-in.ts'
import { stateSection } from './section/state.ts'
import type { SettingsPlace } from './value/path.ts'

export function settingsSchema(place: SettingsPlace) {
  return z
    .strictObject({
      state: stateSection(place).prefault({}),
      database: databaseSection(place).prefault({}),
      serve: serveSection(place).prefault({}),
      directory: directorySection(place).prefault({}),
      alerts: alertsSection(place).prefault({}),
      audit: auditSection(place).prefault({}),
      retention: retentionSection().prefault({}),
      sign_in: signInSection(place).prefault({}),
    })
    .transform(({ sign_in: signIn, ...rest }) => ({ ...rest, signIn }))
}

export type Settings = z.output<ReturnType<typeof settingsSchema>>
