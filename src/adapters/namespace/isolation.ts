/** Isolation by Linux namespaces: a network with nothing in it but the way to the sink, and a view of the files without the ways around it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  type CommandEnd,
  type Isolation,
  type Probe,
  probeNames,
  type SinkProbe,
} from '../../notice/isolation/isolation.ts'
import { fault } from '../../std/fault.ts'
import type { FromHolder, ToHolder } from './holder-message.ts'

export interface NamespaceSetup {
  /** UNIX socket of the sink. */
  readonly socketPath: string
  /** Ports inside; 25 is always one of them. */
  readonly ports: readonly number[]
  /** Node program that stands in for `sendmail`. */
  readonly sendmailProgram: string
  /** A new way to the sink, to be tried. */
  readonly openProbe: () => SinkProbe
}

/** Making namespaces and mounts takes a second; a holder that is silent for so long has been stopped. */
const readyMs = 30_000
/** The slowest probe gives up after 20 seconds, and they are made one after the other. */
const probedMs = 90_000
/** A command that is too late is ended inside; whoever does not say so by then does not live any more. */
const endedGraceMs = 30_000

/** @throws SCH_ISOLATION_MISSING where the system gives no namespaces; nothing was run then */
export async function openNamespace(setup: NamespaceSetup): Promise<Isolation> {
  const folder = await mkdtemp(join(tmpdir(), 'schleuse-isolation-'))
  try {
    return isolationOf(await readyHolder(setup, folder), setup, folder)
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

async function readyHolder(setup: NamespaceSetup, folder: string): Promise<ChildProcess> {
  const standInPath = join(folder, 'sendmail')
  await writeFile(
    standInPath,
    `#!/bin/sh\nexec ${quoted(process.execPath)} --no-warnings ${quoted(setup.sendmailProgram)} "$@"\n`,
  )
  await chmod(standInPath, 0o755)
  const holder = startHolder()
  const ports = [...new Set([25, ...setup.ports])]
  const message = { kind: 'set-up', setup: { socketPath: setup.socketPath, ports, standInPath } } as const
  const ready = await answerOf(holder, { message, patienceMs: readyMs })
  if (ready.kind === 'ready') return holder
  holder.kill('SIGKILL')
  const why = ready.kind === 'not-ready' ? ready.why : 'unshare'
  throw fault('SCH_ISOLATION_MISSING', { params: { why } })
}

function isolationOf(holder: ChildProcess, setup: NamespaceSetup, folder: string): Isolation {
  let next = 0
  return {
    kind: 'network-namespace',
    async run(command, signal) {
      const id = ++next
      const stop = () => send(holder, { kind: 'stop', id })
      signal.addEventListener('abort', stop)
      try {
        const answer = await answerOf(holder, {
          message: { kind: 'run', id, command },
          patienceMs: command.timeoutMs + endedGraceMs,
          isMeant: (one) => one.kind === 'ended' && one.id === id,
        })
        if (answer.kind === 'ended') return answer.end
        // Nobody knows what runs on in there: it ends now.
        holder.kill('SIGKILL')
        return { kind: 'isolation-lost' } satisfies CommandEnd
      } finally {
        signal.removeEventListener('abort', stop)
      }
    },
    probe: () => probe(holder, setup),
    async close() {
      if (holder.exitCode === null && holder.signalCode === null) {
        const gone = once(holder, 'exit')
        holder.kill('SIGKILL')
        await gone
      }
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Root makes the namespaces itself; others by way of a namespace of accounts, where the system allows it. */
function startHolder(): ChildProcess {
  const source = fileURLToPath(
    new URL(`./holder${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
  )
  const accounts = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']
  const spaces = [...accounts, '--net', '--mount', '--ipc', '--pid', '--fork', '--kill-child', '--mount-proc']
  const holder = spawn('unshare', [...spaces, process.execPath, '--no-warnings', source], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  // Its absence is told by the end of the conversation.
  holder.on('error', () => {})
  return holder
}

function send(holder: ChildProcess, message: ToHolder): void {
  if (holder.connected) holder.send(message, () => {})
}

interface HolderWish {
  readonly message: ToHolder
  readonly patienceMs: number
  readonly isMeant?: (answer: FromHolder) => boolean
}

/** @returns the first answer that is meant; `not-ready` if the holder ends before, or gives none */
function answerOf(
  holder: ChildProcess,
  { message, patienceMs, isMeant = () => true }: HolderWish,
): Promise<FromHolder> {
  return new Promise((resolve) => {
    const hear = (answer: FromHolder) => {
      if (isMeant(answer)) end(answer)
    }
    const lose = () => end({ kind: 'not-ready', why: 'unshare' })
    const patience = setTimeout(lose, patienceMs)
    const end = (answer: FromHolder) => {
      clearTimeout(patience)
      holder.off('message', hear).off('exit', lose).off('error', lose)
      resolve(answer)
    }
    holder.on('message', hear).on('exit', lose).on('error', lose)
    if (holder.exitCode !== null || holder.signalCode !== null) lose()
    else send(holder, message)
  })
}

async function probe(holder: ChildProcess, { ports, openProbe }: NamespaceSetup): Promise<readonly Probe[]> {
  const control = createServer((client) => client.destroy())
  control.listen(0, '127.0.0.1')
  await once(control, 'listening')
  const place = control.address()
  const controlPort = typeof place === 'object' && place !== null ? place.port : 0
  const way = openProbe()
  try {
    const outside: Probe = await controlProbe(controlPort)
    const wish = { sinkPort: ports[0] ?? 25, controlPort, sendmailTo: way.address }
    const answer = await answerOf(holder, {
      message: { kind: 'probe', probe: wish },
      patienceMs: probedMs,
      isMeant: (one) => one.kind === 'probed',
    })
    if (answer.kind !== 'probed')
      return probeNames.map((name) => ({ name, passes: false, came: 'isolation lost' }))
    return [outside, ...answer.probes, sendmailProbe(answer.sendmails, way.arrived())]
  } finally {
    way.close()
    control.close()
  }
}

async function controlProbe(port: number): Promise<Probe> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return { name: 'control-reached-outside', passes: true, came: 'connected' }
  } catch {
    return { name: 'control-reached-outside', passes: false, came: 'not connected' }
  } finally {
    socket.destroy()
  }
}

/** A mail is in the sink before `sendmail` says that it took it. */
function sendmailProbe(sent: number, arrived: number): Probe {
  if (sent === 0) return { name: 'local-sendmail', passes: true, came: 'no sendmail that takes a mail' }
  return {
    name: 'local-sendmail',
    passes: arrived >= sent,
    came: `${arrived} of ${sent} arrived in the sink`,
  }
}

/** For a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
