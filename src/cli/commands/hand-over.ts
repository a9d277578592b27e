/** `schleuse hand-over offer|list|accept|refuse`. */
import { Command, Option } from 'commander'
import type { Speech } from '../../text/speech.ts'
import { type CommonOptions, callOf, common, meant, ofOrganisation, type RunCall } from './state-options.ts'

interface OfferOptions extends CommonOptions {
  readonly subject: 'case' | 'data-set'
  readonly to: string
}

export function handOverCommand(speech: Speech, run: RunCall): Command {
  const subject = new Option('--subject <KIND>', speech.say('help.hand-over.subject'))
    .choices(['case', 'data-set'])
    .makeOptionMandatory()
  return new Command('hand-over')
    .usage('COMMAND')
    .description(speech.say('help.hand-over'))
    .addCommand(
      ofOrganisation(common(new Command('offer'), speech), speech)
        .description(speech.say('help.hand-over.offer'))
        .usage('FILE --subject KIND --to NAME [OPTION]...')
        .argument('<FILE>', speech.say('help.hand-over.file'))
        .addOption(subject)
        .requiredOption('--to <NAME>', speech.say('help.hand-over.to'))
        .action((path: string, options: OfferOptions) =>
          run(
            callOf(
              { kind: 'hand-over-offer', path, subject: options.subject, to: options.to, ...meant(options) },
              options,
            ),
          ),
        ),
    )
    .addCommand(
      ofOrganisation(common(new Command('list'), speech), speech)
        .description(speech.say('help.hand-over.list'))
        .usage('[OPTION]...')
        .action((options: CommonOptions) =>
          run(callOf({ kind: 'hand-over-list', ...meant(options) }, options)),
        ),
    )
    .addCommand(
      ofOrganisation(common(new Command('accept'), speech), speech)
        .description(speech.say('help.hand-over.accept'))
        .usage('ID FILE [OPTION]...')
        .argument('<ID>', speech.say('help.hand-over.id'))
        .argument('<FILE>', speech.say('help.hand-over.file'))
        .action((id: string, path: string, options: CommonOptions) =>
          run(callOf({ kind: 'hand-over-accept', id, path, ...meant(options) }, options)),
        ),
    )
    .addCommand(
      ofOrganisation(common(new Command('refuse'), speech), speech)
        .description(speech.say('help.hand-over.refuse'))
        .usage('ID [OPTION]...')
        .argument('<ID>', speech.say('help.hand-over.id'))
        .action((id: string, options: CommonOptions) =>
          run(callOf({ kind: 'hand-over-refuse', id, ...meant(options) }, options)),
        ),
    )
}
