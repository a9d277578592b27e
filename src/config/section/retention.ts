/** `retention`: how long things are kept. */
import { z } from 'zod'
import { duration } from '../value/duration.ts'

export function retentionSection() {
  return z
    .strictObject({
      audit: duration('30d', '30y').prefault('10y'),
      alerts: duration('30d', '10y').prefault('1y'),
      allowances: duration('30d', '10y').prefault('3y'),
      sessions: duration('1d', '1y').prefault('30d'),
    })
    .transform(({ audit, alerts, allowances, sessions }) => ({
      auditMs: audit,
      alertsMs: alerts,
      allowancesMs: allowances,
      sessionsMs: sessions,
    }))
}
