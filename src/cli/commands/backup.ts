/** `schleuse backup create|verify|restore`. */
import { Command } from 'commander'
import type { Speech } from '../../text/speech.ts'
import { type CommonOptions, callOf, common, type RunCall } from './state-options.ts'

export function backupCommand(speech: Speech, run: RunCall): Command {
  const onFile = (verb: 'verify' | 'restore') =>
    common(new Command(verb), speech)
      .usage('FILE [OPTION]...')
      .argument('<FILE>', speech.say('help.backup.file'))
      .action((path: string, options: CommonOptions) =>
        run(callOf({ kind: `backup-${verb}`, path }, options)),
      )
  return new Command('backup')
    .usage('COMMAND')
    .description(speech.say('help.backup'))
    .addCommand(
      common(new Command('create'), speech)
        .description(speech.say('help.backup.create'))
        .usage('--out FILE [OPTION]...')
        .requiredOption('--out <FILE>', speech.say('help.backup.create.out'))
        .action((options: CommonOptions & { readonly out: string }) =>
          run(callOf({ kind: 'backup-create', outPath: options.out }, options)),
        ),
    )
    .addCommand(onFile('verify').description(speech.say('help.backup.verify')))
    .addCommand(onFile('restore').description(speech.say('help.backup.restore')))
}
