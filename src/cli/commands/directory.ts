/** `schleuse directory import|sync|push|ask|erase|readmit|status|rebuild|explain|allow`. */
import { Command } from 'commander'
import { fault } from '../../std/fault.ts'
import type { Speech } from '../../text/speech.ts'
import type { DirectoryAction } from '../actions/directory.ts'
import { allowCommand } from './directory-allow.ts'
import { type CommonOptions, callOf, common, meant, ofOrganisation, type RunCall } from './state-options.ts'

interface SourceOption {
  readonly source?: string
}

interface ImportOptions extends CommonOptions, SourceOption {
  readonly facts?: string
  readonly full?: true
  readonly incremental?: true
  readonly acceptDrop?: string
}

export function directoryCommand(speech: Speech, run: RunCall): Command {
  const verb = (name: string, usage: string) =>
    ofOrganisation(common(new Command(name), speech), speech).usage(`${usage}[OPTION]...`)
  const ofSource = (command: Command) =>
    command.option('--source <NAME>', speech.say('help.directory.source'))
  const commands = [
    importCommand(ofSource(verb('import', '[FILE.csv] ')), speech, run),
    ofSource(verb('sync', ''))
      .description(speech.say('help.directory.sync'))
      .option('--force', speech.say('help.directory.sync.force'))
      .action((options: CommonOptions & SourceOption & { readonly force?: true }) =>
        run(
          callOf(
            {
              kind: 'directory-sync',
              ...meant(options),
              ...named(options),
              isForced: options.force === true,
            },
            options,
          ),
        ),
      ),
    ofSource(verb('push', 'FILE.csv '))
      .description(speech.say('help.directory.push'))
      .argument('<FILE.csv>', speech.say('help.directory.push.file'))
      .action((path: string, options: CommonOptions & SourceOption) =>
        run(callOf({ kind: 'directory-push', path, ...meant(options), ...named(options) }, options)),
      ),
    onNumber(verb('erase', 'NUMBER '), 'directory-erase', speech, run),
    onNumber(verb('readmit', 'NUMBER '), 'directory-readmit', speech, run),
    askCommand(verb('ask', 'ADDRESS '), speech, run),
    verb('status', '')
      .description(speech.say('help.directory.status'))
      .action((options: CommonOptions) =>
        run(callOf({ kind: 'directory-status', ...meant(options) }, options)),
      ),
    verb('rebuild', '')
      .description(speech.say('help.directory.rebuild'))
      .option('--key-gone', speech.say('help.directory.rebuild.key-gone'))
      .action((options: CommonOptions & { readonly keyGone?: true }) => {
        const isKeyGone = options.keyGone === true
        return run(callOf({ kind: 'directory-rebuild', isKeyGone, ...meant(options) }, options))
      }),
    explainCommand(verb('explain', 'NUMBER|ADDRESS '), speech, run),
    allowCommand(speech, run),
  ]
  return commands.reduce(
    (all, command) => all.addCommand(command),
    new Command('directory').usage('COMMAND').description(speech.say('help.directory')),
  )
}

function askCommand(command: Command, speech: Speech, run: RunCall): Command {
  return command
    .description(speech.say('help.directory.ask'))
    .argument('<ADDRESS>', speech.say('help.directory.ask.asked'))
    .action((asked: string, options: CommonOptions) =>
      run(callOf({ kind: 'directory-ask', asked, ...meant(options) }, options)),
    )
}

function explainCommand(command: Command, speech: Speech, run: RunCall): Command {
  return command
    .description(speech.say('help.directory.explain'))
    .argument('<NUMBER|ADDRESS>', speech.say('help.directory.explain.asked'))
    .option('--reveal', speech.say('help.directory.explain.reveal'))
    .action((asked: string, options: CommonOptions & { readonly reveal?: true }) => {
      const reveal = options.reveal === true
      return run(callOf({ kind: 'directory-explain', asked, reveal, ...meant(options) }, options))
    })
}

function importCommand(command: Command, speech: Speech, run: RunCall): Command {
  return command
    .description(speech.say('help.directory.import'))
    .argument('[FILE.csv]', speech.say('help.directory.import.file'))
    .option('--facts <FILE.csv>', speech.say('help.directory.import.facts'))
    .option('--full', speech.say('help.directory.import.full'))
    .option('--incremental', speech.say('help.directory.import.incremental'))
    .option('--accept-drop <LOAD>', speech.say('help.directory.import.accept-drop'))
    .action((path: string | undefined, options: ImportOptions) =>
      run(callOf(importAction(path, options), options)),
    )
}

/** @throws SCH_USAGE for options that contradict each other */
function importAction(path: string | undefined, options: ImportOptions): DirectoryAction {
  const { acceptDrop, facts, full, incremental } = options
  if (acceptDrop !== undefined) {
    const others = [path, facts, full, incremental, options.source]
    if (others.some((one) => one !== undefined)) throw fault('SCH_USAGE')
    return { kind: 'directory-accept', load: acceptDrop, ...meant(options) }
  }
  if (full && incremental) throw fault('SCH_USAGE')
  return {
    kind: 'directory-import',
    ...meant(options),
    ...named(options),
    ...(path === undefined ? {} : { customersPath: path }),
    ...(facts === undefined ? {} : { factsPath: facts }),
    mode: full ? 'full' : incremental ? 'incremental' : 'as-it-can',
  }
}

/** A number on the command line is seen by everybody on the machine and kept by the shell: `-` reads it from standard input. */
function onNumber(
  command: Command,
  kind: 'directory-erase' | 'directory-readmit',
  speech: Speech,
  run: RunCall,
): Command {
  return command
    .description(speech.say(kind === 'directory-erase' ? 'help.directory.erase' : 'help.directory.readmit'))
    .argument('<NUMBER>', speech.say('help.directory.number'))
    .action((number: string, options: CommonOptions) =>
      run(callOf({ kind, number, ...meant(options) }, options)),
    )
}

function named({ source }: SourceOption): SourceOption {
  return source === undefined ? {} : { source }
}
