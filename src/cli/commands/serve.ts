/** `schleuse serve`. */
import { Command, Option } from 'commander'
import type { Speech } from '../../text/speech.ts'
import { type ServePart, serveParts } from '../actions/serve.ts'
import { type CommonOptions, callOf, common, type RunCall } from './state-options.ts'

interface ServeOptions extends CommonOptions {
  readonly only?: readonly ServePart[]
  readonly listen?: string
}

export function serveCommand(speech: Speech, run: RunCall): Command {
  const only = new Option('--only <PART...>', speech.say('help.serve.only')).choices(serveParts)
  return common(new Command('serve'), speech)
    .description(speech.say('help.serve'))
    .usage('[OPTION]...')
    .addOption(only)
    .option('--listen <ADDRESS>', speech.say('help.serve.listen'))
    .action(({ only: parts = [], listen, ...options }: ServeOptions) =>
      run(callOf({ kind: 'serve', only: parts, ...(listen === undefined ? {} : { listen }) }, options)),
    )
}
