/** `schleuse organisation add|list|relate|relations|part`. */
import { Command, Option } from 'commander'
import type { Speech } from '../../text/speech.ts'
import { type CommonOptions, callOf, common, meant, ofOrganisation, type RunCall } from './state-options.ts'

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
    .addCommand(relateCommand(speech, run))
    .addCommand(
      ofOrganisation(common(new Command('relations'), speech), speech)
        .description(speech.say('help.organisation.relations'))
        .usage('[OPTION]...')
        .action((options: CommonOptions) =>
          run(callOf({ kind: 'organisation-relations', ...meant(options) }, options)),
        ),
    )
    .addCommand(
      ofOrganisation(common(new Command('part'), speech), speech)
        .description(speech.say('help.organisation.part'))
        .usage('ID --until DAY [OPTION]...')
        .argument('<ID>', speech.say('help.organisation.relation'))
        .requiredOption('--until <DAY>', speech.say('help.organisation.until'))
        .action((id: string, options: CommonOptions & { readonly until: string }) =>
          run(callOf({ kind: 'organisation-part', id, untilOn: options.until, ...meant(options) }, options)),
        ),
    )
}

interface RelateOptions extends CommonOptions {
  readonly controller: string
  readonly processor: string
  readonly contract: string
  readonly from: string
  readonly until?: string
}

function relateCommand(speech: Speech, run: RunCall): Command {
  return common(new Command('relate'), speech)
    .description(speech.say('help.organisation.relate'))
    .usage('--controller NAME --processor NAME --contract TEXT --from DAY [OPTION]...')
    .requiredOption('--controller <NAME>', speech.say('help.organisation.controller'))
    .requiredOption('--processor <NAME>', speech.say('help.organisation.processor'))
    .requiredOption('--contract <TEXT>', speech.say('help.organisation.contract'))
    .requiredOption('--from <DAY>', speech.say('help.organisation.from'))
    .option('--until <DAY>', speech.say('help.organisation.until'))
    .action((options: RelateOptions) => {
      const { controller, processor, contract, from, until } = options
      const days = { fromOn: from, ...(until === undefined ? {} : { untilOn: until }) }
      return run(callOf({ kind: 'organisation-relate', controller, processor, contract, ...days }, options))
    })
}
