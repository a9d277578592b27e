/** The smallest pictures that carry a text beside their pixels. */
import { crc32, deflateSync } from 'node:zlib'

function chunk(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt32BE(data.length)
  const content = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(content))
  return Buffer.concat([head, content, sum])
}

/** @param side width and height in pixels */
export function png(side: number, text?: Buffer): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header[8] = 8
  const pixels = deflateSync(Buffer.alloc((side + 1) * side))
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    ...(text === undefined ? [] : [text]),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

export function pngWithText(text: string): Buffer {
  return png(1, chunk('tEXt', Buffer.from(`Comment\x00${text}`, 'latin1')))
}

/** Header segments and a comment, without pixels to show. */
export function jpegWithComment(text: string): Buffer {
  const comment = Buffer.from(text, 'latin1')
  const length = Buffer.alloc(2)
  length.writeUInt16BE(comment.length + 2)
  return Buffer.concat([
    Buffer.from('ffd8ffe000104a46494600010100000100010000fffe', 'hex'),
    length,
    comment,
    Buffer.from('ffc0000b080001000101011100ffda0008010100003f0000ffd9', 'hex'),
  ])
}
