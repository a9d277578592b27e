/** Work that is killed at any moment, and what must be so afterwards. */
import type { ChildProcess } from 'node:child_process'
import type { Dice } from './dice.ts'

export interface Scenario {
  readonly name: string
  /** Goes on until it is killed. */
  readonly isEndless?: true
  /**
   * Lines that acknowledge nothing: the dice choose one, and the moment of the kill counts from it, so that kills come
   * close together where it matters and not while the program is still being started.
   */
  readonly marks?: readonly string[]
  /** Once, before all trials; the folder is empty. */
  prepare(folder: string): Promise<void>
  /** Before each trial: a fresh place where the work needs one. */
  arrange?(folder: string, dice: Dice): Promise<void>
  /** Starts the work as a process of its own. Each line it writes acknowledges something. */
  start(folder: string): ChildProcess
  /** Where its clusters lie, for kills that take the server with them. */
  stateFolders(folder: string): readonly string[]
  /**
   * Opens again and looks.
   *
   * @param trial.acknowledged the lines; `trial.hasEnded`: it had ended by itself, with status 0, before the kill
   * @returns which state was found
   * @throws WrongState
   */
  check(folder: string, trial: Trial): Promise<'old' | 'new' | 'between'>
}

export interface Trial {
  readonly acknowledged: readonly string[]
  readonly hasEnded: boolean
}

/** What must never be. */
export class WrongState extends Error {
  override readonly name = 'WrongState'
}

/** @throws WrongState */
export function must(isSo: boolean, sentence: string): asserts isSo {
  if (!isSo) throw new WrongState(sentence)
}
