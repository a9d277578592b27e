/** Codes of which none is contained in another: they say which customers change in which world. */

/**
 * A Sperner family: `size` different subsets of `bits` worlds, each with half of them. For any two customers A and B there is
 * a world in which B changes and A does not, and one the other way round, so that all ordered pairs are tried in `bits` runs.
 *
 * @source Sperner, Ein Satz über Untermengen einer endlichen Menge, Math. Zeitschrift 27 (1928): C(k, k/2) is the largest
 */
export interface SpernerFamily {
  readonly size: number
  /** Worlds, at least 2. */
  readonly bits: number
  /** Whether the customer changes in this world. */
  has(customer: number, world: number): boolean
  /** All worlds in which the customer changes, as bits. */
  code(customer: number): number
}

/** C(32, 16) is 601 million: more customers than any rehearsal has, and a code still fits into 32 bits. */
const bitsMax = 32

/**
 * @param size customers, at least 1
 * @throws RangeError if there are no codes for so many
 */
export function spernerFamily(size: number): SpernerFamily {
  if (!(Number.isInteger(size) && size >= 1)) throw new RangeError('a family has at least one member')
  const bits = worldsFor(size)
  const choose = pascal(bits)
  const code = (customer: number): number => {
    if (!(Number.isInteger(customer) && customer >= 0 && customer < size))
      throw new RangeError('no customer has this number')
    return subsetOfRank(customer, bits, choose)
  }
  return { size, bits, code, has: (customer, world) => ((code(customer) >>> world) & 1) === 1 }
}

/** The fewest worlds with a code for each customer: 13 for 1,000, 16 for 10,000, 20 for 100,000. */
export function worldsFor(size: number): number {
  for (let bits = 2; bits <= bitsMax; bits++) {
    if ((pascal(bits)[bits]?.[bits >> 1] ?? 0) >= size) return bits
  }
  throw new RangeError('there are no codes for so many customers')
}

function pascal(rows: number): readonly (readonly number[])[] {
  const triangle: number[][] = [[1]]
  for (let n = 1; n <= rows; n++) {
    const above = triangle[n - 1] ?? []
    triangle.push(Array.from({ length: n + 1 }, (_, k) => (above[k - 1] ?? 0) + (above[k] ?? 0)))
  }
  return triangle
}

/**
 * The subset of half of the bits that has this rank among all of them, by the combinatorial number system: the highest bit
 * is the largest n with C(n, k) <= rank, and so on with what is left.
 */
function subsetOfRank(rank: number, bits: number, choose: readonly (readonly number[])[]): number {
  let code = 0
  let left = rank
  for (let bit = bits - 1, members = bits >> 1; bit >= 0 && members > 0; bit--) {
    const without = choose[bit]?.[members] ?? 0
    if (left < without) continue
    left -= without
    code |= 1 << bit
    members--
  }
  return code >>> 0
}
