/** Where state lies that must survive: the database of our own and the keys. */
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

export interface StateFolder {
  readonly folder: string
  /** Who said so, for `schleuse config show` and for messages. */
  readonly origin: 'option' | 'environment' | 'default'
}

/**
 * `--state`, else `SCHLEUSE_STATE`, else the place the system has for state: /var/lib for root, the XDG state folder
 * for everybody else.
 *
 * @source XDG Base Directory Specification 0.8, `XDG_STATE_HOME`; FHS 3.0, section 5.8 (/var/lib)
 */
export function stateFolderOf(
  option: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
  uid = process.getuid?.(),
): StateFolder {
  if (option) return { folder: resolve(option), origin: 'option' }
  if (environment.SCHLEUSE_STATE)
    return { folder: resolve(environment.SCHLEUSE_STATE), origin: 'environment' }
  if (uid === 0) return { folder: '/var/lib/schleuse', origin: 'default' }
  const base = environment.XDG_STATE_HOME || join(homedir(), '.local', 'state')
  return { folder: join(base, 'schleuse'), origin: 'default' }
}

/** Keys lie beside the database's folder, never inside it: whoever copies the database has no keys. */
export function keyFolderOf(stateFolder: string): string {
  return join(stateFolder, 'keys')
}
