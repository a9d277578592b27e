/** Runs `schleuse hand-over`. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { HandOverAction } from '../cli/actions/organisation.ts'
import type { StateAnswer } from '../cli/state-call.ts'
import { answerHandOver, type HandedFile, listHandOvers, offerHandOver } from '../staff/hand-over.ts'
import { listPartners, organisationMeant, partnerMeant } from '../staff/organisation.ts'
import type { Database } from '../store/connection.ts'
import { fileFault } from './given-file.ts'
import type { StatePlace } from './state-parts.ts'

export async function runHandOver(
  action: HandOverAction,
  database: Database,
  place: StatePlace,
): Promise<StateAnswer> {
  const { id: own } = await organisationMeant(database, action.organisation)
  switch (action.kind) {
    case 'hand-over-offer': {
      const receiverId = await partnerMeant(database, action.to)
      const file = await digestOf(action.path)
      const { subject } = action
      const by = { actor: place.actor, now: place.now() }
      const id = await offerHandOver(database, { giverId: own, receiverId, subject, file }, by)
      const digest = file.sha256.toString('hex')
      return { exit: 0, facts: [{ kind: 'hand-over-offered', id, subject, digest }] }
    }
    case 'hand-over-list': {
      const names = new Map((await listPartners(database)).map(({ id, name }) => [id, name]))
      const all = await listHandOvers(database, own)
      return {
        exit: 0,
        facts: all.map(({ giverId, receiverId, offeredAt, ...one }) => ({
          kind: 'hand-over',
          ...one,
          giver: names.get(giverId) ?? giverId,
          receiver: names.get(receiverId) ?? receiverId,
          offeredAt: offeredAt.toISOString(),
        })),
      }
    }
    case 'hand-over-accept': {
      const file = await digestOf(action.path)
      const wanted = { id: action.id, receiverId: own, answer: 'accepted', file } as const
      await answerHandOver(database, wanted, place.actor)
      return { exit: 0, facts: [{ kind: 'hand-over-answered', id: action.id, answer: 'accepted' }] }
    }
    case 'hand-over-refuse': {
      const wanted = { id: action.id, receiverId: own, answer: 'refused' } as const
      await answerHandOver(database, wanted, place.actor)
      return { exit: 0, facts: [{ kind: 'hand-over-answered', id: action.id, answer: 'refused' }] }
    }
  }
}

/** In pieces: a data set may be larger than memory. @throws SCH_FILE_MISSING, SCH_FILE_UNREADABLE */
async function digestOf(path: string): Promise<HandedFile> {
  const hash = createHash('sha256')
  let sizeBytes = 0n
  try {
    for await (const piece of createReadStream(path)) {
      hash.update(piece)
      sizeBytes += BigInt(piece.length)
    }
  } catch (error) {
    throw fileFault(error, path)
  }
  return { sha256: hash.digest(), sizeBytes }
}
