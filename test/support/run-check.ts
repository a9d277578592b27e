/** Runs the real command as a child process, in a folder of its own. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { projectRoot } from '../house/source-file.ts'

export const schleuse = join(projectRoot, 'bin', 'schleuse')

export interface Workplace {
  readonly folder: string
  write(files: Readonly<Record<string, string | Uint8Array>>): void
  remove(): void
}

export function openWorkplace(): Workplace {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'schleuse-check-')))
  return {
    folder,
    write(files) {
      for (const [file, content] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, file)), { recursive: true })
        writeFileSync(join(folder, file), content)
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

export interface Ended {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Environment of a run: German by locale, nothing inherited that changes what is said. */
export function environmentOf(extra: Readonly<Record<string, string>> = {}) {
  const { LC_ALL: _all, LC_MESSAGES: _messages, LANG: _lang, NO_COLOR: _colour, ...inherited } = process.env
  return { ...inherited, LC_ALL: 'de_DE.UTF-8', ...extra }
}

export function runCheck(
  folder: string,
  argv: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [schleuse, 'check', ...argv], {
    cwd: folder,
    env: environmentOf(environment),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  return { status, stdout, stderr }
}

/** The lines of JSON of a run. */
export function linesOf(ended: Ended): readonly Readonly<Record<string, unknown>>[] {
  return ended.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}
