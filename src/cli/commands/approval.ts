/** `schleuse staff approval list|show|export`. */
import { Command } from 'commander'
import type { Speech } from '../../text/speech.ts'
import { type CommonOptions, callOf, meant, type RunCall } from './state-options.ts'

export function approvalCommand(one: (name: string) => Command, speech: Speech, run: RunCall): Command {
  return new Command('approval')
    .usage('COMMAND')
    .description(speech.say('help.staff.approval'))
    .addCommand(
      one('list')
        .description(speech.say('help.staff.approval.list'))
        .usage('[OPTION]...')
        .action((options: CommonOptions) =>
          run(callOf({ kind: 'approval-list', ...meant(options) }, options)),
        ),
    )
    .addCommand(
      one('show')
        .description(speech.say('help.staff.approval.show'))
        .usage('ID [OPTION]...')
        .argument('<ID>', speech.say('help.staff.approval.id'))
        .action((id: string, options: CommonOptions) =>
          run(callOf({ kind: 'approval-show', id, ...meant(options) }, options)),
        ),
    )
    .addCommand(
      one('export')
        .description(speech.say('help.staff.approval.export'))
        .usage('ID --out FILE [OPTION]...')
        .argument('<ID>', speech.say('help.staff.approval.id'))
        .requiredOption('--out <FILE>', speech.say('help.audit.checkpoint.out'))
        .action((id: string, options: CommonOptions & { readonly out: string }) =>
          run(callOf({ kind: 'approval-export', id, outPath: options.out, ...meant(options) }, options)),
        ),
    )
}
