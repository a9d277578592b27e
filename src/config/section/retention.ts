/** `retention`: how long things are kept. */
import { z } from 'zod'
import { duration } from '../value/duration.ts'

export function retentionSection() {
  return z
    .strictObject({ audit: duration('30d', '30y').prefault('10y') })
    .transform(({ audit: auditMs }) => ({ auditMs }))
}
