/** One part of a message while it is read: its texts become passages at its place. */
import type { Passage, Place, UncheckedReason } from '../exposure/view.ts'
import { passageCostChars } from './limits.ts'
import { openPassageText } from './passage-text.ts'
import type { Piece } from './piece.ts'

/** One part of the message: everything said here corroborates within it. */
export interface Section {
  readonly place: Place
  text(text: string): void
  row(row: { readonly cells: readonly string[]; readonly labels?: readonly string[] }): void
  /** A passage by itself, at this place or below it. */
  passage(passage: { readonly text: string; readonly place?: Place; readonly position?: 'addressee' }): void
  unchecked(reason: UncheckedReason, place?: Place): void
  /** Says what was read so far; the text goes on after it. */
  cut(): void
  close(): void
}

export interface SectionSetup {
  readonly place: Place
  readonly part: number
  readonly emit: (piece: Piece) => void
  readonly count: (chars: number) => void
  /** Characters the message may still give. */
  readonly left: () => number
  readonly unchecked: (place: Place, reason: UncheckedReason) => void
  readonly onClose: () => void
}

export function openSection({ place, part, emit, count, left, unchecked, onClose }: SectionSetup): Section {
  let rows = 0
  const say = (passage: Omit<Passage, 'part' | 'place'> & { readonly place?: Place }) =>
    emit({ kind: 'passage', part, ...passage, place: passage.place ?? place })
  const running = openPassageText((text) => say({ text }))
  const countPassage = (text: string) => count(text.length + passageCostChars)
  return {
    place,
    text(text) {
      // What is still allowed is said before the limit breaks.
      const allowed = left()
      running.add(text.length > allowed ? text.slice(0, allowed) : text)
      count(text.length)
    },
    row({ cells, labels }) {
      running.flush()
      const text = cells.join('\t')
      rows++
      say({ row: rows, text, ...(labels === undefined ? {} : { labels }) })
      countPassage(text)
    },
    passage(passage) {
      say(passage)
      countPassage(passage.text)
    },
    unchecked(reason, below) {
      running.cut()
      unchecked(below ?? place, reason)
    },
    cut: running.cut,
    close() {
      running.flush()
      onClose()
    },
  }
}
