/** A process that takes work until it is told to stop, for tests that kill and freeze it. */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { openLog } from '../../src/api/log-line.ts'
import { uuidV7 } from '../../src/std/uuid.ts'
import { connect } from '../../src/store/connection.ts'
import { transact } from '../../src/store/transaction.ts'
import { startDispatch } from '../../src/workflow/dispatch.ts'
import type { Job } from '../../src/workflow/job.ts'

const { target, timing, gate, everyMs, stopInside } = JSON.parse(process.argv[2] ?? '')
const database = connect(target, () => {})
const who = process.pid

const mark = (what: string) => sql`insert into schleuse.test_mark (what, who) values (${what}, ${who})`

/** Begins, waits for the gate to open, and finishes in one transaction with what it changes. */
const step: Job = {
  name: 'step',
  rhythm: { kind: 'every', everyMs },
  timeoutMs: 600_000,
  async run({ guard }) {
    await mark('begun').execute(database)
    while (!existsSync(gate) && !stopInside) await sleep(20)
    await transact(database, async (transaction) => {
      await guard(transaction)
      if (stopInside) {
        await mark('inside').execute(database)
        while (!existsSync(gate)) await sleep(20)
      }
      await mark('finished').execute(transaction)
    })
  },
}

const dispatch = startDispatch({
  database,
  target,
  jobs: [step],
  admit: async () => {},
  log: openLog(process.stdout, 'json'),
  concurrency: 2,
  name: `test:${who}`,
  newId: () => uuidV7(Date.now(), randomBytes(10)),
  nowMs: () => performance.now(),
  record: () => {},
  timing,
})
process.once('SIGTERM', async () => {
  await dispatch.stop(2_000)
  await database.destroy()
})
