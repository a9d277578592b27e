/** Invented customers for tests: only what a test is about is written down. */
import type { CustomerRecord } from '../../src/exposure/fact.ts'

export function customer(
  customerNumber: string,
  fields: Partial<Omit<CustomerRecord, 'customerNumber'>> = {},
): CustomerRecord {
  return { customerNumber, emails: [], phones: [], ibans: [], isProtected: false, ...fields }
}
