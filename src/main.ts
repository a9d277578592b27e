/** Runs the command line in this process. */
import { constants } from 'node:os'
import { runProgram, tellFault } from './cli/program.ts'
import { languageOfLocale } from './text/language.ts'
import { speechIn } from './text/speech.ts'
import { wireProgram } from './wiring.ts'

// Until the run has ended, its status is that of a fault: a run that stops in the middle must not look clear.
process.exitCode = 4

const parts = wireProgram(answerSignals)

// Node's own status for an uncaught error is 1, which here means that a mail shows somebody's data.
process.on('uncaughtException', (error) => {
  process.exit(tellFault(error, speechIn(languageOfLocale(parts.environment)), parts))
})

process.exitCode = await runProgram(process.argv.slice(2), parts)

/**
 * Ends with the status of the signal as a number. Only from here on: while the lists are loaded in one go no handler
 * would be heard, and the system's own answer to a signal is at once. Readers end with this process either way.
 */
function answerSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      parts.terminal.endProgress()
      process.exit(128 + constants.signals[signal])
    })
  }
}
