/** How far reading has come in time and place, and that whoever waits knows it. */
import type { Place } from '../exposure/view.ts'
import { LimitBroken } from './desk.ts'
import type { Limits } from './limits.ts'
import { quietMs } from './limits.ts'
import type { Section } from './section.ts'

export interface ProgressSetup {
  readonly limits: Limits
  readonly now: () => number
  readonly announce: (place: Place) => void
}

export interface Progress {
  announce(place: Place): void
  /** Says what every open section has read, then where reading stands. */
  settle(place: Place): void
  /** @throws LimitBroken timeout */
  checkTime(): void
  enter(section: Section): void
  leave(section: Section): void
}

export function openProgress({ limits, now, announce }: ProgressSetup): Progress {
  const deadline = now() + limits.deadlineMs
  const sections = new Set<Section>()
  let at: Place = ''
  let quietSince = now()
  const progress: Progress = {
    announce(place) {
      at = place
      announce(place)
    },
    settle(place) {
      quietSince = now()
      for (const section of sections) section.cut()
      progress.announce(place)
    },
    checkTime() {
      const time = now()
      if (time > deadline) throw new LimitBroken('timeout')
      if (time - quietSince > quietMs) progress.settle(at)
    },
    enter: (section) => void sections.add(section),
    leave: (section) => void sections.delete(section),
  }
  return progress
}
