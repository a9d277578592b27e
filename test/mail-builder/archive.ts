/** Archives for tests, always with the same time inside, so that equal input gives equal bytes. */
import { gzipSync, type Zippable, zipSync } from 'fflate'

const writtenAt = '2026-01-02T12:00:00Z'

/** An entry `mimetype` is stored as it is, as OpenDocument wants it. */
export function zip(files: Readonly<Record<string, Uint8Array | string>>, level: 0 | 6 = 6): Buffer {
  const zippable: Zippable = {}
  for (const [name, content] of Object.entries(files))
    zippable[name] = [
      typeof content === 'string' ? Buffer.from(content) : content,
      { level: name === 'mimetype' ? 0 : level, mtime: writtenAt },
    ]
  return Buffer.from(zipSync(zippable))
}

export function gzip(bytes: Uint8Array, filename?: string): Buffer {
  return Buffer.from(gzipSync(bytes, { mtime: writtenAt, ...(filename === undefined ? {} : { filename }) }))
}

/** @source POSIX.1-1988 ustar */
export function tar(files: Readonly<Record<string, Uint8Array | string>>): Buffer {
  const blocks: Buffer[] = []
  for (const [name, content] of Object.entries(files)) {
    const bytes = Buffer.from(content)
    const header = Buffer.alloc(512)
    header.write(name, 0, 100, 'utf8')
    header.write('0000644\x000000000\x000000000\x00', 100, 'latin1')
    header.write(`${bytes.length.toString(8).padStart(11, '0')}\x00`, 124, 'latin1')
    header.write('15127000000\x00        0', 136, 'latin1')
    header.write('ustar\x0000', 257, 'latin1')
    const sum = header.reduce((total, byte) => total + byte, 0)
    header.write(`${sum.toString(8).padStart(6, '0')}\x00 `, 148, 'latin1')
    blocks.push(header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512))
  }
  return Buffer.concat([...blocks, Buffer.alloc(1024)])
}
