/** Keyed hashes of what the tables know a customer or a fact by. They are no anonymous data: whoever has the key can try values. */
import { hash } from 'node:crypto'
import { numberKeys } from '../exposure/identifier/customer-number.ts'

/** @limit 16 of the 32 bytes are kept: two of ten million numbers are taken for one at a chance of 2^-82 */
export const HASH_BYTES = 16

const blockBytes = 64
const innerPad = 0x36
const outerPad = 0x5c

export interface ValueHash {
  /** Of a customer number, as the engine compares numbers. @returns undefined for what is no number at all */
  ofNumber(customerNumber: string): Buffer | undefined
  /** Of the source's own lasting id, as it is written. */
  ofLastingId(lastingId: string): Buffer
  /** Of a fact's kind and value, as the engine compares values. @returns undefined for what is no value at all */
  ofFact(kind: string, value: string): Buffer | undefined
  ofHousehold(household: string): Buffer
  /** Of anything else, told apart by its label. */
  of(label: string, text: string): Buffer
}

/**
 * HMAC-SHA-256, cut to `HASH_BYTES`. Written with one-shot hashes, which take a fifth of the time of `createHmac` for
 * texts as short as these.
 *
 * @source RFC 2104
 */
export function openValueHash(key: Uint8Array): ValueHash {
  if (key.length > blockBytes) throw new RangeError('a longer key would have to be hashed first')
  const pad = (byte: number) => Buffer.alloc(blockBytes, byte).map((one, at) => one ^ (key[at] ?? 0))
  const inner = pad(innerPad)
  const outer = Buffer.concat([pad(outerPad), Buffer.alloc(32)])
  const of = (label: string, text: string): Buffer => {
    const message = Buffer.concat([inner, Buffer.from(`${label}\0${text}`, 'utf8')])
    hash('sha256', message, 'buffer').copy(outer, blockBytes)
    return hash('sha256', outer, 'buffer').subarray(0, HASH_BYTES)
  }
  const ofNumber = (customerNumber: string) => {
    const [key] = numberKeys('customer-number', customerNumber)
    return key === undefined ? undefined : of('number', key)
  }
  return {
    of,
    ofNumber,
    ofLastingId: (lastingId) => of('lasting-id', lastingId),
    ofFact(kind, value) {
      const [key] = numberKeys('owned-fact', value)
      return key === undefined ? undefined : of(`fact ${kind}`, key)
    },
    ofHousehold: (household) => of('household', household),
  }
}
