/** DEFLATE data, read within a budget and as far as it goes: what stands before a break is kept. */
import { inflateRawSync } from 'node:zlib'
import { LimitBroken } from '../desk.ts'
import { type Inflated, type InflateInput, inflateStream, type Spend } from './inflate-stream.ts'

/** Up to this ratio a declared size is believed and paid for in advance; more is read in steps that are paid for one by one. */
const believedRatio = 100

/** Sizes below this are believed whatever the ratio. */
const believedBytes = 256 * 1024

/** Sizes above this are read in steps as well, so that what stands before a broken budget is read. */
const maxBelievedBytes = 16 * 1024 * 1024

/**
 * Broken or truncated data is no error, it ends what is read; a limit ends it where the budget does.
 *
 * @source RFC 1951
 */
export function inflate(input: InflateInput, spend: Spend): Inflated {
  const expected = input.expectedBytes ?? 0
  const inputBytes = input.end - input.start
  const believable = Math.min(Math.max(inputBytes * believedRatio, believedBytes), maxBelievedBytes)
  const isBelieved = expected > 0 && expected <= believable
  if (!isBelieved) return inflateStream(input, spend, 0)
  try {
    spend(expected, inputBytes)
  } catch (error) {
    if (error instanceof LimitBroken) return inflateStream(input, spend, 0)
    throw error
  }
  return inflateAtOnce(input, expected) ?? inflateStream(input, spend, expected)
}

/** @returns undefined if the data is broken or the declared size is wrong */
function inflateAtOnce(input: InflateInput, expected: number): Inflated | undefined {
  let result: unknown
  try {
    result = inflateRawSync(input.bytes.subarray(input.start, input.end), {
      maxOutputLength: expected,
      // One byte more than needed, so that the end of the data is seen without a second buffer.
      chunkSize: Math.max(64, expected + 1),
      info: true,
    })
  } catch {
    return undefined
  }
  // The type of Node's function leaves out what `info` adds: the engine, which knows how much input it used.
  if (!isRecord(result) || !isRecord(result.engine)) return undefined
  const { buffer, engine } = result
  if (!(buffer instanceof Uint8Array) || typeof engine.bytesWritten !== 'number') return undefined
  if (buffer.length !== expected) return undefined
  return { bytes: buffer, inputEnd: input.start + engine.bytesWritten, isWhole: true }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
