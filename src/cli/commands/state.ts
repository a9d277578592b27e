/** Commands about the state of an installation: one file for each noun. */
import type { Command } from 'commander'
import type { Speech } from '../../text/speech.ts'
import { alertCommand } from './alert.ts'
import { auditCommand } from './audit.ts'
import { backupCommand } from './backup.ts'
import { configCommand } from './config.ts'
import { directoryCommand } from './directory.ts'
import { handOverCommand } from './hand-over.ts'
import { keysCommand } from './keys.ts'
import { organisationCommand } from './organisation.ts'
import { retentionCommand } from './retention.ts'
import { serveCommand } from './serve.ts'
import { staffCommand } from './staff.ts'
import type { RunCall } from './state-options.ts'
import { verifyCommand } from './verify.ts'
import { workCommand } from './work.ts'

export function stateCommands(speech: Speech, run: RunCall): readonly Command[] {
  return [
    organisationCommand(speech, run),
    handOverCommand(speech, run),
    staffCommand(speech, run),
    auditCommand(speech, run),
    alertCommand(speech, run),
    retentionCommand(speech, run),
    directoryCommand(speech, run),
    keysCommand(speech, run),
    configCommand(speech, run),
    backupCommand(speech, run),
    serveCommand(speech, run),
    workCommand(speech, run),
    verifyCommand(speech, run),
  ]
}
