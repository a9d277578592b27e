/** Lists of properties inside winmail.dat (MS-OXTNEF 2.1.3.4). */
import type { MapiPropertyBag } from './mapi-properties.ts'
import { mapiType } from './mapi-properties.ts'

export interface TnefCursor {
  readonly bytes: Uint8Array
  readonly view: DataView
  at: number
}

export interface TnefObject {
  readonly id: number
  /** Behind the identifier of its interface. */
  readonly bytes: Uint8Array
}

/** A list ended before its count was reached, or holds a type of unknown length. */
export class TnefCut extends Error {}

export function cursorOf(bytes: Uint8Array): TnefCursor {
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), at: 0 }
}

/**
 * Reads one list into a bag.
 *
 * @returns the objects in it
 * @throws TnefCut after what could be read is in the bag
 */
export function readPropertyList(cursor: TnefCursor, bag: MapiPropertyBag): readonly TnefObject[] {
  const objects: TnefObject[] = []
  const count = u32(cursor)
  // The count is never believed: each turn needs bytes, and ends with a cut when there are none.
  for (let index = 0; index < count; index++) {
    const type = u16(cursor)
    const id = u16(cursor)
    if (id >= firstNamedId) skipName(cursor)
    readValues(cursor, { id, type, bag, objects })
  }
  return objects
}

const firstNamedId = 0x8000
const guidBytes = 16

function skipName(cursor: TnefCursor): void {
  take(cursor, guidBytes)
  const isText = u32(cursor) === 1
  const lengthOrId = u32(cursor)
  if (isText) take(cursor, padded(lengthOrId))
}

interface ValueTarget {
  readonly id: number
  readonly type: number
  readonly bag: MapiPropertyBag
  readonly objects: TnefObject[]
}

function readValues(cursor: TnefCursor, target: ValueTarget): void {
  const type = target.type & ~mapiType.many
  const length = fixedBytes.get(type)
  if (length !== undefined) {
    const count = (target.type & mapiType.many) === 0 ? 1 : u32(cursor)
    // A list of nothing would go on without using up bytes.
    if (length === 0 && count > 1) throw new TnefCut('tnef: list of nothing')
    for (let index = 0; index < count; index++) {
      const value = take(cursor, padded(length))
      if (type === mapiType.integer) target.bag.addNumber(target.id, cursorOf(value).view.getInt32(0, true))
    }
    return
  }
  if (!variableTypes.has(type)) throw new TnefCut('tnef: unknown type')
  const count = u32(cursor)
  for (let index = 0; index < count; index++) {
    const size = u32(cursor)
    const value = take(cursor, size)
    skip(cursor, padded(size) - size)
    addValue(type, value, target)
  }
}

function addValue(type: number, value: Uint8Array, { id, bag, objects }: ValueTarget): void {
  if (type === mapiType.text8) bag.addText(id, value, 'code-page')
  else if (type === mapiType.text16) bag.addText(id, value, 'utf-16')
  else if (type === mapiType.binary) bag.addBytes(id, value)
  else objects.push({ id, bytes: value.subarray(guidBytes) })
}

const variableTypes: ReadonlySet<number> = new Set([
  mapiType.text8,
  mapiType.text16,
  mapiType.binary,
  mapiType.object,
])

/** @source MS-OXCDATA 2.11.1 */
const fixedBytes: ReadonlyMap<number, number> = new Map([
  [0x0001, 0],
  [0x0002, 2],
  [mapiType.integer, 4],
  [0x0004, 4],
  [0x0005, 8],
  [0x0006, 8],
  [0x0007, 8],
  [0x000a, 4],
  [mapiType.boolean, 2],
  [0x0014, 8],
  [0x0040, 8],
  [0x0048, 16],
])

function padded(size: number): number {
  return Math.ceil(size / 4) * 4
}

export function u16(cursor: TnefCursor): number {
  const { view, at } = cursor
  if (at + 2 > view.byteLength) throw new TnefCut('tnef: cut')
  cursor.at += 2
  return view.getUint16(at, true)
}

export function u32(cursor: TnefCursor): number {
  const { view, at } = cursor
  if (at + 4 > view.byteLength) throw new TnefCut('tnef: cut')
  cursor.at += 4
  return view.getUint32(at, true)
}

function take(cursor: TnefCursor, size: number): Uint8Array {
  const { bytes, at } = cursor
  if (size > bytes.length - at) throw new TnefCut('tnef: cut')
  cursor.at += size
  return bytes.subarray(at, at + size)
}

/** Padding may be missing at the very end. */
function skip(cursor: TnefCursor, size: number): void {
  cursor.at = Math.min(cursor.bytes.length, cursor.at + size)
}
