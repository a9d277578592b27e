/** Whose an address of the rehearsal is. */

/** Every address that synthesis makes bears its owner's number, three for each customer. */
const written = /\.(\d+)@rehearsal\.invalid$/i

/** @returns undefined for an address that no customer has */
export function customerOfAddress(address: string, customers: number): number | undefined {
  const found = written.exec(address.trim())
  const customer = found === null ? Number.NaN : Math.floor(Number(found[1]) / 3)
  return customer < customers ? customer : undefined
}
