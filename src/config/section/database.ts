/** `database`: a PostgreSQL that somebody else runs; without it the program runs one of its own. */
import { z } from 'zod'
import type { SettingsPlace } from '../value/path.ts'
import { connection } from '../value/secret.ts'
import type { Conflict } from '../value/written.ts'

export function databaseSection(place: SettingsPlace) {
  return z
    .strictObject({
      url: connection(place, 'postgres', 'postgresql').optional(),
      owner_url: connection(place, 'postgres', 'postgresql').optional(),
    })
    .superRefine(({ url, owner_url: ownerUrl }, context) => {
      if (ownerUrl === undefined || url !== undefined) return
      const params: Conflict = { code: 'SCH_CONFIG_NEEDS', params: { needed: 'database.url' } }
      context.addIssue({ code: 'custom', path: ['owner_url'], params: { ...params } })
    })
    .transform(({ url, owner_url: ownerUrl }) => ({
      ...(url ? { url } : {}),
      ...(ownerUrl ? { ownerUrl } : {}),
    }))
}
