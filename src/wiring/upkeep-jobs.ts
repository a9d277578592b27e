/** What must be done by the minute or by night so that trail, alerts and retention keep what they promise. */
import { deliverAlerts } from '../alert/deliver.ts'
import { sealBatches } from '../audit/batch.ts'
import type { KeyRing } from '../sealing/key-ring.ts'
import { listOrganisations } from '../staff/organisation.ts'
import { languageOfLocale } from '../text/language.ts'
import { speechIn } from '../text/speech.ts'
import type { Job } from '../workflow/job.ts'
import { archiveFolderOf } from './audit-seal.ts'
import { watchDirectories } from './directory-watch.ts'
import { messengersOf } from './messengers.ts'
import { reminderJob } from './reminders.ts'
import { purgeAll } from './retention.ts'
import type { StatePlace } from './state-parts.ts'

export interface UpkeepParts {
  /** As they are when a job begins. */
  readonly ring: () => KeyRing
  readonly place: StatePlace
}

const minuteMs = 60_000
const tellMs = 5 * minuteMs
const sealMs = 5 * minuteMs
/** Archives of years, at the first run. */
const purgeMs = 6 * 60 * minuteMs

export function upkeepJobs(parts: UpkeepParts): readonly Job[] {
  return [sealing(), watching(parts), telling(parts), reminderJob(parts.place.settings), purging(parts)]
}

/** Decisions that wait get into the trail within a minute, and so below the next signed head. */
function sealing(): Job {
  return {
    name: 'seal-batches',
    rhythm: { kind: 'every', everyMs: minuteMs },
    timeoutMs: sealMs,
    async run({ signal, database }) {
      for (const { id } of await listOrganisations(database)) {
        if (signal.aborted) return
        await sealBatches(database, id, 'program')
      }
    },
  }
}

/** Every quarter of an hour: protected customers are counted by a scan. */
function watching({ place }: UpkeepParts): Job {
  return {
    name: 'watch-directories',
    rhythm: { kind: 'every', everyMs: 15 * minuteMs },
    timeoutMs: tellMs,
    async run({ database }) {
      await watchDirectories(database, place.now())
    },
  }
}

function telling({ place }: UpkeepParts): Job {
  const messengers = messengersOf(place)
  const speech = speechIn(languageOfLocale(place.environment))
  return {
    name: 'tell-alerts',
    rhythm: { kind: 'every', everyMs: minuteMs },
    timeoutMs: tellMs,
    async run({ signal, database }) {
      await deliverAlerts({ database, messengers, speech, now: place.now, signal })
    },
  }
}

/** At night: it writes archives. */
function purging({ ring, place }: UpkeepParts): Job {
  const { settings, now } = place
  const parts = {
    settings,
    now,
    archiveFolder: archiveFolderOf(place),
    actor: 'program',
  } as const
  return {
    name: 'retention',
    rhythm: { kind: 'cron', cron: '30 2 * * *' },
    timeoutMs: purgeMs,
    async run({ signal, database }) {
      for (const { id } of await listOrganisations(database)) {
        if (signal.aborted) return
        await purgeAll({ ...parts, ring: ring(), database }, id)
      }
    },
  }
}
