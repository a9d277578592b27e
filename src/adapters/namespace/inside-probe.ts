/** Tries from inside what must not work, and what must. */
import { spawn } from 'node:child_process'
import { lookup, resolveMx } from 'node:dns/promises'
import { existsSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import type { Probe, ProbeName } from '../../notice/isolation/isolation.ts'
import type { ProbeWish } from './holder-message.ts'
import { sendmailPaths } from './sendmail-path.ts'

/** Addresses that belong to nobody: even where isolation fails, a probe reaches no stranger. @source RFC 5737; RFC 3849 */
const nobody = ['192.0.2.1', '2001:db8::1']
/** @source RFC 6761, section 6.5 */
const nobodysName = 'mail.example.org'
const ports: readonly (readonly [ProbeName, number])[] = [
  ['port-25', 25],
  ['port-465', 465],
  ['port-587', 587],
  ['https', 443],
]
/** What a resolver says, as against what is said when none can be asked. */
const answers = ['ENODATA', 'ESERVFAIL', 'ENOTIMP', 'EREFUSED']
/** Without a route the answer comes at once. */
const probeMs = 3_000
const sendmailMs = 20_000
const greetingChars = 200

/** @returns what each probe showed; of `local-sendmail` only how many mails were given to it, since the sink is outside */
export async function probeInside(
  wish: ProbeWish,
): Promise<{ readonly probes: readonly Probe[]; readonly sendmails: number }> {
  const control = await cameOf('127.0.0.1', wish.controlPort)
  const probes: Probe[] = [
    await sinkProbe(wish.sinkPort),
    interfaceProbe(),
    routeProbe(),
    { name: 'control-not-reached', passes: control !== 'connected', came: control },
  ]
  for (const [name, port] of ports) {
    const came = await Promise.all(nobody.map((address) => cameOf(address, port)))
    probes.push({ name, passes: came.every((one) => one === 'ENETUNREACH'), came: came.join(' ') })
  }
  probes.push(await nameProbe('dns-address', () => lookup(nobodysName)))
  probes.push(await nameProbe('dns-mx', () => resolveMx(nobodysName)))
  const mailers = ['sendmail', ...sendmailPaths.filter((path) => existsSync(path))]
  const taken = await Promise.all(mailers.map((mailer) => isTaken(mailer, wish.sendmailTo)))
  return { probes, sendmails: taken.filter((one) => one).length }
}

/** @returns `connected`, `timeout`, or the system's code */
function cameOf(host: string, port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: probeMs })
    const end = (came: string) => {
      socket.destroy()
      resolve(came)
    }
    socket.on('connect', () => end('connected'))
    socket.on('timeout', () => end('timeout'))
    socket.on('error', (error) => end('code' in error ? String(error.code) : 'error'))
  })
}

/** The greeting is the sink's own, so it is not another server that answers. */
function sinkProbe(port: number): Promise<Probe> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: probeMs })
    const end = (passes: boolean, came: string) => {
      socket.destroy()
      resolve({ name: 'sink-reached', passes, came })
    }
    socket.setEncoding('latin1').on('data', (text: string) => {
      const greeting = text.trimEnd().slice(0, greetingChars)
      end(/^220 .*Schleuse sink/.test(greeting), greeting)
    })
    socket.on('timeout', () => end(false, 'timeout'))
    socket.on('error', (error) => end(false, 'code' in error ? String(error.code) : 'error'))
  })
}

/** @source proc(5): two lines of headings, then one line for each interface */
function interfaceProbe(): Probe {
  const lines = readFileSync('/proc/net/dev', 'latin1').trim().split('\n').slice(2)
  const names = lines.map((line) => line.split(':')[0]?.trim() ?? '')
  return { name: 'no-interface', passes: names.every((name) => name === 'lo'), came: names.join(' ') }
}

/** @source proc(5): one line of headings for IPv4, none for IPv6, where the last column is the interface */
function routeProbe(): Probe {
  const four = readFileSync('/proc/net/route', 'latin1').trim().split('\n').slice(1)
  const six = existsSync('/proc/net/ipv6_route') ? readFileSync('/proc/net/ipv6_route', 'latin1') : ''
  const others = six.split('\n').filter((line) => line.trim() !== '' && !/\slo\s*$/.test(line))
  const count = four.length + others.length
  return { name: 'no-route', passes: count === 0, came: count === 0 ? 'no route' : `${count} routes` }
}

/** An answer that a name does not exist is an answer too: then somebody was asked. */
async function nameProbe(name: ProbeName, ask: () => Promise<unknown>): Promise<Probe> {
  try {
    await ask()
    return { name, passes: false, came: 'answered' }
  } catch (error) {
    const came = error instanceof Error && 'code' in error ? String(error.code) : 'error'
    return { name, passes: !answers.includes(came), came }
  }
}

/**
 * Not to be waited for by blocking: the way to the sink leads through this process.
 *
 * @param mailer by its path, or by its name as PATH finds it
 */
function isTaken(mailer: string, to: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(mailer, ['-i', '-f', 'probe@probe.invalid', to], {
      stdio: ['pipe', 'ignore', 'ignore'],
      timeout: sendmailMs,
    })
    child.on('error', () => resolve(false))
    child.on('exit', (code) => resolve(code === 0))
    child.stdin.on('error', () => {})
    child.stdin.end(`From: probe@probe.invalid\nTo: ${to}\nSubject: probe\n\nprobe\n`)
  })
}
