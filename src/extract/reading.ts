/** The real desk: places, parts, budgets and time of one message. It knows formats only through what is handed in. */
import { createHash } from 'node:crypto'
import type { Place, UncheckedReason } from '../exposure/view.ts'
import type { Desk } from './desk.ts'
import { LimitBroken } from './desk.ts'
import type { Limits } from './limits.ts'
import { longStepBytes } from './limits.ts'
import type { Piece } from './piece.ts'
import { openProgress } from './progress.ts'
import { openSection, type Section } from './section.ts'

/** A file found in a message or in another file. */
export interface FoundFile {
  readonly bytes: Uint8Array
  /** Declared media type, lower case, without parameters. */
  readonly mediaType?: string | undefined
  readonly charset?: string | undefined
  /** Lines were wrapped softly (RFC 3676), with the space before the break to be deleted or kept. */
  readonly flowed?: 'delete-space' | 'keep-space' | undefined
  readonly names: readonly string[]
  /** @param word short word of the recognised format */
  readonly placeOf: (word: string) => Place
  readonly depth: number
}

/** A file whose format is known and whose section is open. */
export interface OpenFile {
  readonly found: FoundFile
  readonly section: Section
  readonly desk: Desk
  readonly formats: readonly Format[]
}

export interface Format {
  readonly word: string
  read(file: OpenFile): Promise<void>
}

export interface ReadingSetup {
  readonly limits: Limits
  readonly allowedFiles: ReadonlySet<string>
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number
  readonly emit: (piece: Piece) => void
  /**
   * Told before each part is read and before each long step, so that whoever waits knows where reading stood when it
   * died; all pieces emitted before must have reached him by then.
   */
  readonly announce: (place: Place) => void
  /** Formats as which a file is to be read, the first of which names it. */
  readonly recognise: (found: FoundFile) => readonly [Format, ...Format[]]
}

export interface Reading {
  readonly limits: Limits
  /** Says where reading stands. */
  announce(place: Place): void
  /** @throws LimitBroken too-many-parts */
  section(place: Place): Section
  /** Recognises a file and says its names. @throws LimitBroken too-many-parts */
  open(found: FoundFile): OpenFile
  /** Reads an opened file; whatever goes wrong inside it ends there. */
  read(file: OpenFile): Promise<void>
  /** To be called before a step that may take long: everything that was read is said, then where reading stands. */
  settle(place: Place): void
  /** @throws LimitBroken too-large, timeout */
  spend(outputBytes: number): void
  /** @throws LimitBroken timeout */
  checkTime(): void
  unchecked(place: Place, reason: UncheckedReason): void
}

export function openReading(setup: ReadingSetup): Reading {
  const { limits } = setup
  const told = new Set<string>()
  const progress = openProgress(setup)
  let parts = 0
  let outputBytes = 0
  let textChars = 0

  const reading: Reading = {
    limits,
    announce: progress.announce,
    settle: progress.settle,
    checkTime: progress.checkTime,
    section(place) {
      progress.checkTime()
      if (parts >= limits.parts) throw new LimitBroken('too-many-parts')
      parts++
      progress.announce(place)
      const section = openSection({
        place,
        part: parts,
        emit: setup.emit,
        count: countText,
        left: () => Math.max(0, limits.textChars - textChars),
        unchecked: reading.unchecked,
        onClose: () => progress.leave(section),
      })
      progress.enter(section)
      return section
    },
    open(found) {
      const formats = setup.recognise(found)
      const section = reading.section(found.placeOf(formats[0].word))
      for (const text of new Set(found.names)) section.passage({ text, position: 'addressee' })
      return { found, section, formats, desk: openDesk(reading, section, found) }
    },
    read(file) {
      progress.settle(file.section.place)
      return readOpened(file, setup, limits)
    },
    spend(bytes) {
      // What is refused is not charged: less may still fit.
      if (outputBytes + bytes > limits.outputBytes) throw new LimitBroken('too-large')
      outputBytes += bytes
      progress.checkTime()
    },
    unchecked(place, reason) {
      const key = `${place}\n${reason}`
      if (told.has(key)) return
      told.add(key)
      setup.emit({ kind: 'unchecked', place, reason })
    },
  }
  const countText = (chars: number) => {
    textChars += chars
    if (textChars > limits.textChars) throw new LimitBroken('too-large')
    progress.checkTime()
  }
  return reading
}

/** Whatever goes wrong inside a file ends there, with its reason. */
async function readOpened(file: OpenFile, setup: ReadingSetup, limits: Limits): Promise<void> {
  const { found, section, formats } = file
  try {
    if (isAllowed(found.bytes, setup.allowedFiles)) return
    if (found.depth > limits.depth) throw new LimitBroken('too-deep')
    for (const format of formats) await format.read(file)
  } catch (error) {
    section.unchecked(reasonOf(error))
  } finally {
    section.close()
  }
}

function openDesk(reading: Reading, section: Section, found: FoundFile): Desk {
  const { limits } = reading
  let output = 0
  let files = 0
  const isBomb = (bytes: number, input: number) =>
    bytes > limits.ratioFloorBytes && bytes > limits.ratio * input
  return {
    text: section.text,
    row: section.row,
    unchecked: (reason) => section.unchecked(reason),
    spend(outputBytes, inputBytes) {
      if (outputBytes > longStepBytes) reading.settle(section.place)
      if (isBomb(output + outputBytes, found.bytes.length)) throw new LimitBroken('ratio')
      if (inputBytes !== undefined && isBomb(outputBytes, inputBytes)) throw new LimitBroken('ratio')
      reading.spend(outputBytes)
      output += outputBytes
    },
    async embedded(file, bytes) {
      reading.settle(section.place)
      files++
      const number = files
      const placeOf = (word: string) => `${section.place}/attachment#${number}:${word}`
      const names = file.name === undefined ? [] : [spokenPath(file.name)]
      await reading.read(
        reading.open({ bytes, mediaType: file.mediaType, names, placeOf, depth: found.depth + 1 }),
      )
      reading.announce(section.place)
    },
  }
}

/** Folders in an archive can name people as well, so the whole path is read, its steps as words. */
function spokenPath(path: string): string {
  return path.replace(/[\\/]+/g, ' ').trim()
}

function isAllowed(bytes: Uint8Array, allowedFiles: ReadonlySet<string>): boolean {
  return allowedFiles.size > 0 && allowedFiles.has(createHash('sha256').update(bytes).digest('hex'))
}

/** What a thrown value means for the part in which it was thrown. */
export function reasonOf(error: unknown): UncheckedReason {
  if (error instanceof LimitBroken) return error.reason
  if (error instanceof Error && /allocation failed|failed to allocate/i.test(error.message)) return 'memory'
  if (error instanceof RangeError) {
    if (/Invalid string length|array length|typed array/i.test(error.message)) return 'too-large'
    if (/call stack/i.test(error.message)) return 'too-deep'
  }
  return 'broken'
}
