/** `schleuse staff add|list|role|reset|disable|requests|approve|refuse|token`. */
import { Argument, Command, Option } from 'commander'
import type { Speech } from '../../text/speech.ts'
import { approvalCommand } from './approval.ts'
import {
  type CommonOptions,
  callOf,
  collect,
  common,
  meant,
  ofOrganisation,
  type RunCall,
} from './state-options.ts'

/** As `staff/role.ts` has them; a test compares. */
export const roleWords = [
  'author',
  'approver',
  'operator',
  'data-protection-officer',
  'auditor',
  'administrator',
] as const

interface OutsideOptions extends CommonOptions {
  readonly outside?: string
  readonly outsideBody?: string
}

interface AddOptions extends OutsideOptions {
  readonly name: string
  readonly role: readonly string[]
  readonly first?: true
}

export function staffCommand(speech: Speech, run: RunCall): Command {
  const one = (name: string): Command => ofOrganisation(common(new Command(name), speech), speech)
  return new Command('staff')
    .usage('COMMAND')
    .description(speech.say('help.staff'))
    .addCommand(addCommand(one('add'), speech, run))
    .addCommand(
      one('list')
        .description(speech.say('help.staff.list'))
        .usage('[OPTION]...')
        .action((options: CommonOptions) => run(callOf({ kind: 'staff-list', ...meant(options) }, options))),
    )
    .addCommand(roleCommand(one, speech, run))
    .addCommand(
      withOutside(one('reset'), speech)
        .description(speech.say('help.staff.reset'))
        .usage('ADDRESS [OPTION]...')
        .argument('<ADDRESS>', speech.say('help.staff.address'))
        .action((email: string, options: OutsideOptions) =>
          run(callOf({ kind: 'staff-reset', email, ...outsideIn(options), ...meant(options) }, options)),
        ),
    )
    .addCommand(
      one('disable')
        .description(speech.say('help.staff.disable'))
        .usage('ADDRESS [OPTION]...')
        .argument('<ADDRESS>', speech.say('help.staff.address'))
        .action((email: string, options: CommonOptions) =>
          run(callOf({ kind: 'staff-disable', email, ...meant(options) }, options)),
        ),
    )
    .addCommand(
      one('requests')
        .description(speech.say('help.staff.requests'))
        .usage('[OPTION]...')
        .action((options: CommonOptions) =>
          run(callOf({ kind: 'staff-requests', ...meant(options) }, options)),
        ),
    )
    .addCommand(approveCommand(one('approve'), speech, run))
    .addCommand(refuseCommand(one('refuse'), speech, run))
    .addCommand(approvalCommand(one, speech, run))
    .addCommand(tokenCommand(one, speech, run))
}

function addCommand(command: Command, speech: Speech, run: RunCall): Command {
  return withOutside(command, speech)
    .description(speech.say('help.staff.add'))
    .usage('ADDRESS --name NAME --role ROLE [OPTION]...')
    .argument('<ADDRESS>', speech.say('help.staff.address'))
    .requiredOption('--name <NAME>', speech.say('help.staff.name'))
    .addOption(roleOption(speech))
    .option('--first', speech.say('help.staff.first'))
    .action((email: string, options: AddOptions) => {
      const { name, role: roles, first } = options
      const outside = outsideIn(options)
      if (first)
        return run(callOf({ kind: 'staff-first', name, email, ...outside, ...meant(options) }, options))
      return run(callOf({ kind: 'staff-add', name, email, roles, ...outside, ...meant(options) }, options))
    })
}

function roleCommand(one: (name: string) => Command, speech: Speech, run: RunCall): Command {
  const role = (): Argument => new Argument('<ROLE>', speech.say('help.staff.role.which')).choices(roleWords)
  return new Command('role')
    .usage('COMMAND')
    .description(speech.say('help.staff.role'))
    .addCommand(
      withOutside(one('grant'), speech)
        .description(speech.say('help.staff.role.grant'))
        .usage('ADDRESS ROLE [OPTION]...')
        .argument('<ADDRESS>', speech.say('help.staff.address'))
        .addArgument(role())
        .action((email: string, word: string, options: OutsideOptions) =>
          run(
            callOf(
              { kind: 'staff-role-grant', email, roles: [word], ...outsideIn(options), ...meant(options) },
              options,
            ),
          ),
        ),
    )
    .addCommand(
      one('withdraw')
        .description(speech.say('help.staff.role.withdraw'))
        .usage('ADDRESS ROLE [OPTION]...')
        .argument('<ADDRESS>', speech.say('help.staff.address'))
        .addArgument(role())
        .action((email: string, word: string, options: CommonOptions) =>
          run(callOf({ kind: 'staff-role-withdraw', email, role: word, ...meant(options) }, options)),
        ),
    )
}

interface AnswerOptions extends CommonOptions {
  readonly proof: string
}

function approveCommand(command: Command, speech: Speech, run: RunCall): Command {
  return answering(command, speech)
    .description(speech.say('help.staff-approve'))
    .usage('REQUEST --proof FILE [OPTION]...')
    .action((request: string, options: AnswerOptions) =>
      run(callOf({ kind: 'staff-approve', request, proofPath: options.proof, ...meant(options) }, options)),
    )
}

function refuseCommand(command: Command, speech: Speech, run: RunCall): Command {
  return answering(command, speech)
    .description(speech.say('help.staff-refuse'))
    .usage('REQUEST --reason TEXT --proof FILE [OPTION]...')
    .requiredOption('--reason <TEXT>', speech.say('help.staff.reason'))
    .action((request: string, options: AnswerOptions & { readonly reason: string }) => {
      const { proof: proofPath, reason } = options
      return run(callOf({ kind: 'staff-refuse', request, proofPath, reason, ...meant(options) }, options))
    })
}

function answering(command: Command, speech: Speech): Command {
  return command
    .argument('<REQUEST>', speech.say('help.staff.request'))
    .requiredOption('--proof <FILE>', speech.say('help.staff.proof'))
}

interface TokenOptions extends CommonOptions {
  readonly name: string
  readonly role: readonly string[]
  readonly days: string
  readonly proof: string
}

function tokenCommand(one: (name: string) => Command, speech: Speech, run: RunCall): Command {
  return new Command('token')
    .usage('COMMAND')
    .description(speech.say('help.staff.token'))
    .addCommand(
      common(new Command('make'), speech)
        .description(speech.say('help.staff.token.make'))
        .usage('--name NAME --role ROLE --proof FILE [OPTION]...')
        .requiredOption('--name <NAME>', speech.say('help.staff.token.name'))
        .addOption(roleOption(speech))
        .option('--days <NUMBER>', speech.say('help.staff.token.days'), '90')
        .requiredOption('--proof <FILE>', speech.say('help.staff.proof'))
        .action((options: TokenOptions) => {
          const { name, role: roles, days, proof: proofPath } = options
          return run(
            callOf({ kind: 'staff-token-make', name, roles, days: Number(days), proofPath }, options),
          )
        }),
    )
    .addCommand(
      one('list')
        .description(speech.say('help.staff.token.list'))
        .usage('[OPTION]...')
        .action((options: CommonOptions) =>
          run(callOf({ kind: 'staff-token-list', ...meant(options) }, options)),
        ),
    )
    .addCommand(
      one('revoke')
        .description(speech.say('help.staff.token.revoke'))
        .usage('ID [OPTION]...')
        .argument('<ID>', speech.say('help.staff.token.id'))
        .action((id: string, options: CommonOptions) =>
          run(callOf({ kind: 'staff-token-revoke', id, ...meant(options) }, options)),
        ),
    )
}

function roleOption(speech: Speech): Option {
  return new Option('--role <ROLE>', speech.say('help.staff.roles')).argParser(collect).default([])
}

function withOutside(command: Command, speech: Speech): Command {
  return command
    .option('--outside <NAME>', speech.say('help.staff.outside'))
    .option('--outside-body <NAME>', speech.say('help.staff.outside-body'))
}

function outsideIn({ outside, outsideBody }: OutsideOptions): {
  readonly outside?: { readonly name: string; readonly body: string }
} {
  if (outside === undefined && outsideBody === undefined) return {}
  return { outside: { name: outside ?? '', body: outsideBody ?? '' } }
}
