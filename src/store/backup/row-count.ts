/** Counts rows in what COPY writes: in its text form a line is a row, since a line break within a value is written `\n`. */
export interface RowCount {
  add(bytes: Uint8Array): void
  rows(): number
}

const lineFeed = 0x0a

export function rowCount(): RowCount {
  let rows = 0
  return {
    add(bytes) {
      for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) rows++
    },
    rows: () => rows,
  }
}
