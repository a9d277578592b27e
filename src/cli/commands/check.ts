/** `schleuse check`: one message or many, judged against a customer list. */
import { Command } from 'commander'
import { fault } from '../../std/fault.ts'
import type { Speech } from '../../text/speech.ts'

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

interface CheckOptions {
  readonly directory: string
  readonly facts?: string
  readonly allow?: string
  readonly to?: readonly string[]
  readonly redact?: true
  readonly json?: true
}

export function checkCommand(speech: Speech, run: (call: CheckCall) => Promise<void>): Command {
  return new Command('check')
    .description(speech.say('help.check'))
    .usage('PATH... --directory FILE.csv [OPTION]...')
    .argument('<PATH...>', speech.say('help.check.path'))
    .requiredOption('--directory <FILE.csv>', speech.say('help.check.directory'), once('--directory'))
    .option('--facts <FILE.csv>', speech.say('help.check.facts'), once('--facts'))
    .option('--to <ADDRESS>', speech.say('help.check.to'), collect)
    .option('--allow <FILE.yaml>', speech.say('help.check.allow'), once('--allow'))
    .option('--lang <de|en>', speech.say('help.check.lang'))
    .option('--redact', speech.say('help.check.redact'))
    .option('--json', speech.say('help.check.json'))
    .addHelpText('after', `\n${speech.say('help.check.columns')}\n\n${speech.say('help.check.exit')}`)
    .action((paths: readonly string[], options: CheckOptions) => run(callOf(paths, options)))
}

function collect(address: string, earlier: readonly string[] | undefined): readonly string[] {
  return [...(earlier ?? []), address]
}

/** Two lists under one option: the first would not be read, and nobody would notice. */
function once(option: string): (value: string, earlier: string | undefined) => string {
  return (value, earlier) => {
    if (earlier !== undefined) throw fault('SCH_OPTION_TWICE', { params: { option } })
    return value
  }
}

function callOf(paths: readonly string[], options: CheckOptions): CheckCall {
  return {
    paths,
    directoryPath: options.directory,
    ...(options.facts === undefined ? {} : { factsPath: options.facts }),
    ...(options.allow === undefined ? {} : { allowPath: options.allow }),
    recipients: options.to ?? [],
    output: options.json === true ? 'json' : 'report',
    isRedacted: options.redact === true,
  }
}
