/** Who gives a command: whoever holds the access token that is given, else the account of the operating system. */
import { actorOfToken } from '../staff/token.ts'
import { fault } from '../std/fault.ts'
import { readGiven } from './given-file.ts'
import { type StatePlace, withDatabase } from './state-parts.ts'

/**
 * Never from the command line: other accounts read it there.
 *
 * @throws SCH_STAFF_TOKEN_INVALID; a token that does not count is no reason to go on as somebody who may do more
 */
export async function withActor(place: StatePlace, tokenPath: string | undefined): Promise<StatePlace> {
  const token = tokenPath === undefined ? place.environment.SCHLEUSE_TOKEN : readGiven(tokenPath)
  if (token === undefined || (tokenPath === undefined && token === '')) return place
  const actor = await withDatabase(place, (database) => actorOfToken(database, token.trim()))
  if (!actor) throw fault('SCH_STAFF_TOKEN_INVALID')
  return { ...place, actor }
}
