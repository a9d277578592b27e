/**
 * What a database or its driver says, as a fault. Their own words are left out: they quote values ("invalid input
 * syntax for type date: ...").
 */
import { Fault, type FaultCode, fault } from '../../std/fault.ts'

/** Code of the system, of the driver, of PostgreSQL (SQLSTATE) or of MariaDB (error number) → what it means. */
const meanings: readonly (readonly [pattern: RegExp, code: FaultCode])[] = [
  // Ways in which a connection fails or breaks.
  [/^(?:ECONN\w+|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPIPE|ENOENT|EACCES)$/, 'SCH_SOURCE_AWAY'],
  [/^(?:PROTOCOL_CONNECTION_LOST|ERR_STREAM_PREMATURE_CLOSE)$/, 'SCH_SOURCE_AWAY'],
  [/^(?:08\w{3}|57P0[1-5]|53\w{3}|58\w{3}|XX\w{3})$/, 'SCH_SOURCE_AWAY'],
  [/^(?:1040|1053|1077|1080|1152|1158|1159|1160|1161|1184|1203|1226|1927|4031)$/, 'SCH_SOURCE_AWAY'],
  // The certificate is not the one that is expected, or there is none.
  [
    /^(?:CERT_\w+|UNABLE_TO_\w+|DEPTH_ZERO_\w+|SELF_SIGNED_\w+|ERR_TLS_\w+|ERR_SSL_\w+|EPROTO|HANDSHAKE_(?:NO_)?SSL\w*)$/,
    'SCH_SOURCE_CERTIFICATE',
  ],
  // Who asks is not let in.
  [/^(?:28\w{3}|3D000|1044|1045|1049|1130|1251|1698|1862|AUTH_SWITCH_PLUGIN_ERROR)$/, 'SCH_SOURCE_REFUSED'],
  // It takes too long.
  [/^(?:ETIMEDOUT|PROTOCOL_SEQUENCE_TIMEOUT|57014|55P03|25P03|1205|1969|3024)$/, 'SCH_SOURCE_SLOW'],
]

export function sqlFault(error: unknown, place: { readonly source: string; readonly query?: string }): Fault {
  if (error instanceof Fault) return error
  const at = { file: place.source }
  const reasons = codesOf(error)
  for (const reason of reasons) {
    const known = meanings.find(([pattern]) => pattern.test(reason))
    if (known !== undefined) return fault(known[1], { at, params: { reason } })
  }
  const words = error instanceof Error ? error.message : ''
  if (/does not support SSL|does not support secure connection/i.test(words)) {
    return fault('SCH_SOURCE_CERTIFICATE', { at, params: { reason: 'no TLS' } })
  }
  if (/timeout expired|timeout exceeded/i.test(words))
    return fault('SCH_SOURCE_SLOW', { at, params: { reason: 'timeout' } })
  if (
    /Connection terminated|closed state|connection was closed|Client was closed|not queryable/i.test(words)
  ) {
    return fault('SCH_SOURCE_AWAY', { at, params: { reason: 'connection' } })
  }
  const [reason = 'unknown'] = reasons
  if (place.query === undefined) return fault('SCH_SOURCE_AWAY', { at, params: { reason } })
  return fault('SCH_SOURCE_QUERY', { at: { file: `${place.source}/${place.query}` }, params: { reason } })
}

/** Number of MariaDB first: its SQLSTATE says the same of very different things. */
function codesOf(error: unknown): readonly string[] {
  if (typeof error !== 'object' || error === null) return []
  const number =
    'errno' in error && typeof error.errno === 'number' && error.errno > 0 ? [String(error.errno)] : []
  const code = 'code' in error && error.code !== undefined ? [String(error.code)] : []
  return [...number, ...code]
}
