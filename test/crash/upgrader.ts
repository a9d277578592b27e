/** Upgrades step by step, as the owner, and says each step that was committed. */
import { connect } from '../../src/store/connection.ts'
import { openCluster } from '../../src/store/postgres/cluster.ts'
import { defaultRoles } from '../../src/store/roles.ts'
import { upgradeSchema } from '../../src/store/upgrade.ts'
import { databaseUnderUpgrade, upgradesWithWork } from './schema-upgrade.ts'

const [stateFolder = '', from] = process.argv.slice(2)
const { socketFolder, port } = await openCluster({ stateFolder })
const user = defaultRoles.owner
const owner = connect({ kind: 'socket', socketFolder, port, user, database: databaseUnderUpgrade }, () => {})
const upgrades = upgradesWithWork()
for (const { version } of upgrades.slice(Number(from))) {
  await upgradeSchema(owner, { upgrades: upgrades.slice(0, version) })
  process.stdout.write(`${version}\n`)
}
process.exit(0)
