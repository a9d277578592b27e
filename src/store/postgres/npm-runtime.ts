/**
 * The npm package's PostgreSQL made runnable: its libraries need links that only the package's install script makes, and
 * the account the server runs as must be able to read it, which it cannot below a private home.
 */
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'

/** What the server needs; static libraries and client programs are left behind. */
const neededFolders = ['bin', 'lib', 'share']

/**
 * Copies the package below the state folder once per version and completes it there, so that neither the package's own
 * folder is written to nor its reachability matters.
 *
 * @param runtimeFolder below the state folder; readable by the account
 * @returns the folder with `postgres` and `initdb`
 */
export function npmRuntime(
  binaries: Binaries & { readonly packageFolder: string },
  place: { readonly runtimeFolder: string; readonly account: Account },
): string {
  const { version } = JSON.parse(readFileSync(join(binaries.packageFolder, 'package.json'), 'utf8'))
  const folder = join(place.runtimeFolder, `postgresql-${version}`)
  if (existsSync(folder)) return join(folder, 'bin')
  const unfinished = `${folder}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(place.runtimeFolder, { recursive: true, mode: 0o755 })
  for (const name of neededFolders) {
    cpSync(join(binaries.packageFolder, 'native', name), join(unfinished, name), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !source.endsWith('.a') && !source.includes('/pkgconfig'),
    })
  }
  linkLibraries(binaries.packageFolder, unfinished)
  if (process.getuid?.() === 0) chownSync(unfinished, place.account.uid, place.account.gid)
  // Only a complete copy gets the name that is looked for: a kill in between leaves `.unfinished`, which is made anew.
  renameSync(unfinished, folder)
  return join(folder, 'bin')
}

function linkLibraries(packageFolder: string, folder: string): void {
  const links: { source: string; target: string }[] = JSON.parse(
    readFileSync(join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8'),
  )
  for (const { source, target } of links) {
    const link = join(folder, target.replace(/^native\//, ''))
    if (isLink(link) || !existsSync(join(folder, source.replace(/^native\//, '')))) continue
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(basename(source), link)
  }
}

function isLink(path: string): boolean {
  try {
    readlinkSync(path)
    return true
  } catch {
    return existsSync(path)
  }
}
