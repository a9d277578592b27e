/** Paths of files and folders. */
import { resolve } from 'node:path'
import { type Form, written } from './written.ts'

/** Where relative paths of the settings begin: the folder of the file they stand in. */
export interface SettingsPlace {
  readonly folder: string
}

/** @limit what Linux takes as a path (PATH_MAX) */
const pathCharsMax = 4096

/** @param holds what a file must hold for `schleuse config check` to be content; none: it need not be there yet */
export function path({ folder }: SettingsPlace, holds?: Form['holds']) {
  return written({ kind: 'path', ...(holds ? { holds } : {}) }, (text) => pathOf(text, folder))
}

export function pathOf(text: string, folder: string): string | undefined {
  // A tilde is the shell's own word; taken as a name it would make a folder `~`.
  const isPath = text.length <= pathCharsMax && !/\p{Cc}/u.test(text) && !text.startsWith('~')
  return isPath ? resolve(folder, text) : undefined
}
