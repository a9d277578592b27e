/** `schleuse work list`. */
import { Command } from 'commander'
import type { Speech } from '../../text/speech.ts'
import { type CommonOptions, callOf, common, type RunCall } from './state-options.ts'

export function workCommand(speech: Speech, run: RunCall): Command {
  return new Command('work')
    .usage('COMMAND')
    .description(speech.say('help.work'))
    .addCommand(
      common(new Command('list'), speech)
        .description(speech.say('help.work.list'))
        .usage('[OPTION]...')
        .action((options: CommonOptions) => run(callOf({ kind: 'work-list' }, options))),
    )
}
