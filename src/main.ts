/** Runs the command line in this process. */
import { constants } from 'node:os'
import { setFlagsFromString } from 'node:v8'
import { runProgram, tellFault } from './cli/program.ts'
import { languageOfLocale } from './text/language.ts'
import { speechIn } from './text/speech.ts'
import { wireProgram } from './wiring.ts'

// Until the run has ended, its status is that of a fault: a run that stops in the middle must not look clear.
process.exitCode = 4

// Judging a passage leaves much that is dead at once. Left alone, the room for new objects grows to 192 MB before
// anybody clears it up; kept small, a hostile mail costs this process half (540 to 260 MB measured) and nothing slower.
setFlagsFromString('--semi-space-growth-factor=1')

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
