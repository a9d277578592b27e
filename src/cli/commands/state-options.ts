/** Options that commands about state have in common. */
import type { Command } from 'commander'
import type { Speech } from '../../text/speech.ts'
import type { StateAction, StateCall } from '../state-call.ts'

export type RunCall = (call: StateCall) => Promise<void>

export interface CommonOptions {
  readonly state?: string
  readonly config?: string
  readonly json?: true
  readonly tokenFile?: string
  readonly organisation?: string
}

export function common(command: Command, speech: Speech): Command {
  return command
    .option('--config <FILE>', speech.say('help.config.file'))
    .option('--state <FOLDER>', speech.say('help.state'))
    .option('--token-file <FILE>', speech.say('help.token-file'))
    .option('--lang <de|en>', speech.say('help.check.lang'))
    .option('--json', speech.say('help.json'))
}

export function ofOrganisation(command: Command, speech: Speech): Command {
  return command.option('--organisation <NAME>', speech.say('help.organisation.which'))
}

export function meant({ organisation }: CommonOptions): { readonly organisation?: string } {
  return organisation === undefined ? {} : { organisation }
}

export function collect(path: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, path]
}

export function callOf(action: StateAction, options: CommonOptions): StateCall {
  return {
    action,
    ...(options.state === undefined ? {} : { statePath: options.state }),
    ...(options.config === undefined ? {} : { configPath: options.config }),
    ...(options.tokenFile === undefined ? {} : { tokenPath: options.tokenFile }),
    output: options.json === true ? 'json' : 'report',
  }
}
