/** How old it is what a source says, by a clock that may be wrong. */

/** `ahead`: it says of itself that it is of a time that has not come. */
export type Freshness = 'fresh' | 'stale' | 'ahead' | 'never' | 'unlimited'

/** Clocks of machines that are kept right differ by less; content from further ahead has an age that nobody knows. */
export const aheadMaxMs = 5 * 60 * 1000

export function freshnessOf(contentAt: Date | null, staleAfterSeconds: number | null, now: Date): Freshness {
  if (contentAt === null) return 'never'
  if (staleAfterSeconds === null) return 'unlimited'
  if (isAhead(contentAt, now)) return 'ahead'
  return secondsBetween(contentAt, now) > staleAfterSeconds ? 'stale' : 'fresh'
}

/** A clock that was set back, here or where the list was made, makes nothing fresh. */
export function isAhead(contentAt: Date, now: Date): boolean {
  return contentAt.getTime() - now.getTime() > aheadMaxMs
}

/** @returns 0 if the second is not later */
export function secondsBetween(from: Date, to: Date): number {
  return Math.max(0, Math.round((to.getTime() - from.getTime()) / 1000))
}
