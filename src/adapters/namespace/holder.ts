/**
 * First process of a network namespace: makes loopback and the way to the sink, hides what leads around them, runs the
 * commands. When it ends, the system ends everything that still runs inside.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, realpathSync, statSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { dirname } from 'node:path'
import { openCommandRuns } from './command-run.ts'
import type { FromHolder, HolderSetup, ToHolder } from './holder-message.ts'
import { probeInside } from './inside-probe.ts'
import { sendmailPaths } from './sendmail-path.ts'

/**
 * Ways to a mailer, a resolver or another process outside that are files and not networks: queues that a mail server
 * outside empties, and sockets of programs that would resolve names or start something for whoever asks.
 */
const waysAround = [
  '/var/spool/postfix',
  '/var/spool/exim4',
  '/var/spool/mqueue',
  '/var/spool/mqueue-client',
  '/var/spool/nullmailer',
  '/var/spool/smtpd',
  '/var/spool/dma',
  '/var/lib/courier',
  '/var/qmail/queue',
  '/run/smtpd.sock',
  '/run/courier',
  '/run/exim4',
  '/run/sendmail',
  '/run/dovecot',
  '/run/cyrus',
  '/run/systemd',
  '/run/dbus',
  '/run/nscd',
  '/run/avahi-daemon',
  '/run/user',
  '/run/docker.sock',
  '/run/containerd',
  '/run/podman',
  '/run/crio',
  '/var/spool/cron',
  '/var/spool/at',
  '/etc/crontab',
  '/etc/cron.d',
  '/etc/cron.hourly',
  '/etc/cron.daily',
]

const commands = openCommandRuns((id, end) => say({ kind: 'ended', id, end }))

function say(message: FromHolder): void {
  process.send?.(message)
}

async function setUp({ socketPath, ports, standInPath }: HolderSetup): Promise<void> {
  execFileSync('ip', ['link', 'set', 'lo', 'up'], { stdio: 'pipe' })
  acknowledgeAtOnce()
  for (const path of waysAround.filter((one) => existsSync(one))) hide(path)
  const found = new Set(sendmailPaths.filter((one) => existsSync(one)).map((one) => realpathSync(one)))
  for (const path of found) mount('--bind', standInPath, path)
  // Where the machine has none, a program that looks for one by name finds it all the same.
  process.env.PATH = `${dirname(standInPath)}:${process.env.PATH ?? ''}`
  for (const port of ports) {
    const server = createServer((client) => {
      const sink = connect(socketPath)
      // A mail is many small writes; each would wait for the answer to the one before.
      client.setNoDelay(true)
      // Either end may hang up first; both go then.
      client.on('error', () => sink.destroy()).pipe(sink)
      sink.on('error', () => client.destroy()).pipe(client)
    })
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  }
}

/**
 * Mailers that write a mail in several small pieces wait 40 ms for the acknowledgement of the first: hours in a rehearsal.
 * Where the system cannot, they wait.
 *
 * @source RFC 1122, section 4.2.3.2 (delayed acknowledgement); ip-route(8): quickack
 */
function acknowledgeAtOnce(): void {
  for (const local of ['127.0.0.0/8', '127.0.0.1']) {
    const route = ['local', local, 'dev', 'lo', 'proto', 'kernel', 'scope', 'host', 'src', '127.0.0.1']
    spawnSync('ip', ['route', 'replace', 'table', 'local', ...route, 'quickack', '1'], { stdio: 'ignore' })
  }
}

function hide(path: string): void {
  if (statSync(path).isDirectory()) mount('-t', 'tmpfs', 'none', path)
  else mount('--bind', '/dev/null', path)
}

function mount(...parameters: readonly string[]): void {
  execFileSync('mount', parameters, { stdio: 'pipe' })
}

async function answer(message: ToHolder): Promise<void> {
  switch (message.kind) {
    case 'set-up':
      try {
        await setUp(message.setup)
        say({ kind: 'ready' })
      } catch (error) {
        say({ kind: 'not-ready', why: error instanceof Error ? error.message : 'unknown' })
      }
      return
    case 'run':
      commands.start(message.id, message.command)
      return
    case 'stop':
      commands.stop(message.id)
      return
    case 'probe':
      say({ kind: 'probed', ...(await probeInside(message.probe)) })
      return
  }
}

process.on('message', (message: ToHolder) => void answer(message))
// Whoever started this is gone: so is the rehearsal.
process.on('disconnect', () => process.exit(0))
