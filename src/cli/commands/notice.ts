/** `schleuse notice rehearse`. */
import { Command } from 'commander'
import { fault } from '../../std/fault.ts'
import type { Speech } from '../../text/speech.ts'

/** What the command line says, in the words of the command. */
export interface RehearseCall {
  readonly templatesPath: string
  readonly schemaPath: string
  readonly customers: number
  readonly seed: number
  readonly withRemovals: boolean
  readonly output: 'json' | 'report'
  readonly sarifPath?: string
  readonly junitPath?: string
}

interface RehearseOptions {
  readonly templates: string
  readonly schema: string
  readonly customers?: string
  readonly seed?: string
  readonly removals?: true
  readonly json?: true
  readonly sarif?: string
  readonly junit?: string
}

/** Enough that every length of list and every rare kind of customer is met, and done in seconds. */
const customersDefault = 252
/** @limit fewer than two are nobody else's; what is measured up to is ten thousand */
const customersRange = { min: 2, max: 10_000 }

export function noticeCommand(speech: Speech, run: (call: RehearseCall) => Promise<void>): Command {
  const rehearse = new Command('rehearse')
    .usage('--templates FOLDER --schema FILE.yaml [OPTION]...')
    .description(speech.say('help.notice.rehearse'))
    .requiredOption('--templates <FOLDER>', speech.say('help.notice.templates'))
    .requiredOption('--schema <FILE.yaml>', speech.say('help.notice.schema'))
    .option('--customers <N>', speech.say('help.notice.customers'))
    .option('--removals', speech.say('help.notice.removals'))
    .option('--seed <N>', speech.say('help.notice.seed'))
    .option('--sarif <FILE>', speech.say('help.notice.sarif'))
    .option('--junit <FILE>', speech.say('help.notice.junit'))
    .option('--lang <de|en>', speech.say('help.check.lang'))
    .option('--json', speech.say('help.json'))
    .addHelpText('after', `\n${speech.say('help.notice.exit')}`)
    .action((options: RehearseOptions) => run(callOf(options)))
  return new Command('notice').usage('COMMAND').description(speech.say('help.notice')).addCommand(rehearse)
}

function callOf(options: RehearseOptions): RehearseCall {
  return {
    templatesPath: options.templates,
    schemaPath: options.schema,
    customers: numberIn(options.customers, { option: '--customers', ...customersRange }) ?? customersDefault,
    seed: numberIn(options.seed, { option: '--seed', min: 0, max: 2 ** 31 - 1 }) ?? 1,
    withRemovals: options.removals === true,
    output: options.json === true ? 'json' : 'report',
    ...(options.sarif === undefined ? {} : { sarifPath: options.sarif }),
    ...(options.junit === undefined ? {} : { junitPath: options.junit }),
  }
}

function numberIn(
  written: string | undefined,
  { option, min, max }: { readonly option: string; readonly min: number; readonly max: number },
): number | undefined {
  if (written === undefined) return undefined
  const number = /^\d+$/.test(written) ? Number(written) : Number.NaN
  if (!(number >= min && number <= max)) throw fault('SCH_OPTION_NUMBER', { params: { option, min, max } })
  return number
}
