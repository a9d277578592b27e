/** Where state lies that must survive: the database of our own and the keys. */
import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * The folder the settings name, else the place the system has for state: /var/lib for root, the XDG state folder for
 * everybody else.
 *
 * @source XDG Base Directory Specification 0.8, `XDG_STATE_HOME`; FHS 3.0, section 5.8 (/var/lib)
 */
export function stateFolderOf(
  configured: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
  uid = process.getuid?.(),
): string {
  if (configured !== undefined) return configured
  if (uid === 0) return '/var/lib/schleuse'
  const base = environment.XDG_STATE_HOME || join(homedir(), '.local', 'state')
  return join(base, 'schleuse')
}

/** Keys lie beside the database's folder, never inside it: whoever copies the database has no keys. */
export function keyFolderOf(stateFolder: string): string {
  return join(stateFolder, 'keys')
}
