/** What a directory server or the driver says, as a fault. Their own words are left out: they may quote values. */
import { ResultCodeError } from 'ldapts'
import { Fault, type FaultCode, fault } from '../../std/fault.ts'

/** @source RFC 4511 section 4.1.9 and appendix A.2 */
const meanings: ReadonlyMap<number, FaultCode> = new Map([
  [3, 'SCH_SOURCE_SLOW'],
  [4, 'SCH_SOURCE_LIMITED'],
  [11, 'SCH_SOURCE_LIMITED'],
  [7, 'SCH_SOURCE_REFUSED'],
  [8, 'SCH_SOURCE_REFUSED'],
  [13, 'SCH_SOURCE_CERTIFICATE'],
  [48, 'SCH_SOURCE_REFUSED'],
  [49, 'SCH_SOURCE_REFUSED'],
  [50, 'SCH_SOURCE_REFUSED'],
  [51, 'SCH_SOURCE_AWAY'],
  [52, 'SCH_SOURCE_AWAY'],
])

/** Codes of Node for a certificate that is not the expected one, or for no TLS at all. */
const certificateCode = /^(?:CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERR_TLS_|ERR_SSL_|EPROTO)/

/** @param place `library` or `library/customers` */
export function ldapFault(error: unknown, place: string): Fault {
  if (error instanceof Fault) return error
  const at = { file: place }
  if (error instanceof ResultCodeError) {
    const code = meanings.get(error.code) ?? 'SCH_SOURCE_QUERY'
    return fault(code, { at, params: { reason: String(error.code) } })
  }
  const reason = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (certificateCode.test(reason)) return fault('SCH_SOURCE_CERTIFICATE', { at, params: { reason } })
  const words = error instanceof Error ? error.message : ''
  if (/timeout|timed out/i.test(words)) return fault('SCH_SOURCE_SLOW', { at, params: { reason: 'timeout' } })
  // Everything else the driver throws is a connection that could not be made, or is there no longer.
  return fault('SCH_SOURCE_AWAY', { at, params: { reason: reason === '' ? 'connection' : reason } })
}
