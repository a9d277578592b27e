/** `schleuse alert list|acknowledge|tell`. */
import { Command } from 'commander'
import type { Speech } from '../../text/speech.ts'
import { type CommonOptions, callOf, common, meant, ofOrganisation, type RunCall } from './state-options.ts'

export function alertCommand(speech: Speech, run: RunCall): Command {
  return new Command('alert')
    .usage('COMMAND')
    .description(speech.say('help.alert'))
    .addCommand(
      ofOrganisation(common(new Command('list'), speech), speech)
        .description(speech.say('help.alert.list'))
        .usage('[OPTION]...')
        .option('--all', speech.say('help.alert.list.all'))
        .action((options: CommonOptions & { readonly all?: true }) => {
          const reach = options.all === true ? 'all' : 'open'
          return run(callOf({ kind: 'alert-list', ...meant(options), reach }, options))
        }),
    )
    .addCommand(
      ofOrganisation(common(new Command('acknowledge'), speech), speech)
        .description(speech.say('help.alert.acknowledge'))
        .usage('ID [OPTION]...')
        .argument('<ID>', speech.say('help.alert.id'))
        .action((id: string, options: CommonOptions) =>
          run(callOf({ kind: 'alert-acknowledge', ...meant(options), id }, options)),
        ),
    )
    .addCommand(
      common(new Command('tell'), speech)
        .description(speech.say('help.alert.tell'))
        .usage('[OPTION]...')
        .action((options: CommonOptions) => run(callOf({ kind: 'alert-tell' }, options))),
    )
}
