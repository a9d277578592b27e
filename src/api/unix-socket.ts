/** The file of a UNIX socket: one that a killed process left behind is taken away, a living one is left alone. */
import { chmodSync, lstatSync, rmSync } from 'node:fs'
import { connect } from 'node:net'

/** Whoever may open it may ask: the account and its group, such as the proxy's. */
const socketMode = 0o660

/** Removes the file of a socket behind which nobody listens; anything else stays, and listening on it fails. */
export async function removeDeadSocket(path: string): Promise<void> {
  const there = lstatSync(path, { throwIfNoEntry: false })
  if (there?.isSocket() && !(await isAnswered(path))) rmSync(path, { force: true })
}

export function admitGroup(path: string): void {
  chmodSync(path, socketMode)
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path)
    const tell = (is: boolean): void => {
      socket.destroy()
      resolve(is)
    }
    socket.once('connect', () => tell(true))
    // Only a refusal says that nobody is there; not being allowed to ask does not.
    socket.once('error', (error) => tell(!('code' in error && error.code === 'ECONNREFUSED')))
  })
}
