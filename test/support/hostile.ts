/** Runs a reader over damaged input: whatever it makes of it, it must end, with an ordinary error at worst. */
import fc from 'fast-check'
import { expect } from 'vitest'
import type { Reader } from '../../src/extract/desk.ts'
import { recordingDesk } from './recording-desk.ts'

/** More than any of the small files of the tests holds; what asks for more believes a length field. */
const budgetBytes = 100_000_000

/** @param stepBytes distance between the places where the file is cut */
export async function readCutEverywhere(reader: Reader, whole: Uint8Array, stepBytes = 97): Promise<void> {
  for (let end = 0; end < whole.length; end += stepBytes) await readDamaged(reader, whole.subarray(0, end))
}

export async function readWithChangedBytes(reader: Reader, whole: Uint8Array, runs = 60): Promise<void> {
  const change = fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }))
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), async (changes) => {
      const bytes = whole.slice()
      for (const [at, value] of changes) bytes[at] = value
      await readDamaged(reader, bytes)
    }),
    { numRuns: runs },
  )
}

/** Stack overflow and failed allocation are RangeErrors: those are no ordinary errors. */
export async function readDamaged(reader: Reader, bytes: Uint8Array): Promise<void> {
  try {
    await reader(bytes, recordingDesk(budgetBytes))
  } catch (error) {
    expect(error).toBeInstanceOf(Error)
    expect(error).not.toBeInstanceOf(RangeError)
  }
}
