/** Everything that is killed. */
import { auditedChange } from './audited-change.ts'
import { backupMade } from './backup-made.ts'
import { backupRestored } from './backup-restored.ts'
import { directoryLoad } from './directory-load.ts'
import { indexBuilt } from './index-built.ts'
import { indexFileWritten } from './index-file-written.ts'
import type { Scenario } from './scenario.ts'
import { schemaUpgrade } from './schema-upgrade.ts'

export function allScenarios(): readonly Scenario[] {
  return [
    auditedChange,
    schemaUpgrade(),
    backupMade(),
    backupRestored(),
    directoryLoad('import'),
    directoryLoad('sync'),
    indexBuilt(),
    indexFileWritten(),
  ]
}
