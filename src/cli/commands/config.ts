/** `schleuse config check|show`. */
import { Command } from 'commander'
import type { Speech } from '../../text/speech.ts'
import { type CommonOptions, callOf, common, type RunCall } from './state-options.ts'

export function configCommand(speech: Speech, run: RunCall): Command {
  return new Command('config')
    .usage('COMMAND')
    .description(speech.say('help.config'))
    .addCommand(
      common(new Command('check'), speech)
        .description(speech.say('help.config.check'))
        .usage('[OPTION]...')
        .action((options: CommonOptions) => run(callOf({ kind: 'config-check' }, options))),
    )
    .addCommand(
      common(new Command('show'), speech)
        .description(speech.say('help.config.show'))
        .usage('[OPTION]...')
        .action((options: CommonOptions) => run(callOf({ kind: 'config-show' }, options))),
    )
}
