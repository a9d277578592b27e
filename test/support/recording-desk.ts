/** A desk that writes down what a reader puts on it, so that a reader can be tested without the mail around it. */

import type { UncheckedReason } from '../../src/exposure/view.ts'
import type { Desk, EmbeddedFile, RowPassage } from '../../src/extract/desk.ts'
import { LimitBroken } from '../../src/extract/desk.ts'

export interface RecordedFile {
  readonly file: EmbeddedFile
  readonly bytes: Uint8Array
}

export interface RecordingDesk extends Desk {
  readonly texts: string[]
  readonly rows: RowPassage[]
  readonly uncheckedReasons: UncheckedReason[]
  readonly files: RecordedFile[]
  /** What was spent, and what was written. */
  spentBytes: number
}

/** @param spendLimitBytes beyond this, spending and writing break the limit, as at the real desk, which has one for each */
export function recordingDesk(spendLimitBytes = Number.POSITIVE_INFINITY): RecordingDesk {
  return {
    texts: [],
    rows: [],
    uncheckedReasons: [],
    files: [],
    spentBytes: 0,
    text(text) {
      this.texts.push(text)
      this.spend(text.length)
    },
    row(row) {
      this.rows.push(row)
      this.spend(row.cells.join('\t').length)
    },
    unchecked(reason) {
      this.uncheckedReasons.push(reason)
    },
    async embedded(file, bytes) {
      this.files.push({ file, bytes })
    },
    spend(outputBytes) {
      // What is refused is not charged, as at the real desk.
      if (this.spentBytes + outputBytes > spendLimitBytes) throw new LimitBroken('too-large')
      this.spentBytes += outputBytes
    },
  }
}
