/** What the operating system takes from an engine's process before the engine runs: network, privileges, memory, files to write. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface EngineLaunch {
  /** As people know the engine. */
  readonly name: string
  /** What the system calls the package that has the engine, where it is none of ours. */
  readonly systemPackage?: string
  readonly program: string
  readonly parameters: readonly string[]
  /** Data the process may hold beyond what its language reserves and never fills. */
  readonly reservedBytes: number
  /** In a namespace of its own the process may leave the file system, which only root may. */
  readonly isRootAmongItself?: boolean
}

/** Which walls stand on this machine; the rest holds because the engines run no code of templates. */
export interface Confinement {
  /** A network of its own, without any interface that leads out. */
  readonly hasOwnNetwork: boolean
  /** Ends with this process, and gains no privileges. */
  readonly isTied: boolean
  /** Has limits of memory, of processor time and of files. */
  readonly isLimited: boolean
}

const unshare = '/usr/bin/unshare'
const setpriv = '/usr/bin/setpriv'
const shell = '/bin/sh'
/** The shell makes variables of its own, such as PWD. */
const environment = '/usr/bin/env'

const unshareParameters = ['--user', '--net', '--ipc', '--']
const setprivParameters = ['--pdeathsig', 'KILL', '--no-new-privs', '--']

/** Memory an engine may fill. */
export const engineBytes = 256 * 1024 * 1024

/** @limit seconds of processor time of one process, a backstop where nothing else ends it: a rehearsal takes minutes */
const processorSecondsMax = 7_200

/** Tries what this machine allows; containers and hardened kernels may refuse namespaces. */
export function probeConfinement(): Confinement {
  const works = (program: string, parameters: readonly string[]) =>
    existsSync(program) && spawnSync(program, [...parameters, shell, '-c', ':'], { env: {} }).status === 0
  return {
    hasOwnNetwork: works(unshare, unshareParameters),
    isTied: works(setpriv, setprivParameters),
    isLimited: process.platform !== 'win32',
  }
}

export function confinedCommand(
  launch: EngineLaunch,
  { hasOwnNetwork, isTied, isLimited }: Confinement,
): readonly string[] {
  const rootParameters = launch.isRootAmongItself ? ['--map-root-user'] : []
  const limits = `ulimit -c 0 && ulimit -f 0 && ulimit -t ${processorSecondsMax} && ulimit -d ${(engineBytes + launch.reservedBytes) / 1024}`
  return [
    ...(hasOwnNetwork ? [unshare, ...rootParameters, ...unshareParameters] : []),
    ...(isTied ? [setpriv, ...setprivParameters] : []),
    ...(isLimited ? [shell, '-c', `${limits} && exec ${environment} -i "$@"`, 'sh'] : []),
    launch.program,
    ...launch.parameters,
  ]
}

/** Heap of the language; the rest of the process's memory is for its own. */
const heapMegabytes = 192

/**
 * Address space that Node reserves for code and never fills, but which the system counts as data (measured with Node 24 on
 * x86-64: 512 MB for the program).
 */
const codeReserveBytes = 512 * 1024 * 1024

/**
 * A process of Node that reads its own program and these packages, and nothing else; that makes no process, no thread and no
 * code out of text; and whose language nobody can change.
 *
 * @param entry URL of the module that works as the engine, without its ending
 * @param packages that the module imports
 */
export function nodeLaunch(name: string, entry: string, packages: readonly string[]): EngineLaunch {
  const ending = import.meta.url.endsWith('.ts') ? '.ts' : '.js'
  const program = fileURLToPath(`${entry}${ending}`)
  const rooms = fileURLToPath(new URL('../..', import.meta.url))
  const manifests = foldersAbove(program).map((folder) => join(folder, 'package.json'))
  const readable = [
    join(rooms, '*'),
    ...manifests.filter((path) => existsSync(path)),
    ...packages.flatMap((one) => foldersOfPackage(program, one)),
  ]
  return {
    name,
    program: process.execPath,
    parameters: [
      '--permission',
      ...readable.map((path) => `--allow-fs-read=${path}`),
      '--preserve-symlinks',
      '--preserve-symlinks-main',
      '--frozen-intrinsics',
      '--disable-proto=delete',
      '--disallow-code-generation-from-strings',
      `--max-old-space-size=${heapMegabytes}`,
      '--no-warnings',
      program,
    ],
    reservedBytes: codeReserveBytes,
  }
}

function foldersAbove(path: string): readonly string[] {
  const folder = dirname(path)
  return folder === path ? [] : [folder, ...foldersAbove(folder)]
}

/** As the program finds it: links are not resolved, so that nothing else has to be readable. */
function foldersOfPackage(program: string, name: string): readonly string[] {
  return foldersAbove(program)
    .map((folder) => join(folder, 'node_modules', name))
    .filter((path) => existsSync(join(path, 'package.json')))
    .map((path) => join(path, '*'))
}

/** Milliseconds of processor time that a process has used, or undefined where the system does not tell. */
export function processorMs(pid: number | undefined): number | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The name in parentheses may hold anything; fields 14 and 15 are user and system time in ticks of 10 ms. @source proc(5)
    const [user = 0, system = 0] = fields
      .slice(fields.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13)
      .map(Number)
    return (user + system) * 10
  } catch {
    return undefined
  }
}
