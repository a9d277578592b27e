/** Collects what is wrong in the rows of a table, so that it is corrected in one go. */
import { Fault, type Problem } from '../../std/fault.ts'

/** @limit more would not be corrected in one go; the rest is counted */
const problemsListedMax = 20

export interface ProblemList {
  readonly add: (problem: Problem) => void
  isEmpty(): boolean
  throwIfAny(): void
}

export function problemList(): ProblemList {
  const listed: Problem[] = []
  let further = 0
  return {
    add(problem) {
      if (listed.length < problemsListedMax) listed.push(problem)
      else further += 1
    },
    isEmpty: () => listed.length === 0,
    throwIfAny() {
      const [first, ...others] = listed
      if (first !== undefined) throw new Fault([first, ...others], { further })
    },
  }
}
