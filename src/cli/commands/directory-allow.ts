/** `schleuse directory allow add|list|end`: what is the organisation's own, and who is one household. */
import { Argument, Command } from 'commander'
import type { Speech } from '../../text/speech.ts'
import type { DirectoryAction } from '../actions/directory.ts'
import { type CommonOptions, callOf, common, meant, ofOrganisation, type RunCall } from './state-options.ts'

type Kind = Extract<DirectoryAction, { kind: 'allowance-add' }>['of']
const kinds: readonly Kind[] = ['domain', 'address', 'list', 'phrase', 'number', 'file', 'household']

interface AddOptions extends CommonOptions {
  readonly reason: string
  readonly until: string
}

export function allowCommand(speech: Speech, run: RunCall): Command {
  const verb = (name: string, usage: string) =>
    ofOrganisation(common(new Command(name), speech), speech).usage(`${usage}[OPTION]...`)
  return new Command('allow')
    .usage('COMMAND')
    .description(speech.say('help.directory.allow'))
    .addCommand(
      verb('add', 'KIND VALUE... --reason TEXT --until DATE ')
        .description(speech.say('help.directory.allow.add'))
        .addArgument(new Argument('<KIND>', speech.say('help.directory.allow.kind')).choices([...kinds]))
        .argument('<VALUE...>', speech.say('help.directory.allow.value'))
        .requiredOption('--reason <TEXT>', speech.say('help.directory.allow.reason'))
        .requiredOption('--until <DATE>', speech.say('help.directory.allow.until'))
        .action((of: Kind, values: readonly string[], options: AddOptions) => {
          const { reason, until } = options
          return run(callOf({ kind: 'allowance-add', of, values, reason, until, ...meant(options) }, options))
        }),
    )
    .addCommand(
      verb('list', '')
        .description(speech.say('help.directory.allow.list'))
        .action((options: CommonOptions) =>
          run(callOf({ kind: 'allowance-list', ...meant(options) }, options)),
        ),
    )
    .addCommand(
      verb('end', 'ID ')
        .description(speech.say('help.directory.allow.end'))
        .argument('<ID>', speech.say('help.directory.allow.id'))
        .action((id: string, options: CommonOptions) =>
          run(callOf({ kind: 'allowance-end', id, ...meant(options) }, options)),
        ),
    )
}
