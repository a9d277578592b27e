import { sqlSource } from '../../src/adapters/sql/source.ts'
import { sourceContract } from '../contracts/source.contract.ts'
import { mariadbSystems, type OpenSqlSystem, postgresSystems } from './sql-system.ts'

const systems: readonly (readonly [string, OpenSqlSystem])[] = [
  ['PostgreSQL', postgresSystems()],
  ['MariaDB', mariadbSystems()],
]

const gifts = {
  tellsChanges: true,
  tellsGone: true,
  hasFacts: true,
  hasEarlierNumbers: true,
  hasLastingIds: true,
  canBeAsked: true,
}

for (const [name, open] of systems) {
  sourceContract(name, gifts, async (world) => {
    const system = await open(world)
    const source = sqlSource(system.settings, () => new Date())
    return {
      source,
      change: system.change,
      async takeAway() {
        await system.run('DROP TABLE borrowers')
      },
      async close() {
        await source.close()
        await system.close()
      },
    }
  })
}
