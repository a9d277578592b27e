/** An engine that does what a broken one might: it runs what the template says, and writes down how far it came. */
import childProcess from 'node:child_process'
import fs from 'node:fs'
import { Worker } from 'node:worker_threads'
import { type Compiled, workAsEngine } from '../../src/adapters/engine/engine-work.ts'
import type { EngineTemplate } from '../../src/adapters/engine/exchange.ts'

const deeds: Readonly<Record<string, () => unknown>> = {
  'read /etc/passwd': () => fs.readFileSync('/etc/passwd', 'utf8'),
  'read a repository': () => fs.readFileSync(new URL('../../.gitignore', import.meta.url), 'utf8'),
  'list /': () => fs.readdirSync('/'),
  'read its environment': () => fs.readFileSync('/proc/self/environ', 'utf8'),
  'write a file': () => fs.writeFileSync('/tmp/schleuse-hostile', 'x'),
  'start a process': () => childProcess.spawnSync('/bin/true').status,
  'start a thread': () => new Worker('1', { eval: true }),
  'make code of text': () => new Function('return 1')(),
  'change the language': () => {
    Reflect.set(Object.prototype, 'polluted', 'yes')
    return Reflect.get({}, 'polluted')
  },
  'change an array': () => {
    Reflect.set(Array.prototype, 'map', () => 'stolen')
    return [1].map((value) => value)
  },
  'look at its variables': () => JSON.stringify(process.env),
  'turn for ever': () => {
    for (;;);
  },
  'fill its memory': () => {
    const kept: unknown[] = []
    for (;;) kept.push(new Array(10_000).fill(kept.length))
  },
  'fill memory outside the language': () => {
    const kept: Buffer[] = []
    for (;;) kept.push(Buffer.alloc(8 * 1024 * 1024, 1))
  },
  'end itself': () => process.kill(process.pid, 'SIGKILL'),
  crash: () => process.abort(),
  throw: () => {
    throw new Error('Erika Mustermann')
  },
}

function compile({ parts }: EngineTemplate): Compiled {
  const deed = parts.at(-1)?.source ?? ''
  return {
    sites: parts.map(() => []),
    render(context) {
      const isSpared = context.isSpared === true
      const done = isSpared ? undefined : deeds[deed]?.()
      return parts.map(({ name }) => (name === 'text' ? String(done) : name))
    },
    failureOf: (error) =>
      error instanceof Error && error.message !== 'Erika Mustermann'
        ? { reason: 'forbidden', source: 2 }
        : undefined,
  }
}

workAsEngine(compile)
