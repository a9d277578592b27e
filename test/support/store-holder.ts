/** A process that holds the store open until its standard input closes, for tests that kill it. */
import { openStore } from '../../src/store/store.ts'

const [stateFolder = '', origin] = process.argv.slice(2)
const store = await openStore(
  { kind: 'own', stateFolder, ...(origin === 'system' || origin === 'npm' ? { origin } : {}) },
  () => {},
)
process.stdout.write(`${store.origin}\n`)
process.stdin.resume()
await new Promise((resolve) => process.stdin.once('end', resolve))
await store.close()
