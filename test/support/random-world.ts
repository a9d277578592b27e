/** What one recipient's mail is made of, in worlds that agree on him and differ in everybody else. */
import type { Draw } from './random-notice.ts'

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json }

interface Draws {
  readonly own: Draw
  readonly others: Draw
}

/** @param draws two worlds with the same `own` agree on the recipient and on what is public */
export function recordOf(draws: Draws): { [name: string]: Json } {
  const customer = person(draws, draws.own, 2)
  return {
    customer,
    loans: customer.loans ?? [],
    library: {
      name: 'Bücherei',
      email: 'info@example.org',
      url: 'https://example.org',
      open: draws.own(2) === 0,
    },
    clerk: { name: word(draws.others), email: word(draws.others) },
    customers: several(draws.others, 3, () => person(draws, draws.others, 1)),
    today: '2026-11-25',
    count: draws.own(3),
  }
}

/** @param depth how far records go on; behind it lists are empty and nobody is there */
function person(draws: Draws, draw: Draw, depth: number): { [name: string]: Json } {
  const { others } = draws
  const loans = several<{ [name: string]: Json }>(draw, 3, () => ({
    barcode: word(draw),
    due: `2026-1${draw(3)}-0${1 + draw(9)}`,
    renewals: draw(3),
    overdue: draw(2) === 0,
    item: {
      title: word(draw),
      author: word(draw),
      previous_borrower: depth > 0 && others(2) === 0 ? person(draws, others, 0) : null,
    },
  }))
  const self: { [name: string]: Json } = {
    number: word(draw),
    given_name: draw(3) === 0 ? '' : word(draw),
    name: word(draw),
    email: `${word(draw)}@example.org`,
    blocked: draw(2) === 0,
    language: draw(2) === 0 ? 'de' : 'en',
    loans,
    holds: several(draw, 3, () => ({
      title: word(draw),
      position: others(9),
      queue: depth > 0 ? several(others, 3, () => person(draws, others, 0)) : [],
    })),
    fees: several(draw, 3, () => ({ amount: draw(20), reason: word(draw) })),
    guarantor: depth > 0 && others(2) === 0 ? person(draws, others, 0) : null,
    family: depth > 0 ? several(others, 3, () => person(draws, others, 0)) : [],
  }
  for (const loan of loans) loan.customer = self
  return self
}

function several<T extends Json>(draw: Draw, below: number, make: () => T): T[] {
  return Array.from({ length: draw(below) }, make)
}

function word(draw: Draw): string {
  return `${'abcdefgh'[draw(8)]}e${draw(50)}`
}
