/** A cluster kept running while several commands look into it: starting and stopping it for each proves nothing more. */
import { openCluster } from '../../src/store/postgres/cluster.ts'

export async function held<T>(stateFolder: string, work: () => Promise<T>): Promise<T> {
  const cluster = await openCluster({ stateFolder })
  try {
    return await work()
  } finally {
    await cluster.close()
  }
}
