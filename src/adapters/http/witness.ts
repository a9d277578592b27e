/** A witness on another host, which is sent every signed head as JSON. */
import type { Witness } from '../../audit/witness.ts'
import { post, postTarget } from './post.ts'

export interface HttpWitnessPlace {
  readonly name: string
  readonly url: string
  /** Sent as bearer token (RFC 6750). */
  readonly token?: string
  readonly ca?: string
}

/** @throws SCH_URL_UNSAFE */
export function httpWitness({ name, url, token, ca }: HttpWitnessPlace): Witness {
  const target = postTarget(url)
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` }
  return {
    name,
    pace: { kind: 'each' },
    async keep(head, signal) {
      const posted = await post(target, { body: head.file, headers, ...(ca ? { ca } : {}) }, signal)
      return posted.kind === 'accepted' ? { kind: 'kept' } : posted
    },
    weakness: () => undefined,
  }
}
