/** Wrong use, as the parser of the command line finds it, in our own words. */
import type { CommanderError } from 'commander'
import { type Fault, fault } from '../std/fault.ts'

/**
 * @param call the command that was called, as it is typed
 * @returns undefined if the parser only ended because it has shown what was asked for (help, version)
 */
export function usageFault(error: CommanderError, call: string): Fault | undefined {
  const cause = error
  const named = quotedIn(error.message)
  switch (error.code) {
    case 'commander.helpDisplayed':
    case 'commander.version':
      return undefined
    case 'commander.help':
      return fault('SCH_COMMAND_MISSING', { cause })
    case 'commander.unknownCommand':
      return fault('SCH_COMMAND_UNKNOWN', { params: { command: named }, cause })
    case 'commander.unknownOption':
      return fault('SCH_OPTION_UNKNOWN', { params: { option: named, call }, cause })
    case 'commander.optionMissingArgument':
      return fault('SCH_OPTION_VALUE_MISSING', { params: { option: named, call }, cause })
    case 'commander.missingMandatoryOptionValue':
      return fault('SCH_OPTION_REQUIRED', { params: { option: named, call }, cause })
    case 'commander.missingArgument':
      return fault('SCH_ARGUMENT_MISSING', { params: { call }, cause })
    default:
      return fault('SCH_USAGE', { params: { call }, cause })
  }
}

/** The parser's message quotes what it is about. */
function quotedIn(message: string): string {
  return /'([^']*)'/.exec(message)?.[1] ?? ''
}
