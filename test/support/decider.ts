/** A process of its own that makes decisions and is killed before it seals them. */
import { appendLeaves } from '../../src/audit/batch.ts'
import { connect } from '../../src/store/connection.ts'
import { transact } from '../../src/store/transaction.ts'

const [target = '', organisationId = ''] = process.argv.slice(2)
const database = connect(JSON.parse(target), () => {})
const leaves = Array.from({ length: 25 }, (_, at) => Buffer.from(`decision ${at}`))
await transact(database, (transaction) =>
  appendLeaves(transaction, { organisationId, kind: 'gate-decision', leaves }),
)
process.stdout.write('decided\n')
setInterval(() => {}, 1_000)
