/** Isolation by Linux namespaces: a network with nothing in it but the way to the sink, and a view of the files without the ways around it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CommandEnd, Isolation, Probe } from '../../notice/isolation/isolation.ts'
import { fault } from '../../std/fault.ts'
import type { FromHolder, ToHolder } from './holder-message.ts'

export interface NamespaceSetup {
  /** UNIX socket of the sink. */
  readonly socketPath: string
  /** Ports inside; 25 is always one of them. */
  readonly ports: readonly number[]
  /** Node program that stands in for `sendmail`. */
  readonly sendmailProgram: string
  /** How many mails to this address have come to the sink. */
  readonly arrived: (address: string) => number
}

/** @throws SCH_ISOLATION_MISSING where the system gives no namespaces; nothing was run then */
export async function openNamespace(setup: NamespaceSetup): Promise<Isolation> {
  const folder = await mkdtemp(join(tmpdir(), 'schleuse-isolation-'))
  const standInPath = join(folder, 'sendmail')
  await writeFile(
    standInPath,
    `#!/bin/sh\nexec ${quoted(process.execPath)} --no-warnings ${quoted(setup.sendmailProgram)} "$@"\n`,
  )
  await chmod(standInPath, 0o755)
  const holder = startHolder()
  const ports = [...new Set([25, ...setup.ports])]
  const ready = await answerOf(holder, {
    kind: 'set-up',
    setup: { socketPath: setup.socketPath, ports, standInPath },
  })
  if (ready.kind !== 'ready') {
    holder.kill('SIGKILL')
    await rm(folder, { recursive: true, force: true })
    throw fault('SCH_ISOLATION_MISSING', {
      params: { why: ready.kind === 'not-ready' ? ready.why : 'unshare' },
    })
  }
  let next = 0
  return {
    kind: 'network-namespace',
    async run(command, signal) {
      const id = ++next
      const stop = () => send(holder, { kind: 'stop', id })
      signal.addEventListener('abort', stop)
      try {
        const answer = await answerOf(
          holder,
          { kind: 'run', id, command },
          (one) => one.kind === 'ended' && one.id === id,
        )
        return answer.kind === 'ended' ? answer.end : ({ kind: 'isolation-lost' } satisfies CommandEnd)
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

/** @returns the first answer that is meant; `not-ready` if the holder ends before */
function answerOf(
  holder: ChildProcess,
  message: ToHolder,
  isMeant: (answer: FromHolder) => boolean = () => true,
): Promise<FromHolder> {
  return new Promise((resolve) => {
    const hear = (answer: FromHolder) => {
      if (isMeant(answer)) end(answer)
    }
    const lose = () => end({ kind: 'not-ready', why: 'unshare' })
    const end = (answer: FromHolder) => {
      holder.off('message', hear).off('exit', lose).off('error', lose)
      resolve(answer)
    }
    holder.on('message', hear).on('exit', lose).on('error', lose)
    if (holder.exitCode !== null || holder.signalCode !== null) lose()
    else send(holder, message)
  })
}

async function probe(holder: ChildProcess, { ports, arrived }: NamespaceSetup): Promise<readonly Probe[]> {
  const control = createServer((client) => client.destroy())
  control.listen(0, '127.0.0.1')
  await once(control, 'listening')
  const place = control.address()
  const controlPort = typeof place === 'object' && place !== null ? place.port : 0
  const sendmailTo = `probe-${randomUUID()}@probe.invalid`
  try {
    const outside: Probe = await controlProbe(controlPort)
    const wish = { sinkPort: ports[0] ?? 25, controlPort, sendmailTo }
    const answer = await answerOf(holder, { kind: 'probe', probe: wish }, (one) => one.kind === 'probed')
    if (answer.kind !== 'probed') return [outside]
    return [outside, ...answer.probes, sendmailProbe(answer.sendmails, arrived(sendmailTo))]
  } finally {
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
