/** `schleuse check`: one message or many, judged against a customer list. */
import { Command } from 'commander'
import { fault } from '../../std/fault.ts'
import type { Speech } from '../../text/speech.ts'
import type { CheckAction } from '../actions/check.ts'
import { type CommonOptions, type RunCall, callOf as stateCallOf } from './state-options.ts'

/** What the command line says, in the words of the command. */
export interface CheckCall {
  readonly paths: readonly string[]
  readonly directoryPath: string
  readonly factsPath?: string
  readonly allowPath?: string
  readonly recipients: readonly string[]
  readonly output: 'json' | 'report'
  readonly isRedacted: boolean
}

interface CheckOptions extends CommonOptions {
  readonly directory?: string
  readonly facts?: string
  readonly allow?: string
  readonly to?: readonly string[]
  readonly redact?: true
}

export function checkCommand(
  speech: Speech,
  run: (call: CheckCall) => Promise<void>,
  runState: RunCall,
): Command {
  return new Command('check')
    .description(speech.say('help.check'))
    .usage('PATH... (--directory FILE.csv | --organisation NAME) [OPTION]...')
    .argument('<PATH...>', speech.say('help.check.path'))
    .option('--directory <FILE.csv>', speech.say('help.check.directory'), once('--directory'))
    .option('--organisation <NAME>', speech.say('help.check.organisation'), once('--organisation'))
    .option('--facts <FILE.csv>', speech.say('help.check.facts'), once('--facts'))
    .option('--to <ADDRESS>', speech.say('help.check.to'), collect)
    .option('--allow <FILE.yaml>', speech.say('help.check.allow'), once('--allow'))
    .option('--config <FILE>', speech.say('help.check.config'))
    .option('--state <FOLDER>', speech.say('help.check.state'))
    .option('--token-file <FILE>', speech.say('help.check.token-file'))
    .option('--lang <de|en>', speech.say('help.check.lang'))
    .option('--redact', speech.say('help.check.redact'))
    .option('--json', speech.say('help.check.json'))
    .addHelpText('after', `\n${speech.say('help.check.columns')}\n\n${speech.say('help.check.exit')}`)
    .action((paths: readonly string[], options: CheckOptions) => {
      const { directory, organisation } = options
      if (organisation !== undefined)
        return runState(stateCallOf(actionOf(paths, organisation, options), options))
      if (directory === undefined)
        throw fault('SCH_OPTION_REQUIRED', {
          params: { option: '--directory <FILE.csv>', call: 'schleuse check' },
        })
      return run(callOf(paths, directory, options))
    })
}

const optionNames = { config: '--config', state: '--state', tokenFile: '--token-file' } as const

function collect(address: string, earlier: readonly string[] | undefined): readonly string[] {
  return [...(earlier ?? []), address]
}

/** Two lists under one option: the first would not be read, and nobody would notice. */
function once(option: string): (value: string, earlier?: string) => string {
  return (value, earlier) => {
    if (earlier !== undefined) throw fault('SCH_OPTION_TWICE', { params: { option } })
    return value
  }
}

/** What a file would say is the organisation's own stands in its directory: two answers to one question help nobody. */
function actionOf(paths: readonly string[], organisation: string, options: CheckOptions): CheckAction {
  for (const option of ['directory', 'facts', 'allow'] as const)
    if (options[option] !== undefined)
      throw fault('SCH_CHECK_TWO_DIRECTORIES', { params: { option: `--${option}` } })
  return {
    kind: 'check-organisation',
    organisation,
    paths,
    recipients: options.to ?? [],
    output: options.json === true ? 'json' : 'report',
    reveal: options.redact !== true,
  }
}

function callOf(paths: readonly string[], directory: string, options: CheckOptions): CheckCall {
  for (const option of ['config', 'state', 'tokenFile'] as const)
    if (options[option] !== undefined)
      throw fault('SCH_CHECK_NO_STATE', { params: { option: optionNames[option] } })
  return {
    paths,
    directoryPath: directory,
    ...(options.facts === undefined ? {} : { factsPath: options.facts }),
    ...(options.allow === undefined ? {} : { allowPath: options.allow }),
    recipients: options.to ?? [],
    output: options.json === true ? 'json' : 'report',
    isRedacted: options.redact === true,
  }
}
