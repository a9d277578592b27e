/** What every witness keeps, whatever stands behind it. */
import { expect, test } from 'vitest'
import type { Witness, WitnessedHead } from '../../src/audit/witness.ts'

export interface WitnessUnderTest {
  readonly witness: Witness
  /** The signed files it has, in the order in which they came. */
  kept(): Promise<readonly string[]>
  /** Makes it unable to take anything. */
  breakIt(): Promise<void>
}

export function headOf(seq: number, file = `{"seq":"${seq}"}`): WitnessedHead {
  return {
    organisationId: '0198a000-0000-7000-8000-00000000000a',
    organisation: 'Stadt',
    seq: BigInt(seq),
    signedAt: new Date(Date.UTC(2026, 0, 1, 12, 0, seq)),
    file,
  }
}

const never = () => new AbortController().signal

export function witnessContract(name: string, open: () => Promise<WitnessUnderTest>): void {
  test(`${name}: what it is handed it has, byte for byte`, async () => {
    const { witness, kept } = await open()
    const files = ['{"a":"ä €"}', '{"b":1}']
    for (const [at, file] of files.entries())
      expect(await witness.keep(headOf(at + 1, file), never())).toEqual({ kind: 'kept' })
    expect(await kept()).toEqual(files)
  })

  test(`${name}: the same head twice is harmless`, async () => {
    const { witness, kept } = await open()
    for (let i = 0; i < 2; i++) expect(await witness.keep(headOf(7), never())).toEqual({ kind: 'kept' })
    expect(new Set(await kept())).toEqual(new Set([headOf(7).file]))
  })

  test(`${name}: what it cannot take is told, not thrown and not taken for kept`, async () => {
    const { witness, breakIt } = await open()
    await breakIt()
    expect(await witness.keep(headOf(1), never())).toMatchObject({ kind: 'failed' })
  })
}
