/** Port: the customer list and the facts list as files. Implemented by `adapters/csv/`. */
import type { CustomerRecord, OwnedFact } from '../exposure/fact.ts'
import { numberKeys } from '../exposure/identifier/customer-number.ts'

export type { CustomerRecord, OwnedFact }

/** Something in a file that is no error but weakens what the check can find. Told once on standard error. */
export interface FileRemark {
  readonly kind: 'columns-ignored' | 'iban-checksum' | 'email-form'
  readonly file: string
  /** Column names, or the lines concerned (the first few); never a value. */
  readonly listed: readonly (string | number)[]
  readonly count: number
}

export interface FileReading {
  /** As given by the operator; relative paths are taken from the working folder. */
  readonly path: string
  /** @throws Fault SCH_FILE_* */
  readonly readFile: (path: string, bytesMax: number) => Uint8Array
  /** Rows that fit the memory; with more, nothing is judged. */
  readonly rowsMax: number
  readonly remark: (remark: FileRemark) => void
}

export interface DirectoryFile {
  /**
   * The customers in the order of the file, one by one, so that the file's rows are never all in memory.
   *
   * @throws Fault after the last row, with all that is wrong in the file; what was given out before is void then
   */
  customers(reading: FileReading): Iterable<CustomerRecord>
  /**
   * Facts that belong to a customer. Their span (`from`, `to`) is checked and handed on but narrows nothing: the date
   * of a mail is what its sender says, and a barcode that has passed to the next borrower still names the one before.
   *
   * @param owners customer number in `comparableNumber` spelling → as the customer list writes it
   * @throws Fault as above; also for an owner the customer list does not have
   */
  facts(reading: FileReading, owners: ReadonlyMap<string, string>): Iterable<OwnedFact>
}

/**
 * The spelling under which two customer numbers are one for the engine.
 *
 * @returns empty for what is no number at all: no letters and digits, or too many
 */
export function comparableNumber(customerNumber: string): string {
  return numberKeys('customer-number', customerNumber)[0] ?? ''
}
