/** Runs commands about state in a folder of their own, as a person would. */
import { spawnSync } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { DatabaseTarget } from '../../src/store/connection.ts'
import { environmentOf, openWorkplace, schleuse, type Workplace } from './run-check.ts'

export interface StateRun {
  readonly status: number | null
  readonly facts: readonly Record<string, unknown>[]
  readonly stderr: string
}

export interface StatePlace {
  readonly place: Workplace
  run(words: readonly string[], environment?: Readonly<Record<string, string>>): StateRun
}

/**
 * @param target a database that runs already, so that no command waits for one to start; without it each starts its own
 */
export function openStatePlace(target?: DatabaseTarget): StatePlace {
  const url = target === undefined ? '' : urlOf(target)
  const place = openWorkplace()
  chmodSync(place.folder, 0o711)
  onTestFinished(() => place.remove())
  return {
    place,
    run(words, environment = {}) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [schleuse, ...words, '--json'], {
        cwd: place.folder,
        encoding: 'utf8',
        env: environmentOf({
          SCHLEUSE_STATE: join(place.folder, 'state'),
          DATABASE_URL: url,
          ...environment,
        }),
      })
      const facts: Record<string, unknown>[] = stdout
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line))
      return { status, facts, stderr }
    },
  }
}

function urlOf(target: DatabaseTarget): string {
  if (target.kind === 'url') return target.url
  const { user, database, socketFolder, port } = target
  return `postgres://${user}@/${database}?host=${encodeURIComponent(socketFolder)}&port=${port}`
}
