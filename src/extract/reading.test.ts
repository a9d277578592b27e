import { expect, test } from 'vitest'
import { type Desk, LimitBroken } from './desk.ts'
import { defaultLimits, longStepBytes, quietMs } from './limits.ts'
import { openReading, type Reading, reasonOf } from './reading.ts'

const encoder = new TextEncoder()

/** A reading of which every step is written down, of files that one reader reads. */
function recordReading(read: (desk: Desk, steps: string[]) => void | Promise<void>) {
  const steps: string[] = []
  const clock = { ms: 0 }
  const reading = openReading({
    limits: defaultLimits,
    allowedFiles: new Set(),
    now: () => clock.ms,
    emit: (piece) => steps.push(piece.kind === 'passage' ? piece.text.trim() : piece.kind),
    announce: (place) => steps.push(`at ${place}`),
    recognise: ({ bytes }) => [
      {
        word: bytes.length > 1 ? 'outer' : 'inner',
        read: async (file) => {
          if (bytes.length > 1) await read(file.desk, steps)
        },
      },
    ],
  })
  return { steps, clock, reading }
}

async function readFile(reading: Reading): Promise<void> {
  const bytes = encoder.encode('outer')
  const placeOf = (word: string) => `attachment#1:${word}`
  await reading.read(reading.open({ bytes, names: [], placeOf, depth: 0 }))
}

test('what was read is said before a long step begins, and then where reading stands', async () => {
  const { steps, reading } = recordReading((desk, steps) => {
    desk.text('K1000003')
    desk.spend(longStepBytes)
    steps.push('short step')
    desk.spend(longStepBytes + 1)
    steps.push('long step')
  })
  await readFile(reading)
  expect(steps.slice(-4)).toEqual(['short step', 'K1000003', 'at attachment#1:outer', 'long step'])
})

test('what was read is said before a file inside is opened, and the file is announced again behind it', async () => {
  const { steps, reading } = recordReading(async (desk, steps) => {
    desk.text('K1000003')
    await desk.embedded({}, Uint8Array.of(1))
    steps.push('goes on')
  })
  await readFile(reading)
  const inner = steps.findIndex((step) => step.endsWith(':inner'))
  expect(steps.indexOf('K1000003')).toBeLessThan(inner)
  expect(steps.slice(-2)).toEqual(['at attachment#1:outer', 'goes on'])
})

test('the place of a file is announced before it is read, whatever was announced since it was opened', async () => {
  const { steps, reading } = recordReading((_, steps) => void steps.push('reads'))
  const placeOf = (word: string) => `attachment#1:${word}`
  const file = reading.open({ bytes: encoder.encode('outer'), names: [], placeOf, depth: 0 })
  reading.section('attachment#1:outer/header:Content-Type').close()
  await reading.read(file)
  expect(steps.slice(-2)).toEqual(['at attachment#1:outer', 'reads'])
})

test('what a reader that never ends has read is said while it reads on', async () => {
  const { steps, clock, reading } = recordReading(async (desk) => {
    desk.text('K1000003')
    for (let step = 0; step < 3; step++) {
      clock.ms += quietMs
      desk.spend(1)
    }
    await new Promise(() => {})
  })
  void readFile(reading)
  await Promise.resolve()
  expect(steps).toContain('K1000003')
})

const thrown: readonly [name: string, make: () => unknown, reason: string][] = [
  ['a broken limit', () => new LimitBroken('ratio'), 'ratio'],
  ['no memory for bytes', () => new RangeError('Array buffer allocation failed'), 'memory'],
  ['no memory in the system', () => new Error('Failed to allocate memory'), 'memory'],
  ['a text longer than any can be', () => caught(() => 'x'.repeat(2 ** 29).repeat(4)), 'too-large'],
  ['a recursion without end', () => caught(endless), 'too-deep'],
  ['any other error', () => new TypeError('x is not a function'), 'broken'],
  ['something that is no error', () => 'x', 'broken'],
]

function endless(): number {
  return endless() + 1
}

function caught(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  return undefined
}

for (const [name, make, reason] of thrown) {
  test(`what was thrown becomes a reason: ${name}`, () => expect(reasonOf(make())).toBe(reason))
}
