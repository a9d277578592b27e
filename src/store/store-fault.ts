/** What errors of the driver and the server mean for the person in front of them. @source PostgreSQL, appendix A */
import { Fault, type FaultCode, fault } from '../std/fault.ts'

/** SQLSTATE, or a code of the system → the fault. The first that matches. */
const meanings: readonly [RegExp, FaultCode][] = [
  [/^(28|3D)/, 'SCH_STORE_REFUSED'],
  [/^53100$/, 'SCH_STORE_DISK_FULL'],
  [/^53200$/, 'SCH_STORE_MEMORY'],
  [/^53300$/, 'SCH_STORE_CROWDED'],
  // Connection exceptions; shutdown, crash, not yet ready; a session ended for its idleness.
  [/^(08|57P0|25P03$)/, 'SCH_STORE_AWAY'],
  [/^(ECONN|ENOENT$|EPIPE$|ETIMEDOUT$|EHOST|ENET|ENOTFOUND$|EAI_)/, 'SCH_STORE_AWAY'],
]

/** The driver's own errors have no code. */
const lostMessages =
  /connection terminated|connection error|timeout exceeded when trying to connect|timeout expired|terminated unexpectedly/i

/** The driver's errors name hosts and users: they stay the cause. What is no fault of the machine stays what it is. */
export function storeFault(error: unknown): unknown {
  if (error instanceof Fault || !(error instanceof Error)) return error
  const code = 'code' in error ? String(error.code) : ''
  const found = meanings.find(([pattern]) => pattern.test(code))?.[1]
  if (found === 'SCH_STORE_REFUSED') return fault(found, { params: { sqlstate: code }, cause: error })
  if (found) return fault(found, { cause: error })
  return lostMessages.test(error.message) ? fault('SCH_STORE_AWAY', { cause: error }) : error
}

export function isAway(error: unknown): boolean {
  return error instanceof Fault && error.problems[0].code === 'SCH_STORE_AWAY'
}
