/** `schleuse audit verify|checkpoint|sign|witnesses|seal|export`. */
import { Command } from 'commander'
import type { Speech } from '../../text/speech.ts'
import {
  type CommonOptions,
  callOf,
  collect,
  common,
  meant,
  ofOrganisation,
  type RunCall,
} from './state-options.ts'

export function auditCommand(speech: Speech, run: RunCall): Command {
  return new Command('audit')
    .usage('COMMAND')
    .description(speech.say('help.audit'))
    .addCommand(
      ofOrganisation(common(new Command('verify'), speech), speech)
        .description(speech.say('help.audit.verify'))
        .usage('[OPTION]...')
        .option('--checkpoint <PATH>', speech.say('help.audit.verify.checkpoint'), collect, [])
        .action((options: CommonOptions & { readonly checkpoint: readonly string[] }) =>
          run(
            callOf({ kind: 'audit-verify', ...meant(options), checkpointPaths: options.checkpoint }, options),
          ),
        ),
    )
    .addCommand(
      ofOrganisation(common(new Command('checkpoint'), speech), speech)
        .description(speech.say('help.audit.checkpoint'))
        .usage('--out FILE [OPTION]...')
        .requiredOption('--out <FILE>', speech.say('help.audit.checkpoint.out'))
        .action((options: CommonOptions & { readonly out: string }) =>
          run(callOf({ kind: 'audit-checkpoint', ...meant(options), outPath: options.out }, options)),
        ),
    )
    .addCommand(
      common(new Command('sign'), speech)
        .description(speech.say('help.audit.sign'))
        .usage('[OPTION]...')
        .option('--witness <FOLDER>', speech.say('help.audit.sign.witness'), collect, [])
        .action((options: CommonOptions & { readonly witness: readonly string[] }) =>
          run(callOf({ kind: 'audit-sign', witnessFolders: options.witness }, options)),
        ),
    )
    .addCommand(
      ofOrganisation(common(new Command('seal'), speech), speech)
        .description(speech.say('help.audit.seal'))
        .usage('[OPTION]...')
        .action((options: CommonOptions) => run(callOf({ kind: 'audit-seal', ...meant(options) }, options))),
    )
    .addCommand(
      ofOrganisation(common(new Command('export'), speech), speech)
        .description(speech.say('help.audit.export'))
        .usage('--out FILE [OPTION]...')
        .requiredOption('--out <FILE>', speech.say('help.audit.checkpoint.out'))
        .action((options: CommonOptions & { readonly out: string }) =>
          run(callOf({ kind: 'audit-export', ...meant(options), outPath: options.out }, options)),
        ),
    )
    .addCommand(
      common(new Command('witnesses'), speech)
        .description(speech.say('help.audit.witnesses'))
        .usage('[OPTION]...')
        .action((options: CommonOptions) => run(callOf({ kind: 'audit-witnesses' }, options))),
    )
}
