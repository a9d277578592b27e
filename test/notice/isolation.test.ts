import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { isProven, probeNames } from '../../src/notice/isolation/isolation.ts'
import { openIsolatedSink } from '../support/foreign-system.ts'

const never = new AbortController().signal

test('isolation is proven from inside, with controls that must be reached', { timeout: 60_000 }, async () => {
  const { isolation } = await openIsolatedSink()
  const probes = await isolation.probe()
  expect(probes.map(({ name }) => name).sort()).toEqual([...probeNames].sort())
  expect(probes.filter(({ passes }) => !passes)).toEqual([])
})

describe('what commands inside can reach', () => {
  /** Script → its exit code; it speaks of a listener outside as PORT. */
  const scripts: readonly [string, string, number][] = [
    [
      'a listener on loopback outside',
      'perl -MIO::Socket::INET -e \'exit(IO::Socket::INET->new("127.0.0.1:$ENV{PORT}") ? 0 : 9)\'',
      9,
    ],
    [
      'an address of another machine',
      'perl -MIO::Socket::INET -e \'exit(IO::Socket::INET->new("192.0.2.1:25") ? 0 : $!{ENETUNREACH} ? 7 : 9)\'',
      7,
    ],
    ['the sink', 'perl -MIO::Socket::INET -e \'exit(IO::Socket::INET->new("127.0.0.1:25") ? 0 : 9)\'', 0],
    [
      'the queue of a mail server outside',
      'test ! -e /var/spool/postfix/maildrop && test ! -e /run/systemd/private',
      0,
    ],
  ]
  for (const [what, script, exitCode] of scripts)
    test(what, { timeout: 60_000 }, async () => {
      const { isolation, folder } = await openIsolatedSink()
      const listener = createServer((client) => client.destroy())
      listener.listen(0, '127.0.0.1')
      await once(listener, 'listening')
      onTestFinished(() => void listener.close())
      const place = listener.address()
      const PORT = `${typeof place === 'object' ? place?.port : ''}`
      const run = ['sh', '-c', script]
      const end = await isolation.run({ run, environment: { PORT }, folder, timeoutMs: 30_000 }, never)
      expect(end).toMatchObject({ kind: 'done', exitCode })
    })
})

test('what a command left in the background ends with the isolation', { timeout: 60_000 }, async () => {
  const { isolation, folder } = await openIsolatedSink()
  const script = `(while :; do date +%N > ${folder}/beat; sleep 0.05; done) >/dev/null 2>&1 &`
  await isolation.run({ run: ['sh', '-c', script], environment: {}, folder, timeoutMs: 10_000 }, never)
  await expect.poll(() => beat(folder)).not.toBe('')
  await isolation.close()
  const last = beat(folder)
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(beat(folder)).toBe(last)
})

test('a command that takes too long is ended with everything it started', { timeout: 60_000 }, async () => {
  const { isolation, folder } = await openIsolatedSink()
  const run = ['sh', '-c', 'sleep 600 & sleep 600']
  const end = await isolation.run({ run, environment: {}, folder, timeoutMs: 300 }, never)
  expect(end).toEqual({ kind: 'too-late' })
})

test('an isolation that has ended proves nothing, and runs nothing', { timeout: 60_000 }, async () => {
  const { isolation, folder } = await openIsolatedSink()
  await isolation.close()
  const probes = await isolation.probe()
  expect(probes.map(({ passes }) => passes)).toEqual(probeNames.map(() => false))
  expect(isProven(probes)).toBe(false)
  expect(isProven([])).toBe(false)
  const end = await isolation.run({ run: ['true'], environment: {}, folder, timeoutMs: 1_000 }, never)
  expect(end).toEqual({ kind: 'isolation-lost' })
})

function beat(folder: string): string {
  try {
    return readFileSync(join(folder, 'beat'), 'latin1')
  } catch {
    return ''
  }
}
