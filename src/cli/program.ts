/** The command line as a whole: language, commands, help, faults, exit status. */
import { Command, CommanderError } from 'commander'
import { exitOfFault, fault } from '../std/fault.ts'
import { isLanguage, languageOfLocale } from '../text/language.ts'
import type { Language } from '../text/render.ts'
import { type Speech, speechIn } from '../text/speech.ts'
import { type CheckCall, checkCommand } from './commands/check.ts'
import { noticeCommand, type RehearseCall } from './commands/notice.ts'
import { stateCommands } from './commands/state.ts'
import type { RunCall } from './commands/state-options.ts'
import { faultInWords, faultOf } from './fault-words.ts'
import type { RunState } from './state-call.ts'
import { stateLines } from './state-words.ts'
import type { Terminal } from './terminal.ts'
import { usageFault } from './usage-fault.ts'

export interface ProgramParts {
  readonly version: string
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly terminal: Terminal
  /** Handed in by the wiring: what each command runs. Returns the exit status. */
  readonly check: (call: CheckCall, speech: Speech) => Promise<number>
  readonly state: RunState
  readonly rehearse: (call: RehearseCall, speech: Speech) => Promise<number>
}

/** Where nothing says how wide a line may be. */
const helpColumns = 80

/**
 * Runs one command. Throws nothing: whatever goes wrong is told and becomes an exit status.
 *
 * @param argv without the names of Node and of the program
 */
export async function runProgram(argv: readonly string[], parts: ProgramParts): Promise<number> {
  const asked = languageAsked(argv)
  const isKnown = asked === undefined || isLanguage(asked)
  const language: Language = isKnown && asked !== undefined ? asked : languageOfLocale(parts.environment)
  const speech = speechIn(language)
  try {
    if (!isKnown) throw fault('SCH_LANGUAGE_UNKNOWN', { params: { language: asked } })
    return await parse(argv, speech, parts)
  } catch (error) {
    return tellFault(error, speech, parts)
  }
}

async function parse(argv: readonly string[], speech: Speech, parts: ProgramParts): Promise<number> {
  let exit = 0
  let shown = ''
  let called = 'schleuse'
  const program = buildProgram(speech, parts, (status) => {
    exit = status
  })
  for (const command of allCommands(program)) {
    command
      .exitOverride((error) => {
        called = callOf(command)
        throw error
      })
      .showSuggestionAfterError(false)
      .helpOption('-h, --help', speech.say('help.command'))
      .configureHelp({
        styleTitle: (title) => titleInWords(title, speech),
        subcommandTerm: (subcommand) => subcommand.name(),
        // Only our own words: the parser would add choices and defaults in English.
        optionDescription: (option) => option.description,
        argumentDescription: (argument) => argument.description,
      })
      .configureOutput({
        writeOut: (text) => {
          shown += text
        },
        writeErr: () => {},
        getOutHelpWidth: () => parts.terminal.columns ?? helpColumns,
      })
  }
  try {
    await program.parseAsync([...argv], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    const wrongUse = usageFault(error, called)
    if (wrongUse !== undefined) throw wrongUse
  }
  if (shown !== '') await parts.terminal.print([shown.trimEnd()])
  return exit
}

/** As it is typed: the program's name, then the commands down to this one. */
function callOf(command: Command): string {
  return command.parent ? `${callOf(command.parent)} ${command.name()}` : command.name()
}

/** The program, its commands, and theirs. */
function allCommands(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(allCommands)]
}

function buildProgram(speech: Speech, parts: ProgramParts, end: (status: number) => void): Command {
  const program = new Command('schleuse')
    .description(speech.say('help.program'))
    .usage('COMMAND')
    .version(parts.version, '-V, --version', speech.say('help.version'))
    .helpCommand(false)
  const runState: RunCall = async (call) => {
    const answer = await parts.state(call, speech)
    await parts.terminal.print(stateLines(answer, call.output, speech))
    end(answer.exit)
  }
  program.addCommand(
    noticeCommand(speech, async (call) => end(await parts.rehearse(call, speech))).helpCommand(false),
  )
  program.addCommand(checkCommand(speech, async (call) => end(await parts.check(call, speech)), runState))
  const state = stateCommands(speech, runState)
  for (const command of state) program.addCommand(command.helpCommand(false))
  return program
}

function titleInWords(title: string, speech: Speech): string {
  switch (title) {
    case 'Usage:':
      return speech.say('help.usage')
    case 'Arguments:':
      return speech.say('help.arguments')
    case 'Options:':
      return speech.say('help.options')
    case 'Commands:':
      return speech.say('help.commands')
    default:
      return title
  }
}

/** Looked for before anything is parsed, so that help and faults of parsing speak the language that is asked for. */
function languageAsked(argv: readonly string[]): string | undefined {
  const end = argv.indexOf('--')
  const options = end < 0 ? argv : argv.slice(0, end)
  const joined = options.findLast((word) => word.startsWith('--lang='))
  if (joined !== undefined) return joined.slice('--lang='.length)
  const at = options.lastIndexOf('--lang')
  return at < 0 ? undefined : options[at + 1]
}

/** @returns the exit status */
export function tellFault(
  thrown: unknown,
  speech: Speech,
  parts: Pick<ProgramParts, 'terminal' | 'environment'>,
) {
  const { terminal, environment } = parts
  const told = faultOf(thrown)
  terminal.endProgress()
  // Whoever closed the output (`| head`) knows it and has what he wanted.
  const isQuiet = told.problems.every(({ code }) => code === 'SCH_OUTPUT_CLOSED')
  if (!isQuiet) for (const sentence of faultInWords(told, speech)) terminal.tell(sentence)
  if (environment.SCHLEUSE_DEBUG) for (const line of stackOf(told.cause ?? told)) terminal.tell(line)
  return exitOfFault(told)
}

function stackOf(thrown: unknown): readonly string[] {
  return thrown instanceof Error ? (thrown.stack ?? thrown.message).split('\n') : [String(thrown)]
}
