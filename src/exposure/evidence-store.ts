/** Where facts are put down while a message is read: by part and row, each once, within a bounded memory. */
import type { Evidence, Finding, Mention, PartEvidence, Unit } from './evidence.ts'
import { type FindingBook, openFindingBook } from './finding-book.ts'
import type { Reading } from './reading.ts'
import type { Passage, Place, Unchecked } from './view.ts'

export interface EvidenceLimits {
  readonly maxFindings: number
  readonly maxRowFindings: number
}

/**
 * Facts kept of one message, at about 150 bytes each, and facts kept by row, at about 40 bytes each. A list of 100,000
 * customers with eight facts each stays below both.
 */
const defaultLimits: EvidenceLimits = { maxFindings: 1_000_000, maxRowFindings: 1_000_000 }
/** A row with more facts and names is no record of one person: it is judged as running text, so that its facts support any other. */
const MAX_SIZE_OF_A_ROW = 32

type PassagePlace = Pick<Passage, 'place' | 'part' | 'row'>

export interface EvidenceStore {
  /** A place whose facts the memory does not hold becomes unchecked. */
  put(reading: Reading, at: PassagePlace): void
  putUnchecked(unchecked: Unchecked): void
  /** Everything put down so far. */
  evidence(): Evidence
}

export function openEvidenceStore(limits = defaultLimits): EvidenceStore {
  const book = openFindingBook(limits.maxFindings)
  const parts = new Map<number, OpenPart>()
  const unchecked = new Map<string, Unchecked>()
  const room = { forRows: limits.maxRowFindings }

  function putUnchecked(one: Unchecked): void {
    unchecked.set(`${one.reason} ${one.place}`, one)
  }

  function close(part: OpenPart): void {
    const row = part.openRow
    if (row === undefined) return
    part.openRow = undefined
    if (!putRow(part, row, room)) putUnchecked({ place: row.place, reason: 'memory' })
  }

  return {
    putUnchecked,
    put(reading, at) {
      const part = parts.get(at.part) ?? openPart()
      parts.set(at.part, part)
      if (part.openRow !== undefined && part.openRow.row !== at.row) close(part)
      if (reading.facts.length === 0 && reading.names.length === 0) return
      if (!putReading(book, reading, at.place, unitAt(part, at))) {
        putUnchecked({ place: at.place, reason: 'memory' })
      }
    },
    evidence() {
      for (const part of parts.values()) close(part)
      return {
        parts: [...parts.values()].map(partEvidence),
        places: book.places(),
        findings: book.findings,
        mentions: book.mentions,
        unchecked: [...unchecked.values()],
      }
    },
  }
}

interface OpenUnit {
  readonly findings: Set<Finding>
  readonly mentions: Set<Mention>
}

interface OpenRow extends OpenUnit {
  readonly row: number
  readonly place: Place
}

interface OpenPart {
  readonly running: OpenUnit
  readonly inRows: OpenUnit
  readonly rows: Unit[]
  /** Rows that are there already: a row repeated says nothing new. */
  readonly knownRows: Set<string>
  /** The row that is being read; several passages can belong to it. */
  openRow: OpenRow | undefined
}

function openPart(): OpenPart {
  return { running: openUnit(), inRows: openUnit(), rows: [], knownRows: new Set(), openRow: undefined }
}

function openUnit(): OpenUnit {
  return { findings: new Set(), mentions: new Set() }
}

function unitAt(part: OpenPart, { row, place }: PassagePlace): OpenUnit {
  if (row === undefined) return part.running
  part.openRow ??= { ...openUnit(), row, place }
  return part.openRow
}

/** @returns false if a fact did not find room */
function putReading(book: FindingBook, reading: Reading, place: Place, unit: OpenUnit): boolean {
  let hasRoom = true
  for (const fact of reading.facts) {
    const finding = book.finding(place, fact)
    if (finding === undefined) hasRoom = false
    else unit.findings.add(finding)
  }
  for (const name of reading.names) {
    const mention = book.mention(place, name)
    if (mention === undefined) hasRoom = false
    else unit.mentions.add(mention)
  }
  return hasRoom
}

/** @returns false if the row did not find room; its facts are kept all the same, only not what stood beside what */
function putRow(part: OpenPart, row: OpenRow, room: { forRows: number }): boolean {
  const size = row.findings.size + row.mentions.size
  const isRecord = size <= MAX_SIZE_OF_A_ROW
  const target = isRecord ? part.inRows : part.running
  for (const finding of row.findings) target.findings.add(finding)
  for (const mention of row.mentions) target.mentions.add(mention)
  if (!isRecord || size < 2) return true
  const unit = unitOf(row)
  const name = nameOfUnit(unit)
  if (part.knownRows.has(name)) return true
  if (size > room.forRows) return false
  room.forRows -= size
  part.knownRows.add(name)
  part.rows.push(unit)
  return true
}

function unitOf(unit: OpenUnit): Unit {
  return { findings: [...unit.findings], mentions: [...unit.mentions] }
}

function nameOfUnit(unit: Unit): string {
  return [...unit.findings, ...unit.mentions]
    .map((item) => item.id)
    .sort((a, b) => a - b)
    .join(' ')
}

function partEvidence(part: OpenPart): PartEvidence {
  return { running: unitOf(part.running), rows: part.rows, inRows: unitOf(part.inRows) }
}
