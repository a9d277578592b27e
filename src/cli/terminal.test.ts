import { expect, test } from 'vitest'
import { Fault } from '../std/fault.ts'
import { type OutputStream, openTerminal } from './terminal.ts'

interface FakeStream extends OutputStream {
  text: string
}

function streamOf(isTTY: boolean, failure?: { readonly code: string }): FakeStream {
  return {
    isTTY,
    text: '',
    write(text, done) {
      this.text += text
      done(failure === undefined ? undefined : Object.assign(new Error('write'), failure))
      return true
    },
    on: () => undefined,
  }
}

function open(parts: { out?: boolean; err?: boolean; environment?: Record<string, string>; code?: string }) {
  const stdout = streamOf(parts.out ?? false, parts.code === undefined ? undefined : { code: parts.code })
  const stderr = streamOf(parts.err ?? false)
  const clock = { ms: 0 }
  const environment = parts.environment ?? {}
  return {
    stdout,
    stderr,
    clock,
    terminal: openTerminal({ stdout, stderr, environment, now: () => clock.ms }),
  }
}

test('progress is told only to a terminal, and not faster than it can be read', () => {
  const piped = open({})
  piped.terminal.progress('1 Mail')
  expect(piped.stderr.text).toBe('')
  const shown = open({ err: true })
  for (const ms of [0, 50, 99, 100]) {
    shown.clock.ms = ms
    shown.terminal.progress(`${ms} ms`)
  }
  expect(shown.stderr.text).toBe('\r\u001b[K0 ms\r\u001b[K100 ms')
})

test('a line of progress is taken away before anything else is said', async () => {
  const { terminal, stdout, stderr } = open({ err: true })
  terminal.progress('busy')
  await terminal.print(['result'])
  terminal.tell('remark')
  expect([stderr.text, stdout.text]).toEqual(['\r\u001b[Kbusy\r\u001b[Kremark\n', 'result\n'])
})

const widths: readonly [boolean, number | undefined, number | undefined][] = [
  [false, 70, undefined],
  [true, 70, 70],
  [true, 300, 100],
  [true, 5, 40],
  [true, 0, 80],
  [true, undefined, 80],
]

for (const [isTTY, columns, room] of widths) {
  test(`a ${isTTY ? 'terminal' : 'pipe'} of ${columns} columns has ${room} for a line of text`, () => {
    const stdout = { ...streamOf(isTTY), ...(columns === undefined ? {} : { columns }) }
    const terminal = openTerminal({ stdout, stderr: streamOf(false), environment: {}, now: () => 0 })
    expect(terminal.columns).toBe(room)
  })
}

test('colours are for terminals that want them', () => {
  const marked = (out: boolean, environment: Record<string, string>) =>
    open({ out, environment }).terminal.mark('word', 'good')
  expect(marked(true, {})).toBe('\u001b[32mword\u001b[0m')
  expect([marked(false, {}), marked(true, { NO_COLOR: '1' }), marked(true, { TERM: 'dumb' })]).toEqual([
    'word',
    'word',
    'word',
  ])
})

for (const [code, told] of [
  ['EPIPE', 'SCH_OUTPUT_CLOSED'],
  ['ENOSPC', 'SCH_MACHINE'],
] as const) {
  test(`an output that fails with ${code} ends the run`, async () => {
    const thrown = await open({ code })
      .terminal.print(['x'])
      .then(
        () => undefined,
        (error: unknown) => error,
      )
    expect(thrown instanceof Fault ? thrown.problems[0].code : thrown).toBe(told)
  })
}

test('what is told cannot steer the terminal', () => {
  const { terminal, stderr } = open({})
  terminal.tell('a\u001b[2Jb\nc\u202ed')
  expect(stderr.text).toBe('a\ufffd[2Jb\ufffdc\ufffdd\n')
})
