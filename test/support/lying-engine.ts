/** An engine that answers otherwise than it was asked, in the way that its parameter says. */
import { readSync } from 'node:fs'
import { encodeFrame, writeWhole } from '../../src/std/frame.ts'

const way = process.argv[2] ?? ''
const rendered = {
  kind: 'rendered',
  results: [{ texts: ['a@example.invalid', 's', 'x'] }],
  residentBytes: 0,
}
const [result] = rendered.results

type Answered = Readonly<Record<string, unknown>>
/** What is said instead of the answer to an order to render. */
const instead: Readonly<Record<string, (answer: Answered, results: readonly unknown[]) => unknown>> = {
  nothing: () => null,
  list: (answer) => [answer],
  'another kind': ({ ticket }) => ({ kind: 'ready', ticket }),
  'no kind': (answer) => ({ ...answer, kind: undefined }),
  'too few': (answer, results) => ({ ...answer, results: results.slice(1) }),
  'too many': (answer, results) => ({ ...answer, results: [...results, result] }),
  'too few texts': (answer, results) => ({ ...answer, results: results.map(() => ({ texts: ['x'] })) }),
  'numbers for texts': (answer, results) => ({
    ...answer,
    results: results.map(() => ({ texts: [1, 2, 3] })),
  }),
  'a result that is none': (answer, results) => ({ ...answer, results: results.map(() => null) }),
  'a reason that is none': (answer, results) => ({
    ...answer,
    results: results.map(() => ({ failure: { reason: 'boredom', source: 0 } })),
  }),
  'a source that is none': (answer, results) => ({
    ...answer,
    results: results.map(() => ({ failure: { reason: 'value', source: 3 } })),
  }),
  'a path unasked': (answer, results) => ({
    ...answer,
    results: results.map(() => ({ ...result, visited: [0] })),
  }),
  'a ticket of its own': (answer) => ({ ...answer, ticket: '0'.repeat(32) }),
  'no ticket': (answer) => ({ ...answer, ticket: undefined }),
}

for (;;) {
  const { kind, ticket, batch, template } = JSON.parse(read(read(4).readUInt32LE(0)).toString('utf8'))
  if (kind === 'setup') {
    if (way === 'silence at the start') wait()
    say({ kind: way === 'nonsense at the start' ? 'nonsense' : 'ready', ticket })
  } else if (kind === 'template') {
    const sites = [...template.parts, ...template.partials].map(() => [])
    const answer = { kind: 'compiled', sites: way === 'sites too few' ? sites.slice(1) : sites, ticket }
    say(answer)
    if (way === 'the same twice') say(answer)
  } else {
    if (way === 'silence') wait()
    if (way === 'no frame') writeWhole(3, Buffer.alloc(8, 0xff))
    if (way === 'no JSON') writeWhole(3, Buffer.from([2, 0, 0, 0, 0x7b, 0x6e]))
    const results = batch.contexts.map(() => result)
    const answer = { ...rendered, results, ticket }
    say(way in instead ? instead[way]?.(answer, results) : answer)
    if (way === 'one more') say(answer)
  }
}

function say(value: unknown): void {
  writeWhole(3, encodeFrame(value))
}

function read(size: number): Buffer {
  const bytes = Buffer.alloc(size)
  for (let length = 0; length < size; ) {
    const count = readSync(0, bytes, length, size - length, null)
    if (count === 0) process.exit()
    length += count
  }
  return bytes
}

function wait(): never {
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}
