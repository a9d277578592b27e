/** `schleuse keys list|rotate|revoke|revocations`. */
import { Argument, Command } from 'commander'
import type { Speech } from '../../text/speech.ts'
import { type CommonOptions, callOf, common, type RunCall } from './state-options.ts'

export function keysCommand(speech: Speech, run: RunCall): Command {
  const purpose = new Argument('<PURPOSE>', speech.say('help.keys.purpose')).choices([
    'signature',
    'matching',
    'quarantine',
    'directory',
    'backup',
    'sign-in',
  ])
  return new Command('keys')
    .usage('COMMAND')
    .description(speech.say('help.keys'))
    .addCommand(
      common(new Command('list'), speech)
        .description(speech.say('help.keys.list'))
        .usage('[OPTION]...')
        .action((options: CommonOptions) => run(callOf({ kind: 'keys-list' }, options))),
    )
    .addCommand(
      common(new Command('rotate'), speech)
        .description(speech.say('help.keys.rotate'))
        .usage('PURPOSE [OPTION]...')
        .addArgument(purpose)
        .action((word: string, options: CommonOptions) =>
          run(callOf({ kind: 'keys-rotate', purpose: word }, options)),
        ),
    )
    .addCommand(
      common(new Command('revoke'), speech)
        .description(speech.say('help.keys.revoke'))
        .usage('ID [OPTION]...')
        .argument('<ID>', speech.say('help.keys.id'))
        .action((id: string, options: CommonOptions) => run(callOf({ kind: 'keys-revoke', id }, options))),
    )
    .addCommand(
      common(new Command('revocations'), speech)
        .description(speech.say('help.keys.revocations'))
        .usage('--out FILE [OPTION]...')
        .requiredOption('--out <FILE>', speech.say('help.audit.checkpoint.out'))
        .action((options: CommonOptions & { readonly out: string }) =>
          run(callOf({ kind: 'keys-revocations', outPath: options.out }, options)),
        ),
    )
}
