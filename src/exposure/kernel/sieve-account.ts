/** How long the accounts of each country are, as the sieve looks them up. */
import { ibanLengths } from '../identifier/iban.ts'

const LETTERS = 26
const FIRST_LETTER = 0x61

/** A byte for each two letters from "aa" to "zz": 0 if they are no country's. */
export function sieveAccounts(): Uint8Array {
  const bytes = new Uint8Array(LETTERS * LETTERS)
  for (const [country, length] of ibanLengths) {
    const [first, second] = [country.charCodeAt(0) - FIRST_LETTER, country.charCodeAt(1) - FIRST_LETTER]
    bytes[first * LETTERS + second] = length
  }
  return bytes
}
