/** The command that runs until it is told to stop. */
export type ServeAction = {
  readonly kind: 'serve'
  /** Parts of the program; all of them if none is named. */
  readonly only: readonly ServePart[]
  readonly listen?: string
}

export const serveParts = ['api', 'worker'] as const
export type ServePart = (typeof serveParts)[number]
