/** The pages of docs/ that are made from the program, so that they cannot say anything else than it does. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { type FaultCode, faults } from '../../src/std/fault.ts'
import { type SentenceKey, sentenceKeys, templateOf } from '../../src/text/speech.ts'
import { projectRoot } from './source-file.ts'

const madeBy = '<!-- Made by `npm run docs` from the program; a test compares. -->'

/** docs/errors.md: every code with its class, exit status, sentence and hint. */
export function errorsPage(): string {
  const codes = Object.keys(faults).filter((code): code is FaultCode => code in faults)
  const rows = codes.map((code) => {
    const { class: faultClass, exit } = faults[code]
    return `| \`${code}\` | ${faultClass} | ${exit} | ${english(`fault.${code}`)} | ${english(`hint.${code}`)} |`
  })
  return [
    '# Errors',
    '',
    madeBy,
    '',
    'Every fault a command can end with. `needs-human` passes once a person has corrected something, `retryable` may pass by itself,',
    '`terminal` never does. Exit status 2 is wrong use or unreadable input, 4 a fault of the program or the machine. A sentence never quotes',
    'a value from a file: it may be a customer’s. `{...}` is filled in; file, line and column stand in front.',
    '',
    '| code | class | exit | what it says | what to do |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}

function english(wanted: string): string {
  const key = sentenceKeys().find((one: SentenceKey) => one === wanted)
  return key ? templateOf('en', key).replaceAll('|', '\\|') : ''
}

const commands: readonly (readonly string[])[] = [
  [],
  ['check'],
  ['verify'],
  ['organisation'],
  ['organisation', 'add'],
  ['organisation', 'list'],
  ['audit'],
  ['audit', 'verify'],
  ['audit', 'checkpoint'],
  ['keys'],
  ['keys', 'list'],
  ['keys', 'rotate'],
  ['keys', 'revoke'],
]

/** docs/cli.md: the help of every command, as the command itself prints it. */
export function commandsPage(): string {
  const sections = commands.flatMap((words) => {
    const name = ['schleuse', ...words].join(' ')
    const help = execFileSync(process.execPath, [join(projectRoot, 'bin', 'schleuse'), ...words, '--help'], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'en_GB.UTF-8', COLUMNS: '100' },
    })
    return [`## ${name}`, '', '```', help.trimEnd(), '```', '']
  })
  return ['# Commands', '', madeBy, '', ...sections].join('\n')
}
