/** `schleuse retention show|run`. */
import { Command } from 'commander'
import type { Speech } from '../../text/speech.ts'
import { type CommonOptions, callOf, common, meant, ofOrganisation, type RunCall } from './state-options.ts'

export function retentionCommand(speech: Speech, run: RunCall): Command {
  return new Command('retention')
    .usage('COMMAND')
    .description(speech.say('help.retention'))
    .addCommand(
      ofOrganisation(common(new Command('show'), speech), speech)
        .description(speech.say('help.retention.show'))
        .usage('[OPTION]...')
        .action((options: CommonOptions) =>
          run(callOf({ kind: 'retention-show', ...meant(options) }, options)),
        ),
    )
    .addCommand(
      ofOrganisation(common(new Command('run'), speech), speech)
        .description(speech.say('help.retention.run'))
        .usage('[OPTION]...')
        .option('--dry-run', speech.say('help.retention.run.dry'))
        .action((options: CommonOptions & { readonly dryRun?: true }) => {
          const isTrial = options.dryRun === true
          return run(callOf({ kind: 'retention-run', ...meant(options), isTrial }, options))
        }),
    )
}
