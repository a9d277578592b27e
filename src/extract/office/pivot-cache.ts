/** Pivot caches: copies of the rows a pivot table was made from, kept even if the sheet with the rows is gone. */
import { openTable } from '../table.ts'
import { type Pen, readWithPen } from '../text/pen.ts'
import { unescaped } from './shared-strings.ts'
import { walkXml, type XmlHandler } from './xml-walk.ts'

/** One column of the rows; records refer to its items by number. */
export interface PivotField {
  readonly name: string
  readonly items: readonly string[]
}

type CacheKind = 'field' | 'items' | 'record' | 'item' | 'index' | 'other'

const kinds: ReadonlyMap<string, CacheKind> = new Map([
  ['cacheField', 'field'],
  ['sharedItems', 'items'],
  ['r', 'record'],
  ['x', 'index'],
  ...['s', 'n', 'd', 'b', 'e', 'm'].map((name): [string, CacheKind] => [name, 'item']),
])

/** @source ISO/IEC 29500-1, 18.10.1.67 */
export function pivotFields(xml: string): readonly PivotField[] {
  const fields: { name: string; items: string[] }[] = []
  let isItems = false
  walkXml<CacheKind>(xml, {
    kindOf: (name) => kinds.get(name) ?? 'other',
    open(kind, tag) {
      if (kind === 'field') fields.push({ name: unescaped(tag.attribute('name') ?? ''), items: [] })
      else if (kind === 'items') isItems = true
      else if (kind === 'item' && isItems) fields.at(-1)?.items.push(unescaped(tag.attribute('v') ?? ''))
    },
    close(kind) {
      if (kind === 'items') isItems = false
    },
    text() {},
    remark() {},
  })
  return fields
}

export function writePivotFields(fields: readonly PivotField[], pen: Pen): void {
  for (const { name, items } of fields) {
    pen.text(`${name}\n`)
    for (const item of items) if (item !== '') pen.text(`${name}: ${dayOnly(item)}\n`)
  }
}

/**
 * @returns whether the records are well-formed and refer to nothing that is missing
 * @source ISO/IEC 29500-1, 18.10.1.68
 */
export function readPivotRecords(xml: string, fields: readonly PivotField[], pen: Pen): boolean {
  const table = openTable(pen)
  table.row(
    fields.map((field) => field.name),
    'header',
  )
  let cells: string[] = []
  let isComplete = true
  const reader: XmlHandler<CacheKind> = {
    kindOf: (name) => kinds.get(name) ?? 'other',
    open(kind, tag) {
      if (kind === 'record') cells = []
      else if (kind === 'item') cells.push(dayOnly(unescaped(tag.attribute('v') ?? '')))
      else if (kind === 'index') {
        const item = fields[cells.length]?.items[Number(tag.attribute('v') ?? '')]
        if (item === undefined) isComplete = false
        cells.push(dayOnly(item ?? ''))
      }
    },
    close(kind) {
      if (kind === 'record') table.row(cells)
    },
    text(text) {
      if (text.trim() !== '') pen.text(`${text}\n`)
    },
    remark(text) {
      pen.text(`${text}\n`)
    },
  }
  let isSound = true
  readWithPen(
    pen,
    () => {
      isSound = walkXml(xml, reader)
    },
    () => table.close(),
  )
  return isSound && isComplete
}

/** Dates are kept with a time nobody entered. */
function dayOnly(item: string): string {
  return item.endsWith('T00:00:00') ? item.slice(0, -'T00:00:00'.length) : item
}
