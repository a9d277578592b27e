/** One-time codes that are used up. */
import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '../../store/connection.ts'

/** A code is good for its half minute and the ones beside it; after this it cannot come back but by chance. */
const rememberedMinutes = 5

/**
 * Uses a code up, after it was found right: of two who come with the same one, only the first is let in.
 *
 * @returns false if it was used before
 * @source RFC 6238, section 5.2: a verifier must not accept the second attempt of a code
 */
export async function spendCode(
  database: Database,
  secret: Uint8Array,
  used: { readonly accountId: string; readonly code: string },
): Promise<boolean> {
  const { accountId } = used
  const digest = createHmac('sha256', secret).update(`schleuse spent code 1\n${used.code}`).digest()
  await sql`
    delete from schleuse_sign_in.spent_code
    where account_id = ${accountId} and spent_at < clock_timestamp() - make_interval(mins => ${rememberedMinutes})
  `.execute(database)
  const { numInsertedOrUpdatedRows } = await database
    .insertInto('schleuse_sign_in.spent_code')
    .values({ account_id: accountId, code_digest: digest })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}
