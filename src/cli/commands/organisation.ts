/** `schleuse organisation add|list`. */
import { Command, Option } from 'commander'
import type { Speech } from '../../text/speech.ts'
import { type CommonOptions, callOf, common, type RunCall } from './state-options.ts'

export function organisationCommand(speech: Speech, run: RunCall): Command {
  const roles = new Option('--role <ROLE>', speech.say('help.organisation.role'))
    .choices(['controller', 'processor'])
    .makeOptionMandatory()
  return new Command('organisation')
    .usage('COMMAND')
    .description(speech.say('help.organisation'))
    .addCommand(
      common(new Command('add'), speech)
        .description(speech.say('help.organisation.add'))
        .usage('NAME --role ROLE [OPTION]...')
        .argument('<NAME>', speech.say('help.organisation.name'))
        .addOption(roles)
        .action((name: string, options: CommonOptions & { readonly role: 'controller' | 'processor' }) =>
          run(callOf({ kind: 'organisation-add', name, role: options.role }, options)),
        ),
    )
    .addCommand(
      common(new Command('list'), speech)
        .description(speech.say('help.organisation.list'))
        .usage('[OPTION]...')
        .action((options: CommonOptions) => run(callOf({ kind: 'organisation-list' }, options))),
    )
}
