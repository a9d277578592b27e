/** `schleuse organisation`, `audit`, `keys` and `verify`: commands about the state of an installation. */
import { Argument, Command, Option } from 'commander'
import type { Speech } from '../../text/speech.ts'
import type { StateAction, StateCall } from '../state-call.ts'

type Run = (call: StateCall) => Promise<void>

interface CommonOptions {
  readonly state?: string
  readonly json?: true
  readonly organisation?: string
}

export function stateCommands(speech: Speech, run: Run): readonly Command[] {
  return [
    organisationCommand(speech, run),
    auditCommand(speech, run),
    keysCommand(speech, run),
    verifyCommand(speech, run),
  ]
}

function organisationCommand(speech: Speech, run: Run): Command {
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

function auditCommand(speech: Speech, run: Run): Command {
  return new Command('audit')
    .usage('COMMAND')
    .description(speech.say('help.audit'))
    .addCommand(
      ofOrganisation(common(new Command('verify'), speech), speech)
        .description(speech.say('help.audit.verify'))
        .usage('[OPTION]...')
        .option('--checkpoint <FILE>', speech.say('help.audit.verify.checkpoint'), collect, [])
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
}

function keysCommand(speech: Speech, run: Run): Command {
  const purpose = new Argument('<PURPOSE>', speech.say('help.keys.purpose')).choices([
    'signature',
    'matching',
    'quarantine',
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
}

function verifyCommand(speech: Speech, run: Run): Command {
  return new Command('verify')
    .usage('FILE [OPTION]...')
    .description(speech.say('help.verify'))
    .argument('<FILE>', speech.say('help.verify.file'))
    .option('--root <FINGERPRINT>', speech.say('help.verify.root'))
    .option('--lang <de|en>', speech.say('help.check.lang'))
    .option('--json', speech.say('help.json'))
    .action((path: string, options: CommonOptions & { readonly root?: string }) =>
      run(
        callOf({ kind: 'verify', path, ...(options.root ? { rootFingerprint: options.root } : {}) }, options),
      ),
    )
}

function common(command: Command, speech: Speech): Command {
  return command
    .option('--state <FOLDER>', speech.say('help.state'))
    .option('--lang <de|en>', speech.say('help.check.lang'))
    .option('--json', speech.say('help.json'))
}

function ofOrganisation(command: Command, speech: Speech): Command {
  return command.option('--organisation <NAME>', speech.say('help.organisation.which'))
}

function meant({ organisation }: CommonOptions): { readonly organisation?: string } {
  return organisation === undefined ? {} : { organisation }
}

function collect(path: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, path]
}

function callOf(action: StateAction, options: CommonOptions): StateCall {
  return {
    action,
    ...(options.state === undefined ? {} : { statePath: options.state }),
    output: options.json === true ? 'json' : 'report',
  }
}
