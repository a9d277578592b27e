/** The pages of docs/ that are made from the program, so that they cannot say anything else than it does. */
import { runProgram } from '../../src/cli/program.ts'
import type { Terminal } from '../../src/cli/terminal.ts'
import { type FaultCode, faults } from '../../src/std/fault.ts'
import { type SentenceKey, sentenceKeys, templateOf } from '../../src/text/speech.ts'
import { settingsTables } from './settings-page.ts'

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
  ['serve'],
  ['work'],
  ['work', 'list'],
  ['organisation'],
  ['organisation', 'add'],
  ['organisation', 'list'],
  ['organisation', 'relate'],
  ['organisation', 'relations'],
  ['organisation', 'part'],
  ['hand-over'],
  ['hand-over', 'offer'],
  ['hand-over', 'list'],
  ['hand-over', 'accept'],
  ['hand-over', 'refuse'],
  ['staff'],
  ['staff', 'add'],
  ['staff', 'list'],
  ['staff', 'role'],
  ['staff', 'role', 'grant'],
  ['staff', 'role', 'withdraw'],
  ['staff', 'reset'],
  ['staff', 'disable'],
  ['staff', 'requests'],
  ['staff', 'approve'],
  ['staff', 'refuse'],
  ['staff', 'approval'],
  ['staff', 'approval', 'list'],
  ['staff', 'approval', 'show'],
  ['staff', 'approval', 'export'],
  ['staff', 'token'],
  ['staff', 'token', 'make'],
  ['staff', 'token', 'list'],
  ['staff', 'token', 'revoke'],
  ['audit'],
  ['audit', 'verify'],
  ['audit', 'checkpoint'],
  ['config'],
  ['config', 'check'],
  ['config', 'show'],
  ['audit', 'sign'],
  ['audit', 'witnesses'],
  ['notice'],
  ['notice', 'rehearse'],
  ['directory'],
  ['directory', 'import'],
  ['directory', 'sync'],
  ['directory', 'push'],
  ['directory', 'erase'],
  ['directory', 'readmit'],
  ['directory', 'status'],
  ['directory', 'rebuild'],
  ['directory', 'ask'],
  ['directory', 'explain'],
  ['directory', 'allow'],
  ['directory', 'allow', 'add'],
  ['directory', 'allow', 'list'],
  ['directory', 'allow', 'end'],
  ['audit', 'seal'],
  ['audit', 'export'],
  ['retention'],
  ['retention', 'show'],
  ['retention', 'run'],
  ['alert'],
  ['alert', 'list'],
  ['alert', 'acknowledge'],
  ['alert', 'tell'],
  ['keys'],
  ['keys', 'list'],
  ['keys', 'rotate'],
  ['keys', 'revoke'],
  ['keys', 'revocations'],
  ['backup'],
  ['backup', 'create'],
  ['backup', 'verify'],
  ['backup', 'restore'],
]

/** docs/cli.md: the help of every command, as the command line prints it; a process for each would take minutes. */
export async function commandsPage(): Promise<string> {
  const sections: string[] = []
  for (const words of commands) {
    const name = ['schleuse', ...words].join(' ')
    sections.push(`## ${name}`, '', '```', (await helpOf(words)).trimEnd(), '```', '')
  }
  return ['# Commands', '', madeBy, '', ...sections].join('\n')
}

async function helpOf(words: readonly string[]): Promise<string> {
  const printed: string[] = []
  const nothing = (): never => {
    throw new Error('help runs nothing')
  }
  const terminal: Terminal = {
    print: async (lines) => void printed.push(...lines),
    tell: nothing,
    progress: nothing,
    endProgress: () => {},
    columns: undefined,
    mark: (word) => word,
  }
  const parts = {
    version: '',
    environment: { LC_ALL: 'en_GB.UTF-8' },
    terminal,
    check: nothing,
    state: nothing,
    rehearse: nothing,
  }
  const status = await runProgram([...words, '--help'], parts)
  if (status !== 0) throw new Error(`${words.join(' ')} --help ends with ${status}`)
  return printed.join('\n')
}

/** docs/configuration.md: how settings are given, and every one there is. */
export function settingsPage(): string {
  return ['# Settings', '', madeBy, '', ...settingsPreface, ...settingsTables()].join('\n')
}

const settingsPreface = [
  'One file, `schleuse.yaml`, in UTF-8. Which one: `--config FILE`, else the variable `SCHLEUSE_CONFIG`, else `/etc/schleuse/schleuse.yaml` if it',
  'exists. Without a file every default holds. `examples/schleuse.yaml` is a whole one with remarks.',
  '',
  '- `schleuse config check` reads the file and all it refers to and tells every problem at once, with line and column. Exit status 0 or 2.',
  '- `schleuse config show` prints every value that holds and who said so: default, file and line, environment, option. Secrets are never printed.',
  '- A setting nobody knows is refused: it would have no effect. So are doubled settings, references (`&name`, `*name`), types (`!name`), files larger',
  '  than 1 MB, files that are not UTF-8 and files that every account can change.',
  '- Paths begin with `/` or at the folder of the file.',
  '- Lengths of time: `90s`, `15m`, `26h`, `30d`, `8w`, `10y` (a year has 365 days). Sizes: `KB`, `MB`, `GB` of 1000, `KiB`, `MiB`, `GiB` of 1024.',
  '- Answers are `yes` and `no`.',
  '',
  '**Secrets** stand as a reference: `{ file: /run/secrets/name }` or `{ environment: NAME }`. A secret in clear is refused; so is a file of a secret that',
  'every account can read (a group may). The address of a server may stand in clear if there is no password in it. A line break at the end of',
  'the file does not count.',
  '',
  '**Environment.** Only these variables change a setting; they stand above the file, and an option stands above them. An empty one counts as unset.',
  '',
  '| variable | setting |',
  '|---|---|',
  '| `SCHLEUSE_CONFIG` | which file is read |',
  '| `SCHLEUSE_STATE` | `state.folder` (option `--state`) |',
  '| `DATABASE_URL` | `database.url` |',
  '| `DATABASE_OWNER_URL` | `database.owner_url` |',
  '',
]
