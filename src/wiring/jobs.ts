/** Background work of all rooms: one entry each, with its rhythm. */
import type { KeyRing } from '../sealing/key-ring.ts'
import { type FaultCode, fault, faults } from '../std/fault.ts'
import type { Job } from '../workflow/job.ts'
import { syncOne } from './directory-load.ts'
import type { SourceSettings } from './directory-source.ts'
import { headMemoryOf, signAndWatch } from './sign-and-watch.ts'
import type { StatePlace } from './state-parts.ts'
import { upkeepJobs } from './upkeep-jobs.ts'
import { witnessesOf } from './witnesses.ts'

export interface JobsParts {
  /** As they are when a job begins. */
  readonly ring: () => KeyRing
  /** The program acts by itself: the trail names it, and nobody is asked. */
  readonly place: StatePlace
}

const minuteMs = 60_000
/** A trail of a year is walked from its last signature; a witness that does not answer is left for the next time. */
const signMs = 5 * minuteMs
/** The greatest directory that is promised loads in minutes; a source that is slower than this is broken. */
const syncMs = 6 * 60 * minuteMs

export function jobsOf(parts: JobsParts): readonly Job[] {
  return [
    signing(parts),
    ...upkeepJobs(parts),
    ...parts.place.settings.directory.sources.map((source) => syncing(source, parts)),
  ]
}

function signing({ ring, place }: JobsParts): Job {
  const { now } = place
  const witnesses = witnessesOf(place)
  const told = witnesses.map(({ name }) => name)
  const memory = headMemoryOf(place)
  return {
    name: 'sign-heads',
    rhythm: { kind: 'every', everyMs: minuteMs },
    timeoutMs: signMs,
    async run({ signal, database }) {
      const { signings } = await signAndWatch(
        { database, ring: ring(), witnesses, memory, now, signal },
        told,
      )
      if (signings.some(({ kind }) => kind === 'refused')) throw fault('SCH_WORK_TRAIL_BROKEN')
    },
  }
}

/** One for each source, so that a slow one keeps no other waiting; its rhythm is the one of the settings. */
function syncing(source: SourceSettings, { ring, place }: JobsParts): Job {
  return {
    name: 'directory-sync',
    of: source.name,
    rhythm: { kind: 'every', everyMs: source.everyMs },
    timeoutMs: syncMs,
    async run({ database }) {
      const { facts } = await syncOne(source, true, { database, ring: ring(), place })
      const code = facts.find(({ kind }) => kind === 'directory-source-failed')?.code
      if (code !== undefined) throw fault(codeOf(code))
    },
  }
}

function codeOf(word: unknown): FaultCode {
  const codes = Object.keys(faults).filter((code): code is FaultCode => code in faults)
  return codes.find((code) => code === word) ?? 'SCH_INTERNAL'
}
