/** Temporary folders and child processes of the installation tests. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder that is gone when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'schleuse-install-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export interface Outcome {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** The system's own Node and npm come first on the path, as on a fresh machine; nothing of this project's modules is on it. */
const systemPath = (process.env.PATH ?? '')
  .split(':')
  .filter((folder) => !folder.includes('node_modules'))
  .join(':')

/**
 * Runs a command as a new user would: a home of its own, the system's path, no npm settings of the caller. The package cache
 * is shared with the caller's, so that a test does not load the same packages again.
 */
export function run(
  command: string,
  args: readonly string[],
  options: { cwd: string; home: string },
): Outcome {
  const result = spawnSync(command, args, {
    cwd: options.cwd,
    env: {
      PATH: systemPath,
      HOME: options.home,
      LANG: 'C.UTF-8',
      npm_config_cache: process.env.npm_config_cache ?? join(process.env.HOME ?? '/', '.npm'),
      npm_config_prefer_offline: 'true',
      npm_config_update_notifier: 'false',
      ...(process.env.npm_config_registry ? { npm_config_registry: process.env.npm_config_registry } : {}),
    },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  return { status: result.status, stdout: result.stdout, stderr: result.stderr }
}
