/** Mails judged against the directory of an organisation. */
export interface CheckAction {
  readonly kind: 'check-organisation'
  readonly organisation: string
  readonly paths: readonly string[]
  readonly recipients: readonly string[]
  readonly output: 'json' | 'report'
  /** Customers are named by their numbers, which takes a right of its own; else by pseudonyms of this run. */
  readonly reveal: boolean
}
