/** How files, recipients and customers are called in what is printed: by their names, or by pseudonyms of one run. */
import { createHmac } from 'node:crypto'
import type { MailName } from './delivery.ts'

export interface Naming {
  mail(mail: MailName): string
  recipient(address: string): string
  customer(customerNumber: string): string
  /** A path of the call, which is told of because nothing can be checked there. `number` from 1. */
  path(label: string, number: number): string
  /** A file that is told of in a remark; undefined if it must not be told. */
  otherFile(label: string): string | undefined
}

export const plainNaming: Naming = {
  mail: ({ label, messageNumber }) => withMessage(label, messageNumber),
  recipient: (address) => address,
  customer: (customerNumber) => customerNumber,
  path: (label) => label,
  otherFile: (label) => label,
}

/** @limit 60 bits: two of ten million customers share a pseudonym with a chance below 1 in 20,000 */
const pseudonymChars = 12

/**
 * Names that say nothing but who is the same as whom within the run. A file's pseudonym is its number in the walk, so
 * that whoever has the folder finds it again. Nothing is remembered: memory does not grow with the number of mails.
 *
 * @param key at least 32 random bytes, made for this run and kept nowhere
 */
export function pseudonymNaming(key: Uint8Array): Naming {
  const pseudonym = (word: string, value: string) => {
    const digest = createHmac('sha256', key).update(`${word}\0${value}`).digest()
    return `${word}-${toBase32(digest).slice(0, pseudonymChars)}`
  }
  return {
    mail: ({ fileNumber, messageNumber }) => withMessage(`file-${fileNumber}`, messageNumber),
    recipient: (address) => pseudonym('recipient', address.toLowerCase()),
    customer: (customerNumber) => pseudonym('customer', customerNumber),
    path: (_, number) => `path-${number}`,
    otherFile: () => undefined,
  }
}

function withMessage(file: string, messageNumber: number | undefined): string {
  return messageNumber === undefined ? file : `${file}#${messageNumber}`
}

/** Letters and digits that are hard to confuse when read aloud. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789x'

function toBase32(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += alphabet[byte & 31] ?? ''
  return text
}
